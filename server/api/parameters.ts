// What does the query part of an address ask? Each parameter once: how it is read, and how the OpenAPI document describes it.
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Collection, CollectionProperty } from '../../data/contract/collections.ts';
import { crs84 } from '../../data/contract/crs.ts';
import { queryablesOf } from '../../data/contract/cql2/queryables.ts';
import { exportFormats } from '../../data/contract/exports.ts';
import { Selection } from '../../data/contract/selection.ts';
import { type SelectionField, selectionFields } from '../../data/contract/selection-address.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { codeLists } from '../../data/vocabulary/code-lists.ts';
import type { Scalar } from '../queries/query.ts';
import { filterLanguages, type FilterQuery } from './filters.ts';
import { formatNames } from './negotiation.ts';
import { requestError } from './problem.ts';

/** Page sizes of items. A limit above the maximum gives the maximum (OGC API – Features, /req/core/fc-limit-response-1). */
export const limits = { minimum: 1, maximum: 10_000, default: 100 } as const;
/** Values one parameter may name. */
const mostValues = 200;
/** Longest text a parameter may carry. */
const longestText = 6000;

/** Thrown while a parameter is read; `message` says what was expected. */
class Unreadable extends Error {}

const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);


/** Gives the schema of an optional query parameter: `schema` describes it (OpenAPI 3.0), `read` turns its text into a value or throws Unreadable. */
function parameter<Value>(name: string, schema: object, description: string, read: (text: string) => Value) {
  return z
    .string()
    .transform((text, context): Value => {
      try {
        if (text.length > longestText || text.includes('\0')) throw new Unreadable(`at most ${longestText} characters, none of them NUL`);
        return read(text);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        context.addIssue({ code: 'custom', message: `seen ${shown(text)}, expected ${error.message}` });
        return z.NEVER;
      }
    })
    .openapi({ ...schema, param: { name, in: 'query', description, style: 'form', explode: false } })
    .optional();
}

const number = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?$/;

/** Reads a finite decimal number. */
function readNumber(text: string, expected: string): number {
  const value = number.test(text.trim()) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new Unreadable(expected);
  return value;
}

function readWhole(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,15}$/.test(text) || Number(text) < minimum || Number(text) > maximum) throw new Unreadable(`a whole number from ${minimum} to ${maximum}`);
    return Number(text);
  };
}

/** Reads four or six numbers (heights are passed over: our data are flat): lower corner, upper corner. What they mean depends on their CRS (crs.ts). */
function readCorners(text: string): number[] {
  const expected = 'four (or six) numbers: lower corner, upper corner';
  const numbers = text.split(',').map((part) => readNumber(part, expected));
  if (numbers.length !== 4 && numbers.length !== 6) throw new Unreadable(expected);
  if (numbers.length === 4) return numbers;
  if ((numbers[2] ?? 0) > (numbers[5] ?? 0)) throw new Unreadable('a lower bound not above the upper one');
  return [numbers[0] ?? 0, numbers[1] ?? 0, numbers[3] ?? 0, numbers[4] ?? 0];
}

const dateTime = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** Reads an RFC 3339 date-time. In a query a plus sign arrives as a blank, so a blank before the zone counts as one. */
function readInstant(text: string, expected: string): string {
  const instant = text.replace(/ (\d{2}:\d{2})$/, '+$1');
  if (!dateTime.test(instant) || Number.isNaN(Date.parse(instant))) throw new Unreadable(expected);
  readDay(instant.slice(0, 10), expected);
  return instant;
}

function readDay(text: string, expected: string): string {
  try {
    dayOfDate(text);
  } catch {
    throw new Unreadable(expected);
  }
  if (text.startsWith('0000')) throw new Unreadable(expected);
  return text;
}

/** From and to as ISO 8601 with zone; null = open. */
export interface Interval {
  readonly from: string | null;
  readonly to: string | null;
}

/** Reads an instant or an interval (`..` or nothing = open end). A date alone is the whole day in the city. */
export function readInterval(text: string): Interval {
  const expected = 'a date-time with zone (RFC 3339), a date, or an interval a/b, ../b, a/..';
  const parts = text.split('/');
  if (parts.length > 2 || (parts.length === 1 && (text === '' || text === '..'))) throw new Unreadable(expected);
  const read = (part: string | undefined, end: boolean): string | null => {
    if (part === undefined || part === '' || part === '..') return null;
    if (part.length > 10) return readInstant(part, expected);
    return `${readDay(part, expected)}T${end ? '23:59:59.999999' : '00:00:00'}+08:00`;
  };
  const from = read(parts[0], false);
  const to = read(parts.at(-1), true);
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) throw new Unreadable('a start that is not after the end');
  return { from, to };
}

