// What is to be done with the file, as somebody has set it so far? Pure: the proposal of the clinic, changed field by field, and what it still lacks.
import { type ClinicColumn, type ClinicField, type ClinicPlan, type ClinicSession, type PlaceSource } from '../../data/contract/import-clinic.ts';

/** The pages of a file in the clinic, in their order; `file` is where it begins. */
export const importSteps = ['file', 'columns', 'check', 'commit'] as const;
export type ImportStep = (typeof importSteps)[number];

/** Gives the page on which a session of a state goes on. */
export function stepOfState(state: ClinicSession['state']): ImportStep {
  if (state === 'checking' || state === 'checked') return 'check';
  return state === 'committing' || state === 'committed' ? 'commit' : 'columns';
}

/** Gives the pages that a session of a state can show: nothing is set anew once it is written. */
export function openSteps({ state, dryRun }: Pick<ClinicSession, 'state' | 'dryRun'>): readonly ImportStep[] {
  if (state === 'committing' || state === 'committed') return ['check', 'commit'];
  if (state === 'checking') return ['check'];
  return ['columns', ...(state === 'checked' && dryRun !== null ? (['check', 'commit'] as const) : [])];
}

/** Gives the plan a session begins with: that of its last dry run, else what the clinic proposes; null before the file was looked at. */
export function firstPlan({ plan, proposal }: Pick<ClinicSession, 'plan' | 'proposal'>): ClinicPlan | null {
  if (plan !== null) return plan;
  if (proposal === null) return null;
  const { mapping, place, crs } = proposal;
  return {
    mapping: Object.fromEntries(mapping.flatMap(({ field, column }) => (column === null ? [] : [[field, column]]))),
    place,
    crs: place.kind === 'none' ? null : (crs.proposed?.crs ?? null),
    swapped: crs.proposed?.swapped ?? false,
    constants: {},
    repeats: 'refuse',
  };
}

/** Gives the plan with a field's column; null takes it away. */
export function withColumn(plan: ClinicPlan, field: string, column: string | null): ClinicPlan {
  const { [field]: _, ...mapping } = plan.mapping;
  return { ...plan, mapping: column === null ? mapping : { ...mapping, [field]: column } };
}

/** Gives the plan with what is written where a row has no value; '' takes it away. */
export function withConstant(plan: ClinicPlan, field: string, text: string): ClinicPlan {
  const { [field]: _, ...constants } = plan.constants;
  return { ...plan, constants: text === '' ? constants : { ...constants, [field]: text } };
}

/** Gives the plan with another place of places. The system stays as chosen: whoever knows it has said so. */
export function withPlace(plan: ClinicPlan, place: PlaceSource): ClinicPlan {
  return { ...plan, place };
}

/** Gives a source of the kind asked for, with columns that are not needed elsewhere where one must be named. */
export function placeOfKind(kind: PlaceSource['kind'], proposed: PlaceSource, columns: readonly ClinicColumn[]): PlaceSource {
  if (proposed.kind === kind) return proposed;
  const first = columns[0]?.id ?? 'A';
  if (kind === 'columns') return { kind, first, second: columns[1]?.id ?? first };
  return kind === 'pair' || kind === 'text' ? { kind, column: first } : { kind };
}

/** Gives the columns that the place is read from. */
export function columnsOfPlace(place: PlaceSource): string[] {
  if (place.kind === 'columns') return [place.first, place.second];
  return place.kind === 'pair' || place.kind === 'text' ? [place.column] : [];
}

/** What a plan lacks or does twice. */
export interface PlanState {
  /** Needed fields that have neither a column nor a value: new rows will be refused. */
  readonly lacking: readonly ClinicField[];
  /** Columns that are given to several fields. */
  readonly doubled: readonly string[];
  /** Columns that nothing reads. */
  readonly unused: readonly ClinicColumn[];
  /** Nobody has said in which system the places are: nothing is converted silently, so it cannot be checked. */
  readonly needsCrs: boolean;
  /** Nothing is read at all. */
  readonly isEmpty: boolean;
}

/** Judges a plan over the fields and columns of its session. */
export function stateOfPlan(plan: ClinicPlan, fields: readonly ClinicField[], columns: readonly ClinicColumn[]): PlanState {
  const uses = Object.values(plan.mapping);
  const read = new Set([...uses, ...columnsOfPlace(plan.place)]);
  return {
    lacking: fields.filter(({ name, required }) => required && plan.mapping[name] === undefined && plan.constants[name] === undefined),
    doubled: [...new Set(uses.filter((column, place) => uses.indexOf(column) !== place))],
    unused: columns.filter(({ id }) => !read.has(id)),
    needsCrs: plan.place.kind !== 'none' && plan.crs === null,
    isEmpty: uses.length === 0,
  };
}

const sorted = (record: Readonly<Record<string, string>>): [string, string][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** Gives whether two plans do the same. The system of a plan without places does not count. */
export function samePlan(a: ClinicPlan | null, b: ClinicPlan | null): boolean {
  if (a === null || b === null) return a === b;
  const text = ({ mapping, place, crs, swapped, constants, repeats }: ClinicPlan): string => JSON.stringify([sorted(mapping), sorted(place as unknown as Record<string, string>), place.kind === 'none' ? null : [crs, swapped], sorted(constants), repeats]);
  return text(a) === text(b);
}

/** Which part of the plan a refusal of the server speaks of (`constants.sectorCode: seen …`); null when it is none of it. */
export function partOfRefusal(detail: string): { readonly part: 'mapping' | 'constants' | 'crs'; readonly field: string | null } | null {
  const found = /^(mapping|constants|crs)(?:\.([A-Za-z]+))?:/.exec(detail);
  return found === null ? null : { part: found[1] as 'mapping', field: found[2] ?? null };
}
