// Which items of a collection match, page by page? One statement shape for every collection, values only as parameters.
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import { openStatusCodes } from '../../data/contract/hazards.ts';
import type { Queryable } from '../db/database.ts';
import { expressionOf, selectedAs } from './item-columns.ts';

/** A value of a property as it travels. */
export type Scalar = string | number | boolean | null;

export interface ItemRow {
  readonly id: number;
  readonly geometry: Geometry | null;
  readonly properties: Record<string, Scalar>;
}

/** What is asked of a collection; everything given must hold. */
export interface ItemFilter {
  /** One or two boxes (two when the box crosses the antimeridian). */
  readonly boxes: readonly Box[];
  /** Instants as ISO 8601; null = open end. Undefined = any time. */
  readonly interval?: { readonly from: string | null; readonly to: string | null };
  /** Property name → values, one of which must be equal. */
  readonly equals: readonly { readonly property: CollectionProperty; readonly values: readonly Scalar[] }[];
  /** Hazards only: at least so many days overdue; open and due within so many days; city dates of finding, both included. */
  readonly overdueDaysMin?: number;
  readonly dueWithinDays?: number;
  readonly foundFrom?: string;
  readonly foundTo?: string;
  /** The city's date, YYYY-MM-DD. */
  readonly today: string;
}

/** Gives one page: items after id `after`, in order of id, at most `limit` (1..10,000). Personal properties come masked. */
export async function readItems(sql: Queryable, collection: Collection, filter: ItemFilter, after: number, limit: number): Promise<ItemRow[]> {
  const parameters: Scalar[] = [];
  const where = conditionsOf(collection, filter, parameters);
  parameters.push(after, limit);
  const text = `select id, ST_AsGeoJSON(geom, 9) as "geometry", ${columnsOf(collection)} from ${collection.source}
    where ${where} and id > $${parameters.length - 1}::int order by id limit $${parameters.length}::int`;
  const rows = await sql.unsafe<Record<string, Scalar>[]>(text, parameters as never[]);
  return rows.map((row) => itemOf(collection, row));
}

/** Gives one item, or null when the collection has none of that id. */
export async function readItem(sql: Queryable, collection: Collection, id: number, today: string): Promise<ItemRow | null> {
  const parameters: Scalar[] = [];
  const where = conditionsOf(collection, { boxes: [], equals: [], today }, parameters);
  parameters.push(id);
  const [row] = await sql.unsafe<Record<string, Scalar>[]>(
    `select id, ST_AsGeoJSON(geom, 9) as "geometry", ${columnsOf(collection)} from ${collection.source} where ${where} and id = $${parameters.length}::int`,
    parameters as never[],
  );
  return row === undefined ? null : itemOf(collection, row);
}

