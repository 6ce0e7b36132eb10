// Is every word there, in both languages, under a code that can be relied on?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { AreaFields } from '../../../data/contract/areas.ts';
import { fieldMeta } from '../../../data/contract/code.ts';
import { HazardFields, levelWeights, openStatusCodes } from '../../../data/contract/hazards.ts';
import { IncidentFields } from '../../../data/contract/incidents.ts';
import { InspectionFields } from '../../../data/contract/inspections.ts';
import { Selection } from '../../../data/contract/selection.ts';
import { siteLayers } from '../../../data/contract/site-layers.ts';
import { SiteFields } from '../../../data/contract/sites.ts';
import { VesselFields } from '../../../data/contract/vessels.ts';
import { codesUnder, isChecked } from '../../../data/vocabulary/code-list.ts';
import { codeLists, labelOf } from '../../../data/vocabulary/code-lists.ts';
import { departments } from '../../../data/vocabulary/departments.ts';
import { hazardFlags, hazardKinds, hazardLevels, hazardSources, hazardStatuses } from '../../../data/vocabulary/hazards.ts';
import { inspectionModes } from '../../../data/vocabulary/inspections.ts';
import { placeTypes } from '../../../data/vocabulary/place-types.ts';
import { riskClasses } from '../../../data/vocabulary/risk-classes.ts';
import { sectors } from '../../../data/vocabulary/sectors.ts';
import { stormClasses, stormClassLowerBounds, stormClassOf, windForceLowerBounds, windForceOf, windForces } from '../../../data/vocabulary/storms.ts';

const marks = ['SEED', 'V', 'V2', 'CALC', 'K', 'D'];
const han = /\p{Script=Han}/u;
const codesIn = (list: { entries: readonly { code: string }[] }) => list.entries.map((entry) => entry.code);

describe.each(codeLists.map((list) => [list.id, list] as const))('the code list %s', (_, list) => {
  it('has unique ASCII codes, and few enough of them for one byte', () => {
    const codes = codesIn(list);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]*$/);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.length).toBeLessThanOrEqual(255);
  });

  it('says everything in Chinese and in English, each once', () => {
    for (const { code, zh, en, noteZh, noteEn } of [{ code: list.id, zh: list.zh, en: list.en, noteZh: undefined, noteEn: undefined }, ...list.entries]) {
      expect(zh, code).toMatch(han);
      expect(en, code).toMatch(/^[A-Z]/);
      expect(en, code).not.toMatch(han);
      expect(noteZh === undefined, code).toBe(noteEn === undefined);
      if (noteZh !== undefined) expect(noteZh, code).toMatch(/\p{Script=Han}.*。$/u);
      if (noteEn !== undefined) {
        expect(noteEn, code).not.toMatch(han);
        expect(noteEn, code).toMatch(/\.$/);
      }
    }
    for (const language of ['zh', 'en'] as const) {
      const labels = list.entries.map((entry) => entry[language]);
      expect(labels.filter((label, place) => labels.indexOf(label) !== place)).toEqual([]);
    }
  });

  it('marks every entry and names only parents of its own that come first', () => {
    for (const [place, entry] of list.entries.entries()) {
      expect(marks, entry.code).toContain(entry.mark);
      if (entry.parent !== undefined) expect(codesIn(list).slice(0, place), entry.code).toContain(entry.parent);
    }
  });
});

