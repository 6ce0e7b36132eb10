// How is a site entered, changed, moved, retired and brought back by hand? Checked as the editor may see and do, written with its event, its records following.
import { type Actor, mayRole, personKeyOf } from '../../data/contract/access.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import { completeSite, contactNames, fixedNames, type SiteDraft, siteFaults, siteLayerOf, type SitePatch, sitePropertiesOf, type SiteRetirement, type SiteUndo } from '../../data/contract/site-edits.ts';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { readWithin, seeGone } from '../db/reader-scope.ts';
import { AppError } from '../errors.ts';
import createText from './create-site.sql?raw';
import followText from './follow-sites.sql?raw';
import { eventActorOf } from './hazard-life.ts';
import { appendSiteEvent, columnsOfFields, differing, heldAfter, isSame, lockSite, pickFields, type SiteFieldsByName, type SiteState, writeSite } from './site-state.ts';
import { lastUndoable } from './site-undo.ts';
import { touchRecords } from './sites.ts';
import tieText from './tie-records.sql?raw';
import type { WriteBatch } from './write.ts';

/** Where a site stands after a change. `changed` names the fields; empty = it was as asked already, nothing was written. */
export interface SiteOutcome {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly changed: readonly string[];
}

const layerOf = (id: string): SiteLayer => {
  const layer = siteLayerOf(id);
  if (layer === undefined) throw new AppError('not-found', `layer: seen ${JSON.stringify(id.slice(0, 60))}, expected a layer of sites`);
  return layer;
};

/**
 * Enters a site. Throws AppError `invalid-body` for values the layer does not take, `conflict` for a code that is taken, `not-permitted` for a place or trade outside the
 * editor's reach. The same request key twice gives the same site.
 */
export async function createSite(batch: WriteBatch, actor: Actor, layerId: string, draft: SiteDraft, now: number): Promise<SiteOutcome & { readonly isNew: boolean }> {
  const { tx } = batch;
  const layer = layerOf(layerId);
  const known = await doneBefore(batch, draft.requestKey);
  if (known !== null) return { ...known, isNew: false };
  checkNames(layer, actor, Object.keys(draft.values).filter((name) => name !== 'code'));
  const code = typeof draft.values['code'] === 'string' && draft.values['code'].trim() !== '' ? draft.values['code'].trim() : await nextCode(batch, now);
  const { values, faults } = completeSite(layer, { ...draft.values, code });
  if (faults.length > 0) throw new AppError('invalid-body', faults.slice(0, 8).map(({ name, zh, message }) => `${name} (${zh}): ${message}`).join('; '));
  await checkShape(batch, layer, draft.geometry);
  const fields: SiteFieldsByName = { ...values, geometry: draft.geometry };
  const area = await givenArea(batch, fields);
  const [row] = await tx.unsafe<{ id: number; areaCode: string | null; synthetic: boolean }[]>(createText, [layer.id, code, ...columnsOfFields(layer.id, fields, area), JSON.stringify(draft.geometry)]);
  if (row === undefined) throw new AppError('conflict', `code: seen ${JSON.stringify(code.slice(0, 64))}, expected one that no site of ${layer.id} has yet / 编码已被使用`);
  await checkReach(batch, actor, row.id);
  if (!row.synthetic) batch.noteReal();
  const after = { ...fields, areaCode: row.areaCode };
  const names = Object.keys(after).filter((name) => after[name as keyof typeof after] !== null);
  await appendSiteEvent(tx, row.id, now, { sequence: 1, kind: 'created', ...(await who(batch, actor)), reason: orNull(draft.reason), before: {}, after: pickFields(after, names), undoes: null, requestKey: draft.requestKey });
  batch.note(layer.id, [row.id]);
  await touchRecords(batch, tieText, [row.id]);
  return { id: row.id, code, version: 1, changed: names, isNew: true };
}

