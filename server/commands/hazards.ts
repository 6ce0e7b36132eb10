// How do hazards and the steps of their lives come to stand in the database?
import { verifyDueOn } from '../../data/contract/closing-plan.ts';
import type { HazardEventRow, HazardRow } from '../../data/contract/hazards.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { closingRule } from '../../data/vocabulary/closing-rules.ts';
import { columnsOf, columnsWithFingerprint, ewkbHex, packColumn } from './columns.ts';
import eventText from './hazard-events.sql?raw';
import text from './hazards.sql?raw';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';

/**
 * Writes hazards (up to a few thousand at a call) whose rows passed the contract; no code may occur twice in `rows`. A hazard is tied to the site it
 * names when that is stored; `areaCode: null` takes the site's township, else that of the place. Steps are only ever appended: `rewritten` holds the codes of
 * hazards whose rows tell a stored step differently (the stored step stays). A row without steps gets those that its status says: reported, and moved
 * whenever the status differs from the stored one. `held` holds the codes of hazards that differ from the row but are handled here: a file does not move them. Throws what the database throws (a major hazard without a clause among it).
 */
export async function upsertHazards(batch: WriteBatch, rows: readonly HazardRow[]): Promise<WriteCounts & { rewritten: string[]; held: string[] }> {
  if (rows.length === 0) return { taken: 0, changed: 0, unchanged: 0, rewritten: [], held: [] };
  const parameters = columnsWithFingerprint(rows, [
    (row) => row.code,
    (row) => row.title,
    (row) => row.siteLayer,
    (row) => row.siteCode,
    (row) => row.siteName,
    (row) => row.sectorCode,
    (row) => row.departmentCode,
    (row) => row.areaCode,
    (row) => row.sourceCode,
    (row) => row.levelCode,
    (row) => row.statusCode,
    (row) => row.kindCode,
    (row) => row.elementCode,
    (row) => row.depthCode,
    (row) => row.clauseId,
    (row) => row.ownerName,
    (row) => row.measures,
    (row) => row.interimControl,
    (row) => row.fundsYuan,
    (row) => row.contingencyPlan,
    (row) => row.expertRecord,
    (row) => row.foundAt,
    (row) => row.dueOn,
    (row) => row.rectifiedAt,
    (row) => row.closedAt,
    (row) => row.flags,
    (row) => ewkbHex(row.geometry),
    (row) => row.synthetic,
    (row) => row.events.findLast((event) => event.toStatusCode === 'ST-ASSIGNED')?.at ?? null,
    verifyDueOf,
    reviewDueOf,
  ], (row) => JSON.stringify(row.events.map((event) => [event.sequence, event.kind, event.at, event.actorRole, event.fromStatusCode, event.toStatusCode, event.note])));
  if (rows.some((row) => !row.synthetic)) batch.noteReal();
  const before = await storedStatuses(batch, rows.filter((row) => row.events.length === 0));
  const handled = await handledHere(batch, parameters[0] ?? '', parameters.at(-1) ?? '');
  const { ids, ...counts } = await runUpsert(batch, 'hazards', text, parameters);
  if (ids.length === 0) return { ...counts, rewritten: [], held: [...handled] };
  return { ...counts, rewritten: await appendEvents(batch, rows.filter(({ code }) => !handled.has(code)), before), held: [...handled] };
}

/** Gives the codes whose stored hazard was moved here and whose row differs from what was imported last: the statement leaves them alone. */
async function handledHere(batch: WriteBatch, codes: string, fingerprints: string): Promise<Set<string>> {
  const stored = await batch.tx.unsafe<{ code: string }[]>(
    `select code from hazards join unnest(column_of($1), column_of($2)) as row (code, content_hash) using (code)
     where life is not null and hazards.content_hash is distinct from row.content_hash`,
    [codes, fingerprints],
  );
  return new Set(stored.map(({ code }) => code));
}

/** The department's clock of a hazard that is not verified yet. */
function verifyDueOf(row: HazardRow): string | null {
  return row.statusCode === 'ST-REPORTED' || row.statusCode === 'ST-VERIFYING' ? verifyDueOn(Date.parse(row.foundAt)) : null;
}

/** The reviewer's clock of a hazard that waits for the review. */
function reviewDueOf(row: HazardRow): string | null {
  if (row.statusCode !== 'ST-AWAIT_REVIEW' || row.rectifiedAt === null) return null;
  const day = dayOfInstant(Date.parse(row.rectifiedAt));
  return dateOfDay(day + closingRule('review', dateOfDay(day)).value);
}

/** A step as it goes to the statement; `at: null` = the instant of the write. */
type Step = Omit<HazardEventRow, 'at'> & { at: string | null; code: string };
interface StoredStatus {
  readonly code: string;
  readonly status: string;
  readonly last: number;
}

async function storedStatuses(batch: WriteBatch, rows: readonly HazardRow[]): Promise<Map<string, StoredStatus>> {
  if (rows.length === 0) return new Map();
  const stored = await batch.tx.unsafe<StoredStatus[]>(
    `select code, status_code as status, coalesce((select max(sequence) from hazard_events where hazard_id = hazards.id), 0) as last
     from hazards where code = any (column_of($1))`,
    [packColumn(rows.map((row) => row.code))],
  );
  return new Map(stored.map((row) => [row.code, row]));
}

/** The steps that a row without steps implies, after what is stored of it. */
function impliedSteps(row: HazardRow, stored: StoredStatus | undefined): Step[] {
  const step = { code: row.code, actorRole: 'import', note: null };
  const steps: Step[] = [];
  let sequence = stored?.last ?? 0;
  if (sequence === 0) steps.push({ ...step, sequence: ++sequence, kind: 'reported', at: row.foundAt, fromStatusCode: null, toStatusCode: 'ST-REPORTED' });
  const from = stored?.status ?? 'ST-REPORTED';
  if (from !== row.statusCode) steps.push({ ...step, sequence: ++sequence, kind: 'moved', at: row.closedAt ?? row.rectifiedAt, fromStatusCode: from, toStatusCode: row.statusCode });
  return steps;
}

async function appendEvents(batch: WriteBatch, rows: readonly HazardRow[], before: ReadonlyMap<string, StoredStatus>): Promise<string[]> {
  const steps = rows.flatMap((row): Step[] => (row.events.length > 0 ? row.events.map((event) => ({ ...event, code: row.code })) : impliedSteps(row, before.get(row.code))));
  if (steps.length === 0) return [];
  const [answer] = await batch.tx.unsafe<{ appended: number; rewritten: string | null }[]>(
    eventText,
    columnsOf(steps, [
      (step) => step.code,
      (step) => step.sequence,
      (step) => step.kind,
      (step) => step.at,
      (step) => step.actorRole,
      (step) => step.fromStatusCode,
      (step) => step.toStatusCode,
      (step) => step.note,
    ]),
  );
  return answer?.rewritten?.split(',') ?? [];
}
