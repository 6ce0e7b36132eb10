// Does an import become one batch that changes only what it should, and can it be taken back as a whole? In both homes.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hazardStatuses } from '../../../data/vocabulary/hazards.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { upsertSites } from '../../../server/commands/sites.ts';
import { csvText } from '../../fixtures/imports/files.ts';
import { enterprise, fishingPort, hazard } from '../../fixtures/little-city.ts';
import { callerOf, type ClinicRun, office, startClinic } from './clinic-run.ts';

const free = { areaCodes: null, sectorCodes: null, siteIds: null };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const head = ['企业编号', '企业名称', '所属镇街', '所属行业', '经度', '纬度', '从业人数'];
type Row = (string | number | null)[];
const rows: Row[] = [['A', '甲厂', '西镇', '工贸', 122.05, 37.05, 10], ['B', '乙厂', '东镇', '消防', 122.15, 37.05, 20], ['C', '丙厂', '东镇', '消防', 122.16, 37.06, 30]];
const table = (...more: Row[]): Uint8Array => text(csvText([head, ...rows, ...more]));
const wgs84 = { crs: 'wgs84' } as const;

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let run: ClinicRun;
  beforeAll(async () => {
    run = await startClinic(home);
  });
  afterAll(async () => {
    expect(run.faults).toEqual([]);
    await run.stop();
  });
  beforeEach(() => run.reset());

  const send = async (file: Uint8Array, layer = 'enterprises', plan: Parameters<ClinicRun['check']>[1] = wgs84, caller = office) => run.commit(await run.check(await run.look(layer, 'a.csv', file, caller), plan, caller), caller);
  const sites = () => run.stored<{ code: string; name: string; area_code: string; employees: string }>(`select code, name, area_code, attributes ->> 'employees' as employees from sites order by code collate "C"`);

  it('a dry run writes nothing; the commit writes what it said, announces it once, and stands in the audit', async () => {
    const checked = await run.check(await run.look('enterprises', '台账.csv', table(['D', '丁厂', '西镇', '炼丹', 122.05, 37.05, 1])), wgs84);
    expect(checked.dryRun).toMatchObject({ rows: 4, taken: 3, changed: 0, unchanged: 0, refused: 1, places: 4, endsGuest: true, refusals: [{ field: 'sectorCode', rows: 1 }] });
    expect(await sites()).toEqual([]);
    expect(run.changes).toEqual([]);
    const places = JSON.parse(await run.text(checked, 'places')) as { features: { properties: { outcome: string; line: number } }[] };
    expect(places.features.map(({ properties }) => [properties.line, properties.outcome]).sort()).toEqual([[2, 'new'], [3, 'new'], [4, 'new'], [5, 'refused']]);
    const done = await run.commit(checked);
    expect(done.state).toBe('committed');
    expect((await sites()).map(({ code, area_code }) => [code, area_code])).toEqual([['A', 'W'], ['B', 'E'], ['C', 'E']]);
    expect(run.changes.map(({ collection, upserted }) => [collection, upserted.length])).toEqual([['enterprises', 3]]);
    const [deed] = await run.stored<{ action: string; actor_name: string; subject: string; detail: { taken: number } }>("select action, actor_name, subject, detail from audit where action = 'import' order by sequence desc limit 1");
    expect(deed).toMatchObject({ actor_name: '王主任', subject: `import-batches/${done.batchId}`, detail: { taken: 3, refused: 1 } });
    expect(await run.stored('select synthetic_only as s from data_state')).toEqual([{ s: false }]);
  });

  it('the same file twice changes nothing; a changed row updates and says in what; fields the file has not stay as they are', async () => {
    await send(table());
    run.changes.length = 0;
    const again = await run.check(await run.look('enterprises', 'a.csv', table()), wgs84);
    expect(again.dryRun).toMatchObject({ taken: 0, changed: 0, unchanged: 3, endsGuest: false });
    await run.commit(again);
    expect(run.changes).toEqual([]);
    const fewer = text(csvText([['企业编号', '企业名称'], ['A', '甲厂（新名）'], ['B', '乙厂']]));
    const changed = await run.check(await run.look('enterprises', 'b.csv', fewer), { place: { kind: 'none' } });
    expect(changed.dryRun).toMatchObject({ changed: 1, unchanged: 1, changedFields: { name: 1 } });
    expect(await run.rows(changed, 'changed')).toMatchObject([{ code: 'A', differences: [{ field: 'name', before: '甲厂', after: '甲厂（新名）', withheld: false }] }]);
    await run.commit(changed);
    expect((await sites())[0]).toEqual({ code: 'A', name: '甲厂（新名）', area_code: 'W', employees: '10' });
  });

  it('refused rows come back as a table with the reason, are mended, sent again, and taken', async () => {
    const checked = await run.check(await run.look('enterprises', 'a.csv', table(['D', '丁,"厂"', '西镇', '炼丹', 122.05, 37.05, 1], ['A', '重复', '西镇', '工贸', 122.05, 37.05, 1], ['E', '戊厂', '南镇', '工贸', 'x', 37.05, 1])), wgs84);
    const refused = await run.text(checked, 'refused');
    const lines = refused.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe([...head, '拒绝原因 Reason', '原行号 Line'].join(','));
    expect(lines[1]).toMatch(/^D,"丁,""厂""",西镇,炼丹,122.05,37.05,1,.*行业领域.*,5$/);
    expect(lines[2]).toContain('只出现一次');
    expect(lines[3]).toMatch(/镇街名称.*度分秒/);
    const mended = refused.replace('炼丹', '工贸').replace('南镇', '西镇').replace('x,37.05', '122.07,37.05').split('\r\n').filter((line) => !line.startsWith('A,')).join('\r\n');
    const second = await run.check(await run.look('enterprises', 'mended.csv', text(mended)), wgs84);
    expect(second.dryRun).toMatchObject({ rows: 2, taken: 2, refused: 0 });
    await run.commit(second);
    expect((await sites()).map(({ code, name }) => [code, name])).toEqual([['D', '丁,"厂"'], ['E', '戊厂']]);
  });

  it('an undo restores changed rows, removes new ones, unties what hung on them, and is announced and audited; twice is refused', async () => {
    await run.write((batch) => upsertSites(batch, [enterprise('A', 122.02, 37.02, { name: '老名', attributes: { employees: 3 } })]));
    await run.write((batch) => upsertHazards(batch, [hazard('h', 122.15, 37.05, { siteLayer: 'enterprises', siteCode: 'B' })]));
    const before = await run.stored('select code, name, sector_code, area_code, attributes, content_hash, synthetic, geom::text as geom from sites');
    const { batchId } = await send(table());
    expect((await sites()).map(({ name }) => name)).toEqual(['甲厂', '乙厂', '丙厂']);
    expect(await run.stored("select sites.code from hazards join sites on sites.id = site_id")).toEqual([{ code: 'B' }]);
    run.changes.length = 0;
    const undone = await run.undo(batchId ?? 0);
    expect(undone).toEqual({ restored: 1, removed: 2, voided: 0, kept: 0, keptRows: [] });
    expect(await run.stored('select code, name, sector_code, area_code, attributes, content_hash, synthetic, geom::text as geom from sites')).toEqual(before);
    expect(await run.stored('select site_id from hazards')).toEqual([{ site_id: null }]);
    expect(run.changes.map(({ collection, removed }) => [collection, removed.length]).sort()).toEqual([['enterprises', 2], ['hazards', 0]]);
    expect(await run.stored("select action from audit where action = 'import-undone'")).not.toEqual([]);
    await expect(run.undo(batchId ?? 0)).rejects.toThrow('undone already');
    // What was undone can be done again.
    expect((await run.check(await run.look('enterprises', 'a.csv', table()), wgs84)).dryRun).toMatchObject({ taken: 2, changed: 1 });
  });

  it('what was edited, used or handled since stays, and the undo says which and why', async () => {
    await run.write((batch) => upsertSites(batch, [enterprise('A', 122.02, 37.02)]));
    const { batchId } = await send(table());
    await run.database.sql.unsafe("update sites set name = '后来改名' where code = 'A'");
    await run.write((batch) => upsertHazards(batch, [hazard('later', 122.15, 37.05, { siteLayer: 'enterprises', siteCode: 'B' })]));
    const undone = await run.undo(batchId ?? 0);
    expect(undone).toMatchObject({ restored: 0, removed: 1, kept: 2 });
    expect(undone.keptRows.map(({ code, reason }) => [code, reason.en])).toEqual([['A', expect.stringContaining('changed after')], ['B', expect.stringContaining('came later')]]);
    expect((await sites()).map(({ code, name }) => [code, name])).toEqual([['A', '后来改名'], ['B', '乙厂']]);
  });

  it('hazards take the place and code of the site they name, are never deleted, and an undo voids them by an event', async () => {
    await run.write((batch) => upsertSites(batch, [enterprise('A', 122.05, 37.05, { name: '甲厂' })]));
    const ledger = text(csvText([['隐患编号', '企业名称', '隐患内容', '隐患等级', '隐患来源', '整改状态', '隐患类别', '所属行业', '主管部门', '发现时间', '整改期限'], ['H1', '甲厂', '安全出口上锁', '一般', '企业自查', '整改中', '封闭安全出口', '消防', '应急管理', '2026年3月1日', '2026-03-20'], ['H2', '无此厂', '灭火器过期', '一般', '企业自查', '整改中', '灭火器配备不足', '消防', '应急管理', '2026/3/2 9:30', '2026.3.25']]));
    const session = await run.look('hazards', '隐患.csv', ledger);
    const mapped = Object.fromEntries((session.proposal?.mapping ?? []).map(({ field, column }) => [field, column]));
    expect(mapped).toMatchObject({ code: 'A', siteName: 'B', title: 'C', levelCode: 'D', sourceCode: 'E', statusCode: 'F', kindCode: 'G', sectorCode: 'H', departmentCode: 'I', foundAt: 'J', dueOn: 'K' });
    const first = await run.check(session);
    expect(first.dryRun).toMatchObject({ taken: 1, refused: 1 });
    expect((await run.rows(first, 'refused'))[0]).toMatchObject({ code: 'H2', findings: [{ field: 'geometry' }] });
    const { batchId } = await run.commit(first);
    expect(await run.stored(`select h.code, s.code as site, h.status_code, h.found_at at time zone 'Asia/Shanghai' = '2026-03-01' as found, ST_X(h.geom) as lng, (select count(*)::int from hazard_events where hazard_id = h.id) as steps from hazards h left join sites s on s.id = h.site_id`)).toEqual([{ code: 'H1', site: 'A', status_code: 'ST-RECTIFYING', found: true, lng: 122.05, steps: 2 }]);
    expect(await run.undo(batchId ?? 0)).toMatchObject({ restored: 0, removed: 0, voided: 1, kept: 0 });
    expect(hazardStatuses.entries.some(({ code }) => code === 'ST-REJECTED')).toBe(true);
    expect(await run.stored('select h.status_code, e.kind, e.from_status_code, e.to_status_code, e.note from hazards h join hazard_events e on e.hazard_id = h.id order by sequence desc limit 1')).toEqual([{ status_code: 'ST-REJECTED', kind: 'moved', from_status_code: 'ST-RECTIFYING', to_status_code: 'ST-REJECTED', note: expect.stringContaining(`导入批次 ${batchId}`) }]);
  });

  it('inspections and vessels come in and go out again', async () => {
    await run.write((batch) => upsertSites(batch, [enterprise('A', 122.05, 37.05, { name: '甲厂' })]));
    await run.write((batch) => upsertSites(batch, [fishingPort('P', 122.01, 37.05)]));
    const visits = await send(text(csvText([['检查编号', '被检单位', '检查方式', '所属行业', '检查时间', '检查人数', '是否专家参与', '发现隐患', '发现重大隐患'], ['I1', '甲厂', '四不两直', '消防', '2026-03-01 09:00', '3人', '是', 2, 0]])), 'inspections', {});
    expect(await run.stored('select code, mode_code, inspectors, with_expert, site_id is not null as tied from inspections')).toEqual([{ code: 'I1', mode_code: 'INS-4N2Z', inspectors: 3, with_expert: true, tied: true }]);
    const boats = await send(text(csvText([['船名号', '船籍港', '作业类型', '核定载员', '经度', '纬度', '在港'], ['鲁渔60001', 'P', '拖网', 8, 122.3, 37.2, '否']])), 'vessels', wgs84);
    expect(await run.stored('select code, name, area_code, in_port from vessels')).toEqual([{ code: '鲁渔60001', name: '鲁渔60001', area_code: 'W', in_port: false }]);
    for (const { batchId } of [visits, boats]) expect(await run.undo(batchId ?? 0)).toMatchObject({ removed: 1, kept: 0 });
    expect(await run.stored('select (select count(*) from inspections)::int + (select count(*) from vessels)::int as n')).toEqual([{ n: 0 }]);
  });

  it('a township writes its own rows only, neither changes nor sees those of others, and each keeps its own files and batches', async () => {
    const west = callerOf('west', { role: 'township', ...free, areaCodes: ['W'] });
    const fire = callerOf('fire', { role: 'department', ...free, sectorCodes: ['SEC-FIRE'] });
    await run.write((batch) => upsertSites(batch, [enterprise('B', 122.15, 37.05, { name: '别镇的秘密', attributes: { phone: '13800000000' } })]));
    const session = await run.look('enterprises', 'a.csv', table(['D', '丁厂', null, '工贸', 122.17, 37.05, 1]), west);
    const checked = await run.check(session, wgs84, west);
    expect(checked.dryRun).toMatchObject({ taken: 1, changed: 0, refused: 3 });
    const refused = await run.rows(checked, 'refused', west);
    expect(refused.map(({ code, findings }) => [code, findings[0]?.field])).toEqual([['B', 'code'], ['C', 'areaCode'], ['D', 'areaCode']]);
    expect(JSON.stringify(refused)).not.toContain('秘密');
    const done = await run.commit(checked, west);
    expect((await sites()).map(({ code, name }) => [code, name])).toEqual([['A', '甲厂'], ['B', '别镇的秘密']]);
    expect(() => run.clinic.get(office, session.id)).toThrow('of your own');
    expect(() => run.clinic.download(fire, session.id, 'refused')).toThrow('of your own');
    const second = await run.check(await run.look('enterprises', 'a.csv', table(), fire), wgs84, fire);
    // A stands without any right of theirs (工贸); B is stored under 工贸 too.
    expect(second.dryRun).toMatchObject({ taken: 1, refused: 2 });
    expect(done.batchId).not.toBeNull();
  });

  it('a stored value that the importer may not see is withheld from the differences', async () => {
    const pipe = { ...enterprise('g', 0, 0), layer: 'gas-networks', areaCode: 'W', attributes: { featureKind: 'station', operatorCode: 'O', operatorName: '燃气一公司', pressureCode: 'high-a' }, geometry: { type: 'Point' as const, coordinates: [122.05, 37.05] as [number, number] } };
    await run.write((batch) => upsertSites(batch, [pipe]));
    const west = callerOf('west', { role: 'township', ...free, areaCodes: ['W'] });
    const checked = await run.check(await run.look('gas-networks', 'g.csv', text(csvText([['编号', '名称', '压力级制'], ['g', '站', 'low']])), west), { place: { kind: 'none' } }, west);
    expect(checked.dryRun).toMatchObject({ changed: 1 });
    const rows = await run.rows(checked, 'changed', west);
    expect(rows[0]?.differences).toContainEqual({ field: 'pressureCode', before: null, after: 'low', withheld: true });
    expect(JSON.stringify(rows)).not.toContain('high-a');
  });

  it('a session goes with its files after a day, and names no path', async () => {
    const session = await run.look('enterprises', 'a.csv', table());
    for (const id of ['../database', '..', session.id.toUpperCase(), '']) expect(() => run.clinic.get(office, id)).toThrow('of your own');
    run.clinic.remove(office, session.id);
    expect(() => run.clinic.get(office, session.id)).toThrow('of your own');
  });
});
