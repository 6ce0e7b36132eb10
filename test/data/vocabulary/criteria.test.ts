// Does the criteria library say what it knows, and no more?
import { describe, expect, it } from 'vitest';
import { CriteriaClause, CriteriaDocument } from '../../../data/contract/criteria.ts';
import { dayOfDate } from '../../../data/contract/units.ts';
import { isChecked } from '../../../data/vocabulary/code-list.ts';
import { clausesInForce, criteriaClauses, criteriaDocuments } from '../../../data/vocabulary/criteria.ts';
import { hazardKinds } from '../../../data/vocabulary/hazards.ts';
import { sectors } from '../../../data/vocabulary/sectors.ts';

const sectorCodes = sectors.entries.map((entry) => entry.code);
const kindCodes = hazardKinds.entries.map((entry) => entry.code);
const han = /\p{Script=Han}/u;
const clausesOfDocument = (id: string) => criteriaClauses.filter((clause) => clause.documentId === id);
const checked = (prefix: string) => criteriaClauses.filter((clause) => clause.id.startsWith(prefix) && isChecked(clause.mark)).map((clause) => clause.id);

describe('the documents', () => {
  it('are each one of a kind, complete, and as the contract wants them', () => {
    expect(new Set(criteriaDocuments.map((document) => document.id)).size).toBe(criteriaDocuments.length);
    for (const document of criteriaDocuments) {
      expect(CriteriaDocument.parse(document)).toEqual(document);
      expect(document.titleZh).toMatch(han);
      expect(document.titleEn).not.toMatch(han);
      expect(document.noteZh, document.id).toMatch(han);
      expect(document.noteEn, document.id).not.toMatch(han);
      expect(document.sectorCodes.filter((code) => !sectorCodes.includes(code)), document.id).toEqual([]);
      expect(document.sectorCodes.length).toBeGreaterThan(0);
    }
  });

  it('cover the whole library', () => {
    const ids = criteriaDocuments.map((document) => document.id);
    expect('GM CH MN MN24 HC22 HC24 RQ HZ17 HZ25 YC KY NH GS DY GL TS YL DL YJG'.split(' ').filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('have dates that are dates, issued before they hold, and hold before they end', () => {
    for (const { id, issuedOn, validFrom, validTo } of criteriaDocuments) {
      const days = [issuedOn, validFrom, validTo].filter((date) => date !== null).map(dayOfDate);
      expect(days, id).toEqual([...days].sort((a, b) => a - b));
    }
  });

  it('hand over from one edition to the next without a day of both', () => {
    const successors = criteriaDocuments.filter((document) => criteriaDocuments.some((other) => other.id === document.replaces));
    expect(successors.map((document) => document.id)).toEqual(['HC24', 'HZ25']);
    for (const successor of successors) {
      const predecessor = criteriaDocuments.find((document) => document.id === successor.replaces);
      expect(successor.validFrom).not.toBeNull();
      expect(predecessor?.validTo).not.toBeNull();
      expect(dayOfDate(successor.validFrom ?? '')).toBe(dayOfDate(predecessor?.validTo ?? '') + 1);
    }
  });

  it('say in the number itself when the number was not verified', () => {
    for (const id of ['CH', 'RQ', 'DY', 'MN24']) expect(criteriaDocuments.find((document) => document.id === id)?.number).toContain('待核');
  });
});

describe('the clauses', () => {
  it('are each one of a kind, complete, and as the contract wants them', () => {
    expect(new Set(criteriaClauses.map((clause) => clause.id)).size).toBe(criteriaClauses.length);
    for (const clause of criteriaClauses) {
      expect(CriteriaClause.parse(clause)).toEqual(clause);
      expect(clause.id).toMatch(/^[A-Z]{2}(17|25)?(-[A-Z0-9]+)+$/);
      expect(clause.zh, clause.id).toMatch(/\p{Script=Han}.*。$/u);
      expect(clause.en, clause.id).toMatch(/^[A-Z][^\p{Script=Han}]*\.$/u);
      expect(clause.article, clause.id).toMatch(han);
    }
  });

  it('belong to a known document, to sectors of that document, and point to known kinds', () => {
    for (const clause of criteriaClauses) {
      const document = criteriaDocuments.find((candidate) => candidate.id === clause.documentId);
      expect(document, clause.id).toBeDefined();
      expect(clause.sectorCodes.filter((code) => document?.sectorCodes.includes(code) !== true), clause.id).toEqual([]);
      expect(clause.kindCodes.filter((code) => !kindCodes.includes(code)), clause.id).toEqual([]);
      expect(clause.sectorCodes.length * clause.kindCodes.length, clause.id).toBeGreaterThan(0);
    }
  });

  it('count as the documents say they count', () => {
    const counts = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'].map((article) => criteriaClauses.filter((clause) => clause.id.startsWith(`GM-${article}-`)).length);
    expect(counts).toEqual([3, 8, 12, 8, 8, 7, 2, 2, 10, 2, 2]);
    expect(clausesOfDocument('GM')).toHaveLength(64);
    expect(clausesOfDocument('CH')).toHaveLength(20);
    expect(clausesOfDocument('YC')).toHaveLength(8);
    expect(clausesOfDocument('KY')).toHaveLength(6);
    expect(clausesOfDocument('NH')).toHaveLength(7);
    expect(clausesOfDocument('HZ17')).toHaveLength(11);
  });

  it('count as checked only where the wording was read', () => {
    expect(checked('CH-')).toEqual(Array.from({ length: 12 }, (_, item) => `CH-${item + 1}`));
    expect(checked('GM-4-')).toEqual(['GM-4-1', 'GM-4-2', 'GM-4-3']);
    expect(checked('GM-5-')).toEqual([]);
    expect(checked('GM-6-')).toHaveLength(8);
    expect(checked('GM-11-')).toEqual(['GM-11-1', 'GM-11-2', 'GM-11-3', 'GM-11-4', 'GM-11-5']);
    expect(checked('GM-12-')).toEqual([]);
    expect(checked('YC-')).toHaveLength(8);
    expect(checked('HZ17-')).toEqual([]);
    expect(checked('RQ-6-')).toEqual([]);
    expect(checked('RQ-9-')).toHaveLength(4);
    expect(checked('MN-T-')).toEqual([]);
    expect(checked('HC-6-')).toEqual([]);
  });

  it('invent no article for commerce, and none for documents whose text is not held', () => {
    const commerce = criteriaClauses.filter((clause) => clause.documentId === 'GM' && clause.sectorCodes.includes('SEC-COMM'));
    expect(commerce.every((clause) => clause.sectorCodes.includes('SEC-INDU') && /^GM-(3|11|12|13)-/.test(clause.id))).toBe(true);
    for (const id of ['HC24', 'MN24', 'TS', 'YL', 'DL', 'YJG']) expect(clausesOfDocument(id)).toEqual([]);
  });
});

describe('clausesInForce', () => {
  const documentsFor = (sectorCode: string, date: string) => [...new Set(clausesInForce(sectorCode, date).map((clause) => clause.documentId))];

  it('judges a fire hazard by the edition of the day it was found', () => {
    expect(documentsFor('SEC-FIRE', '2023-06-01')).toEqual(['HZ17']);
    expect(documentsFor('SEC-FIRE', '2025-10-31')).toEqual(['HZ17']);
    expect(documentsFor('SEC-FIRE', '2025-11-01')).toEqual(['HZ25']);
  });

  it('offers the clauses of the replaced edition while the text of the new one is not held', () => {
    expect(documentsFor('SEC-CONS', '2024-12-31')).toEqual(['HC22']);
    expect(documentsFor('SEC-CONS', '2026-03-01')).toEqual(['HC22', 'GS']);
  });

  it('leaves out what was not yet in force, and has nothing for a sector without criteria', () => {
    expect(documentsFor('SEC-INDU', '2023-05-14')).not.toContain('GM');
    expect(documentsFor('SEC-INDU', '2023-05-15')).toContain('GM');
    expect(clausesInForce('SEC-OTH', '2026-03-01')).toEqual([]);
    expect(clausesInForce('SEC-NOWHERE', '2026-03-01')).toEqual([]);
  });
});
