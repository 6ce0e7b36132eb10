// What makes a hazard a major one? The criteria library: documents with their validity, clauses in our own words with their marks.
import { chemicalClauses } from './criteria-chemicals.ts';
import type { CriteriaClauseEntry } from './criteria-clause.ts';
import { constructionClauses } from './criteria-construction.ts';
import { type CriteriaDocumentEntry, criteriaDocuments } from './criteria-documents.ts';
import { fireClauses } from './criteria-fire.ts';
import { gasClauses } from './criteria-gas.ts';
import { industryClauses } from './criteria-industry.ts';
import { mineClauses } from './criteria-mines.ts';
import { roadClauses } from './criteria-roads.ts';
import { waterClauses } from './criteria-water.ts';

export { criteriaDocuments };

/** All clauses, document by document. Restated briefly; every screen that shows one says 候选条款，以原文为准 (candidate clause, the original text prevails). */
export const criteriaClauses: readonly CriteriaClauseEntry[] = [
  ...industryClauses,
  ...chemicalClauses,
  ...mineClauses,
  ...constructionClauses,
  ...gasClauses,
  ...fireClauses,
  ...waterClauses,
  ...roadClauses,
];

/**
 * Gives the candidate clauses for a hazard of a sector found on a city date (YYYY-MM-DD): a record is judged by the edition in force on the
 * day it was found. An unknown first day counts as "already in force". An edition whose text is not held offers the clauses of the edition it
 * replaced. An unknown sector, or one without clauses, gives an empty list: such a sector has no criteria here, which is itself a finding.
 */
export function clausesInForce(sectorCode: string, date: string): readonly CriteriaClauseEntry[] {
  const held = new Set(criteriaClauses.map((clause) => clause.documentId));
  const sources = new Set(
    criteriaDocuments.filter((document) => isInForce(document, date)).map((document) => (held.has(document.id) ? document.id : (document.replaces ?? document.id))),
  );
  return criteriaClauses.filter((clause) => sources.has(clause.documentId) && clause.sectorCodes.includes(sectorCode));
}

function isInForce(document: CriteriaDocumentEntry, date: string): boolean {
  return (document.validFrom === null || document.validFrom <= date) && (document.validTo === null || date <= document.validTo);
}
