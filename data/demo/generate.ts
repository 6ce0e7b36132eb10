// How is the whole demo city made? From one seed: small tables at once, large nouns in batches.
import type { AreaRow, ResponsibilityRow, SeaRuleRow } from '../contract/areas.ts';
import type { CampaignRow } from '../contract/campaigns.ts';
import type { City } from '../contract/city.ts';
import type { HazardRow } from '../contract/hazards.ts';
import type { IncidentRow } from '../contract/incidents.ts';
import type { InspectionRow } from '../contract/inspections.ts';
import type { SiteRow } from '../contract/sites.ts';
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
import type { NamedBoat } from './findings.ts';
import { createHazardRows } from './hazards.ts';
import { incidentRows } from './incidents.ts';
import { inspectionRow } from './inspections.ts';
import { createPlaces } from './places.ts';
import { portRows } from './ports.ts';
import { plantedPiles } from './planted.ts';
import { createSiteBlocks } from './recorded-sites.ts';
import { createRecords, hazardsPerBlock, hazardsPerScale, inspectionsPerBlock, inspectionsPerScale } from './records.ts';
import { buildCampaigns, buildResponsibilities, buildSeaRules } from './rules.ts';
import type { Visit } from './visits.ts';
import { createWorld, type World } from './world.ts';

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
/** Blocks whose visits are remembered between hazards and inspections: enough for a city of scale 2. */
const keptBlocks = 200;

/** Makes the city. The same options give the same city. */
export function generateCity({ seed, scale, today, coast, townshipCells }: CityOptions): DemoCity {
  return settleCity(createWorld(seed, scale, today, coast, townshipCells), townshipCells);
}

/** Fills a ground with its city. The ground itself depends on the seed alone: one serves any scale and day. */
export function settleCity(world: World, townshipCells: LandFeatures): DemoCity {
  const { seed, scale, today } = world;
  const enterprises = createEnterprises(world);
  const places = createPlaces(world);
  const facilities = [referenceRows(world), portRows(world.ports), gasRows(world, today), constructionRows(world, today), windRows(world, today), sectionRows(world, today)];
  const blocks = Math.ceil((hazardsPerScale * scale) / hazardsPerBlock - 1e-9);
  const facilityRows = facilities.flat();
  const vessels = vesselRows(world, today);
  const sitesOf = createSiteBlocks(world, enterprises, places, facilityRows, plantedPiles(world));
  const recordsOf = createRecords(world, sitesOf, boatsByPort(vessels));
  // Hazards and inspections are planned together: what the first has planned, the second need not plan again.
  const visitsKept = new Map<number, readonly Visit[]>();
  const totals = { sites: enterprises.count + places.count + facilityRows.length, vessels: vessels.length, hazards: Math.round(hazardsPerScale * scale), inspections: Math.round(inspectionsPerScale * scale) };
  function* inBatches<Row>(count: number, make: (index: number) => Row): Generator<Row[]> {
    for (let from = 0; from < count; from += batchRows) yield Array.from({ length: Math.min(batchRows, count - from) }, (_, k) => make(from + k));
  }
  /** Rows block by block, gathered to batches; the last block is cut where the city's scale ends. */
  function* fromBlocks<Row>(total: number, perBlock: number, rowsOf: (block: number) => readonly Row[]): Generator<Row[]> {
    let batch: Row[] = [];
    for (let block = 0; block * perBlock < total; block += 1) {
      batch.push(...rowsOf(block).slice(0, total - block * perBlock));
      if (batch.length > batchRows - perBlock) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return {
    city: { name: cityName, nameEn: cityNameEn, box: cityBox, zoneEpsg: cityZoneEpsg, mapApprovalNumber: null, synthetic: true },
    areas: buildAreas(townshipCells),
    seaRules: buildSeaRules(),
    responsibilities: buildResponsibilities(),
    campaigns: buildCampaigns(today),
    totals,
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
      yield vessels;
    },
    hazards: () => {
      const rowOf = createHazardRows(seed);
      return fromBlocks(totals.hazards, hazardsPerBlock, (block) => {
        const { hazards, visits } = recordsOf(block);
        if (block < keptBlocks) visitsKept.set(block, visits);
        return hazards.map((hazard, place) => rowOf(hazard, block * hazardsPerBlock + place));
      });
    },
    inspections: () =>
      fromBlocks(totals.inspections, inspectionsPerBlock, (block) => {
        const visits = visitsKept.get(block) ?? recordsOf(block).visits;
        visitsKept.delete(block);
        return visits.map((visit, place) => inspectionRow(visit, block * inspectionsPerBlock + place));
      }),
    *incidents() {
      yield incidentRows(world, blocks, sitesOf, recordsOf);
    },
  };
}

/** Boats at home in each port, as findings name them. */
function boatsByPort(vessels: readonly VesselRow[]): Map<string, NamedBoat[]> {
  const boats = new Map<string, NamedBoat[]>();
  for (const { homePortCode, name, crewCapacity } of vessels) {
    if (homePortCode === null) continue;
    const boat = { name, crewCapacity: crewCapacity ?? 0 };
    const known = boats.get(homePortCode);
    if (known === undefined) boats.set(homePortCode, [boat]);
    else known.push(boat);
  }
  return boats;
}
