// What does a reader of a file format hand on? Records as the file has them, or the reason why one could not be read.

/** One record of a file, not yet judged. `line` is the line, or the number of the feature or row, counted from 1. */
export interface FoundRecord {
  readonly line: number;
  readonly id: unknown;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}
export interface FoundProblem {
  readonly line: number;
  readonly problem: { readonly seen: string; readonly expected: string };
}
export type Found = FoundRecord | FoundProblem;


/** Records in one batch of a reader: large enough that waiting between batches costs nothing, small enough to stay in the cache. */
export const batchRecords = 500;

/** Gives a text short enough for a message. */
export function shortened(text: string, most = 80): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
