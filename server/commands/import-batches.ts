// How is an import remembered so that it can be undone as a whole, and how is it undone?
import type { TransactionSql } from 'postgres';
import type { Said, UndoSummary } from '../../data/contract/import-clinic.ts';
import { AppError } from '../errors.ts';
import type { ImportTable } from '../queries/import-stored.ts';
import { packColumn } from './columns.ts';
import followText from './follow-sites.sql?raw';
import afterText from './import-batches-after.sql?raw';
import undoText from './import-batches-undo.sql?raw';
import beforeText from './import-batches.sql?raw';
import type { WriteBatch } from './write.ts';

/** Who imports. */
export interface BatchActor {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

export interface BatchHead {
  readonly layer: string;
  readonly table: ImportTable;
  readonly fileName: string;
  readonly sha256: string;
  readonly actor: BatchActor;
}

/** Columns that follow other rows by themselves or say when: a change of theirs is no edit. They are restored with the rest. */
const following = ['area_code', 'site_id', 'site_name'];
const uncounted = ['id', 'updated_at', ...following];
/** Rows that an undo names as kept. */
const mostKept = 1000;

async function columnsOfTable(tx: TransactionSql, table: ImportTable): Promise<string[]> {
  const rows = await tx.unsafe<{ name: string }[]>(`select attname as name from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table]);
  return rows.map(({ name }) => name);
}

const textFor = (text: string, table: ImportTable): string =>
  text
    .replaceAll('$TABLE', table)
    .replaceAll('$STEPS', table === 'hazards' ? '(select count(*) from hazard_events where hazard_id = t.id)::int' : '0')
    .replaceAll('$LAYER', table === 'sites' ? 'and t.layer = $3::text' : 'and $3::text is not null');

/** A batch being written. */
export interface OpenBatch {
  readonly id: number;
  /** To be called before rows are put: remembers those that are there. */
  before(codes: readonly string[]): Promise<void>;
  /** To be called after the same rows were put. */
  after(codes: readonly string[]): Promise<void>;
  finish(summary: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Begins a batch inside a write. Throws what the database throws. */
export async function beginBatch({ tx }: WriteBatch, { layer, table, fileName, sha256, actor }: BatchHead): Promise<OpenBatch> {
  const columns = (await columnsOfTable(tx, table)).filter((name) => !uncounted.includes(name));
  const [row] = await tx.unsafe<{ id: number }[]>(
    `insert into import_batches (layer, file_name, sha256, summary, actor_kind, actor_id, actor_name, role, undoable, columns)
     values ($1::text, $2::text, $3::text, '{}', $4::text, $5::text, $6::text, $7::text, true, column_of($8)) returning id`,
    [layer, fileName, sha256, actor.kind, actor.id, actor.name, actor.role, packColumn(columns)],
  );
  if (row === undefined) throw new Error('the batch got no number');
  const { id } = row;
  return {
    id,
    async before(codes) {
      if (codes.length > 0) await tx.unsafe(textFor(beforeText, table), [String(id), packColumn(codes), layer]);
    },
    async after(codes) {
      if (codes.length > 0) await tx.unsafe(textFor(afterText, table), [String(id), packColumn(codes), layer, packColumn(uncounted)]);
    },
    async finish(summary) {
      await tx.unsafe(
        `update import_batches set summary = $2::text::jsonb, watermarks = jsonb_build_object('hazards', (select coalesce(max(id), 0) from hazards),
           'inspections', (select coalesce(max(id), 0) from inspections), 'incidents', (select coalesce(max(id), 0) from incidents)) where id = $1::text::int`,
        [String(id), JSON.stringify(summary)],
      );
    },
  };
}

const reasons: Readonly<Record<string, Said>> = {
  gone: { zh: '已不存在', en: 'it is no longer there' },
  edited: { zh: '导入之后又被修改', en: 'it was changed after the import' },
  handled: { zh: '导入之后已有新的办理步骤', en: 'it was handled after the import: its life has new steps' },
  used: { zh: '导入之后有别的记录挂在它上面', en: 'records that came later belong to it' },
};

/**
 * Undoes a batch: changed rows are again what they were, new rows go, new hazards are rejected by an event; what was edited, handled or used since stays and is named.
 * Throws AppError `conflict` for a batch that was undone already or kept no earlier states, `not-found` for none.
 */
export async function undoBatch(batch: WriteBatch, id: number, actor: BatchActor): Promise<UndoSummary & { readonly layer: string }> {
  const { tx } = batch;
  const [head] = await tx.unsafe<{ layer: string; undoable: boolean; undone: boolean; columns: string; watermarks: Record<string, number> }[]>(
    `select layer, undoable, undone_at is not null as undone, array_to_string(columns, ',') as columns, watermarks from import_batches where id = $1::text::int for update`,
    [String(id)],
  );
  if (head === undefined) throw new AppError('not-found', `batch: seen ${id}, expected the number of an import`);
  if (!head.undoable) throw new AppError('conflict', `batch: seen ${id}, which kept no earlier states, expected one made by the import clinic`);
  if (head.undone) throw new AppError('conflict', `batch: seen ${id}, which was undone already`);
  const table: ImportTable = (['hazards', 'inspections', 'incidents', 'vessels'] as const).find((name) => name === head.layer) ?? 'sites';
  const present = await columnsOfTable(tx, table);
  const columns = head.columns.split(',').filter((name) => present.includes(name));
  // Columns that a later version has added count neither way.
  await tx.unsafe(textFor(undoText, table), [String(id), packColumn(present.filter((name) => !columns.includes(name)))]);
  if (table !== 'hazards') await markUsed(tx, table, head.watermarks);
  const restored = await restore(batch, head.layer, table, [...columns, ...following.filter((name) => present.includes(name))], id);
  const gone = table === 'hazards' ? [] : await remove(batch, table);
  const voided = table === 'hazards' ? await reject(tx, id) : [];
  batch.note(head.layer, [...restored, ...voided], gone);
  const kept = await tx.unsafe<{ code: string; reason: string; n: number }[]>(`select code, reason, count(*) over ()::int as n from undo_rows where reason is not null order by code collate "C" limit ${mostKept}`);
  const summary: UndoSummary = {
    restored: restored.length,
    removed: gone.length,
    voided: voided.length,
    kept: kept[0]?.n ?? 0,
    keptRows: kept.map(({ code, reason }) => ({ code, reason: reasons[reason] ?? { zh: reason, en: reason } })),
  };
  await tx.unsafe('update import_batches set undone_at = now(), undone_by = $2::text, undo = $3::text::jsonb where id = $1::text::int', [String(id), actor.name, JSON.stringify(summary)]);
  await tx.unsafe('drop table undo_rows');
  return { ...summary, layer: head.layer };
}

/** A new row that something else has come to belong to stays: any table that refers to it, whichever there are; of sites, records above the watermarks that are not rejected. */
async function markUsed(tx: TransactionSql, table: ImportTable, watermarks: Readonly<Record<string, number>>): Promise<void> {
  const references = await tx.unsafe<{ table: string; column: string }[]>(
    `select c.conrelid::regclass::text as table, a.attname as column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = $1::text::regclass and cardinality(c.conkey) = 1`,
    [table],
  );
  for (const { table: other, column } of references) {
    const untied = ['hazards', 'inspections', 'incidents'].includes(other) && column === 'site_id';
    const later = !untied ? '' : `and other.id > ${Number(watermarks[other] ?? 0)}${other === 'hazards' ? ` and other.status_code <> 'ST-REJECTED'` : ''}`;
    await tx.unsafe(`update undo_rows set reason = 'used' where before is null and reason is null and exists (select from ${other} other where other.${column} = undo_rows.row_id ${later})`);
  }
}

/** Gives the ids of rows that are again what they were. Sites and townships that are gone since leave a row untied. */
async function restore(batch: WriteBatch, layer: string, table: ImportTable, columns: readonly string[], id: number): Promise<number[]> {
  const { tx } = batch;
  if (table === 'hazards') await stepBack(tx, id);
  const sets = columns.map((name) => {
    if (name === 'site_id') return 'site_id = (select sites.id from sites where sites.id = p.site_id)';
    return name === 'area_code' ? 'area_code = (select areas.code from areas where areas.code = p.area_code)' : `${name} = p.${name}`;
  });
  const rows = await tx.unsafe<{ id: number }[]>(
    `update ${table} t set ${sets.join(', ')}, updated_at = now()
     from undo_rows r, lateral jsonb_populate_record(null::${table}, r.before) p
     where t.id = r.row_id and r.before is not null and r.reason is null returning t.id`,
  );
  const ids = rows.map((row) => row.id);
  if (table === 'sites' && ids.length > 0) {
    for (const { collection, ids: others } of await tx.unsafe<{ collection: string; ids: string }[]>(followText, [ids.join(',')])) if (collection !== layer) batch.note(collection, others.split(',').map(Number));
  }
  return ids;
}

/** A hazard whose status goes back says so in its life, which is only ever added to. */
async function stepBack(tx: TransactionSql, id: number): Promise<void> {
  await tx.unsafe(
    `insert into hazard_events (hazard_id, sequence, kind, at, actor_role, from_status_code, to_status_code, note)
     select t.id, coalesce((select max(sequence) from hazard_events where hazard_id = t.id), 0) + 1,
       case when t.status_code = r.before ->> 'status_code' then 'noted' else 'moved' end, now(), 'import',
       case when t.status_code = r.before ->> 'status_code' then null else t.status_code end,
       case when t.status_code = r.before ->> 'status_code' then null else r.before ->> 'status_code' end, $1::text
     from undo_rows r join hazards t on t.id = r.row_id where r.before is not null and r.reason is null`,
    [`导入批次 ${id} 已撤销`],
  );
}

async function reject(tx: TransactionSql, id: number): Promise<number[]> {
  await tx.unsafe(
    `insert into hazard_events (hazard_id, sequence, kind, at, actor_role, from_status_code, to_status_code, note)
     select t.id, coalesce((select max(sequence) from hazard_events where hazard_id = t.id), 0) + 1, 'moved', now(), 'import', t.status_code, 'ST-REJECTED', $1::text
     from undo_rows r join hazards t on t.id = r.row_id where r.before is null and r.reason is null`,
    [`导入批次 ${id} 已撤销，本条作废`],
  );
  const rows = await tx.unsafe<{ id: number }[]>(
    `update hazards t set status_code = 'ST-REJECTED', content_hash = 'undone', updated_at = now() from undo_rows r where t.id = r.row_id and r.before is null and r.reason is null returning t.id`,
  );
  return rows.map((row) => row.id);
}

/** Takes new rows away; records that named a site stand untied again, as they did before it came. */
async function remove(batch: WriteBatch, table: ImportTable): Promise<number[]> {
  const { tx } = batch;
  if (table === 'sites') {
    for (const other of ['hazards', 'inspections', 'incidents'] as const) {
      const untied = await tx.unsafe<{ id: number }[]>(`update ${other} o set site_id = null from undo_rows r where o.site_id = r.row_id and r.before is null and r.reason is null returning o.id`);
      batch.note(other, untied.map(({ id }) => id));
    }
  }
  const rows = await tx.unsafe<{ id: number }[]>(`delete from ${table} t using undo_rows r where t.id = r.row_id and r.before is null and r.reason is null returning t.id`);
  return rows.map(({ id }) => id);
}
