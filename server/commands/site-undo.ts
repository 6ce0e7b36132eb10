// Which step of a site's life may still be taken back, and if none, what depends on it?
import type { TransactionSql } from 'postgres';
import { differing, isSame, type SiteFieldsByName, type SiteState } from './site-state.ts';

export interface UndoableEvent {
  readonly sequence: number;
  readonly kind: 'created' | 'edited' | 'retired';
  readonly before: Readonly<Record<string, unknown>>;
  /** Whether the township before it had been worked out. */
  readonly areaWasByRule: boolean;
}

export interface UndoAnswer {
  readonly event: UndoableEvent | null;
  readonly obstacle: { readonly zh: string; readonly en: string } | null;
}

interface Row {
  readonly sequence: number;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
  readonly undoes: number | null;
}

/** Gives the newest step that is neither undone nor itself an undoing, or what stands in the way. */
export async function lastUndoable(tx: Pick<TransactionSql, 'unsafe'>, state: Pick<SiteState, 'id' | 'fields'>): Promise<UndoAnswer> {
  const rows = await tx.unsafe<Row[]>('select sequence, kind, before::text as before, after::text as after, undoes from site_events where site_id = $1::int order by sequence desc limit 200', [state.id]);
  const undone = new Set(rows.flatMap(({ undoes }) => (undoes === null ? [] : [undoes])));
  const event = rows.find(({ sequence, kind }) => kind !== 'undone' && kind !== 'imported' && !undone.has(sequence));
  if (event === undefined) return { event: null, obstacle: null };
  const { areaByRule, ...before } = JSON.parse(event.before) as Record<string, unknown>;
  const { areaByRule: _rule, retiredOn: _retired, ...after } = JSON.parse(event.after) as Record<string, unknown>;
  const later = rows.find(({ sequence, kind, after: text }) => kind === 'imported' && sequence > event.sequence && Object.keys(JSON.parse(text) as object).some((name) => name in after));
  if (later !== undefined) return { event: null, obstacle: { zh: '登记库之后的数据已更新这些内容，不能撤销', en: 'a later import has changed the same fields' } };
  if (event.kind === 'edited') {
    const now = Object.fromEntries(Object.keys(after).map((name) => [name, state.fields[name] ?? null])) as SiteFieldsByName;
    // A township follows its borders; everything else must be as the step left it.
    if (differing(now, after as SiteFieldsByName).some((name) => name !== 'areaCode' && !isSame(now[name], after[name]))) return { event: null, obstacle: { zh: '之后的改动依赖这一步，不能撤销', en: 'something newer depends on it' } };
  }
  if (event.kind === 'created') {
    const [row] = await tx.unsafe<{ records: number }[]>(
      'select ((select count(*) from hazards where site_id = $1::int) + (select count(*) from inspections where site_id = $1::int) + (select count(*) from incidents where site_id = $1::int))::int as records',
      [state.id],
    );
    if ((row?.records ?? 0) > 0) return { event: null, obstacle: { zh: `该场所已有 ${row?.records} 条隐患、检查或事故记录，请改用“停用”`, en: `${row?.records} hazards, inspections or incidents name it: retire it instead` } };
  }
  return { event: { sequence: event.sequence, kind: event.kind as UndoableEvent['kind'], before, areaWasByRule: areaByRule !== false }, obstacle: null };
}
