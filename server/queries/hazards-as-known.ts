// How did hazards stand as it was known at an instant? Told by the events recorded until then, not by today's columns.
import { type HazardLife, type LifeEvent, replay } from '../../data/contract/closing-life.ts';
import type { HazardAsKnown } from '../../data/contract/hazards-as-known.ts';
import { dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import type { Queryable } from '../db/database.ts';
import text from './hazards-as-known.sql?raw';

interface Row extends Omit<HazardAsKnown, 'foundDay' | 'dueDay' | 'isDueUnknown' | 'isListed' | 'isRelapse'> {
  readonly foundAt: number;
  readonly dueOn: string | null;
  readonly flags: string | null;
  readonly columnRectifiedAt: number | null;
  readonly columnClosedAt: number | null;
  readonly orderedAt: number | null;
  readonly overdueFlaggedAt: number | null;
  readonly listedAt: number | null;
  readonly isExtendedAfter: boolean;
  readonly isOrderedAfter: boolean;
  readonly moves: string | null;
}

/** Which hazards: a range of ids (both included), or a list. */
export type WhichHazards = { readonly from: number; readonly to: number } | { readonly ids: readonly number[] };

/** What is asked: the instant, and the period in which extensions are counted (its end excluded). ISO texts with zone. */
export interface AsKnownQuestion {
  readonly at: string;
  readonly periodFrom: string;
  readonly periodEnd: string;
}

/** Gives the hazards of `which` that were known at the instant, in order of id, each as it was known then. A hazard that became known later is left out. */
export async function readHazardsAsKnown(sql: Queryable, { at, periodFrom, periodEnd }: AsKnownQuestion, which: WhichHazards): Promise<HazardAsKnown[]> {
  const [from, to, ids] = 'ids' in which ? [0, 0, which.ids.join(',')] : [which.from, which.to, null];
  if (ids === '') return [];
  const rows = await sql.unsafe<Row[]>(text, [at, from, to, ids, periodFrom, periodEnd]);
  return rows.map(asKnown);
}

/** Gives the largest id of a hazard, 0 when there is none. */
export async function readLastHazardId(sql: Queryable): Promise<number> {
  const [row] = await sql.unsafe<{ last: number }[]>('select coalesce(max(id), 0)::int as last from hazards');
  return row?.last ?? 0;
}

const day = (instant: number | null): number | null => (instant === null ? null : dayOfInstant(instant));

/** Statuses in which something was put right and that still holds. */
const putRight = new Set(['ST-AWAIT_REVIEW', 'ST-CLOSED']);

function asKnown(row: Row): HazardAsKnown {
  const { foundAt, dueOn, flags, columnRectifiedAt, columnClosedAt, orderedAt, overdueFlaggedAt, listedAt, isExtendedAfter, isOrderedAfter, moves, ...rest } = row;
  const life = moves === null ? null : replay(JSON.parse(moves) as LifeEvent[]);
  if (life !== null) return { ...rest, ...ofLife(life) };
  const { statusCode } = rest;
  const due = dueOfImport({ statusCode, dueOn, orderedAt, overdueFlaggedAt, isExtendedAfter, isOrderedAfter });
  return {
    ...rest,
    ...due,
    foundDay: dayOfInstant(foundAt),
    // A file may tell where a hazard stands without the steps between: then its own columns say when.
    rectifiedAt: putRight.has(statusCode) ? (rest.rectifiedAt ?? columnRectifiedAt ?? rest.closedAt ?? columnClosedAt) : null,
    closedAt: statusCode === 'ST-CLOSED' ? (rest.closedAt ?? columnClosedAt) : null,
    isListed: statusCode !== 'ST-CLOSED' && (listedAt !== null || (flags ?? '').split(' ').includes('FL-LISTED')),
    isRelapse: statusCode === 'ST-REOPENED',
  };
}

/** What the procedure knows of a hazard that was moved here. */
function ofLife(life: HazardLife) {
  const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text));
  return {
    title: life.title,
    sectorCode: life.sectorCode,
    departmentCode: life.departmentCode,
    sourceCode: life.sourceCode,
    levelCode: life.levelCode,
    clauseId: life.clauseId,
    statusCode: life.statusCode,
    foundDay: dayOfInstant(Date.parse(life.foundAt)),
    dueDay: life.dueOn === null ? null : dayOfDate(life.dueOn),
    isDueUnknown: false,
    rectifiedAt: putRight.has(life.statusCode) ? instant(life.rectifiedAt) : null,
    closedAt: life.statusCode === 'ST-CLOSED' ? instant(life.closedAt) : null,
    isListed: life.flags.includes('FL-LISTED'),
    isRelapse: life.relapseOf !== null || life.statusCode === 'ST-REOPENED',
  };
}

/**
 * The deadline of a hazard that only files told of, as known then. A file keeps the last deadline alone; where an extension or an order came to be known later, the
 * mark of being overdue (made on the day after the deadline) tells the one before. An extension is granted before the deadline ends, so without that mark it was not overdue.
 */
function dueOfImport({ statusCode, dueOn, orderedAt, overdueFlaggedAt, isExtendedAfter, isOrderedAfter }: Pick<Row, 'statusCode' | 'dueOn' | 'orderedAt' | 'overdueFlaggedAt' | 'isExtendedAfter' | 'isOrderedAfter'>): Pick<HazardAsKnown, 'dueDay' | 'isDueUnknown'> {
  const dueDay = dueOn === null ? null : dayOfDate(dueOn);
  if (!isExtendedAfter && !isOrderedAfter) return { dueDay, isDueUnknown: false };
  if (orderedAt === null && statusCode !== 'ST-CLOSED') return { dueDay: null, isDueUnknown: false };
  const flaggedDay = day(overdueFlaggedAt);
  if (flaggedDay !== null && (overdueFlaggedAt ?? 0) >= (orderedAt ?? 0)) return { dueDay: flaggedDay - 1, isDueUnknown: false };
  return { dueDay: null, isDueUnknown: true };
}
