// In which order is the ledger walked, and behind which row does a page begin? Keys with their indexes (migration 008), and cursors.
import { overdueStatusCodes } from '../../data/contract/hazards.ts';
import type { LedgerDirection, LedgerSort } from '../../data/contract/ledger.ts';
import { ledgerSorts } from '../../data/contract/ledger.ts';
import { AppError } from '../errors.ts';

interface LedgerKey {
  /** As the index has it, word for word: the planner knows it by that. */
  readonly expression: string;
  readonly type: 'date' | 'timestamptz' | 'int' | 'text';
  /** How the text of a key must look. */
  readonly form: RegExp;
}

const quoted = overdueStatusCodes.map((code) => `'${code}'`).join(', ');
const date = /^\d{4}-\d{2}-\d{2}$/;

export const ledgerKeys: Readonly<Record<LedgerSort, LedgerKey>> = {
  dueOn: { expression: "(case when due_on is null then date '9999-12-31' else due_on end)", type: 'date', form: date },
  foundAt: { expression: 'found_at', type: 'timestamptz', form: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/ },
  level: { expression: "(case level_code when 'LV-M' then 3 when 'LV-L' then 2 else 1 end)", type: 'int', form: /^[123]$/ },
  overdueDays: { expression: `(case when status_code in (${quoted}) and due_on is not null then date '9999-12-31' - due_on else 0 end)`, type: 'int', form: /^\d{1,7}$/ },
  updatedAt: { expression: 'updated_at', type: 'timestamptz', form: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/ },
  code: { expression: 'code collate "C"', type: 'text', form: /^[^\u0000]{1,64}$/ },
};

/** A row as a place in an order. */
export interface LedgerPlace {
  readonly key: string;
  readonly id: number;
}

/** Gives the cursor of a row: opaque to clients, good for one order in both directions. */
export function cursorOf(sort: LedgerSort, { key, id }: LedgerPlace): string {
  return Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');
}

/** Reads a cursor. Throws AppError `invalid-parameter` for one that was not made for this order. */
export function readCursor(name: string, sort: LedgerSort, cursor: string): LedgerPlace {
  try {
    const [of, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [unknown, unknown, unknown];
    if (of === sort && typeof key === 'string' && ledgerKeys[sort].form.test(key) && isDay(sort, key) && typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < 2 ** 31) return { key, id };
  } catch {
    // Said below.
  }
  throw new AppError('invalid-parameter', `${name}: seen ${JSON.stringify(cursor.slice(0, 60))}, expected a cursor of a page in the order ${sort}`);
}

/** A date that does not exist would end as an error of the database. */
function isDay(sort: LedgerSort, key: string): boolean {
  if (ledgerKeys[sort].type !== 'date' && ledgerKeys[sort].type !== 'timestamptz') return true;
  const day = key.slice(0, 10);
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) && (key === day || !Number.isNaN(Date.parse(key.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00'))));
}

/** Gives the usual direction of an order. */
export function usualDirection(sort: LedgerSort): LedgerDirection {
  return ledgerSorts.find(({ id }) => id === sort)?.usual ?? 'ascending';
}