/** Changes what is named. Throws as createSite, and `not-found` for a site the editor does not see, `conflict` when it has changed since. */
export async function editSite(batch: WriteBatch, actor: Actor, layerId: string, id: number, patch: SitePatch, now: number): Promise<SiteOutcome> {
  const layer = layerOf(layerId);
  const known = await doneBefore(batch, patch.requestKey);
  if (known !== null) return known;
  const state = await lockSeen(batch, actor, layer, id, patch.expectedVersion);
  if (state.retiredOn !== null) throw new AppError('conflict', 'site: seen a retired one, expected one in use: undo its retirement first / 场所已停用，请先撤销停用');
  checkNames(layer, actor, Object.keys(patch.values));
  if (patch.geometry !== undefined) {
    if (!mayEdit(actor)) throw new AppError('not-permitted', 'geometry: your role may change how the site is reached, and nothing else / 企业只能修改联系方式');
    await checkShape(batch, layer, patch.geometry);
  }
  const faults = siteFaults(layer, patch.values);
  if (faults.length > 0) throw new AppError('invalid-body', faults.slice(0, 8).map(({ name, zh, message }) => `${name} (${zh}): ${message}`).join('; '));
  const next: SiteFieldsByName = { ...state.fields, ...patch.values, ...(patch.geometry === undefined ? {} : { geometry: patch.geometry }) };
  const moved = !isSame(next['geometry'], state.fields['geometry']);
  const namesArea = 'areaCode' in patch.values;
  // A site that moves is given its township anew, also where it had been named by hand.
  const area = namesArea ? await givenArea(batch, next) : moved || state.areaByRule ? null : (state.fields['areaCode'] as string | null);
  return change(batch, actor, state, next, { area, moved, kind: 'edited', reason: orNull(patch.reason), undoes: null, requestKey: patch.requestKey, retiredOn: null }, now);
}

/** Takes a site off the map and the lists; its hazards keep their life. Throws `conflict` naming open hazards that the editor was not shown. */
export async function retireSite(batch: WriteBatch, actor: Actor, layerId: string, id: number, wish: SiteRetirement, now: number): Promise<SiteOutcome> {
  const layer = layerOf(layerId);
  const known = await doneBefore(batch, wish.requestKey);
  if (known !== null) return known;
  const state = await lockSeen(batch, actor, layer, id, wish.expectedVersion);
  if (state.retiredOn !== null) throw new AppError('conflict', `site: seen one that is retired since ${state.retiredOn}, expected one in use`);
  const open = await openHazards(batch, id);
  if (open.length !== wish.openHazards) throw new AppError('conflict', `openHazards: seen ${wish.openHazards}, expected ${open.length}: ${open.slice(0, 5).join(', ')}${open.length > 5 ? ' …' : ''} / 该场所还有 ${open.length} 条未销号隐患，确认后再停用`);
  return change(batch, actor, state, state.fields, { area: keptArea(state), moved: false, kind: 'retired', reason: wish.reason, undoes: null, requestKey: wish.requestKey, retiredOn: dateOfDay(dayOfInstant(now)) }, now);
}

/** Takes the last step that still stands back. Throws `conflict` when something newer depends on it: a later import, or records of a site whose entry would go. */
export async function undoSite(batch: WriteBatch, actor: Actor, layerId: string, id: number, wish: SiteUndo, now: number): Promise<SiteOutcome> {
  const layer = layerOf(layerId);
  const known = await doneBefore(batch, wish.requestKey);
  if (known !== null) return known;
  const state = await lockSeen(batch, actor, layer, id, wish.expectedVersion);
  const { event, obstacle } = await lastUndoable(batch.tx, state);
  if (event === null) throw new AppError('conflict', `${obstacle?.en ?? 'nothing to undo'} / ${obstacle?.zh ?? '没有可撤销的改动'}`);
  checkNames(layer, actor, Object.keys(event.before).filter((name) => name !== 'geometry' && name !== 'areaCode' && name !== 'retiredOn'));
  if (!mayEdit(actor) && event.kind !== 'edited') throw new AppError('not-permitted', 'undo: your role may change how the site is reached, and nothing else / 企业只能修改联系方式');
  const told = { undoes: event.sequence, requestKey: wish.requestKey, reason: orNull(wish.reason), kind: 'undone' as const };
  if (event.kind === 'created') return change(batch, actor, state, state.fields, { ...told, area: keptArea(state), moved: false, retiredOn: dateOfDay(dayOfInstant(now)) }, now);
  if (event.kind === 'retired') return change(batch, actor, state, state.fields, { ...told, area: keptArea(state), moved: false, retiredOn: null }, now);
  const next: SiteFieldsByName = { ...state.fields, ...(event.before as SiteFieldsByName) };
  const moved = !isSame(next['geometry'], state.fields['geometry']);
  // The township of then was named by hand unless rule gives it again: writing it as named is true in both cases only when it had been named.
  const area = event.areaWasByRule ? null : ((next['areaCode'] as string | null) ?? null);
  return change(batch, actor, state, next, { ...told, area: 'areaCode' in event.before || moved ? area : keptArea(state), moved, retiredOn: state.retiredOn }, now);
}

