// Can every word be looked up, every figure explained, and every sector's department found?
import { describe, expect, it } from 'vitest';
import { ClusterParameters, DensityParameters } from '../../../data/contract/analyses.ts';
import { levelWeights } from '../../../data/contract/hazards.ts';
import { codeLists } from '../../../data/vocabulary/code-lists.ts';
import { departments } from '../../../data/vocabulary/departments.ts';
import { glossary } from '../../../data/vocabulary/glossary.ts';
import { methods } from '../../../data/vocabulary/methods.ts';
import { defaultResponsibilities } from '../../../data/vocabulary/responsibilities.ts';
import { sectors } from '../../../data/vocabulary/sectors.ts';
import { analyses } from '../../../server/analyses/index.ts';

const han = /\p{Script=Han}/u;

describe('the glossary', () => {
  it('explains at least fifty terms, each once, in one sentence of each language', () => {
    expect(glossary.length).toBeGreaterThanOrEqual(50);
    for (const name of ['key', 'zh', 'en'] as const) expect(new Set(glossary.map((term) => term[name])).size, name).toBe(glossary.length);
    for (const term of glossary) {
      expect(term.key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(term.zh, term.key).toMatch(han);
      expect(term.en, term.key).not.toMatch(han);
      expect(term.definitionZh, term.key).toMatch(/^[^。]*\p{Script=Han}[^。]*。$/u);
      expect(term.definitionEn, term.key).toMatch(/^[A-Z][^\p{Script=Han}]*\.$/u);
    }
  });

  it('ties terms only to codes that exist', () => {
    for (const term of glossary) {
      const list = codeLists.find((candidate) => candidate.id === term.codeList);
      expect(list?.id, term.key).toBe(term.codeList);
      if (term.code !== undefined) expect(list?.entries.map((entry) => entry.code), term.key).toContain(term.code);
    }
    expect(glossary.filter((term) => term.codeList !== undefined).length).toBeGreaterThan(40);
  });

  it('knows the words a newcomer stumbles over', () => {
    const words = glossary.map((term) => term.zh).join('、');
    for (const word of ['隐患', '重大事故隐患', '风险', '闭环销号', '挂牌督办', '四不两直', '条', '块', '红区', '蓝区', '厂中厂', '分租式厂房', '九小场所', '伏季休渔', '抗风等级', '三管三必须', '研判', '逾期']) {
      expect(words).toContain(word);
    }
  });
});

describe('the methods', () => {
  it('explain every analysis the server has', () => {
    expect(analyses.length).toBeGreaterThan(0);
    expect(analyses.map((analysis) => analysis.method).filter((key) => methods[key] === undefined)).toEqual([]);
  });

  it('are told in both languages', () => {
    for (const [key, method] of Object.entries(methods)) {
      expect(key).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const text of [method.zh, method.titleZh]) expect(text, key).toMatch(han);
      for (const text of [method.en, method.titleEn]) expect(text, key).not.toMatch(han);
      expect(method.zh.length, key).toBeGreaterThan(30);
      expect(method.en.length, key).toBeGreaterThan(100);
    }
  });

  it('state the same figures as the code they explain', () => {
    const { distanceMetres, minimumMembers } = ClusterParameters.parse({});
    const { bandwidthMetres } = DensityParameters.parse({});
    const numbersIn = (key: string, language: 'zh' | 'en') => (methods[key]?.[language].match(/\d+/g) ?? []).map(Number);
    for (const language of ['zh', 'en'] as const) {
      expect(numbersIn('overdue-clusters', language)).toEqual(expect.arrayContaining([distanceMetres, minimumMembers]));
      expect(numbersIn('hazard-density', language)).toContain(bandwidthMetres);
      expect(numbersIn('level-weight', language)).toEqual(expect.arrayContaining(Object.values(levelWeights)));
    }
  });
});

describe('the default responsibilities', () => {
  it('give every sector one lead and no department twice', () => {
    expect(sectors.entries.map((entry) => entry.code).filter((code) => defaultResponsibilities.filter((duty) => duty.sectorCode === code && duty.role === 'lead').length !== 1)).toEqual([]);
    const pairs = defaultResponsibilities.map((duty) => `${duty.sectorCode} ${duty.departmentCode}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('name known sectors and departments, and nobody who only holds to account', () => {
    const known = departments.entries.map((entry) => entry.code).filter((code) => code !== 'DEP-JW');
    expect(defaultResponsibilities.filter((duty) => !known.includes(duty.departmentCode))).toEqual([]);
    expect(defaultResponsibilities.filter((duty) => !sectors.entries.some((entry) => entry.code === duty.sectorCode))).toEqual([]);
  });

  it('follow the speech: gas belongs to integrated enforcement, mines to emergency management with natural resources', () => {
    const of = (sectorCode: string) => defaultResponsibilities.filter((duty) => duty.sectorCode === sectorCode && duty.mark === 'SEED').map((duty) => duty.departmentCode);
    expect(of('SEC-GAS')).toEqual(['DEP-ZF', 'DEP-GA', 'DEP-JT']);
    expect(of('SEC-MINE')).toEqual(['DEP-YJ', 'DEP-ZG']);
    expect(of('SEC-CONS')).toEqual(['DEP-ZJ', 'DEP-JT', 'DEP-SL', 'DEP-GL']);
    expect(of('SEC-OWF')).toEqual(['DEP-FG', 'DEP-QN']);
  });
});
