// What is done by the clock? Every night personal data go, tables are tidied, a snapshot is taken; every quarter of an hour what waited too long moves on.
import { Cron } from 'croner';
import type { Logger } from 'pino';
import { cityTimeZone, dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { takeUpByDefault } from '../commands/default-moves.ts';
import { tidyTables } from '../commands/upkeep.ts';
import { write, type WriteOptions } from '../commands/write.ts';
import type { Database } from '../db/database.ts';
import { applyRetention } from './retention.ts';

/** In the city's time: after midnight's deadlines, before the morning. */
const schedule = '17 3 * * *';
const quarterly = '*/15 * * * *';

export interface Upkeep {
  readonly database: Database;
  readonly writing: WriteOptions;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Starts the clock. Each piece stands alone: one that fails is logged and does not keep the others from being done. Gives the night's work, for one night at once. */
export function startUpkeep({ database, writing, log, signal, now }: Upkeep): () => Promise<void> {
  const attempt = async (name: string, piece: () => Promise<unknown>): Promise<void> => {
    await piece().catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error }, `${name} could not be done`);
    });
  };
  const work = async (): Promise<void> => {
    await attempt('the erasing of personal data', () => applyRetention(database, writing, dateOfDay(dayOfInstant(now()))));
    await attempt('the tidying of tables', () => tidyTables(database));
    await attempt('the snapshot', () => database.snapshot());
  };
  const clock = new Cron(schedule, { timezone: cityTimeZone, unref: true, protect: true }, work);
  const quarter = new Cron(quarterly, { timezone: cityTimeZone, unref: true, protect: true }, () => attempt('the taking up of old orders', () => write(database, writing, (batch) => takeUpByDefault(batch, now()))));
  signal.addEventListener('abort', () => [clock, quarter].forEach((each) => each.stop()), { once: true });
  return work;
}
