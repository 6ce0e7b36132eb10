// What does the procedure need to know beside the hazard itself: clause, photos, the hazard to merge into, an earlier one of the same kind?
import type { TransactionSql } from 'postgres';
import type { MoveFacts } from '../../data/contract/closing-guards.ts';
import type { HazardLife } from '../../data/contract/closing-life.ts';
import { closingRule } from '../../data/vocabulary/closing-rules.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';

/** Gives the days in force of a clause; null for an unknown one. */
export async function clauseFact(tx: TransactionSql, clauseId: string): Promise<NonNullable<MoveFacts['clause']> | null> {
  const [row] = await tx.unsafe<{ validFrom: string | null; validTo: string | null }[]>(
    `select valid_from::text as "validFrom", valid_to::text as "validTo" from criteria_clauses join criteria_documents document on document.id = document_id where criteria_clauses.id = $1`,
    [clauseId],
  );
  return row ?? null;
}

/** Gives, for each picture, whether it shows the place: it has one, near enough, and is not a picture of another time or hazard. Call it after attaching. */
export async function evidenceFacts(tx: TransactionSql, ids: readonly number[]): Promise<NonNullable<MoveFacts['evidence']>> {
  if (ids.length === 0) return [];
  const rows = await tx.unsafe<{ onSite: boolean }[]>(
    `select place_source <> 'none' and not exists (
       select from jsonb_array_elements(findings) finding where finding ->> 'code' in ('far-from-site', 'vague-place', 'reused', 'unchanged', 'old-picture', 'featureless', 'future-picture')
     ) as "onSite"
     from evidence where id = any (string_to_array($1::text, ',')::int[]) order by id`,
    [ids.join(',')],
  );
  return [...rows];
}

/** Gives the status of the hazard to merge into; null when there is none, it is the same one, or it is merged into this one. Runs with the reader's limits. */
export async function targetFact(tx: TransactionSql, hazardId: number, targetId: number): Promise<NonNullable<MoveFacts['target']> | null> {
  if (targetId === hazardId) return null;
  const [row] = await tx.unsafe<{ statusCode: string }[]>('select status_code as "statusCode" from hazards where id = $1::int and merged_into_id is distinct from $2::int', [targetId, hazardId]);
  return row ?? null;
}

/** Gives the last hazard of the same site and clause that was closed within the rule's months: the new one is a relapse of it. Where no clause is cited, the kind stands in. */
export async function earlierHazard(tx: TransactionSql, hazardId: number, siteId: number | null, life: Pick<HazardLife, 'clauseId' | 'kindCode' | 'foundAt'>): Promise<{ id: number; code: string } | null> {
  if (siteId === null) return null;
  const months = closingRule('relapse', dateOfDay(dayOfInstant(Date.parse(life.foundAt)))).value;
  const [row] = await tx.unsafe<{ id: number; code: string }[]>(
    `select id, code from hazards
     where site_id = $1::int and id <> $2::int and status_code = 'ST-CLOSED' and closed_at <= $3::timestamptz and closed_at > $3::timestamptz - make_interval(months => $4::int)
       and coalesce(clause_id, kind_code) = coalesce($5::text, $6::text)
     order by closed_at desc limit 1`,
    [siteId, hazardId, life.foundAt, months, life.clauseId, life.kindCode],
  );
  return row ?? null;
}
