// How is a question about a collection said in SQL, and how does a row become an item? Expressions are ours, values are always parameters.
import type { Reader } from '../../data/contract/access.ts';
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import { type Crs, crs84 } from '../../data/contract/crs.ts';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';

/** A value of a property as it travels. */
export type Scalar = string | number | boolean | null;

/** A row as columnsOf selects it and the database writes it in JSON. */
export type StoredRow = Readonly<Record<string, Scalar | Geometry>>;

export interface ItemRow {
  readonly id: number;
  readonly geometry: Geometry | null;
  readonly properties: Record<string, Scalar>;
}

/** What is asked of a collection; everything given must hold. */
export interface ItemFilter {
  /** Any of these boxes; none given = everywhere. Two when the box asked for crosses the antimeridian. */
  readonly boxes?: readonly Box[] | undefined;
  /** A box on the plane of a projection (SRID, metres: west, south, east, north); none given = everywhere. */
  readonly plane?: { readonly srid: number; readonly box: Box } | undefined;
  /** Instants as ISO 8601 with zone; null = open end. Undefined = any time. */
  readonly interval?: { readonly from: string | null; readonly to: string | null };
  /** Property → values, one of which must be equal. */
  readonly equals?: readonly { readonly property: CollectionProperty; readonly values: readonly Scalar[] }[];
  /** Hazards only (selection.ts): at least so many days overdue; open and due within so many days; city dates of finding, both included. */
  readonly overdueDaysMin?: number;
  readonly dueWithinDays?: number;
  readonly foundFrom?: string;
  readonly foundTo?: string;
  /** A condition of the asker's own, written with the parameters of the statement (cql2.ts). */
  readonly where?: (parameters: Parameters) => string;
  /** The city's date, YYYY-MM-DD. */
  readonly today: string;
}

/** The parameters of one statement, filled while its text is written. */
export class Parameters {
  readonly values: Scalar[] = [];

  /** Takes a value and gives its placeholder with its type. */
  take(value: Scalar, type: string): string {
    return `$${this.values.push(value)}::${type}`;
  }
}

const quoted = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');
const isOpen = `status_code in (${quoted(openStatusCodes)})`;
const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** Gives the SQL of a day's first instant in the city, whatever zone the session has. */
export const startOfDay = (date: string): string => `(${date}::timestamp at time zone 'Asia/Shanghai')`;

/** Gives the SQL expression of a property, typed as the property says. `today` = SQL of the city's date, which derived properties depend on. */
export function expressionOf(collection: Collection, property: CollectionProperty, today: string): string {
  if (collection.source === 'hazards') {
    // Worked out when asked, never stored (overdueDaysOf in hazards.ts says the same in TypeScript).
    const days = `(case when due_on is not null and status_code in (${quoted(overdueStatusCodes)}) then greatest(0, ${today} - due_on) else 0 end)`;
    if (property.name === 'open') return `(${isOpen})`;
    if (property.name === 'overdueDays') return days;
    if (property.name === 'overdue') return `(${days} > 0)`;
  }
  if (!property.attribute) return columnOf(property.name);
  const text = `(attributes ->> '${property.name}')`;
  if (property.type === 'string') return text;
  return property.type === 'boolean' ? `${text}::boolean` : `${text}::float8`;
}

/** In which CRS geometries leave: SRID, whether north stands before east, and whether it is metres. */
export type GeometryFrame = Pick<Crs, 'srid' | 'northFirst' | 'projected'>;

/** Gives the select list of a collection: id, geometry as GeoJSON to 0.1 mm, and each property under its own name. */
export function columnsOf(collection: Collection, parameters: Parameters, today: string, frame: GeometryFrame = crs84): string {
  const day = collection.source === 'hazards' ? parameters.take(today, 'date') : '';
  const columns = collection.properties.map((property) => {
    const expression = expressionOf(collection, property, day);
    if (property.type === 'integer' || property.type === 'number') return `${expression}::float8 as "${property.name}"`;
    // Instants leave in the city's zone, to the second or as fine as they were stored.
    if (property.format === 'date-time') return `to_char(${expression} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US') as "${property.name}"`;
    return `${property.format === 'date' && !property.attribute ? `${expression}::text` : expression} as "${property.name}"`;
  });
  return ['id', `ST_AsGeoJSON(${geometryIn(frame)}, ${frame.projected ? 4 : 9}, 0)::json as "geometry"`, ...columns].join(', ');
}

