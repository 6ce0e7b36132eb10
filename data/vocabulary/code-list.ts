// What is a code list here? Stable ASCII codes with labels in both languages and a verification mark.

/** How far a fact was verified: said in the speech, read in a primary text, read second-hand, computed, known but unverified, our design. */
export type VerificationMark = 'SEED' | 'V' | 'V2' | 'CALC' | 'K' | 'D';

export interface CodeEntry {
  /** ASCII, never renamed, never reused. Order in the list is the column code in the tile index: append only. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly mark?: VerificationMark;
  /** Parent code inside the same list. */
  readonly parent?: string;
  /** One plain sentence on what counts and what does not. */
  readonly noteZh?: string;
  readonly noteEn?: string;
  /** Source of the definition or threshold. */
  readonly source?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** Local usage: not offered for choice unless a deployment turns it on. Records that carry it are still read. */
  readonly offByDefault?: boolean;
}

export interface CodeList {
  /** Short stable id, e.g. `sectors`; the path segment under /api/vocabularies. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly entries: readonly CodeEntry[];
}

/** A row of a code-list table: code, Chinese label, English label, mark, then what only some rows have. */
export type CodeRow = readonly [code: string, zh: string, en: string, mark?: VerificationMark, more?: Partial<CodeEntry>];

/** Gives the entries of a table, one row each, in its order. */
export function entriesOf(rows: readonly CodeRow[]): readonly CodeEntry[] {
  return rows.map(([code, zh, en, mark, more]) => ({ code, zh, en, ...(mark === undefined ? {} : { mark }), ...more }));
}

/** Gives a code with all codes below it, in list order: what a filter on a parent means. An unknown code gives an empty list. */
export function codesUnder(list: CodeList, code: string): readonly string[] {
  const parents = new Map(list.entries.map((entry) => [entry.code, entry.parent]));
  const isUnder = (candidate: string): boolean => {
    let current: string | undefined = candidate;
    for (let step = 0; current !== undefined && step <= list.entries.length; step += 1) {
      if (current === code) return true;
      current = parents.get(current);
    }
    return false;
  };
  return list.entries.map((entry) => entry.code).filter(isUnder);
}

/**
 * Gives whether a statement may be labelled 已核 (checked): said in the speech itself or read in a copy of the primary text.
 * Everything else, including second-hand copies, is usable, labelled 待核 (to be verified) and never called law. No mark counts as not checked.
 */
export function isChecked(mark: VerificationMark | undefined): boolean {
  return mark === 'SEED' || mark === 'V';
}