/** Gives the numbers of a site's open hazards, whoever may see them: they stay when it goes. */
async function openHazards({ tx }: WriteBatch, siteId: number): Promise<string[]> {
  const rows = await tx.unsafe<{ code: string }[]>(`select code from hazards where site_id = $1::int and status_code not in ('ST-CLOSED', 'ST-REJECTED', 'ST-MERGED', 'ST-TRANSFERRED') order by level_code desc, due_on nulls last, id limit 2000`, [siteId]);
  return rows.map(({ code }) => code);
}

interface Change {
  readonly area: string | null;
  readonly moved: boolean;
  readonly kind: 'edited' | 'retired' | 'undone';
  readonly reason: string | null;
  readonly undoes: number | null;
  readonly requestKey: string;
  readonly retiredOn: string | null;
}

/** Writes the next state with its event; nothing when nothing differs. */
async function change(batch: WriteBatch, actor: Actor, state: SiteState, next: SiteFieldsByName, { area, moved, kind, reason, undoes, requestKey, retiredOn }: Change, now: number): Promise<SiteOutcome> {
  const { tx } = batch;
  const names = differing(state.fields, next);
  const retires = retiredOn !== state.retiredOn;
  if (names.length === 0 && !retires && undoes === null && (area === null) === state.areaByRule) return { id: state.id, code: state.code, version: state.version, changed: [] };
  const version = state.version + 1;
  const areaCode = await writeSite(tx, state, next, { version, area, retiredOn, held: heldAfter(state, next, area === null), moved });
  const after = { ...next, areaCode };
  const changed = differing(state.fields, after);
  const withArea = changed.includes('geometry') || changed.includes('areaCode') ? [...new Set([...changed, 'areaCode'])] : changed;
  const gone = retires ? { before: { retiredOn: state.retiredOn }, after: { retiredOn } } : { before: {}, after: {} };
  const rule = withArea.includes('areaCode') ? { areaByRule: state.areaByRule } : {};
  await appendSiteEvent(tx, state.id, now, {
    sequence: version, kind, ...(await who(batch, actor)), reason, undoes, requestKey,
    before: { ...pickFields(state.fields, withArea), ...rule, ...gone.before },
    after: { ...pickFields(after, withArea), ...(withArea.includes('areaCode') ? { areaByRule: area === null } : {}), ...gone.after },
  });
  await checkReach(batch, actor, state.id);
  if (retiredOn === null) batch.note(state.layer, [state.id]);
  else batch.note(state.layer, [], [state.id]);
  await touchRecords(batch, followText, [state.id]);
  return { id: state.id, code: state.code, version, changed: retires ? [...changed, 'retiredOn'] : changed };
}

const keptArea = (state: SiteState): string | null => (state.areaByRule ? null : (state.fields['areaCode'] as string | null));
const orNull = (text: string): string | null => (text === '' ? null : text);
const mayEdit = (actor: Actor): boolean => actor.kind === 'command-line' || mayRole(actor.grant.role, 'sites');

async function who({ tx }: WriteBatch, actor: Actor): Promise<{ actorRole: string; actor: string; actorName: string | null }> {
  const { role, name } = await eventActorOf(tx, actor);
  return { actorRole: role, actor: personKeyOf(actor), actorName: name };
}

