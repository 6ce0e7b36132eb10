// Which points do the tile tests stand on? Plain rows, packed the way the database packs them, and a seeded city of any size.
import fc from 'fast-check';
import { openStatusCodes, overdueDaysOf } from '../../../data/contract/hazards.ts';
import { Selection } from '../../../data/contract/selection.ts';
import { dateOfDay, dayOfDate } from '../../../data/contract/units.ts';
import { hazardLevels, hazardSources, hazardStatuses, hazardKinds } from '../../../data/vocabulary/hazards.ts';
import { departments } from '../../../data/vocabulary/departments.ts';
import { sectors } from '../../../data/vocabulary/sectors.ts';
import { siteLayers } from '../../../data/contract/site-layers.ts';
import type { CodeList } from '../../../data/vocabulary/code-list.ts';
import { createColumn, Dictionary } from '../../../server/tiles/columns.ts';
import type { Column } from '../../../server/tiles/columns.ts';
import type { Scope } from '../../../server/tiles/filter.ts';
import { PointIndex } from '../../../server/tiles/point-index.ts';
import type { PackedRows } from '../../../server/tiles/rows.ts';
import { RowBuffer, valueSeparator } from '../../../server/tiles/rows.ts';
import { tiledCollections } from '../../../server/tiles/tiled-collections.ts';

/** A hazard as the tests see it. */
export interface SampleHazard {
  id: number;
  lng: number;
  lat: number;
  areaCode: string | null;
  levelCode: string;
  statusCode: string;
  sectorCode: string;
  departmentCode: string;
  sourceCode: string;
  kindCode: string;
  siteLayer: string | null;
  foundDay: number;
  dueDay: number | null;
  closedDay: number | null;
}

/** The city's calendar day on which the tests ask. */
export const today = 20_780;

/** Gives rows packed as by server/queries/tile-*.sql. */
export function pack<Row extends { lng: number; lat: number }>(rows: readonly Row[]): PackedRows {
  const texts = (name: string): string => rows.map((row) => String((row as Record<string, unknown>)[name] ?? '')).join(valueSeparator);
  const names = Object.keys(rows[0] ?? {});
  return { count: rows.length, id: texts('id'), places: Float64Array.from(rows.flatMap(({ lng, lat }) => [lng, lat])), columns: Object.fromEntries(names.map((name) => [name, texts(name)])) };
}

/** Gives the columns of a collection with a dictionary of areas of their own. */
export function columnsOf(collection: string): readonly Column[] {
  const areas = new Dictionary();
  const spec = tiledCollections.find(({ id }) => id === collection);
  if (spec === undefined) throw new Error(`no collection ${collection}`);
  return spec.columns.map((column) => createColumn(column, areas));
}

/** Gives a buffer that holds rows. */
export function bufferOf(columns: readonly Column[], rows: readonly { lng: number; lat: number }[]): RowBuffer {
  const buffer = new RowBuffer(columns, rows.length);
  if (rows.length > 0) buffer.append(pack(rows));
  return buffer;
}

/** Gives an index of hazards. */
export function hazardIndex(rows: readonly SampleHazard[], columns = columnsOf('hazards')): PointIndex {
  return new PointIndex(columns, bufferOf(columns, rows).toSortedRows());
}

