// How does a site that people edit come from the database and go back: its state, its events, what the register is held to?
import type { TransactionSql } from 'postgres';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { SiteEvent, SiteValue } from '../../data/contract/site-edits.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { AppError } from '../errors.ts';
import { sortedJson } from './columns.ts';
import lockText from './lock-site.sql?raw';
import writeText from './write-site.sql?raw';

/** Fields by name, with `geometry` among them. */
export type SiteFieldsByName = Record<string, SiteValue | Geometry>;

/** A site as it stands. `fields` holds everything a person may change. */
export interface SiteState {
  readonly id: number;
  readonly layer: string;
  readonly code: string;
  readonly fields: SiteFieldsByName;
  readonly areaByRule: boolean;
  readonly madeHere: boolean;
  readonly version: number;
  readonly retiredOn: string | null;
  /** What the register last said of each field that was edited here; null = nothing was. */
  readonly held: SiteFieldsByName | null;
}

type Row = Omit<SiteState, 'fields' | 'held'> & { attributes: string; geometry: string; held: string | null } & Record<string, SiteValue>;

/** Reads a site for changing it; null when there is none. */
export async function lockSite(tx: TransactionSql, id: number): Promise<SiteState | null> {
  const [row] = await tx.unsafe<Row[]>(lockText, [id]);
  if (row === undefined) return null;
  const { layer, code, areaByRule, madeHere, version, retiredOn, held, attributes, geometry, id: _id, ...columns } = row;
  return {
    id, layer, code, areaByRule, madeHere, version, retiredOn,
    fields: { ...columns, ...(JSON.parse(attributes) as Record<string, SiteValue>), geometry: JSON.parse(geometry) as Geometry },
    held: held === null ? null : (JSON.parse(held) as SiteFieldsByName),
  };
}

const columnNames = ['name', 'sectorCode', 'placeTypeCode', 'departmentCode', 'areaCode', 'address', 'riskClass'] as const;
const ofSite = new Set<string>([...columnNames, 'geometry', 'code']);
const periods = new Map(siteLayers.map((layer) => [layer.id, layer.period]));

/** Gives the parameters that both writing statements share: name … township, risk class, attributes, start, end. */
export function columnsOfFields(layer: string, fields: SiteFieldsByName, area: string | null): (string | number | null)[] {
  const text = (name: string): string | null => (fields[name] as string | null | undefined) ?? null;
  const attributes = Object.fromEntries(Object.entries(fields).filter(([name]) => !ofSite.has(name)));
  const period = periods.get(layer);
  const date = (name: string | undefined): string | null => (name === undefined ? null : text(name));
  return [text('name'), text('sectorCode'), text('placeTypeCode'), text('departmentCode'), text('address'), area, (fields['riskClass'] as number | null | undefined) ?? null, sortedJson(attributes), date(period?.start), date(period?.end)];
}

/** What a write changes beside the fields. `area`: township as given, null = work it out. */
export interface SiteWrite {
  readonly version: number;
  readonly area: string | null;
  readonly retiredOn: string | null;
  readonly held: SiteFieldsByName | null;
  readonly moved: boolean;
}

/** Writes fields of a site; gives the township it now has. */
export async function writeSite(tx: TransactionSql, { id, layer }: Pick<SiteState, 'id' | 'layer'>, fields: SiteFieldsByName, write: SiteWrite): Promise<string | null> {
  const held = write.held === null || Object.keys(write.held).length === 0 ? null : JSON.stringify(write.held);
  const [row] = await tx.unsafe<{ areaCode: string | null }[]>(writeText, [id, write.version, ...columnsOfFields(layer, fields, write.area), write.moved ? JSON.stringify(fields['geometry']) : null, write.retiredOn, held]);
  // Embedded GEOS errors give no row and no error.
  if (row === undefined) throw new AppError('invalid-body', 'geometry: seen one that cannot be worked with, expected a simple shape that does not cross itself / 图形自相交或无法使用');
  return row.areaCode;
}

export interface SiteEventRow extends Omit<SiteEvent, 'recordedAt'> {
  readonly actor: string;
  readonly requestKey: string | null;
}

/** Appends an event. `at` in milliseconds. */
export async function appendSiteEvent(tx: TransactionSql, siteId: number, at: number, event: SiteEventRow): Promise<void> {
  await tx.unsafe(
    `insert into site_events (site_id, sequence, kind, recorded_at, actor_role, actor, actor_name, reason, before, after, undoes, request_key)
     values ($1::int, $2::int, $3, $4::timestamptz, $5, $6, $7, $8, $9::text::jsonb, $10::text::jsonb, $11::int, $12)`,
    [siteId, event.sequence, event.kind, new Date(at).toISOString(), event.actorRole, event.actor, event.actorName, event.reason, JSON.stringify(event.before), JSON.stringify(event.after), event.undoes, event.requestKey],
  );
}

/** Gives whether two values of a field are the same; geometries by their coordinates. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Gives the names of fields that differ, in both directions. */
export function differing(a: SiteFieldsByName, b: SiteFieldsByName): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !isSame(a[name], b[name])).sort();
}

/** Gives those of `names` with their values. */
export function pickFields(fields: SiteFieldsByName, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}

/**
 * Gives what the register is held to after a change: the value it last said for each field that now differs from it. A field that is back to what the register says is
 * no longer held. Sites entered here have no register behind them.
 */
export function heldAfter(state: SiteState, next: SiteFieldsByName, nextAreaByRule: boolean): SiteFieldsByName | null {
  if (state.madeHere) return null;
  const [now, then] = [asSaid(state.fields, state.areaByRule), asSaid(next, nextAreaByRule)];
  const held: SiteFieldsByName = {};
  for (const name of new Set([...Object.keys(state.held ?? {}), ...differing(now, then)])) {
    const said = state.held !== null && name in state.held ? state.held[name] : now[name];
    if (!isSame(said, then[name])) held[name] = said ?? null;
  }
  return Object.keys(held).length === 0 ? null : held;
}

/** A township that was worked out was never said by anybody. */
function asSaid(fields: SiteFieldsByName, areaByRule: boolean): SiteFieldsByName {
  return areaByRule ? { ...fields, areaCode: null } : fields;
}
