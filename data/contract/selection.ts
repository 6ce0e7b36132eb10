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
import { readSelectionText, SelectionError, shorten } from './selection-address.ts';
import { siteLayerIds } from './site-layer-ids.ts';

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
    siteLayer: field(wordsOf(siteLayerIds), { zh: '所属图层', en: 'Site layer' }),
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

/**
 * Reads a selection from the parameters of an address (selection-address.ts) and checks it: codes exist, numbers are in range, days in order.
 * Gives the selection and, in `rest`, the parameters that are none of its fields, for the caller to judge. Without any field: `{}`.
 * Throws SelectionError naming each bad parameter, what was seen and what was expected.
 */
export function selectionFromParameters(parameters: Readonly<Record<string, string | undefined>>): {
  selection: Selection;
  rest: Record<string, string>;
} {
  const { raw, rest, issues } = readSelectionText(parameters);
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