/** True when a property takes several values with commas between them. Free text is one value: it may hold commas itself. */
function takesSeveral(property: CollectionProperty): boolean {
  return property.type !== 'string' || property.format !== undefined || property.codeList !== undefined || property.values !== undefined || /[cC]ode$/.test(property.name) || property.name === 'siteLayer';
}

/** Gives the words a property may take, null when any. */
function wordsOf(property: CollectionProperty): readonly string[] | null {
  if (property.values !== undefined) return property.values;
  if (property.type !== 'string') return null;
  const list = codeLists.find((known) => known.id === property.codeList);
  return list?.entries.map((entry) => entry.code) ?? null;
}

/** Gives the query parameter that asks for values of a property. */
function propertyParameter(property: CollectionProperty) {
  const several = takesSeveral(property);
  const words = wordsOf(property);
  const one = { type: property.type, ...(property.format === undefined ? {} : { format: property.format }), ...(words === null ? {} : { enum: [...words] }) };
  const known = words === null ? null : new Set(words);
  const read = (part: string): Scalar => {
    switch (property.type) {
      case 'boolean':
        // GDAL writes flags as 1 and 0.
        if (!['true', 'false', '1', '0'].includes(part)) throw new Unreadable('true or false');
        return part === 'true' || part === '1';
      case 'integer':
      case 'number': {
        const value = readNumber(part, property.type === 'integer' ? 'a whole number' : 'a number');
        if (property.type === 'integer' && !Number.isInteger(value)) throw new Unreadable('a whole number');
        return value;
      }
      default:
        if (property.format === 'date') return readDay(part, 'a date YYYY-MM-DD');
        if (property.format === 'date-time') return readInstant(part, 'a date-time with zone (RFC 3339)');
        if (known !== null && !known.has(part)) throw new Unreadable(property.codeList === undefined ? `one of ${[...known].join(', ')}` : `a code of the list ${property.codeList}`);
        return part;
    }
  };
  const unit = property.unit === undefined || property.unit === '1' ? '' : ` (${property.unit})`;
  // One value is described as such, not as a list of one: GDAL reads the type of the parameter to know how to write it.
  return parameter(property.name, one, `${property.zh} ${property.en}${unit}${several ? '; several values with commas between them: any of them' : ''}`, (text): Scalar[] => {
    const parts = several ? text.split(',') : [text];
    if (parts.length > mostValues) throw new Unreadable(`at most ${mostValues} values`);
    return parts.map(read);
  });
}

/** Gives the parameter of a field of the selection as plain text: the contract reads all fields together (selectionFromParameters). */
function selectionParameter(name: SelectionField) {
  const json = z.toJSONSchema(Selection.shape[name], { io: 'input', unrepresentable: 'any' }) as { type?: string; items?: { type?: string }; format?: string; minimum?: number; maximum?: number; zh?: string; en?: string };
  const schema = {
    type: json.type ?? 'string',
    ...(json.format === undefined ? {} : { format: json.format }),
    ...(json.type === 'array' ? { items: { type: json.items?.type ?? 'string' }, minItems: 1, maxItems: mostValues } : {}),
    ...(json.minimum === undefined ? {} : { minimum: json.minimum }),
    ...(json.maximum === undefined ? {} : { maximum: json.maximum }),
  };
  return parameter(name, schema, `${json.zh ?? ''} ${json.en ?? ''}`.trim(), (text) => text);
}

/** All fields of the selection, as parameters. */
export const selectionParameters = Object.fromEntries(selectionFields.map((name) => [name, selectionParameter(name)])) as Record<SelectionField, ReturnType<typeof selectionParameter>>;

/** Gives the parameter that names a CRS by its OGC address; whether it is offered depends on the city and is asked later (crs.ts). */
function crsParameter(name: string, description: string) {
  return parameter(name, { type: 'string', format: 'uri', default: crs84.uri }, `${description}, in the axis order of its authority; collections name those offered`, (text) => text);
}

const format = parameter('f', { type: 'string', enum: formatNames }, 'Format, for clients that cannot set an Accept header', (text) => text);
const tileFormat = parameter('f', { type: 'string', enum: ['mvt'] }, 'Tiles have one format; clients that always name it may', oneOf(['mvt']));
const version = parameter('v', { type: 'string', maxLength: 40 }, 'Version of the data the client knows of: makes the address another one, so that answers may be kept for some minutes', (text) => text);
export const formatOnly = z.strictObject({ f: format });
/** Parameters of one item. */
export const oneItem = z.strictObject({ f: format, crs: crsParameter('crs', 'CRS of the geometry in the answer') });
export const versionOnly = z.strictObject({ v: version });
export const noParameters = z.strictObject({});

