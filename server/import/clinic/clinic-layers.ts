// Which layers can be sent to the clinic, and which fields has a row of each?
import { type CollectionProperty, propertiesOf } from '../../../data/contract/collections.ts';
import { HazardFields } from '../../../data/contract/hazards.ts';
import { type ClinicField, clinicRecordLayers } from '../../../data/contract/import-clinic.ts';
import { IncidentFields } from '../../../data/contract/incidents.ts';
import { InspectionFields } from '../../../data/contract/inspections.ts';
import { siteLayers } from '../../../data/contract/site-layers.ts';
import { SiteFields } from '../../../data/contract/sites.ts';
import { VesselFields } from '../../../data/contract/vessels.ts';
import { AppError } from '../../errors.ts';
import { type ImportLayer, importLayerOf } from '../layers.ts';

export interface ClinicLayer {
  readonly id: string;
  readonly layer: ImportLayer;
  readonly properties: readonly CollectionProperty[];
  /** Names without which a new row is refused. */
  readonly required: ReadonlySet<string>;
}

const recordShapes = { hazards: HazardFields, inspections: InspectionFields, incidents: IncidentFields, vessels: VesselFields } as const satisfies Record<(typeof clinicRecordLayers)[number], unknown>;
/** Beside the contract's own fields: whether a row is made up, and the steps of a hazard as JSON. */
const made: CollectionProperty = { name: 'synthetic', zh: '演示数据', en: 'Made up', type: 'boolean', personal: false, restricted: false, attribute: false };
const events: CollectionProperty = { name: 'events', zh: '办理过程', en: 'Steps (JSON)', type: 'string', personal: false, restricted: false, attribute: false };

/** Ids of the layers of the clinic. */
export const clinicLayerIds: readonly string[] = [...siteLayers.map(({ id }) => id), ...clinicRecordLayers];

/** Gives a layer. Throws AppError `not-found` for areas, storms and unknown ones. */
export function clinicLayerOf(id: string): ClinicLayer {
  const layer = clinicLayerIds.includes(id) ? importLayerOf(id) : undefined;
  if (layer === undefined) throw new AppError('not-found', `layer: seen ${JSON.stringify(id.slice(0, 60))}, expected one of ${clinicLayerIds.join(', ')}`);
  const site = siteLayers.find((known) => known.id === id);
  const shapes = site === undefined ? [recordShapes[id as keyof typeof recordShapes]] : [SiteFields, site.attributes];
  const required = new Set(shapes.flatMap((shape) => Object.entries(shape.shape as Record<string, { safeParse(value: unknown): { success: boolean } }>).filter(([, schema]) => !schema.safeParse(null).success).map(([name]) => name)));
  const properties = shapes.flatMap((shape, place) => propertiesOf(shape, place === 1));
  return { id, layer, properties: [...properties, ...(id === 'hazards' ? [events] : []), made], required };
}

/** Gives the fields of a layer as a page shows them. */
export function clinicFieldsOf({ properties, required }: ClinicLayer): ClinicField[] {
  return properties.map(({ name, zh, en, type, format, codeList, unit }) => ({ name, zh, en, required: required.has(name), type, format: format ?? null, codeList: codeList ?? null, unit: unit ?? null }));
}
