// Where does a hazard stand? A pure state that events move on: replaying them gives the same state, clocks included.
import type { MoveId } from './closing.ts';

/** Who did something: `kind:id` of an actor, equal for the same person. */
export type PersonKey = string;

/** A signature under the closing of a major hazard. */
export interface SignOff {
  readonly role: 'review' | 'department' | 'office';
  readonly by: PersonKey;
  readonly at: string;
}

/** What is known of one hazard in the procedure. Instants ISO with offset, days YYYY-MM-DD in the city's zone. */
export interface HazardLife {
  readonly sequence: number;
  readonly statusCode: string;
  readonly levelCode: string;
  readonly sourceCode: string;
  readonly sectorCode: string;
  readonly departmentCode: string;
  readonly kindCode: string;
  readonly title: string;
  readonly clauseId: string | null;
  readonly expertRecord: string | null;
  readonly ownerName: string | null;
  readonly measures: string | null;
  readonly interimControl: string | null;
  readonly fundsYuan: number | null;
  readonly contingencyPlan: string | null;
  readonly foundAt: string;
  /** The clock of the department: decided by. */
  readonly verifyDueOn: string | null;
  readonly assignedAt: string | null;
  /** The clock of the enterprise: put right by. */
  readonly dueOn: string | null;
  readonly rectifiedAt: string | null;
  /** The clock of the reviewer: looked at again by. */
  readonly reviewDueOn: string | null;
  readonly closedAt: string | null;
  readonly flags: readonly string[];
  readonly finder: PersonKey;
  readonly rectifier: PersonKey | null;
  readonly signOffs: readonly SignOff[];
  readonly extension: { readonly by: PersonKey; readonly newDueOn: string; readonly at: string } | null;
  readonly transfer: { readonly toSectorCode: string; readonly toDepartmentCode: string; readonly by: PersonKey; readonly at: string } | null;
  readonly chase: { readonly step: string; readonly at: string; readonly times: number } | null;
  readonly handler: { readonly id: string; readonly name: string } | null;
  readonly mergedInto: number | null;
  readonly parent: number | null;
  readonly relapseOf: number | null;
}

/** One recorded event. `record` = how it stood when an import brought it; every other kind is a report or a move of the table. */
export interface LifeEvent {
  readonly sequence: number;
  readonly kind: 'report' | 'record' | MoveId;
  readonly at: string;
  readonly by: PersonKey;
  readonly fromStatusCode: string | null;
  readonly toStatusCode: string;
  /** What the event says. Dates that were worked out by a rule are written here when it is recorded: a rule that changes later moves no clock. */
  readonly data: Readonly<Record<string, unknown>>;
}

type Changed = { -readonly [Key in keyof HazardLife]?: HazardLife[Key] };
const edited = ['title', 'kindCode', 'ownerName', 'measures', 'interimControl', 'contingencyPlan', 'fundsYuan', 'levelCode', 'clauseId', 'expertRecord'] as const;

/** Gives the state after an event. `life: null` is before the first, which must be `report` or `record`. Throws RangeError for an event out of order or that does not start where the hazard stands. */
export function advance(life: HazardLife | null, event: LifeEvent): HazardLife {
  if (event.kind === 'report' || event.kind === 'record') {
    if (life !== null) throw new RangeError(`event ${event.sequence}: seen a second ${event.kind}, expected a move`);
    return { ...bare, ...(event.data as Partial<HazardLife>), sequence: event.sequence, statusCode: event.toStatusCode, ...(event.kind === 'report' ? { finder: event.by } : {}) };
  }
  if (life === null) throw new RangeError(`event ${event.sequence}: seen ${event.kind}, expected a report first`);
  if (event.sequence !== life.sequence + 1) throw new RangeError(`event: seen sequence ${event.sequence}, expected ${life.sequence + 1}`);
  if (event.fromStatusCode !== life.statusCode) throw new RangeError(`event ${event.sequence}: seen a start from ${event.fromStatusCode ?? 'nothing'}, expected ${life.statusCode}`);
  const { flags, ...rest } = changesOf(life, event, event.data);
  return { ...life, ...rest, flags: flags ?? life.flags, sequence: event.sequence, statusCode: event.toStatusCode };
}

/** Gives the state after all events of one hazard, in order; null when there are none. */
export function replay(events: readonly LifeEvent[]): HazardLife | null {
  return events.reduce<HazardLife | null>((life, event) => advance(life, event), null);
}

