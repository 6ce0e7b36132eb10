// What was wrong with a file, told so that the first thousand lines name everything that matters?
import type { ImportIssue } from '../../data/contract/imports.ts';
import { shortened } from './found.ts';

/** Issues handed on; all are counted. Errors push remarks out, so that a flood of remarks never hides why a row was refused. */
const mostIssues = 1000;

/** Where checks tell what they find. */
export interface IssueSink {
  /** Why a row is refused. `seen` is a value of the file; a text already in words goes in as `{ words }`. */
  error(line: number, field: string | null, seen: unknown, expected: string): void;
  /** Something the reader should know of a row that is taken. */
  remark(line: number, field: string | null, seen: unknown, expected: string): void;
  /** A remark about the whole file, said at the first line where it shows. */
  remarkOnce(key: string, line: number, field: string | null, seen: unknown, expected: string): void;
}

/** Gathers the issues of one file. */
export class IssueList implements IssueSink {
  /** All issues, also those not kept. */
  count = 0;
  private readonly dataset: string;
  private readonly errors: ImportIssue[] = [];
  private readonly remarks: ImportIssue[] = [];
  private readonly said = new Set<string>();

  constructor(dataset: string) {
    this.dataset = dataset;
  }

  /** Why a row is refused. `seen` is a value of the file, shown as JSON; a text already in words goes in as `{ words }`. */
  error(line: number, field: string | null, seen: unknown, expected: string): void {
    this.count++;
    if (this.errors.length < mostIssues) this.errors.push(this.issue(line, field, seen, expected, 'error'));
  }

  /** Something the reader should know of a row that is taken. */
  remark(line: number, field: string | null, seen: unknown, expected: string): void {
    this.count++;
    if (this.remarks.length < mostIssues) this.remarks.push(this.issue(line, field, seen, expected, 'remark'));
  }

  /** A remark about the whole file, said at the first line where it shows. */
  remarkOnce(key: string, line: number, field: string | null, seen: unknown, expected: string): void {
    if (this.said.has(key)) return;
    this.said.add(key);
    this.remark(line, field, seen, expected);
  }

  /** The issues kept, errors first, each kind in the order of the file. */
  list(): ImportIssue[] {
    return [...this.errors, ...this.remarks].slice(0, mostIssues);
  }

  private issue(line: number, field: string | null, seen: unknown, expected: string, severity: ImportIssue['severity']): ImportIssue {
    return { dataset: this.dataset, line, field, seen: shown(seen), expected, severity };
  }
}

/** Gives a value of a file as it is shown in a finding. */
export function shown(seen: unknown): string {
  if (typeof seen === 'object' && seen !== null && 'words' in seen) return shortened(String(seen.words), 160);
  return shortened(JSON.stringify(seen) ?? 'nothing', 160);
}
