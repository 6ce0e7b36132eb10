// What does the address of a ledger page ask? Each parameter once, read into one question.
import { z } from '@hono/zod-openapi';
import type { Actor } from '../../data/contract/access.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { type LedgerDirection, ledgerLimits, type LedgerSort, ledgerSorts, type LedgerView, ledgerViews } from '../../data/contract/ledger.ts';
import { type Selection, selectionFromParameters } from '../../data/contract/selection.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { hazardFlags } from '../../data/vocabulary/hazards.ts';
import { AppError } from '../errors.ts';
import { ledgerFields, type LedgerQuestion } from '../queries/ledger.conditions.ts';
import { readCursor, usualDirection } from '../queries/ledger.order.ts';
import type { LedgerPageAsked } from '../queries/ledger.ts';
import { selectionParameters } from './parameters.ts';

const longestWords = 60;
/** Overdue is worked out, never kept as a flag. */
const flagCodes = hazardFlags.entries.map(({ code }) => code).filter((code) => code !== 'FL-OVERDUE');

const text = (name: string, description: string, schema: object = {}) => z.string().max(6000).optional().openapi({ type: 'string', ...schema, param: { name, in: 'query', description, style: 'form', explode: false } });
const ids = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

const filters = {
  ...(Object.fromEntries(ledgerFields.map((name) => [name, selectionParameters[name]])) as Pick<typeof selectionParameters, SelectionField>),
  view: text('view', 'One of the views everybody has', { enum: ids(ledgerViews), default: 'all' }),
  flags: text('flags', 'Codes of the list hazard-flags with commas between them: any of them', { type: 'array', items: { type: 'string', enum: flagCodes }, minItems: 1 }),
  handler: text('handler', 'Handled by the one who asks, or by nobody', { enum: ['me', 'none'] }),
  q: text('q', 'Part of description, site or number', { minLength: 1, maxLength: longestWords }),
  bbox: text('bbox', 'west,south,east,north in degrees', { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 4 }),
};
const asKnownOn = text('asKnownOn', 'A past day: what was known at its end, read from the recorded steps', { format: 'date' });

/** Parameters of a page. */
export const LedgerQuery = z.strictObject({
  ...filters,
  sort: text('sort', 'Order; equal values follow the id', { enum: ids(ledgerSorts), default: 'dueOn' }),
  direction: text('direction', 'Direction; each order has its usual one', { enum: ['ascending', 'descending'] }),
  after: text('after', 'Cursor of the row behind which the page begins'),
  before: text('before', 'Cursor of the row before which the page ends'),
  limit: text('limit', 'Rows at most', { type: 'integer', minimum: 1, maximum: ledgerLimits.maximum, default: ledgerLimits.usual }),
  asKnownOn,
});
/** Parameters of places as they were known. */
export const PlacesQuery = z.strictObject({ ...(({ view: _view, flags: _flags, handler: _handler, q: _q, bbox: _bbox, ...rest }) => rest)(filters), asKnownOn: asKnownOn.unwrap() });

type Asked = Readonly<Record<string, string | undefined>>;

function bad(name: string, seen: string | undefined, expected: string): AppError {
  return new AppError('invalid-parameter', `${name}: seen ${JSON.stringify((seen ?? '').slice(0, 80))}, expected ${expected}`);
}

function oneOf<Word extends string>(name: string, seen: string | undefined, words: readonly Word[], usual: Word): Word {
  if (seen === undefined) return usual;
  const known = words.find((word) => word === seen);
  if (known === undefined) throw bad(name, seen, `one of ${words.join(', ')}`);
  return known;
}

function readBox(seen: string | undefined): Box | null {
  if (seen === undefined) return null;
  const numbers = seen.split(',').map((part) => (/^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : Number.NaN));
  const [west = 0, south = 0, east = 0, north = 0] = numbers;
  if (numbers.length !== 4 || numbers.some(Number.isNaN) || west > east || south > north || west < -180 || east > 180 || south < -90 || north > 90) throw bad('bbox', seen, 'west,south,east,north in degrees, west ≤ east');
  return [west, south, east, north];
}

/** Gives the selection among some parameters; what is no field of a hazard was refused before. Throws SelectionError. */
export function readSelection(asked: Asked): Selection {
  return selectionFromParameters(Object.fromEntries(Object.entries(asked).filter(([name]) => ledgerFields.some((field) => field === name)))).selection;
}

/** Reads the question of a page. Throws AppError `invalid-parameter` or SelectionError. */
export function readLedgerQuestion(asked: Asked, actor: Actor, today: string): LedgerQuestion {
  const flags = asked['flags']?.split(',') ?? null;
  const unknown = flags?.find((flag) => !flagCodes.includes(flag));
  if (unknown !== undefined) throw bad('flags', unknown, `codes among ${flagCodes.join(', ')}`);
  const words = asked['q']?.trim() ?? null;
  if (words !== null && (words === '' || words.length > longestWords || words.includes('\0'))) throw bad('q', asked['q'], `1 to ${longestWords} characters`);
  return {
    view: oneOf<LedgerView>('view', asked['view'], ledgerViews.map(({ id }) => id), 'all'),
    selection: readSelection(asked),
    flags: flags === null ? null : [...new Set(flags)],
    handler: asked['handler'] === undefined ? null : oneOf<'me' | 'none'>('handler', asked['handler'], ['me', 'none'], 'me'),
    words,
    box: readBox(asked['bbox']),
    today,
    actor,
  };
}

/** Reads which page is asked for. One row more than `limit` is asked of the database: it tells whether there is another page. */
export function readPageAsked(asked: Asked): LedgerPageAsked {
  const sort = oneOf<LedgerSort>('sort', asked['sort'], ledgerSorts.map(({ id }) => id), 'dueOn');
  const direction = oneOf<LedgerDirection>('direction', asked['direction'], ['ascending', 'descending'], usualDirection(sort));
  const { after, before, limit = String(ledgerLimits.usual) } = asked;
  if (after !== undefined && before !== undefined) throw new AppError('invalid-parameter', 'seen after and before, expected one of them');
  if (!/^\d{1,6}$/.test(limit) || Number(limit) < 1 || Number(limit) > ledgerLimits.maximum) throw bad('limit', limit, `a whole number from 1 to ${ledgerLimits.maximum}`);
  const cursor = after ?? before;
  return { sort, direction, from: cursor === undefined ? null : readCursor(after === undefined ? 'before' : 'after', sort, cursor), back: before !== undefined, limit: Number(limit) + 1 };
}

/** Reads a past day. Throws AppError `invalid-parameter` for one that is to come. */
export function readPastDay(seen: string, today: string): string {
  try {
    dayOfDate(seen);
  } catch {
    throw bad('asKnownOn', seen, 'a date YYYY-MM-DD');
  }
  if (seen > today || seen < '1900-01-01') throw bad('asKnownOn', seen, `a day not after today, ${today}`);
  return seen;
}
