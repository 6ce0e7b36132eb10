// Which layers can be imported, what shape has a row of each, and which command writes it?
import type { Geometry } from '../../data/contract/geometry.ts';
import { HazardFields, type HazardEventRow, type HazardRow } from '../../data/contract/hazards.ts';
import { IncidentFields, type IncidentRow } from '../../data/contract/incidents.ts';
import { InspectionFields, type InspectionRow } from '../../data/contract/inspections.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { SiteFields, type SiteLayer, type SiteRow } from '../../data/contract/sites.ts';
import { VesselFields, type VesselRow } from '../../data/contract/vessels.ts';
import { upsertHazards } from '../commands/hazards.ts';
import { upsertIncidents } from '../commands/incidents.ts';
import { upsertInspections } from '../commands/inspections.ts';
import { upsertSites } from '../commands/sites.ts';
import { upsertVessels } from '../commands/vessels.ts';
import type { WriteBatch, WriteCounts } from '../commands/write.ts';
import { readEvents } from './events.ts';
import { FieldReader } from './fields.ts';
import type { IssueSink } from './issues.ts';

/** Values of a row under contract names, its checked place, and whether it is made up. */
export interface Candidate {
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry;
  readonly line: number;
}

/** One layer at the import door. `Row` is hidden: rows come from `check` and go to `put`. */
export interface ImportLayer {
  readonly id: string;
  readonly table: 'sites' | 'hazards' | 'inspections' | 'incidents' | 'vessels';
  readonly geometryTypes: readonly Geometry['type'][];
  /** Names of properties a row may have. */
  readonly names: ReadonlySet<string>;
  /** Gives the row, or null with the reasons told to `issues`. */
  check(candidate: Candidate, issues: IssueSink): { readonly code: string; readonly areaCode: string | null; geometry: Geometry } | null;
  /** Writes rows that `check` gave; `rewritten` names records whose file contradicts what is stored for good, `held` those that no file may change any more. */
  put(batch: WriteBatch, rows: readonly unknown[]): Promise<WriteCounts & { readonly rewritten?: readonly string[]; readonly held?: readonly string[] }>;
}

interface Built {
  readonly code: string;
  readonly areaCode: string | null;
  geometry: Geometry;
}

const isSynthetic = (values: Readonly<Record<string, unknown>>): boolean => values['synthetic'] === true;
/** Names that our own items carry beside the contract's: an exported layer comes back without remarks. */
const tolerated = ['synthetic', 'id', 'layer', 'overdueDays'];

function siteImport(layer: SiteLayer): ImportLayer {
  const fields = new FieldReader(SiteFields);
  const attributes = new FieldReader(layer.attributes);
  return {
    id: layer.id,
    table: 'sites',
    geometryTypes: layer.geometryTypes,
    names: new Set([...fields.names(), ...attributes.names(), ...tolerated]),
    check({ values, geometry, line }, issues) {
      const own = fields.read(values, line, issues) as (SiteRow & Record<string, unknown>) | null;
      const more = attributes.read(values, line, issues) as SiteRow['attributes'] | null;
      if (own === null || more === null) return null;
      return { ...own, layer: layer.id, attributes: more, geometry, synthetic: isSynthetic(values) } satisfies SiteRow;
    },
    put: (batch, rows) => upsertSites(batch, rows as SiteRow[]),
  };
}

function recordImport(id: Exclude<ImportLayer['table'], 'sites'>, shape: ConstructorParameters<typeof FieldReader>[0], more: readonly string[], build: (own: Record<string, unknown>, candidate: Candidate, issues: IssueSink) => Built | null, put: ImportLayer['put']): ImportLayer {
  const fields = new FieldReader(shape);
  return {
    id,
    table: id,
    geometryTypes: ['Point'],
    names: new Set([...fields.names(), ...tolerated, ...more]),
    check(candidate, issues) {
      const own = fields.read(candidate.values, candidate.line, issues);
      return own === null ? null : build({ ...own, geometry: candidate.geometry, synthetic: isSynthetic(candidate.values) }, candidate, issues);
    },
    put,
  };
}

function checkSiteName(own: Record<string, unknown>, line: number, issues: IssueSink): boolean {
  const { siteLayer, siteCode } = own as { siteLayer: string | null; siteCode: string | null };
  if (siteLayer === null) return true;
  if (siteCode !== null && siteLayers.some((layer) => layer.id === siteLayer && layer.supervised)) return true;
  if (siteCode === null) issues.error(line, 'siteCode', { words: 'nothing' }, 'the code of the site, beside its layer');
  else issues.error(line, 'siteLayer', siteLayer, `one of ${siteLayers.filter((layer) => layer.supervised).map((layer) => layer.id).join(', ')}`);
  return false;
}

const hazardImport = recordImport(
  'hazards',
  HazardFields,
  ['events', 'siteId'],
  (own, { values, line }, issues) => {
    if (!checkSiteName(own, line, issues)) return null;
    if (own['levelCode'] === 'LV-M' && own['clauseId'] === null) {
      issues.error(line, 'clauseId', { words: 'nothing' }, 'the clause of the criteria library by which the hazard is a major one');
      return null;
    }
    const events: HazardEventRow[] | null = readEvents(values['events'], line, issues);
    return events === null ? null : ({ ...own, events } as unknown as HazardRow);
  },
  (batch, rows) => upsertHazards(batch, rows as HazardRow[]),
);

const inspectionImport = recordImport(
  'inspections',
  InspectionFields,
  ['siteId'],
  (own, { line }, issues) => (checkSiteName(own, line, issues) ? (own as unknown as InspectionRow) : null),
  (batch, rows) => upsertInspections(batch, rows as InspectionRow[]),
);

const incidentImport = recordImport(
  'incidents',
  IncidentFields,
  ['siteId'],
  (own, { line }, issues) => (checkSiteName(own, line, issues) ? (own as unknown as IncidentRow) : null),
  (batch, rows) => upsertIncidents(batch, rows as IncidentRow[]),
);

const vesselImport = recordImport('vessels', VesselFields, [], (own) => own as unknown as VesselRow, (batch, rows) => upsertVessels(batch, rows as VesselRow[]));

/** Ids of everything that can be imported; areas come with the city, storms by their own reader. */
export const importLayerIds: readonly string[] = [...siteLayers.map((layer) => layer.id), 'hazards', 'inspections', 'incidents', 'vessels', 'storms', 'areas'];

/** Gives the layer of places and records with an id; undefined for areas, storms and unknown ids. */
export function importLayerOf(id: string): ImportLayer | undefined {
  const site = siteLayers.find((layer) => layer.id === id);
  return site === undefined ? [hazardImport, inspectionImport, incidentImport, vesselImport].find((layer) => layer.id === id) : siteImport(site);
}
