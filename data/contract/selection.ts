// Which records does somebody want to see? One filter for lists, counts, tiles, analyses and the address bar alike.
import { z } from 'zod';
import type { CodeList } from '../vocabulary/code-list.ts';
import { departments } from '../vocabulary/departments.ts';
import { vesselWorkTypes } from '../vocabulary/fishing.ts';
import { gasFeatureKinds, gasPressures } from '../vocabulary/gas.ts';
import { hazardKinds, hazardLevels, hazardSources, hazardStatuses } from '../vocabulary/hazards.ts';
import { placeTypes } from '../vocabulary/place-types.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { codeOf, field } from './code.ts';
import { siteLayers } from './site-layers.ts';

/** Feature kinds of wind farms (wind-farms.ts); those of gas networks are a vocabulary. */
const windFeatureKinds = ['farm', 'turbine'];

/** Gives the schema of "one of these codes": one or more, sorted, each once. */
function codesOf(list: CodeList) {
  return field(listOf(codeOf(list)).optional(), { zh: list.zh, en: list.en, codeList: list.id });
}

/** Gives the schema of a non-empty list whose members are sorted and unique, so that equal filters have equal addresses. */
function listOf<Item extends string | number>(item: z.ZodType<Item>) {
  return z.array(item).min(1).transform((items) => [...new Set(items)].sort((a, b) => (a < b ? -1 : 1)));
}

/** Gives the schema of one or more of `allowed`. */
function wordsOf(allowed: readonly string[]) {
  const known = new Set(allowed);
  return listOf(
    z.string().refine((word) => known.has(word), {
      error: (issue) => `seen ${JSON.stringify(issue.input)}, expected one of ${allowed.join(', ')}`,
    }),
  ).optional();
}

const CityDate = z.iso.date({ error: (issue) => `seen ${JSON.stringify(issue.input)}, expected a date YYYY-MM-DD` }).optional();

/**
 * A filter; every field is optional and all given fields must hold (AND); a list means "one of" (OR). Names equal the property names of items,
 * so `?sectorCode=SEC-GAS,SEC-FIRE&overdue=true` says the same at every address. A null property never matches a list.
 */
export const Selection = z
  .strictObject({
    sectorCode: codesOf(sectors),
    departmentCode: codesOf(departments),
    /** Areas are data, so an unknown code is no error: nothing matches it. */
    areaCode: field(listOf(z.string().regex(/^[\w.:-]{1,32}$/, { error: (issue) => `seen ${JSON.stringify(issue.input)}, expected an area code` })).optional(), {
      zh: '属地镇街',
      en: 'Township',
    }),
    levelCode: codesOf(hazardLevels),
    sourceCode: codesOf(hazardSources),
    statusCode: codesOf(hazardStatuses),
    kindCode: codesOf(hazardKinds),
    /** Layer of the site a hazard is tied to. */
    siteLayer: field(wordsOf(siteLayers.map((layer) => layer.id)), { zh: '所属图层', en: 'Site layer' }),
    /** Status in openStatusCodes (hazards.ts), or, when false, not. */
    open: field(z.boolean().optional(), { zh: '未闭环', en: 'Open' }),
    /** overdueDaysOf(…) > 0 today (hazards.ts), or, when false, 0. Depends on the day it is asked. */
    overdue: field(z.boolean().optional(), { zh: '逾期', en: 'Overdue' }),
    /** overdueDaysOf(…) is at least this many days. */
    overdueDaysMin: field(z.int().min(1).max(36_500).optional(), { zh: '逾期天数下限', en: 'Overdue at least', unit: 'd' }),
    /** Open, and today ≤ dueOn ≤ today + this many days (0 = due today). */
    dueWithinDays: field(z.int().min(0).max(3650).optional(), { zh: '将到期天数', en: 'Due within', unit: 'd' }),
    /** First and last day of finding, both included, as the city's calendar days. */
    foundFrom: field(CityDate, { zh: '发现起', en: 'Found from' }),
    foundTo: field(CityDate, { zh: '发现止', en: 'Found to' }),
    placeTypeCode: codesOf(placeTypes),
    riskClass: field(listOf(z.int().min(1).max(4)).optional(), { zh: '风险等级', en: 'Risk class', codeList: 'risk-classes' }),
    featureKind: field(wordsOf([...gasFeatureKinds.entries.map((entry) => entry.code), ...windFeatureKinds]), { zh: '对象', en: 'Feature' }),
    pressureCode: codesOf(gasPressures),
    workTypeCode: codesOf(vesselWorkTypes),
    inPort: field(z.boolean().optional(), { zh: '在港', en: 'In port' }),
  })
  .refine((selection) => selection.foundFrom === undefined || selection.foundTo === undefined || selection.foundFrom <= selection.foundTo, {
    path: ['foundTo'],
    error: 'seen a last day before foundFrom, expected foundFrom ≤ foundTo',
  });
