// What does the query part of an address ask? Every parameter is read here, and what is not known is refused by name.
import type { Context } from 'hono';
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { Selection, type SelectionField, selectionFromParameters } from '../../data/contract/selection.ts';
import { dateOfDay, dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import type { ItemFilter, Scalar } from '../queries/items.ts';

/** Page sizes of items. A limit above the maximum gives the maximum (OGC API – Features, /req/core/fc-limit-response). */
export const limits = { minimum: 1, maximum: 10_000, default: 100 } as const;

/** Hazard filters that are no property of their own. */
export const hazardFilters = ['overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo'] as const;

const shown = (text: string) => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
const wrong = (name: string, seen: string, expected: string) => new AppError('invalid-parameter', `${name}: seen ${shown(seen)}, expected ${expected}`);

/** Gives the parameters of a request, each once. Throws `unknown-parameter` for a name that is not allowed and `invalid-parameter` for one given twice. */
export function readParameters(context: Context, allowed: readonly string[]): Record<string, string> {
  const known = new Set([...allowed, 'f', 'v']);
  const parameters: Record<string, string> = {};
  for (const [name, values] of Object.entries(context.req.queries())) {
    if (!known.has(name)) throw new AppError('unknown-parameter', `seen the parameter ${shown(name)}, expected one of ${[...known].filter((word) => word !== 'v').join(', ')}`);
    if (values.length > 1) throw wrong(name, values.join(' and '), 'the parameter once');
    parameters[name] = values[0] ?? '';
  }
  return parameters;
}

/** Gives the properties of a collection that a filter may ask for. */
export function queryablesOf(collection: Collection): CollectionProperty[] {
  return collection.properties.filter((property) => !property.personal);
}

/** Gives the names of all parameters that items of a collection take. */
export function itemParameters(collection: Collection): string[] {
  return ['bbox', 'datetime', 'limit', 'after', ...queryablesOf(collection).map((property) => property.name), ...(collection.source === 'hazards' ? hazardFilters : [])];
}

/** Reads what items are asked for. Throws AppError naming what was seen and expected. */
export function readItemFilter(collection: Collection, parameters: Readonly<Record<string, string>>, now: number): ItemFilter {
  const equals = queryablesOf(collection).flatMap((property) => {
    const text = parameters[property.name];
    return text === undefined ? [] : [{ property, values: readValues(property, text) }];
  });
  const special = collection.source === 'hazards' ? Object.fromEntries(hazardFilters.map((name) => [name, parameters[name]])) : {};
  const { selection } = selectionFromParameters(special);
  return {
    boxes: parameters['bbox'] === undefined ? [] : readBoxes(parameters['bbox']),
    ...(parameters['datetime'] === undefined ? {} : { interval: readInterval(parameters['datetime']) }),
    equals,
    ...selection,
    today: dateOfDay(dayOfInstant(now)),
  } as ItemFilter;
}

/** Gives the page size asked for. */
export function readLimit(text: string | undefined): number {
  if (text === undefined) return limits.default;
  if (!/^\d{1,15}$/.test(text) || Number(text) < limits.minimum) throw wrong('limit', text, `a whole number from ${limits.minimum} (at most ${limits.maximum} items are given)`);
  return Math.min(Number(text), limits.maximum);
}

/** Gives the id after which a page starts; 0 = the first page. */
export function readAfter(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text)) throw wrong('after', text, 'the id a next link names');
  return Number(text);
}

/** Reads four or six numbers (heights are passed over). Gives two boxes when west > east: the box crosses the antimeridian. */
export function readBoxes(text: string): Box[] {
  const numbers = text.split(',').map((part) => (/^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(part) ? Number(part) : Number.NaN));
  const [west, south, east, north] = numbers.length === 6 ? [numbers[0], numbers[1], numbers[3], numbers[4]] : numbers;
  if ((numbers.length !== 4 && numbers.length !== 6) || numbers.some((value) => !Number.isFinite(value))) throw wrong('bbox', text, 'four (or six) numbers west,south,east,north in degrees');
  if (west === undefined || south === undefined || east === undefined || north === undefined) throw wrong('bbox', text, 'four numbers');
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) throw wrong('bbox', text, 'longitudes −180..180 and latitudes −90..90');
  if (south > north) throw wrong('bbox', text, 'south ≤ north');
  return west <= east
    ? [[west, south, east, north]]
    : [
        [west, south, 180, north],
        [-180, south, east, north],
      ];
}

const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/i;

/** Reads an instant or an interval (RFC 3339, `..` or nothing = open). A date alone is the whole day in the city's zone. */
export function readInterval(text: string): { from: string | null; to: string | null } {
  const parts = text.split('/');
  const expected = 'a date-time with zone, a date, or an interval a/b, ../b, a/..';
  if (parts.length > 2 || text === '') throw wrong('datetime', text, expected);
  const read = (part: string | undefined, end: boolean): string | null => {
    if (part === undefined || part === '' || part === '..') return null;
    if (!instant.test(part) || Number.isNaN(Date.parse(part.toUpperCase()))) throw wrong('datetime', text, expected);
    if (part.length > 10) return part;
    try {
      dayOfDate(part);
    } catch {
      throw wrong('datetime', text, expected);
    }
    return end ? `${part}T23:59:59.999+08:00` : `${part}T00:00:00+08:00`;
  };
  if (parts.length === 1) {
    const from = read(parts[0], false);
    if (from === null) throw wrong('datetime', text, expected);
    return { from, to: read(parts[0], true) };
  }
  const [from, to] = [read(parts[0], false), read(parts[1], true)];
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) throw wrong('datetime', text, 'a start before its end');
  return { from, to };
}

/** Reads the values of a property: codes, numbers and flags may be several with commas between them; free text is one value. */
function readValues(property: CollectionProperty, text: string): Scalar[] {
  const several = property.codeList !== undefined || property.type !== 'string' || property.name.endsWith('Code') || property.name === 'siteLayer';
  const parts = several ? text.split(',') : [text];
  if (parts.length > 200) throw wrong(property.name, text, 'at most 200 values');
  return parts.map((part): Scalar => {
    if (property.type === 'boolean') {
      if (part !== 'true' && part !== 'false') throw wrong(property.name, text, 'true or false');
      return part === 'true';
    }
    if (property.type === 'integer' || property.type === 'number') {
      const value = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(part) ? Number(part) : Number.NaN;
      if (!Number.isFinite(value) || (property.type === 'integer' && !Number.isInteger(value))) throw wrong(property.name, text, property.type === 'integer' ? 'a whole number' : 'a number');
      return value;
    }
    if (property.format === 'date') {
      try {
        dayOfDate(part);
      } catch {
        throw wrong(property.name, text, 'a date YYYY-MM-DD');
      }
    }
    if (property.format === 'date-time' && (!instant.test(part) || part.length <= 10 || Number.isNaN(Date.parse(part.toUpperCase())))) {
      throw wrong(property.name, text, 'a date-time with zone');
    }
    if (part.includes('\0')) throw wrong(property.name, text, 'text without NUL');
    return part;
  });
}

/** Gives the names of the selection's fields. */
export const selectionNames = Object.keys(Selection.shape) as SelectionField[];