describe('the lists together', () => {
  it('have ids of their own', () => {
    expect(new Set(codeLists.map((list) => list.id)).size).toBe(codeLists.length);
    for (const { id } of codeLists) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('hold every list that a field of the contract names', () => {
    const schemas: z.ZodObject[] = [SiteFields, HazardFields, InspectionFields, IncidentFields, VesselFields, AreaFields, Selection, ...siteLayers.map((layer) => layer.attributes)];
    const named = schemas.flatMap((schema) => Object.values(schema.shape).map((shape) => fieldMeta(shape as z.ZodType)?.codeList)).filter((id) => id !== undefined);
    const known = codeLists.map((list) => list.id);
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
    // The walk found what it came for.
    expect(new Set(named)).toEqual(new Set(known.filter((id) => !['chase-steps', 'chase-channels', 'rejection-reasons', 'informer-channels', 'hazard-flags', 'enforcement-measures', 'storm-classes', 'wind-forces', 'evidence-stages', 'evidence-findings'].includes(id))));
  });

  it('label a code in either language and give an unknown one back', () => {
    expect(labelOf('sectors', 'SEC-GAS', 'zh')).toBe('城镇燃气');
    expect(labelOf('sectors', 'SEC-GAS', 'en')).toBe('Town gas');
    expect(labelOf('sectors', 'SEC-NOWHERE', 'zh')).toBe('SEC-NOWHERE');
    expect(labelOf('no-such-list', 'SEC-GAS', 'en')).toBe('SEC-GAS');
  });

  it('hold the codes on which rules of the contract rest', () => {
    expect(codesIn(hazardStatuses)).toEqual(expect.arrayContaining([...openStatusCodes]));
    expect(new Set(codesIn(hazardLevels))).toEqual(new Set(Object.keys(levelWeights)));
    expect(codesIn(riskClasses)).toEqual(['1', '2', '3', '4']);
  });

  it('keep the local level off until a city turns it on', () => {
    expect(hazardLevels.entries.filter((entry) => entry.offByDefault === true).map((entry) => entry.code)).toEqual(['LV-L']);
  });
});

describe('the words of the speech', () => {
  const violations = `WELD EXIT INSUL OUTS EDGE PPE TEMPEL EXTG HOTPERMIT CERT RUSH NIGHTFISH 3NO CREW OVERLOAD OVERWIND NOVEST CHEMOP OLDEQ
    GASPIPE GASUSE GASHOME LPGILL MINE1 MINE2 MINE3 VEH1 VEH2 VEH3 VEH4 RECKLESS`.split(/\s+/);

  it('have each violation spelled out as a hazard kind of its own, marked as said there', () => {
    const said = new Map(hazardKinds.entries.map((entry) => [entry.code, entry.mark]));
    expect(violations.filter((code) => said.get(`HK-${code}`) !== 'SEED')).toEqual([]);
  });

  it('have every sector, place, department and way of inspecting it names', () => {
    const expected: readonly (readonly [readonly string[], string])[] = [
      [codesIn(sectors), 'SEC-MINE SEC-CHEM SEC-ROAD SEC-CONS SEC-FIRE SEC-GAS SEC-FISH SEC-INDU SEC-ALCO SEC-OWF SEC-TOUR SEC-ENER'],
      [codesIn(placeTypes), 'PLC-MED PLC-RENTFAC PLC-FIF PLC-LABOR PLC-MALL PLC-ENT PLC-COMPLEX PLC-9S PLC-HIGH PLC-SCH PLC-CARE PLC-REST PLC-GLASS PLC-COLD'],
      [codesIn(departments), 'DEP-AWB DEP-YJ DEP-ZG DEP-GA DEP-JT DEP-ZJ DEP-SL DEP-GL DEP-ZF DEP-FG DEP-QN'],
      [codesIn(inspectionModes), 'INS-4N2Z INS-COVERT INS-OPEN INS-JOINT INS-CROSS INS-REMOTE'],
      [codesIn(hazardSources), 'SRC-ENT SRC-INS SRC-PUB'],
      [codesIn(hazardFlags), 'FL-LISTED FL-SUSPENDED FL-OVERDUE FL-ESCALATED FL-PUBLIC FL-EXT_PENDING FL-EXT_OK FL-EXT_NO'],
    ];
    for (const [codes, words] of expected) expect(words.split(' ').filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('divide the nine small places into nine', () => {
    expect(codesUnder(placeTypes, 'PLC-9S')).toHaveLength(10);
  });
});

describe('codesUnder', () => {
  it('gives a parent with its children, a leaf alone, an unknown code nothing', () => {
    expect(codesUnder(hazardSources, 'SRC-INS')).toEqual(['SRC-INS', 'SRC-INS-DEPT', 'SRC-INS-TOWN', 'SRC-INS-UP', 'SRC-INS-CROSS', 'SRC-INS-COVERT']);
    expect(codesUnder(hazardSources, 'SRC-PUB')).toEqual(['SRC-PUB']);
    expect(codesUnder(hazardSources, 'SRC-NOBODY')).toEqual([]);
  });

  it('ends on a list whose parents go in a circle', () => {
    const list = { id: 'circle', zh: '环', en: 'Circle', entries: [{ code: 'A', zh: '甲', en: 'A', parent: 'B' }, { code: 'B', zh: '乙', en: 'B', parent: 'A' }] };
    expect(codesUnder(list, 'A')).toEqual(['A', 'B']);
    expect(codesUnder(list, 'C')).toEqual([]);
  });
});

describe('isChecked', () => {
  it('lets only the speech and primary texts count as checked', () => {
    expect([...marks, undefined].filter((mark) => isChecked(mark as Parameters<typeof isChecked>[0]))).toEqual(['SEED', 'V']);
  });
});

describe('winds', () => {
  it('have one force for each lower bound and one class for each of its own', () => {
    expect(codesIn(windForces)).toEqual(windForceLowerBounds.map((_, force) => String(force)));
    expect(codesIn(stormClasses)).toEqual(stormClassLowerBounds.map(([code]) => code));
    expect(windForces.entries[12]?.noteZh).toContain('32.7–36.9');
    expect(windForces.entries[17]?.noteEn).toContain('56.1–61.2');
  });

  it('change force and class exactly at the bounds', () => {
    for (const [force, lower] of windForceLowerBounds.entries()) {
      expect(windForceOf(lower)).toBe(force);
      if (force > 0) expect(windForceOf(lower - 0.01)).toBe(force - 1);
    }
    expect(stormClassOf(10.79)).toBeNull();
    expect(stormClassOf(17.19)).toBe('TD');
    for (const [code, lower] of stormClassLowerBounds) expect(stormClassOf(lower)).toBe(code);
    expect(stormClassOf(90)).toBe('SuperTY');
  });

  it('never fall as the wind rises, and say nothing of what is no wind', () => {
    const wind = fc.double({ min: 0, max: 120, noNaN: true });
    fc.assert(fc.property(wind, wind, (a, b) => (windForceOf(Math.min(a, b)) ?? 0) <= (windForceOf(Math.max(a, b)) ?? 0)));
    expect([windForceOf(-0.1), windForceOf(Number.NaN), stormClassOf(Number.NaN)]).toEqual([null, null, null]);
  });
});