/** Gives how many items match. */
export async function countItems(sql: Queryable, collection: Collection, filter: ItemFilter): Promise<number> {
  const parameters: Scalar[] = [];
  const where = conditionsOf(collection, filter, parameters);
  const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${collection.source} where ${where}`, parameters as never[]);
  return row?.count ?? 0;
}

/** Gives the box (null when empty) and the first and last instant (null when none) of a collection. */
export async function readExtent(sql: Queryable, collection: Collection): Promise<{ box: Box | null; from: string | null; to: string | null }> {
  const parameters: Scalar[] = [];
  const where = conditionsOf(collection, { boxes: [], equals: [], today: '2000-01-01' }, parameters);
  const time = timeOf(collection);
  const [row] = await sql.unsafe<Record<string, Scalar>[]>(
    `select ST_XMin(e)::float8 as west, ST_YMin(e)::float8 as south, ST_XMax(e)::float8 as east, ST_YMax(e)::float8 as north, "from", "to"
     from (select ST_Extent(geom) as e, ${time === null ? 'null::timestamptz as "from", null::timestamptz as "to"' : `min(${time.start}) as "from", max(coalesce(${time.end}, ${time.start})) as "to"`}
       from ${collection.source} where ${where}) extent`,
    parameters as never[],
  );
  if (row?.['west'] === null || row === undefined) return { box: null, from: null, to: null };
  return {
    box: [row['west'], row['south'], row['east'], row['north']] as Box,
    from: row['from'] as string | null,
    to: row['to'] as string | null,
  };
}

/** Start and end of an item as timestamps with zone; a date is its whole day in the city's zone. */
function timeOf(collection: Collection): { start: string; end: string } | null {
  if (collection.time === null) return null;
  const property = (name: string) => collection.properties.find((candidate) => candidate.name === name);
  const bound = (name: string, end: boolean): string => {
    const found = property(name);
    if (found === undefined) return 'null::timestamptz';
    if (found.format !== 'date') return expressionOf(collection, found);
    // Periods of sites stand in columns of their own, so that an index can serve them.
    const column = end ? 'ends_on' : 'starts_on';
    return end ? `((${column} + 1)::timestamptz - interval '1 second')` : `${column}::timestamptz`;
  };
  return { start: bound(collection.time.start, false), end: bound(collection.time.end, true) };
}

function conditionsOf(collection: Collection, filter: ItemFilter, parameters: Scalar[]): string {
  const take = (value: Scalar): string => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  // Hazards: the derived properties read the city's date as parameter 1.
  if (collection.source === 'hazards') conditions.push(`${take(filter.today)}::date is not null`);
  if (collection.source === 'sites') conditions.push(`layer = ${take(collection.id)}`);
  if (filter.boxes.length > 0) {
    const hits = filter.boxes.map((box) => `ST_Intersects(geom, ST_MakeEnvelope(${box.map((degree) => `${take(degree)}::float8`).join(', ')}, 4326))`);
    conditions.push(`(${hits.join(' or ')})`);
  }
  const time = timeOf(collection);
  if (filter.interval !== undefined && time !== null) {
    const { from, to } = filter.interval;
    // An item without time belongs to every time (OGC API – Features, /req/core/fc-time-response).
    if (from !== null) conditions.push(`(${time.start} is null or coalesce(${time.end}, 'infinity'::timestamptz) >= ${take(from)}::timestamptz)`);
    if (to !== null) conditions.push(`(${time.start} is null or ${time.start} <= ${take(to)}::timestamptz)`);
  }
  for (const { property, values } of filter.equals) {
    const expression = expressionOf(collection, property);
    const type = property.type === 'integer' || property.type === 'number' ? 'float8' : property.type === 'boolean' ? 'boolean' : property.format === 'date-time' ? 'timestamptz' : 'text';
    const left = type === 'float8' || type === 'text' ? `${expression}::${type}` : expression;
    conditions.push(values.length === 1 ? `${left} = ${take(values[0] ?? null)}::${type}` : `${left} in (${values.map((value) => `${take(value)}::${type}`).join(', ')})`);
  }
  if (filter.overdueDaysMin !== undefined) conditions.push(`${derivedDays(collection)} >= ${take(filter.overdueDaysMin)}::int`);
  if (filter.dueWithinDays !== undefined) {
    conditions.push(`status_code in (${openStatusCodes.map((code) => take(code)).join(', ')}) and due_on between ${take(filter.today)}::date and ${take(filter.today)}::date + ${take(filter.dueWithinDays)}::int`);
  }
  if (filter.foundFrom !== undefined) conditions.push(`found_at >= ${take(filter.foundFrom)}::date::timestamptz`);
  if (filter.foundTo !== undefined) conditions.push(`found_at < (${take(filter.foundTo)}::date + 1)::timestamptz`);
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

function derivedDays(collection: Collection): string {
  const property = collection.properties.find((candidate) => candidate.name === 'overdueDays');
  return property === undefined ? '0' : expressionOf(collection, property);
}

function columnsOf(collection: Collection): string {
  return collection.properties.map((property) => `${selectedAs(collection, property)} as "${property.name}"`).join(', ');
}

function itemOf(collection: Collection, row: Record<string, Scalar>): ItemRow {
  const properties: Record<string, Scalar> = {};
  for (const property of collection.properties) {
    const value = row[property.name] ?? null;
    properties[property.name] = property.personal && typeof value === 'string' ? maskPersonal(value) : value;
  }
  return { id: Number(row['id']), geometry: typeof row['geometry'] === 'string' ? (JSON.parse(row['geometry']) as Geometry) : null, properties };
}

/** Gives personal data as everybody may see it: of a number the first three and last two characters, of a name the first. */
export function maskPersonal(text: string): string {
  const plain = text.trim();
  if (/\d{5,}/.test(plain.replace(/[\s-]/g, ''))) return `${plain.slice(0, 3)}${'*'.repeat(Math.max(3, plain.length - 5))}${plain.slice(-2)}`;
  return plain === '' ? '' : `${[...plain][0]}${'*'.repeat(Math.max(1, [...plain].length - 1))}`;
}