/** CGCS2000 and WGS 84 count as equal (geometry.ts): only projections are worked out. */
function geometryIn({ srid, northFirst, projected }: GeometryFrame): string {
  const there = projected ? `ST_Transform(geom, ${Math.trunc(srid)})` : 'geom';
  return northFirst ? `ST_FlipCoordinates(${there})` : there;
}

/** Gives the condition that a filter puts on the rows of a collection. */
export function conditionOf(collection: Collection, filter: ItemFilter, parameters: Parameters): string {
  const conditions: string[] = [];
  if (collection.source === 'sites') conditions.push(`layer = ${parameters.take(collection.id, 'text')}`);
  if (filter.boxes !== undefined && filter.boxes.length > 0) {
    conditions.push(`(${filter.boxes.map((box) => meets(collection, box, parameters)).join(' or ')})`);
  }
  if (filter.plane !== undefined) conditions.push(meetsPlane(filter.plane, parameters));
  conditions.push(...timeConditions(collection, filter, parameters));
  const today = (): string => parameters.take(filter.today, 'date');
  for (const { property, values } of filter.equals ?? []) {
    const expression = expressionOf(collection, property, collection.source === 'hazards' && property.name.startsWith('overdue') ? today() : '');
    const type = property.type === 'boolean' ? 'boolean' : property.type !== 'string' ? 'float8' : property.format === 'date-time' ? 'timestamptz' : property.format === 'date' && !property.attribute ? 'date' : 'text';
    conditions.push(values.length === 1 ? `${expression} = ${parameters.take(values[0] ?? null, type)}` : `${expression} in (${values.map((value) => parameters.take(value, type)).join(', ')})`);
  }
  if (filter.overdueDaysMin !== undefined) {
    conditions.push(`status_code in (${quoted(overdueStatusCodes)}) and due_on <= ${today()} - ${parameters.take(filter.overdueDaysMin, 'int')}`);
  }
  if (filter.dueWithinDays !== undefined) {
    conditions.push(`${isOpen} and due_on between ${today()} and ${today()} + ${parameters.take(filter.dueWithinDays, 'int')}`);
  }
  if (filter.foundFrom !== undefined) conditions.push(`found_at >= ${startOfDay(parameters.take(filter.foundFrom, 'date'))}`);
  if (filter.foundTo !== undefined) conditions.push(`found_at < ${startOfDay(`(${parameters.take(filter.foundTo, 'date')} + 1)`)}`);
  if (filter.where !== undefined) conditions.push(filter.where(parameters));
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}

/**
 * Gives the condition that a geometry meets a box, edges included. Points are compared by their coordinates, ten times faster than by ST_Intersects; `&&`
 * alone would let the index decide, which rounds coordinates to about a metre.
 */
export function meets(collection: Collection, box: Box, parameters: Parameters): string {
  if (collection.geometry !== 'point') return `ST_Intersects(geom, ${boxOf(box, parameters)})`;
  const [west, south, east, north] = box.map((degrees) => parameters.take(degrees, 'float8'));
  return `(geom && ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326) and ST_X(geom) between ${west} and ${east} and ST_Y(geom) between ${south} and ${north})`;
}

/**
 * Gives the condition that a geometry meets a box on the plane of a projection: compared there, exactly; the index first narrows it to the box's surroundings
 * in degrees, its bent sides followed by 32 points each and widened by a hundredth of its size.
 */
function meetsPlane({ srid, box: [west, south, east, north] }: NonNullable<ItemFilter['plane']>, parameters: Parameters): string {
  const [left, low, right, high] = [west, south, east, north].map((metres) => parameters.take(metres, 'float8'));
  const code = Math.trunc(srid);
  const room = parameters.take(Math.max(east - west, north - south) / 100 + 1, 'float8');
  const side = parameters.take(Math.max(east - west, north - south, 1) / 32, 'float8');
  const plane = `ST_MakeEnvelope(${left}, ${low}, ${right}, ${high}, ${code})`;
  const around = `ST_Envelope(ST_Transform(ST_Segmentize(ST_Expand(${plane}, ${room}), ${side}), 4326))`;
  return `(geom && ${around} and ST_Intersects(ST_Transform(geom, ${code}), ${plane}))`;
}

