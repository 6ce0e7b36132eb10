// Does one filter mean the same wherever it is written?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Selection, selectionFromParameters } from '../../../data/contract/selection.ts';
import { narrowSelection, SelectionError, selectionFields, selectionKey, selectionToParameters } from '../../../data/contract/selection-address.ts';
import { dateOfDay } from '../../../data/contract/units.ts';
import { hazardLevels, hazardStatuses } from '../../../data/vocabulary/hazards.ts';
import { sectors } from '../../../data/vocabulary/sectors.ts';

function issuesOf(parameters: Record<string, string>): { parameter: string; message: string }[] {
  try {
    selectionFromParameters(parameters);
  } catch (error) {
    if (error instanceof SelectionError) return [...error.issues];
    throw error;
  }
  return [];
}

const codes = (list: { entries: readonly { code: string }[] }) => fc.uniqueArray(fc.constantFrom(...list.entries.map((entry) => entry.code)), { minLength: 1, maxLength: 5 });
const day = fc.integer({ min: 18_000, max: 22_000 });
const raw = fc.record(
  {
    sectorCode: codes(sectors),
    levelCode: codes(hazardLevels),
    statusCode: codes(hazardStatuses),
    areaCode: fc.uniqueArray(fc.stringMatching(/^[A-Z0-9-]{1,12}$/), { minLength: 1, maxLength: 4 }),
    riskClass: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
    overdue: fc.boolean(),
    open: fc.boolean(),
    inPort: fc.boolean(),
    dueWithinDays: fc.integer({ min: 0, max: 3650 }),
    overdueDaysMin: fc.integer({ min: 1, max: 36_500 }),
    foundFrom: day.map(dateOfDay),
  },
  { requiredKeys: [] },
);

describe('selection', () => {
  it('written to an address and read back is the same selection', () => {
    fc.assert(
      fc.property(raw, (input) => {
        const selection = Selection.parse(input);
        const back = selectionFromParameters(selectionToParameters(selection));
        expect(back.selection).toEqual(selection);
        expect(back.rest).toEqual({});
      }),
    );
  });

  it('two orders of the same codes give one key', () => {
    const forward = selectionFromParameters({ overdue: 'true', sectorCode: 'SEC-GAS,SEC-FIRE,SEC-GAS' }).selection;
    const backward = selectionFromParameters({ sectorCode: 'SEC-FIRE,SEC-GAS', overdue: 'true' }).selection;
    expect(forward.sectorCode).toEqual(['SEC-FIRE', 'SEC-GAS']);
    expect(selectionKey(forward)).toBe(selectionKey(backward));
    expect(selectionKey({})).toBe('');
  });

  it('leaves parameters that are not its own to the caller', () => {
    expect(selectionFromParameters({ limit: '10', open: 'true', bbox: undefined })).toEqual({ selection: { open: true }, rest: { limit: '10' } });
  });

  it.each([
    [{ sectorCode: 'SEC-NOWHERE' }, 'sectorCode', /seen "SEC-NOWHERE", expected a code of the list sectors/],
    [{ sectorCode: '' }, 'sectorCode', /seen "", expected one to 200 codes/],
    [{ levelCode: 'LV-M,' }, 'levelCode', /expected one to 200 codes/],
    [{ overdue: 'yes' }, 'overdue', /seen "yes", expected true or false/],
    [{ dueWithinDays: '-1' }, 'dueWithinDays', /seen "-1", expected a whole number/],
    [{ dueWithinDays: '3651' }, 'dueWithinDays', /3651.*3650/],
    [{ overdueDaysMin: 'NaN' }, 'overdueDaysMin', /seen "NaN"/],
    [{ foundFrom: '2026-02-30' }, 'foundFrom', /seen "2026-02-30", expected a date/],
    [{ foundFrom: '2026-03-02', foundTo: '2026-03-01' }, 'foundTo', /foundFrom ≤ foundTo/],
    [{ riskClass: '5' }, 'riskClass', /5/],
    [{ siteLayer: 'castles' }, 'siteLayer', /seen "castles", expected one of enterprises/],
    [{ areaCode: "x' or 1=1" }, 'areaCode', /expected an area code/],
  ])('refuses %j, naming what was seen and what was expected', (parameters, name, pattern) => {
    const issues = issuesOf(parameters);
    expect(issues.map((issue) => issue.parameter)).toContain(name);
    expect(issues.map((issue) => issue.message).join()).toMatch(pattern);
  });

  it('names every bad parameter at once', () => {
    expect(issuesOf({ open: '1', sectorCode: 'X', foundTo: 'tomorrow' }).map((issue) => issue.parameter).sort()).toEqual(['foundTo', 'open', 'sectorCode']);
  });

  it('keeps messages short for over-long values', () => {
    const [issue] = issuesOf({ statusCode: 'X'.repeat(5000) });
    expect(issue?.message.length).toBeLessThan(300);
  });

  it('narrows to the fields a collection has', () => {
    expect(narrowSelection({ levelCode: ['LV-M'], areaCode: ['A'], open: undefined }, ['areaCode', 'open'])).toEqual({ areaCode: ['A'] });
    expect(selectionFields).toContain('placeTypeCode');
  });

  it('refuses fields it does not know when parsed as an object', () => {
    expect(Selection.safeParse({ colour: ['red'] }).success).toBe(false);
  });
});
