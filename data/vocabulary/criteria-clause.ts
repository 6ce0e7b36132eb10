// What is a clause of the criteria library, and how is a table of clauses written down?
import type { VerificationMark } from './code-list.ts';

/** One clause in our own short words; the original text prevails. The shape is that of the contract (data/contract/criteria.ts). */
export interface CriteriaClauseEntry {
  /** Stable, e.g. `GM-3-1`: document, article, item. Where the original numbering was not seen, the item number is ours and the document's note says so. */
  id: string;
  documentId: string;
  /** Where it stands in the original, as far as known. */
  article: string;
  zh: string;
  en: string;
  sectorCodes: string[];
  /** Hazard kinds that likely point to this clause: a suggestion for the officer, not a judgement. */
  kindCodes: string[];
  /** A clause read only in part carries the mark of its weakest part. */
  mark: VerificationMark;
}

/** A row: number within the document, article, Chinese, English, hazard kinds, mark, and sectors when they differ from the table's. */
export type ClauseRow = readonly [number: string, article: string, zh: string, en: string, kindCodes: readonly string[], mark: VerificationMark, sectorCodes?: readonly string[]];

/** Gives the clauses of a table; ids are `prefix` and number joined by a hyphen. */
export function clausesOf(documentId: string, prefix: string, sectorCodes: readonly string[], rows: readonly ClauseRow[]): readonly CriteriaClauseEntry[] {
  return rows.map(([number, article, zh, en, kindCodes, mark, sectors]) => ({
    id: `${prefix}-${number}`,
    documentId,
    article,
    zh,
    en,
    sectorCodes: [...(sectors ?? sectorCodes)],
    kindCodes: [...kindCodes],
    mark,
  }));
}