export type Selection = z.infer<typeof Selection>;
export type SelectionField = keyof Selection;

/** All fields in the fixed order in which they are written to an address. */
export const selectionFields = Object.keys(Selection.shape) as readonly SelectionField[];

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
 * Reads a selection from the parameters of an address. Lists are separated by commas; numbers are decimal integers; flags `true` or `false`.
 * Gives the selection and, in `rest`, the parameters that are none of its fields, for the caller to judge. Without any field: `{}`.
 * Throws SelectionError naming each bad parameter, what was seen and what was expected.
 */
export function selectionFromParameters(parameters: Readonly<Record<string, string | undefined>>): {
  selection: Selection;
  rest: Record<string, string>;
} {
  const raw: Record<string, unknown> = {};
  const rest: Record<string, string> = {};
  const issues: SelectionIssue[] = [];
  for (const [name, text] of Object.entries(parameters)) {
    if (text === undefined) continue;
    if (!Object.hasOwn(Selection.shape, name)) {
      rest[name] = text;
      continue;
    }
    const value = readValue(otherKinds[name as SelectionField] ?? 'words', text);
    if ('expected' in value) issues.push({ parameter: name, message: `seen ${JSON.stringify(shorten(text))}, expected ${value.expected}` });
    else raw[name] = value.value;
  }
  const parsed = Selection.safeParse(raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const parameter = String(issue.path[0] ?? 'selection');
      const message = issue.message.startsWith('seen ') ? issue.message : `seen ${JSON.stringify(shorten(parameters[parameter] ?? ''))}, expected ${issue.message}`;
      issues.push({ parameter, message: shorten(message) });
    }
  }
  if (issues.length > 0 || !parsed.success) throw new SelectionError(issues);
  return { selection: parsed.data, rest };
}

/** Gives the parameters of a selection in the order of selectionFields; fields not set are left out. Reading them back gives an equal selection. */
export function selectionToParameters(selection: Selection): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const name of selectionFields) {
    const value = selection[name];
    if (value !== undefined) parameters[name] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return parameters;
}

/** Gives one text for one filter, whatever order it was typed in: for cache keys and ETags. The empty selection gives ''. */
export function selectionKey(selection: Selection): string {
  return new URLSearchParams(selectionToParameters(selection)).toString();
}

/** Gives the part of a selection whose fields are in `names` (say, the properties of one collection); the rest is dropped. */
export function narrowSelection(selection: Selection, names: Iterable<string>): Selection {
  const kept = new Set(names);
  return Object.fromEntries(Object.entries(selection).filter(([name, value]) => kept.has(name) && value !== undefined));
}

function readValue(kind: FieldKind, text: string): { value: unknown } | { expected: string } {
  switch (kind) {
    case 'words': {
      const words = text.split(',');
      return words.length > 200 || words.includes('') ? { expected: 'one to 200 codes separated by commas' } : { value: words };
    }
    case 'integers':
      return /^\d{1,9}(,\d{1,9}){0,200}$/.test(text) ? { value: text.split(',').map(Number) } : { expected: 'whole numbers separated by commas' };
    case 'integer':
      return /^\d{1,9}$/.test(text) ? { value: Number(text) } : { expected: 'a whole number' };
    case 'flag':
      return text === 'true' || text === 'false' ? { value: text === 'true' } : { expected: 'true or false' };
    case 'date':
      return { value: text };
  }
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
