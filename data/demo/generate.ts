// How is the whole demo city made? From one seed: small tables at once, large nouns in batches.
import type { AreaRow, ResponsibilityRow, SeaRuleRow } from '../contract/areas.ts';
import type { CampaignRow } from '../contract/campaigns.ts';
import type { City } from '../contract/city.ts';
import type { HazardRow } from '../contract/hazards.ts';
import type { IncidentRow } from '../contract/incidents.ts';
import type { InspectionRow } from '../contract/inspections.ts';
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import type { VesselRow } from '../contract/vessels.ts';
import { buildAreas, cityBox, cityName, cityNameEn, cityZoneEpsg } from './areas.ts';
import { createEnterprises } from './enterprises.ts';
import { constructionRows } from './construction-sites.ts';
import { gasRows } from './gas-networks.ts';
import { sectionRows } from './road-sections.ts';
import { referenceRows } from './reference-shapes.ts';
import { vesselRows } from './vessels.ts';
import { windRows } from './wind-farms.ts';
import type { LandFeatures } from './land-features.ts';
import { createPlaces } from './places.ts';
import { portRows } from './ports.ts';
import { createRandom } from './random.ts';
import { generateHazards, generateInspections, hazardsPerScale, inspectionsPerScale, type RecordedSite } from './records.ts';
import { buildCampaigns, buildResponsibilities, buildSeaRules } from './rules.ts';
import { createWorld } from './world.ts';

export interface CityOptions {
  readonly seed: number;
  readonly scale: number;
  /** The city's day on which the records end. */
  readonly today: number;
  readonly coast: LandFeatures;
  readonly townshipCells: LandFeatures;
}

export interface DemoCity {
  readonly city: City;
  readonly areas: readonly AreaRow[];
  readonly seaRules: readonly SeaRuleRow[];
  readonly responsibilities: readonly ResponsibilityRow[];
  readonly campaigns: readonly CampaignRow[];
  /** Rows of each noun, where known beforehand. */
  readonly totals: Readonly<Record<string, number>>;
  sites(): Iterable<readonly SiteRow[]>;
  vessels(): Iterable<readonly VesselRow[]>;
  hazards(): Iterable<readonly HazardRow[]>;
  inspections(): Iterable<readonly InspectionRow[]>;
  incidents(): Iterable<readonly IncidentRow[]>;
}

const batchRows = 4000;

/** Makes the city. The same options give the same city. */
export function generateCity({ seed, scale, today, coast, townshipCells }: CityOptions): DemoCity {
  const world = createWorld(seed, scale, today, coast, townshipCells);
  const enterprises = createEnterprises(world);
  const places = createPlaces(world);
  const facilities = [referenceRows(world), portRows(world.ports), gasRows(world, today), constructionRows(world, today), windRows(world, today), sectionRows(world, today)];
  const total = enterprises.count + places.count + facilities.reduce((sum, rows) => sum + rows.length, 0);
  const neglected = createRandom(seed, 'neglect');
  const piles = world.estate.parks.filter((_, index) => index % 19 === 3).slice(0, 5);
  const recorded = (): RecordedSite[] => {
    const sites: RecordedSite[] = [];
    const add = (row: SiteRow): void => {
      if (row.sectorCode === null || row.areaCode === null) return;
      const place = row.geometry.type === 'Point' ? row.geometry.coordinates : row.geometry.type === 'LineString' ? row.geometry.coordinates[0] : row.geometry.type === 'Polygon' ? row.geometry.coordinates[0]?.[0] : undefined;
      if (place === undefined) return;
      const near = piles.some((pile) => Math.hypot((place[0] - pile.rectangle.centre[0]) * 88_900, (place[1] - pile.rectangle.centre[1]) * 110_985) < 700);
      sites.push({ layer: row.layer, code: row.code, name: row.name, sectorCode: row.sectorCode, areaCode: row.areaCode, place: [place[0], place[1]], neglect: near ? 9 : 1 });
    };
    for (let index = 0; index < enterprises.count; index += 1) add(enterprises.rowOf(enterprises.at(index)));
    for (let index = 0; index < places.count; index += 3) add(places.rowOf(places.at(index)));
    for (const rows of facilities.slice(1)) for (const row of rows) add(row);
    return sites;
  };
  function* inBatches<Row>(count: number, make: (index: number) => Row): Generator<Row[]> {
    for (let from = 0; from < count; from += batchRows) yield Array.from({ length: Math.min(batchRows, count - from) }, (_, k) => make(from + k));
  }
  return {
    city: { name: cityName, nameEn: cityNameEn, box: cityBox, zoneEpsg: cityZoneEpsg, mapApprovalNumber: null, synthetic: true },
    areas: buildAreas(townshipCells),
    seaRules: buildSeaRules(),
    responsibilities: buildResponsibilities(),
    campaigns: buildCampaigns(today),
    totals: { sites: total, vessels: 1100, hazards: Math.round(hazardsPerScale * scale), inspections: Math.round(inspectionsPerScale * scale) },
    *sites() {
      for (const rows of facilities) {
        const layers = new Map<string, SiteRow[]>();
        for (const row of rows) {
          const known = layers.get(row.layer);
          if (known === undefined) layers.set(row.layer, [row]);
          else known.push(row);
        }
        for (const part of layers.values()) for (let from = 0; from < part.length; from += batchRows) yield part.slice(from, from + batchRows);
      }
      yield* inBatches(enterprises.count, (index) => enterprises.rowOf(enterprises.at(index)));
      yield* inBatches(places.count, (index) => places.rowOf(places.at(index)));
    },
    *vessels() {
      yield vesselRows(world, today);
    },
    hazards: () => generateHazards(seed, scale, today, recorded()),
    inspections: () => generateInspections(seed, scale, today, recorded()),
    *incidents() {
      const sites = recorded();
      yield Array.from({ length: 7 }, (_, index): IncidentRow => {
        neglected.seek(index);
        const site = neglected.pick(sites);
        return { code: `SG${index + 1}`, title: neglected.pick(['作业人员高处坠落受伤', '机械伤害致一人受伤', '厂房电气线路起火，无人员伤亡', '有限空间作业人员不适送医']), siteLayer: site.layer, siteCode: site.code, sectorCode: site.sectorCode, areaCode: site.areaCode, gradeCode: 'AG-0', occurredAt: `${dateOfDay(today - neglected.integer(3, 350))}T10:20:00+08:00`, deaths: 0, injuries: neglected.integer(0, 2), geometry: { type: 'Point', coordinates: [...site.place] }, synthetic: true };
      });
    },
  };
}
