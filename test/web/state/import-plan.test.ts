// Does a plan begin as proposed, change field by field, and say what it lacks?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClinicColumn, type ClinicField, type ClinicPlan, type ClinicProposal, clinicStates } from '../../../data/contract/import-clinic.ts';
import { firstPlan, importSteps, openSteps, partOfRefusal, placeOfKind, samePlan, stateOfPlan, stepOfState, withColumn, withConstant, withPlace } from '../../../web/state/import-plan.ts';

const field = (name: string, required = false): ClinicField => ({ name, zh: name, en: name, required, type: 'string', format: null, codeList: null, unit: null });
const column = (id: string): ClinicColumn => ({ id, name: `列${id}`, filled: 1, samples: [] });
const columns = ['A', 'B', 'C', 'D', 'E'].map(column);
const fields = [field('code', true), field('name', true), field('sectorCode')];
const proposal: ClinicProposal = {
  mapping: [{ field: 'code', column: 'A', confidence: 1, reasons: [], alternatives: [] }, { field: 'name', column: null, confidence: 0, reasons: [], alternatives: [] }],
  place: { kind: 'columns', first: 'C', second: 'D' },
  crs: { proposed: null, ambiguous: true, reason: { zh: '', en: '' }, notation: 'degrees', candidates: [] },
};
const plan = firstPlan({ plan: null, proposal }) as ClinicPlan;

describe('a plan', () => {
  it('begins as proposed, or as it was tried last; before the file was looked at there is none', () => {
    expect(plan).toEqual({ mapping: { code: 'A' }, place: { kind: 'columns', first: 'C', second: 'D' }, crs: null, swapped: false, constants: {}, repeats: 'refuse' });
    const tried = { ...plan, crs: 'gcj02' };
    expect(firstPlan({ plan: tried, proposal })).toBe(tried);
    expect(firstPlan({ plan: null, proposal: null })).toBeNull();
  });

  it('says which needed fields have no source, which columns are read twice or not at all, and that somebody must name the system', () => {
    expect(stateOfPlan(plan, fields, columns)).toEqual({ lacking: [fields[1]], doubled: [], unused: [column('B'), column('E')], needsCrs: true, isEmpty: false });
    const whole = withConstant(withColumn({ ...plan, crs: 'wgs84' }, 'sectorCode', 'A'), 'name', '无名');
    expect(stateOfPlan(whole, fields, columns)).toMatchObject({ lacking: [], doubled: ['A'], needsCrs: false });
    expect(stateOfPlan(withPlace(plan, { kind: 'none' }), fields, columns).needsCrs).toBe(false);
    expect(stateOfPlan(withColumn(plan, 'code', null), fields, columns).isEmpty).toBe(true);
  });

  it('is the same whatever the order of its fields, and another one when anything that counts differs', () => {
    const letters = fc.constantFrom('A', 'B', 'C', 'D');
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.constantFrom('code', 'name', 'sectorCode', 'areaCode'), letters), { selector: ([name]) => name, minLength: 1 }), (pairs) => {
        const one = { ...plan, mapping: Object.fromEntries(pairs) };
        expect(samePlan(one, { ...plan, mapping: Object.fromEntries([...pairs].reverse()) })).toBe(true);
        const [name, letter] = pairs[0] as [string, string];
        expect(samePlan(one, withColumn(one, name, letter === 'A' ? 'B' : 'A'))).toBe(false);
        expect(samePlan(one, withColumn(one, name, null))).toBe(false);
        expect(samePlan(one, withColumn(withColumn(one, name, null), name, letter))).toBe(true);
      }),
    );
    for (const other of [withConstant(plan, 'name', 'x'), { ...plan, crs: 'wgs84' }, { ...plan, swapped: true }, { ...plan, repeats: 'last' as const }, withPlace(plan, { kind: 'pair', column: 'C' })]) expect(samePlan(plan, other)).toBe(false);
    // Where there are no places, their system does not count.
    expect(samePlan(withPlace(plan, { kind: 'none' }), withPlace({ ...plan, crs: 'wgs84', swapped: true }, { kind: 'none' }))).toBe(true);
    expect([samePlan(null, null), samePlan(plan, null)]).toEqual([true, false]);
  });

  it('keeps the columns that were proposed when a kind of place comes back', () => {
    expect(placeOfKind('columns', proposal.place, columns)).toBe(proposal.place);
    expect(placeOfKind('text', proposal.place, columns)).toEqual({ kind: 'text', column: 'A' });
    expect(placeOfKind('columns', { kind: 'own' }, columns)).toEqual({ kind: 'columns', first: 'A', second: 'B' });
  });

  it('knows of which of its parts a refusal speaks', () => {
    expect(partOfRefusal('constants.sectorCode: seen "x", expected one of the list')).toEqual({ part: 'constants', field: 'sectorCode' });
    expect(partOfRefusal('crs: seen none, expected the coordinate system')).toEqual({ part: 'crs', field: null });
    expect(partOfRefusal('the job was cancelled')).toBeNull();
  });
});

it('every state of a file has a page that is open to it, and nothing is set anew once it is written', () => {
  for (const state of clinicStates) {
    const open = openSteps({ state, dryRun: null });
    if (state !== 'checked') expect([state, open]).toEqual([state, expect.arrayContaining([stepOfState(state)])]);
    expect(importSteps).toEqual(expect.arrayContaining([...open]));
  }
  expect(openSteps({ state: 'checked', dryRun: {} as never })).toEqual(['columns', 'check', 'commit']);
  expect(openSteps({ state: 'committed', dryRun: {} as never })).toEqual(['check', 'commit']);
});