/** Gives a seeded generator of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const codesOf = (list: CodeList): string[] => list.entries.map((entry) => entry.code);

/** Gives `count` hazards over a city: four fifths around forty centres, the rest anywhere in its box; one in fifty at a place that has another. */
export function sampleHazards(count: number, seed: number): SampleHazard[] {
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const bell = (): number => random() + random() + random() - 1.5;
  const [levels, statuses, kinds, trades, offices, sources] = [hazardLevels, hazardStatuses, hazardKinds, sectors, departments, hazardSources].map(codesOf) as [string[], string[], string[], string[], string[], string[]];
  const layers = siteLayers.map((layer) => layer.id);
  const centres = Array.from({ length: 40 }, () => [122.14 + random() * 0.57, 36.74 + random() * 0.72] as const);
  const rows: SampleHazard[] = [];
  for (let id = 1; id <= count; id++) {
    const [centreLng, centreLat] = pick(centres);
    const scattered = random() < 0.2;
    const twin = rows.length > 0 && random() < 0.02 ? pick(rows) : null;
    const foundDay = today - Math.floor(random() * 365);
    const closed = random() < 0.7;
    rows.push({
      id,
      lng: twin?.lng ?? (scattered ? 122.14 + random() * 0.57 : centreLng + bell() * 0.02),
      lat: twin?.lat ?? (scattered ? 36.74 + random() * 0.72 : centreLat + bell() * 0.015),
      areaCode: random() < 0.02 ? null : `A${1 + Math.floor(random() * 19)}`,
      levelCode: random() < 0.03 ? 'LV-M' : pick(levels),
      statusCode: closed ? 'ST-CLOSED' : pick(statuses),
      sectorCode: pick(trades),
      departmentCode: pick(offices),
      sourceCode: pick(sources),
      kindCode: pick(kinds),
      siteLayer: random() < 0.1 ? null : pick(layers),
      foundDay,
      dueDay: random() < 0.05 ? null : foundDay + 3 + Math.floor(random() * 60),
      closedDay: closed ? foundDay + Math.floor(random() * 50) : null,
    });
  }
  return rows;
}

/** What a selection means, read from the contract's words, one hazard at a time. */
export function passes(hazard: SampleHazard, selection: Selection, scope: readonly string[] | null): boolean {
  const overdueDays = overdueDaysOf(hazard.statusCode, hazard.dueDay, today);
  const open = openStatusCodes.includes(hazard.statusCode);
  const among = (codes: readonly string[] | undefined, code: string | null): boolean => codes === undefined || (code !== null && codes.includes(code));
  return (
    (scope === null || (hazard.areaCode !== null && scope.includes(hazard.areaCode))) &&
    among(selection.areaCode, hazard.areaCode) &&
    among(selection.sectorCode, hazard.sectorCode) &&
    among(selection.levelCode, hazard.levelCode) &&
    among(selection.sourceCode, hazard.sourceCode) &&
    among(selection.statusCode, hazard.statusCode) &&
    among(selection.siteLayer, hazard.siteLayer) &&
    (selection.open === undefined || selection.open === open) &&
    (selection.overdue === undefined || selection.overdue === overdueDays > 0) &&
    (selection.overdueDaysMin === undefined || overdueDays >= selection.overdueDaysMin) &&
    (selection.dueWithinDays === undefined || (open && hazard.dueDay !== null && hazard.dueDay >= today && hazard.dueDay <= today + selection.dueWithinDays)) &&
    (selection.foundFrom === undefined || hazard.foundDay >= dayOfDate(selection.foundFrom)) &&
    (selection.foundTo === undefined || hazard.foundDay <= dayOfDate(selection.foundTo))
  );
}

const someCodes = (list: CodeList) => fc.uniqueArray(fc.constantFrom(...list.entries.map((entry) => entry.code)), { minLength: 1, maxLength: 4 });
/** Any scope: areas of the sample and one that does not exist. */
export const anyAreas = fc.uniqueArray(fc.constantFrom('A1', 'A2', 'A7', 'A19', 'NOWHERE'), { minLength: 1 });
/** Any selection of hazards. */
export const anySelection = fc
  .record(
    {
      areaCode: anyAreas,
      sectorCode: someCodes(sectors),
      levelCode: someCodes(hazardLevels),
      sourceCode: someCodes(hazardSources),
      statusCode: someCodes(hazardStatuses),
      siteLayer: fc.constant(['enterprises', 'gas-networks', 'roads']),
      open: fc.boolean(),
      overdue: fc.boolean(),
      overdueDaysMin: fc.integer({ min: 1, max: 200 }),
      dueWithinDays: fc.integer({ min: 0, max: 60 }),
      foundFrom: fc.integer({ min: today - 365, max: today }).map(dateOfDay),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((input) => Selection.parse(input));

/** Gives the scope of a reader limited to some areas. */
export function areaScope(areaCodes: readonly string[] | null): Scope {
  return areaCodes === null ? null : { key: [...areaCodes].sort().join(','), areaCodes, sectorCodes: null, ids: null, restricted: true };
}
