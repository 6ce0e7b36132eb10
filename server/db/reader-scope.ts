// How does one transaction see only what a reader may see, and then again everything? Settings that the policies of migration 003 read.
import type { TransactionSql } from 'postgres';

/** Limits of a reader; null = none of that kind. */
export interface ReaderLimits {
  readonly areaCodes: readonly string[] | null;
  readonly sectorCodes: readonly string[] | null;
  readonly siteIds: readonly number[] | null;
}

const list = (values: readonly (string | number)[] | null): string => (values === null ? '*' : values.join(','));

/** Puts the transaction under the role that owns nothing, with the reader's limits, until it ends or `readWithin` leaves it. */
export async function enterReader(tx: TransactionSql, { areaCodes, sectorCodes, siteIds }: ReaderLimits): Promise<void> {
  // Local to this transaction: the next one of the same connection begins closed.
  await tx.unsafe(
    "select set_config('anlan.areas', $1, true), set_config('anlan.sectors', $2, true), set_config('anlan.sites', $3, true), set_config('role', 'anlan_reader', true)",
    [list(areaCodes), list(sectorCodes), list(siteIds)],
  );
}

/** Lets the transaction see retired sites and voided incidents too, within the same limits: only where their history is shown. */
export async function seeGone(tx: Pick<TransactionSql, 'unsafe'>): Promise<void> {
  await tx.unsafe("select set_config('anlan.gone', 'yes', true)");
}

/** Runs `read` under a reader's limits inside a transaction that writes with the server's own rights before and after. */
export async function readWithin<Result>(tx: TransactionSql, limits: ReaderLimits, read: () => Promise<Result>): Promise<Result> {
  await enterReader(tx, limits);
  const result = await read();
  await tx.unsafe("select set_config('role', 'none', true)");
  return result;
}