/** Gives the SQL of a box; one without width or height is a line or a point, because a polygon without area is no valid geometry. */
function boxOf([west, south, east, north]: Box, parameters: Parameters): string {
  const at = (lng: number, lat: number): string => `ST_SetSRID(ST_MakePoint(${parameters.take(lng, 'float8')}, ${parameters.take(lat, 'float8')}), 4326)`;
  if (west === east && south === north) return at(west, south);
  if (west === east || south === north) return `ST_MakeLine(${at(west, south)}, ${at(east, north)})`;
  return `ST_MakeEnvelope(${[west, south, east, north].map((degrees) => parameters.take(degrees, 'float8')).join(', ')}, 4326)`;
}

/** An item without time belongs to every time (OGC API – Features, /req/core/fc-time-response). */
function timeConditions(collection: Collection, { interval }: ItemFilter, parameters: Parameters): string[] {
  const time = timeOf(collection);
  if (interval === undefined || time === null) return [];
  const conditions: string[] = [];
  // A period ends with the last instant of its last day, so its end is compared with "after"; an instant is compared with "not before".
  if (interval.from !== null) {
    conditions.push(`(${time.start} is null or coalesce(${time.end}, 'infinity'::timestamptz) ${time.endsBefore ? '>' : '>='} ${parameters.take(interval.from, 'timestamptz')})`);
  }
  if (interval.to !== null) conditions.push(`(${time.start} is null or ${time.start} <= ${parameters.take(interval.to, 'timestamptz')})`);
  return conditions;
}

/** Gives start and end of an item as SQL of instants, null for a collection without time. `endsBefore`: the end itself no longer belongs to it. */
export function timeOf(collection: Collection): { start: string; end: string; endsBefore: boolean } | null {
  if (collection.time === null) return null;
  const { start, end } = collection.time;
  // Periods of sites stand in columns of their own, as dates.
  if (collection.source === 'sites') return { start: startOfDay('starts_on'), end: startOfDay('(ends_on + 1)'), endsBefore: true };
  return { start: columnOf(start), end: columnOf(end), endsBefore: false };
}

/** What of an item a reader is shown as it is. */
export type Clearance = Pick<Reader, 'personal' | 'restricted'>;

/**
 * Gives the item of a row read with columnsOf. Personal properties leave masked and restricted ones as null, unless the reader may see them: this is the one
 * place where rows become items.
 */
export function itemOf(collection: Collection, row: StoredRow, { personal, restricted }: Clearance): ItemRow {
  const properties: Record<string, Scalar> = {};
  for (const property of collection.properties) {
    const value = property.restricted && !restricted ? null : ((row[property.name] ?? null) as Scalar);
    if (typeof value !== 'string') properties[property.name] = value;
    else if (property.personal && !personal) properties[property.name] = maskPersonal(value);
    else properties[property.name] = property.format === 'date-time' ? `${value.replace(/\.?0+$/, '')}+08:00` : value;
  }
  return { id: Number(row['id']), geometry: (row['geometry'] ?? null) as Geometry | null, properties };
}

/**
 * Gives personal data as everybody may see it. Of every number of seven digits or more the first three and last four (fewer than eleven digits: two)
 * stay, of every name the first character: `138****1234`, `王**`, `J*** S****`. Short numbers (an extension) stay, the empty text stays empty.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(/\p{L}+/gu, (name) => [...name].map((letter, place) => (place === 0 ? letter : '*')).join(''))
    .replace(/\d(?:[\s-]?\d){6,}/g, (number) => {
      const digits = number.replace(/\D/g, '').length;
      const tail = digits >= 11 ? 4 : 2;
      let place = 0;
      return number.replace(/\d/g, (digit) => {
        place += 1;
        return place <= 3 || place > digits - tail ? digit : '*';
      });
    });
}