function changesOf(life: HazardLife, { kind, at, by }: LifeEvent, data: LifeEvent['data']): Changed {
  const text = (name: string): string | null => (typeof data[name] === 'string' ? (data[name] as string) : null);
  const given = Object.fromEntries(edited.flatMap((name) => (data[name] === undefined || data[name] === null ? [] : [[name, data[name]]]))) as Changed;
  const flags = flagsAfter(life.flags, data);
  const signed = (role: SignOff['role']): Changed => ({ flags, signOffs: [...life.signOffs, { role, by, at }] });
  switch (kind) {
    case 'assign':
      return { ...given, ...(typeof data['relapseOf'] === 'number' ? { relapseOf: data['relapseOf'] } : {}), flags, dueOn: text('dueOn'), assignedAt: at, rectifiedAt: null, closedAt: null, reviewDueOn: null, signOffs: [], rectifier: null, extension: null };
    case 'submit':
      return { flags, rectifiedAt: at, rectifier: by, reviewDueOn: text('reviewDueOn'), signOffs: [], extension: null };
    case 'return':
      return { flags, rectifiedAt: null, reviewDueOn: null, signOffs: [] };
    case 'close':
      return { ...signed('review'), closedAt: at };
    case 'pass':
      return signed('review');
    case 'sign-department':
      return signed('department');
    case 'sign-office':
      return { ...signed('office'), closedAt: at };
    case 'reopen':
      return { flags, rectifiedAt: null, closedAt: null, reviewDueOn: null, dueOn: null, signOffs: [], rectifier: null, extension: null, chase: null, verifyDueOn: text('verifyDueOn') };
    case 'ask-extension':
      return { flags, extension: { by, newDueOn: text('newDueOn') ?? '', at } };
    case 'grant-extension':
      return { flags, dueOn: life.extension?.newDueOn ?? life.dueOn, extension: null };
    case 'refuse-extension':
      return { flags, extension: null };
    case 'merge':
      return { flags, mergedInto: typeof data['intoHazard'] === 'number' ? data['intoHazard'] : null };
    case 'offer-transfer':
      return { flags, transfer: { toSectorCode: text('toSectorCode') ?? '', toDepartmentCode: text('toDepartmentCode') ?? '', by, at } };
    case 'accept-transfer':
      return { flags, sectorCode: life.transfer?.toSectorCode ?? life.sectorCode, departmentCode: life.transfer?.toDepartmentCode ?? life.departmentCode, transfer: null, verifyDueOn: text('verifyDueOn') };
    case 'decline-transfer':
      return { flags, transfer: null };
    case 'chase':
      return { flags, chase: { step: text('chaseStep') ?? '', at, times: (life.chase?.times ?? 0) + 1 } };
    case 'hand-over':
      return { flags, handler: { id: text('handler') ?? '', name: text('handlerName') ?? '' } };
    case 'edit':
      return { ...given, flags };
    default:
      return { flags };
  }
}

function flagsAfter(flags: readonly string[], data: LifeEvent['data']): readonly string[] {
  const list = (name: string): readonly string[] => (Array.isArray(data[name]) ? (data[name] as string[]) : []);
  const [sets, clears] = [list('sets'), list('clears')];
  if (sets.length === 0 && clears.length === 0) return flags;
  return [...new Set([...flags.filter((flag) => !clears.includes(flag)), ...sets])].sort();
}

const bare: HazardLife = {
  sequence: 0,
  statusCode: 'ST-REPORTED',
  levelCode: 'LV-G',
  sourceCode: 'SRC-PUB',
  sectorCode: '',
  departmentCode: '',
  kindCode: '',
  title: '',
  clauseId: null,
  expertRecord: null,
  ownerName: null,
  measures: null,
  interimControl: null,
  fundsYuan: null,
  contingencyPlan: null,
  foundAt: '',
  verifyDueOn: null,
  assignedAt: null,
  dueOn: null,
  rectifiedAt: null,
  reviewDueOn: null,
  closedAt: null,
  flags: [],
  finder: '',
  rectifier: null,
  signOffs: [],
  extension: null,
  transfer: null,
  chase: null,
  handler: null,
  mergedInto: null,
  parent: null,
  relapseOf: null,
};