function oneOf(words: readonly string[]): (text: string) => string {
  return (text) => {
    if (!words.includes(text)) throw new Unreadable(`one of ${words.join(', ')}`);
    return text;
  };
}

/** Parameters of a CQL2 filter; filters.ts reads them together. */
export const filterParameters = {
  filter: parameter('filter', { type: 'string' }, 'CQL2 filter (OGC 21-065r2) over the queryables of the collection; holds together with all other parameters', (text) => text),
  'filter-lang': parameter('filter-lang', { type: 'string', enum: [...filterLanguages], default: filterLanguages[0] }, 'Language of the filter', oneOf(filterLanguages)),
  'filter-crs': crsParameter('filter-crs', 'CRS of the geometries in the filter'),
};

/** Parameters of tiles: the fields of the selection named, a CQL2 filter, and the version of the data. */
export function tileQuery(fields: readonly SelectionField[]) {
  return z.strictObject({ f: tileFormat, v: version, ...filterParameters, ...(Object.fromEntries(fields.map((name) => [name, selectionParameters[name]])) as Partial<typeof selectionParameters>) });
}

/** Which collections a set of tiles holds; none given = all. */
export const collectionsParameter = parameter('collections', { type: 'array', items: { type: 'string' }, minItems: 1 }, 'Collections in the answer; without it all that have tiles', (text) => text.split(','));

/** Reads the query of a request that does not pass the general validators. Nothing asked is nothing to check. Throws as they do. */
export function readQuery(context: Context, schema: z.ZodObject): Record<string, unknown> {
  if (!context.req.url.includes('?')) return {};
  const given = Object.fromEntries(Object.entries(context.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw requestError('query', parsed.error);
  return parsed.data;
}

const itemParameters = {
  f: format,
  bbox: parameter('bbox', { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 }, 'west,south,east,north in degrees (CRS84), or corners in bbox-crs; west > east crosses the antimeridian. Items whose geometry meets the box', readCorners),
  'bbox-crs': crsParameter('bbox-crs', 'CRS of the box'),
  crs: crsParameter('crs', 'CRS of the geometries in the answer'),
  datetime: parameter('datetime', { type: 'string' }, 'Instant or interval (RFC 3339), `..` is an open end. Items that have no time always match', readInterval),
  limit: parameter('limit', { type: 'integer', ...limits }, 'Items on a page; above the maximum the maximum is given', (text) => {
    if (!/^\+?\d{1,15}$/.test(text) || Number(text) < limits.minimum) throw new Unreadable(`a whole number from ${limits.minimum}`);
    return Math.min(Number(text), limits.maximum);
  }),
  after: parameter('after', { type: 'integer', minimum: 0 }, 'Id behind which the page begins; next links carry it', readWhole(0, 2_147_483_647)),
  offset: parameter('offset', { type: 'integer', minimum: 0, maximum: 1_000_000 }, 'Items to pass over, for lists with page numbers', readWhole(0, 1_000_000)),
};

/** Hazard filters of the selection that are no property of an item. */
export const hazardFilters = ['overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo'] as const satisfies readonly SelectionField[];

/** What a request for items asks, read; properties and hazard filters stand beside under their own names. */
export interface ItemQuery extends FilterQuery {
  readonly bbox?: number[];
  readonly 'bbox-crs'?: string;
  readonly crs?: string;
  readonly datetime?: Interval;
  readonly limit?: number;
  readonly after?: number;
  readonly offset?: number;
  readonly [property: string]: unknown;
}

/** Gives the schema of all parameters of an export: the filters of items, and the format. */
export function exportQuery(collection: Collection) {
  const { f: _f, limit: _limit, after: _after, offset: _offset, crs: _crs, ...filters } = itemQuery(collection).shape;
  const names = exportFormats.map(({ id }) => id);
  return z.strictObject({ ...filters, format: parameter('format', { type: 'string', enum: names, default: names[0] }, 'Format of the file in the archive', oneOf(names)) });
}

/** Gives the schema of all parameters that items of a collection take; anything else is refused by name. */
export function itemQuery(collection: Collection) {
  const properties = Object.fromEntries(queryablesOf(collection).map((property) => [property.name, propertyParameter(property)]));
  const special = collection.source === 'hazards' ? Object.fromEntries(hazardFilters.map((name) => [name, selectionParameters[name]])) : {};
  return z.strictObject({ ...properties, ...special, ...itemParameters, ...filterParameters });
}