/** Throws unless the editor may change these fields: an enterprise how it is reached, restricted ones who may see them, the code nobody. */
function checkNames(layer: SiteLayer, actor: Actor, names: readonly string[]): void {
  const fixed = names.find((name) => fixedNames.has(name));
  if (fixed !== undefined) throw new AppError('invalid-body', `${fixed}: expected it left alone: hazards and files name the site by it / 编码一经登记不再修改`);
  const foreign = mayEdit(actor) ? undefined : names.find((name) => !contactNames.has(name));
  if (foreign !== undefined) throw new AppError('not-permitted', `${foreign}: your role may change ${[...contactNames].join(', ')} / 企业只能修改联系方式`);
  const withheld = actor.reader.restricted ? undefined : sitePropertiesOf(layer).find(({ name, restricted }) => restricted && names.includes(name));
  if (withheld !== undefined) throw new AppError('not-permitted', `${withheld.name}: a restricted attribute, which your role does not see / 受限属性`);
}

async function checkShape({ tx }: WriteBatch, layer: SiteLayer, geometry: Geometry): Promise<void> {
  if (!layer.geometryTypes.includes(geometry.type)) throw new AppError('invalid-body', `geometry: seen ${geometry.type}, expected ${layer.geometryTypes.join(' or ')}`);
  const [row] = await tx.unsafe<{ fine: boolean }[]>('select ST_IsValid(ST_SetSRID(ST_GeomFromGeoJSON($1::text), 4326)) and not ST_IsEmpty(ST_GeomFromGeoJSON($1::text)) as fine', [JSON.stringify(geometry)]);
  if (row?.fine !== true) throw new AppError('invalid-body', 'geometry: seen one that crosses itself, expected a simple shape / 图形自相交，请重画');
}

/** Gives the township as it was named; null = by rule. */
async function givenArea({ tx }: WriteBatch, fields: SiteFieldsByName): Promise<string | null> {
  const code = fields['areaCode'];
  if (typeof code !== 'string') return null;
  const [row] = await tx.unsafe<{ code: string }[]>('select code from areas where code = $1', [code]);
  if (row === undefined) throw new AppError('invalid-body', `areaCode: seen ${JSON.stringify(code.slice(0, 32))}, expected a township of the city`);
  return code;
}

/** What the editor wrote must be within their reach: nobody enters or moves a site where they could not look after it. */
async function checkReach({ tx }: WriteBatch, actor: Actor, id: number): Promise<void> {
  await readWithin(tx, actor.reader, async () => {
    await seeGone(tx);
    const [seen] = await tx.unsafe<{ id: number }[]>('select id from sites where id = $1::int', [id]);
    if (seen === undefined) throw new AppError('not-permitted', 'place: seen one outside your areas or trades, expected one within; ask the committee office / 地点或行业不在您的管辖范围内，请报安委办办理');
  });
}

async function lockSeen(batch: WriteBatch, actor: Actor, layer: SiteLayer, id: number, expectedVersion: number): Promise<SiteState> {
  const { tx } = batch;
  const missing = (): AppError => new AppError('not-found', `site: seen ${id}, expected the id of an item of ${layer.id}`);
  await readWithin(tx, actor.reader, async () => {
    await seeGone(tx);
    const [seen] = await tx.unsafe<{ id: number }[]>('select id from sites where id = $1::int and layer = $2', [id, layer.id]);
    if (seen === undefined) throw missing();
  });
  // Roads are everybody's to see; who is limited may not change them.
  if (layer.id === 'roads' && (actor.reader.areaCodes !== null || actor.reader.sectorCodes !== null || actor.reader.siteIds !== null)) throw new AppError('not-permitted', 'layer: roads are changed by the committee office / 道路由安委办维护');
  const state = await lockSite(tx, id);
  if (state === null) throw missing();
  if (state.version !== expectedVersion) throw new AppError('conflict', `expectedVersion: seen ${expectedVersion}, expected ${state.version}: somebody has changed this site since / 该场所已被他人修改，请刷新后再改`);
  return state;
}

async function doneBefore({ tx }: WriteBatch, requestKey: string): Promise<SiteOutcome | null> {
  const [row] = await tx.unsafe<{ id: number; code: string; version: number }[]>('select sites.id, code, version from site_events join sites on sites.id = site_id where request_key = $1', [requestKey]);
  return row === undefined ? null : { ...row, changed: [] };
}

async function nextCode({ tx }: WriteBatch, now: number): Promise<string> {
  const [row] = await tx.unsafe<{ number: string }[]>("select lpad(nextval('site_numbers')::text, 5, '0') as number");
  return `CS-${dateOfDay(dayOfInstant(now)).replaceAll('-', '')}-${row?.number ?? ''}`;
}
