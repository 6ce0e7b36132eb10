// How is the ledger of hazards (隐患台账) asked: in which order, through which view, and what does one row say?
import type { RoleId } from './access.ts';

/** Orders of the ledger. Equal values follow the id, in the same direction. */
export const ledgerSorts = [
  /** Deadline; hazards without one count as later than all others. */
  { id: 'dueOn', zh: '整改期限', en: 'Due on', usual: 'ascending' },
  { id: 'foundAt', zh: '发现时间', en: 'Found at', usual: 'descending' },
  /** Major over considerable over general. */
  { id: 'level', zh: '等级', en: 'Level', usual: 'descending' },
  /** By how far the deadline of the enterprise lies back: the most overdue first when descending, then those that come next, last those without a running deadline. */
  { id: 'overdueDays', zh: '逾期天数', en: 'Days overdue', usual: 'descending' },
  { id: 'updatedAt', zh: '更新时间', en: 'Updated at', usual: 'descending' },
  { id: 'code', zh: '隐患编号', en: 'Hazard number', usual: 'ascending' },
] as const;
export type LedgerSort = (typeof ledgerSorts)[number]['id'];
export type LedgerDirection = 'ascending' | 'descending';

/** Views that everybody has, in the order of their tabs. */
export const ledgerViews = [
  { id: 'mine', zh: '我的', en: 'Mine', noteZh: '承办人是我的未闭环隐患；镇街、部门、企业另含本范围内尚未指定承办人的', noteEn: 'Open hazards given to me; for townships, departments and enterprises also those of their scope that nobody handles yet' },
  { id: 'my-review', zh: '待我审查', en: 'Waiting for me', noteZh: '待我核实、复查、会签、批延期或接收移送的隐患', noteEn: 'To be verified, reviewed, signed, decided or accepted by me' },
  { id: 'overdue', zh: '逾期', en: 'Overdue', noteZh: '已过整改期限，企业仍须整改', noteEn: 'Past the deadline and still to be put right' },
  { id: 'due-7', zh: '7 日内到期', en: 'Due in 7 days', noteZh: '今天起 7 日内到期的未闭环隐患', noteEn: 'Open and due today or within 7 days' },
  { id: 'major-unlisted', zh: '重大未挂牌', en: 'Major, not listed', noteZh: '未闭环的重大隐患，尚未挂牌督办', noteEn: 'Open major hazards that are not supervised by listing' },
  { id: 'listed', zh: '挂牌督办', en: 'Listed', noteZh: '未闭环且挂牌督办', noteEn: 'Open and supervised by listing' },
  { id: 'again', zh: '复发', en: 'Relapses', noteZh: '复发重开的，或同一场所同一条款十二个月内再次出现的', noteEn: 'Reopened, or the same site and clause again within twelve months' },
  { id: 'all', zh: '全部', en: 'All', noteZh: '本人可见的全部隐患', noteEn: 'All that you may see' },
] as const;
export type LedgerView = (typeof ledgerViews)[number]['id'];

/** Who has to act next. */
export const ledgerWaits = [
  { id: 'verifier', zh: '主管部门核实', en: 'Department to verify' },
  { id: 'receiver', zh: '接收部门答复', en: 'Receiving department to answer' },
  { id: 'enterprise', zh: '企业整改', en: 'Enterprise to put right' },
  { id: 'decider', zh: '批复延期', en: 'Extension to be decided' },
  { id: 'reviewer', zh: '复查', en: 'To be reviewed' },
  { id: 'department', zh: '部门会签', en: 'Department to sign' },
  { id: 'office', zh: '安委办会签', en: 'Office to sign' },
] as const;
export type LedgerWait = (typeof ledgerWaits)[number]['id'];

/** Roles whose scope is theirs to work off: `mine` holds what nobody handles there. */
export const scopeRoles: readonly RoleId[] = ['township', 'department', 'enterprise'];

/** Rows on a page: at most, and unless told. */
export const ledgerLimits = { maximum: 200, usual: 60 } as const;
/** Counts are exact up to here where they must be counted in the database. */
export const countedAtMost = 10_000;

/** A count, or a floor of it: `exact: false` means "at least so many". */
export interface LedgerCount {
  readonly count: number;
  readonly exact: boolean;
}

/** One row. Days YYYY-MM-DD, instants ISO with zone. */
export interface LedgerRow {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly siteId: number | null;
  readonly siteLayer: string | null;
  readonly siteName: string | null;
  readonly sectorCode: string;
  readonly departmentCode: string;
  readonly areaCode: string | null;
  readonly sourceCode: string;
  readonly levelCode: string;
  readonly statusCode: string;
  readonly kindCode: string;
  readonly flags: readonly string[];
  readonly foundAt: string;
  readonly dueOn: string | null;
  readonly overdueDays: number;
  readonly verifyDueOn: string | null;
  readonly reviewDueOn: string | null;
  readonly extensionDueOn: string | null;
  /** Masked unless the reader may see personal data; `isMe` compares accounts. */
  readonly handler: { readonly name: string; readonly isMe: boolean } | null;
  readonly chaseStep: string | null;
  readonly waitsFor: LedgerWait | null;
  readonly updatedAt: string;
  readonly lng: number;
  readonly lat: number;
}

/** A row as it was known at the end of a day. What is told by events alone can be said; `dueOn` null with `dueKnown` false = not known today any more. */
export interface LedgerPastRow extends Pick<LedgerRow, 'id' | 'code' | 'title' | 'siteId' | 'siteLayer' | 'siteName' | 'sectorCode' | 'departmentCode' | 'areaCode' | 'sourceCode' | 'levelCode' | 'kindCode' | 'foundAt' | 'lng' | 'lat'> {
  /** As known then. */
  readonly statusCode: string;
  readonly dueOn: string | null;
  readonly dueKnown: boolean;
  readonly overdueDays: number;
  /** When the last step known then was recorded. */
  readonly knownAt: string;
  /** True = level, flags and text are those of that day too, replayed from the events; else only status and deadline are. */
  readonly replayed: boolean;
}

/** Gives who has to act next; null when nobody has. `signed` = the signatures given since the last review was asked for. */
export function waitOf(row: Pick<LedgerRow, 'statusCode' | 'levelCode' | 'extensionDueOn'>, isOffered: boolean, signed: readonly string[]): LedgerWait | null {
  switch (row.statusCode) {
    case 'ST-REPORTED':
    case 'ST-VERIFYING':
    case 'ST-REOPENED':
      return isOffered ? 'receiver' : 'verifier';
    case 'ST-ASSIGNED':
    case 'ST-RECTIFYING':
    case 'ST-RETURNED':
      return row.extensionDueOn === null ? 'enterprise' : 'decider';
    case 'ST-AWAIT_REVIEW':
      if (row.levelCode !== 'LV-M' || !signed.includes('review')) return 'reviewer';
      return signed.includes('department') ? 'office' : 'department';
    default:
      return null;
  }
}
