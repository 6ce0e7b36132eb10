// How does a selection stand in an address? Reading and writing its text, without the schema: the page needs it before any schema has arrived.
/** All fields in the fixed order in which they are written to an address (the order of the schema, selection.ts). */
export const selectionFields = [
  'sectorCode',
  'departmentCode',
  'areaCode',
  'levelCode',
  'sourceCode',
  'statusCode',
  'kindCode',
  'siteLayer',
  'open',
  'overdue',
  'overdueDaysMin',
  'dueWithinDays',
  'foundFrom',
  'foundTo',
  'placeTypeCode',
  'riskClass',
  'featureKind',
  'pressureCode',
  'workTypeCode',
  'inPort',
] as const;
export type SelectionField = (typeof selectionFields)[number];

/** A selection by its form: what the schema (selection.ts) has checked fits, and what only an address says. */
export type SelectionText = Readonly<Partial<Record<SelectionField, readonly (string | number)[] | string | number | boolean>>>;

type FieldKind = 'words' | 'integers' | 'flag' | 'integer' | 'date';
const otherKinds: Partial<Record<SelectionField, FieldKind>> = {
  riskClass: 'integers',
  open: 'flag',
  overdue: 'flag',
  inPort: 'flag',
  overdueDaysMin: 'integer',
  dueWithinDays: 'integer',
  foundFrom: 'date',
  foundTo: 'date',
};

/** One thing wrong with a parameter; `message` is "seen …, expected …" and safe to show. */
export interface SelectionIssue {
  readonly parameter: string;
  readonly message: string;
}

/** Thrown by selectionFromParameters: all issues at once, joined in `message`. */
export class SelectionError extends Error {
  readonly issues: readonly SelectionIssue[];
  constructor(issues: readonly SelectionIssue[]) {
    super(issues.map((issue) => `${issue.parameter}: ${issue.message}`).join('; '));
    this.name = 'SelectionError';
    this.issues = issues;
  }
}

/**
 * Reads the fields of a selection from the parameters of an address by their form alone; whether a code exists is for the schema to say.
 * Lists are separated by commas and come sorted, each member once; numbers are decimal integers; flags `true` or `false`. Gives what was read,
 * in `rest` the parameters that are none of its fields, and what could not be read.
 */
export function readSelectionText(parameters: Readonly<Record<string, string | undefined>>): { raw: Record<string, unknown>; rest: Record<string, string>; issues: SelectionIssue[] } {
  const raw: Record<string, unknown> = {};
  const rest: Record<string, string> = {};
  const issues: SelectionIssue[] = [];
  for (const [name, text] of Object.entries(parameters)) {
    if (text === undefined) continue;
    if (!selectionFields.some((field) => field === name)) {
      rest[name] = text;
      continue;
    }
    const value = readValue(otherKinds[name as SelectionField] ?? 'words', text);
    if ('expected' in value) issues.push({ parameter: name, message: `seen ${JSON.stringify(shorten(text))}, expected ${value.expected}` });
    else raw[name] = value.value;
  }
  return { raw, rest, issues };
}

/** Gives the parameters of a selection in the order of selectionFields; fields not set are left out. Reading them back gives an equal selection. */
export function selectionToParameters(selection: SelectionText): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const name of selectionFields) {
    const value = selection[name];
    if (value !== undefined) parameters[name] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return parameters;
}

/** Gives one text for one filter, whatever order it was typed in: for cache keys and ETags. The empty selection gives ''. */
export function selectionKey(selection: SelectionText): string {
  return new URLSearchParams(selectionToParameters(selection)).toString();
}

/** Gives the part of a selection whose fields are in `names` (say, the properties of one collection); the rest is dropped. */
export function narrowSelection<Wanted extends SelectionText>(selection: Wanted, names: Iterable<string>): Wanted {
  const kept = new Set(names);
  return Object.fromEntries(Object.entries(selection).filter(([name, value]) => kept.has(name) && value !== undefined)) as Wanted;
}

function readValue(kind: FieldKind, text: string): { value: unknown } | { expected: string } {
  switch (kind) {
    case 'words': {
      const words = text.split(',');
      return words.length > 200 || words.includes('') ? { expected: 'one to 200 codes separated by commas' } : { value: [...new Set(words)].sort() };
    }
    case 'integers':
      return /^\d{1,9}(,\d{1,9}){0,200}$/.test(text) ? { value: [...new Set(text.split(',').map(Number))].sort((a, b) => a - b) } : { expected: 'whole numbers separated by commas' };
    case 'integer':
      return /^\d{1,9}$/.test(text) ? { value: Number(text) } : { expected: 'a whole number' };
    case 'flag':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { expected: 'true or false' };
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { value: text } : { expected: 'a date YYYY-MM-DD' };
  }
}

/** Gives a text of at most 200 characters for a message. */
export function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
