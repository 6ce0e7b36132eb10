// Which moves does a hazard's life allow (闭环销号), who may make them, and what must hold? One transition table, read by server and web.
import type { RoleId } from './access.ts';
import { openStatusCodes } from './hazard-deadlines.ts';

/** By which of three doors a hazard came in; each has a gate of its own. */
export const doors = [
  { id: 'enterprise', zh: '企业自查上报', en: 'Report of the enterprise', sources: ['SRC-ENT'], roles: ['enterprise'], first: 'ST-REPORTED', noteZh: '先由主管部门受理核实；企业自报的重大隐患不因自报而免于核实。', noteEn: 'A department takes it up and verifies it first.' },
  { id: 'inspection', zh: '检查发现', en: 'Finding of an inspection', sources: ['SRC-INS', 'SRC-EXPERT'], roles: ['inspector', 'department', 'township', 'office'], first: 'ST-VERIFYING', noteZh: '检查人员已在现场看到，直接进入核实定级。', noteEn: 'An official has seen it on site: it enters verification at once.' },
  { id: 'public', zh: '群众举报', en: 'Public tip', sources: ['SRC-PUB', 'SRC-MEDIA', 'SRC-SENSOR'], roles: ['office', 'township', 'department'], first: 'ST-REPORTED', noteZh: '须现场核实并答复，才能交办或不予认定；举报人另表保存。', noteEn: 'It must be checked on site and answered before it is assigned or turned down; the informer is kept apart.' },
] as const;
export type DoorId = (typeof doors)[number]['id'];

/** Gives the door of a source code; unknown sources come through the public one, which asks most. */
export function doorOf(sourceCode: string): DoorId {
  return doors.find(({ sources }) => sources.some((source) => sourceCode === source || sourceCode.startsWith(`${source}-`)))?.id ?? 'public';
}

/** When a field of a move must be given. `suspended`, `public`: when the hazard carries that flag or came by that door. */
export type Needed = 'always' | 'major' | 'suspended' | 'public' | 'never';
/** How a field is entered and checked. `code:LIST` = a code of that list. */
export type FieldForm = 'line' | 'text' | 'date' | 'money' | 'hazard' | 'evidence' | 'clause' | 'person' | 'yes' | `code:${string}`;

export interface MoveField {
  readonly zh: string;
  readonly en: string;
  readonly form: FieldForm;
  /** A person's name: masked for readers without the right to it. */
  readonly personal?: true;
}

/** Every field a move may ask for. */
export const moveFields = {
  levelCode: { zh: '等级', en: 'Level', form: 'code:hazard-levels' },
  clauseId: { zh: '判定条款', en: 'Criteria clause', form: 'clause' },
  expertRecord: { zh: '专家论证记录', en: 'Expert record', form: 'text' },
  kindCode: { zh: '隐患类别', en: 'Kind', form: 'code:hazard-kinds' },
  title: { zh: '隐患描述', en: 'Description', form: 'line' },
  ownerName: { zh: '整改责任人', en: 'Owner', form: 'person', personal: true },
  dueOn: { zh: '整改期限', en: 'Due on', form: 'date' },
  measures: { zh: '整改措施', en: 'Measures', form: 'text' },
  interimControl: { zh: '临时管控措施', en: 'Interim control', form: 'text' },
  fundsYuan: { zh: '整改资金（元）', en: 'Funds (yuan)', form: 'money' },
  contingencyPlan: { zh: '应急预案', en: 'Contingency plan', form: 'text' },
  verification: { zh: '现场核实情况', en: 'Finding on site', form: 'text' },
  answer: { zh: '答复举报人', en: 'Answer to the informer', form: 'text' },
  reasonCode: { zh: '理由', en: 'Reason', form: 'code:rejection-reasons' },
  reason: { zh: '说明', en: 'Explanation', form: 'text' },
  intoHazard: { zh: '并入隐患', en: 'Merge into', form: 'hazard' },
  toDepartmentCode: { zh: '移送部门', en: 'To department', form: 'code:departments' },
  toSectorCode: { zh: '移送行业领域', en: 'To sector', form: 'code:sectors' },
  receivingUnit: { zh: '接收单位', en: 'Receiving unit', form: 'line' },
  receipt: { zh: '接收回执', en: 'Receipt', form: 'line' },
  rectification: { zh: '整改情况', en: 'What was done', form: 'text' },
  request: { zh: '书面复查申请', en: 'Written request for review', form: 'text' },
  evidence: { zh: '佐证照片', en: 'Evidence photos', form: 'evidence' },
  opinion: { zh: '复查意见', en: 'Opinion of the review', form: 'text' },
  restartConsent: { zh: '恢复生产审查意见', en: 'Consent to restart', form: 'text' },
  newDueOn: { zh: '申请延期至', en: 'New deadline asked for', form: 'date' },
  chaseStep: { zh: '催办阶梯', en: 'Step of the ladder', form: 'code:chase-steps' },
  chaseWay: { zh: '催办方式', en: 'Way', form: 'code:chase-channels' },
  chaseAnswer: { zh: '对方答复', en: 'Their answer', form: 'text' },
  supervisor: { zh: '督办单位', en: 'Supervising unit', form: 'line' },
  notice: { zh: '文号', en: 'Notice number', form: 'line' },
  remainder: { zh: '尚未整改的部分', en: 'What is left to do', form: 'text' },
  handler: { zh: '承办人', en: 'Handler', form: 'person', personal: true },
  note: { zh: '备注', en: 'Note', form: 'text' },
} as const satisfies Record<string, MoveField>;
export type MoveFieldId = keyof typeof moveFields;

/** Conditions beside the fields. Each is one predicate in closing-guards.ts and one sentence here, said when it does not hold. */
export const guards = {
  'clause-in-force': { zh: '重大隐患须有发现当日有效的判定条款，或专家论证记录', en: 'a major hazard needs a clause in force on the day it was found, or an expert record' },
  'all-five': { zh: '重大隐患开工前须落实措施、资金、期限、责任人、预案', en: 'a major hazard needs measures, funds, deadline, person and contingency plan before work starts' },
  'downgrade-founded': { zh: '由重大改判为一般须有专家论证记录', en: 'to decide that a major hazard is a general one takes an expert record' },
  'deadline-ahead': { zh: '整改期限不得早于今天', en: 'the deadline must not lie before today' },
  'later-deadline': { zh: '延期须晚于现期限', en: 'an extension must end after the present deadline' },
  'asked-in-time': { zh: '须在期限届满前申请；挂牌隐患须提前规定的工作日', en: 'it must be asked for before the deadline ends; for a listed hazard so many working days before' },
  'listed-longest': { zh: '挂牌隐患的期限不得超过规定的最长期限', en: 'a listed hazard must end within the longest deadline of its rule' },
  'extension-pending': { zh: '须有待批的延期申请', en: 'there must be a request for an extension' },
  'no-extension-pending': { zh: '已有待批的延期申请', en: 'a request for an extension is already waiting' },
  'not-asker': { zh: '批准人不得是申请人', en: 'who decides must not be who asked' },
  'is-person': { zh: '须由本人登录办理，脚本令牌不能代替', en: 'a person must do it, signed in; a script may not' },
  'not-rectifier': { zh: '复查人不得是整改报告人', en: 'who reviews must not be who reported it rectified' },
  'not-enterprise': { zh: '企业人员不得复查、销号', en: 'nobody of the enterprise may review or close' },
  'not-finder': { zh: '重大隐患的复查人不得是发现人', en: 'who reviews a major hazard must not be who found it' },
  'not-signed': { zh: '复查、部门会签、安委办会签须由不同的人', en: 'review, department and office must be three different people' },
  'photo-on-site': { zh: '须有在现场拍摄、带位置的照片', en: 'it needs a photo with its place, taken on site' },
  'photo-given': { zh: '须有佐证照片', en: 'it needs a photo' },
  reviewed: { zh: '须先有合格的复查', en: 'a review must have passed first' },
  'not-reviewed': { zh: '复查已合格，等待会签', en: 'the review has passed and waits for signatures' },
  'is-general': { zh: '重大隐患须会签后销号', en: 'a major hazard is closed by signatures' },
  'is-major': { zh: '仅适用于重大隐患', en: 'only for a major hazard' },
  'department-signed': { zh: '须先由主管部门会签', en: 'the department must sign first' },
  'department-not-signed': { zh: '主管部门已会签', en: 'the department has signed already' },
  'other-hazard': { zh: '并入的须是另一条在册隐患', en: 'it must be merged into another hazard that stands' },
  'other-department': { zh: '须移送其他部门', en: 'it must go to another department' },
  'transfer-offered': { zh: '须有待接收的移送', en: 'there must be an offer to transfer' },
  'no-transfer-offered': { zh: '移送正等待接收', en: 'an offer to transfer is waiting' },
  'is-receiver': { zh: '仅接收部门可以答复移送', en: 'only the receiving department may answer a transfer' },
  'not-flagged': { zh: '已有该标记', en: 'it is flagged already' },
  flagged: { zh: '尚无该标记', en: 'it is not flagged' },
  listed: { zh: '须先挂牌督办', en: 'it must be listed first' },
  'never-down': { zh: '催办不得降级', en: 'the ladder is never stepped down' },
  'overdue-or-soon': { zh: '仅对临期或逾期隐患催办', en: 'only what is due soon or overdue is chased' },
  'not-author': { zh: '作废须由登记人以外的人办理', en: 'who voids it must not be who entered it' },
  'day-passed': { zh: '交办满规定时限后才视为签收', en: 'an order counts as taken up only after its time' },
  'something-given': { zh: '须至少修改一项', en: 'at least one field must be given' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type GuardId = keyof typeof guards;

export type MoveRole = RoleId | 'system';

export interface Move {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Statuses it starts from. */
  readonly from: readonly string[];
  /** Status it leads to; null = the status stays. */
  readonly to: string | null;
  readonly roles: readonly MoveRole[];
  readonly fields: Partial<Record<MoveFieldId, Needed>>;
  readonly guards: readonly GuardId[];
  /** Flag set or taken away. */
  readonly sets?: string;
  readonly clears?: readonly string[];
}

const officials = ['department', 'township', 'office'] as const;
const working = ['ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED'] as const;

/** The table. A move that is not here does not exist; nothing deletes. */
export const moves = [
  { id: 'accept', zh: '受理', en: 'Take up', from: ['ST-REPORTED'], to: 'ST-VERIFYING', roles: officials, fields: { note: 'never' }, guards: [] },
  { id: 'assign', zh: '定级交办', en: 'Decide and assign', from: ['ST-VERIFYING', 'ST-REOPENED'], to: 'ST-ASSIGNED', roles: officials,
    fields: { levelCode: 'always', clauseId: 'never', expertRecord: 'never', ownerName: 'always', dueOn: 'always', measures: 'always', interimControl: 'major', fundsYuan: 'major', contingencyPlan: 'major', verification: 'public', answer: 'public', note: 'never' },
    guards: ['no-transfer-offered', 'clause-in-force', 'downgrade-founded', 'deadline-ahead'] },
  { id: 'reject', zh: '不予认定', en: 'Do not uphold', from: ['ST-VERIFYING'], to: 'ST-REJECTED', roles: officials, fields: { reasonCode: 'always', reason: 'always', verification: 'public', answer: 'public' }, guards: [] },
  { id: 'merge', zh: '并案', en: 'Merge', from: ['ST-REPORTED', 'ST-VERIFYING', ...working], to: 'ST-MERGED', roles: officials, fields: { intoHazard: 'always', reason: 'always' }, guards: ['other-hazard'] },
  { id: 'offer-transfer', zh: '移送其他部门', en: 'Offer to another department', from: ['ST-VERIFYING'], to: null, roles: officials, fields: { toSectorCode: 'always', toDepartmentCode: 'always', reason: 'always' }, guards: ['no-transfer-offered', 'other-department'] },
  { id: 'accept-transfer', zh: '接收移送', en: 'Accept the transfer', from: ['ST-VERIFYING'], to: null, roles: ['department', 'office'], fields: { note: 'never' }, guards: ['transfer-offered', 'is-receiver'] },
  { id: 'decline-transfer', zh: '退回移送', en: 'Decline the transfer', from: ['ST-VERIFYING'], to: null, roles: ['department', 'office'], fields: { reason: 'always' }, guards: ['transfer-offered', 'is-receiver'] },
  { id: 'transfer-out', zh: '移送外单位', en: 'Transfer outside', from: ['ST-VERIFYING'], to: 'ST-TRANSFERRED', roles: ['department', 'office'], fields: { receivingUnit: 'always', receipt: 'always', reason: 'always', answer: 'public' }, guards: ['no-transfer-offered'] },
  { id: 'start', zh: '签收整改', en: 'Take up the work', from: ['ST-ASSIGNED', 'ST-RETURNED'], to: 'ST-RECTIFYING', roles: ['enterprise'], fields: { note: 'never' }, guards: ['all-five'] },
  { id: 'start-by-default', zh: '逾时视为签收', en: 'Taken as taken up', from: ['ST-ASSIGNED', 'ST-RETURNED'], to: 'ST-RECTIFYING', roles: ['system'], fields: {}, guards: ['all-five', 'day-passed'] },
  { id: 'submit', zh: '报请复查', en: 'Ask for the review', from: ['ST-RECTIFYING'], to: 'ST-AWAIT_REVIEW', roles: ['enterprise', ...officials], fields: { rectification: 'always', evidence: 'always', request: 'major' }, guards: ['photo-given', 'all-five'] },
  { id: 'close', zh: '复查销号', en: 'Pass and close', from: ['ST-AWAIT_REVIEW'], to: 'ST-CLOSED', roles: ['inspector', ...officials], fields: { opinion: 'always', evidence: 'always', restartConsent: 'suspended' },
    guards: ['is-person', 'is-general', 'not-enterprise', 'not-rectifier', 'photo-on-site'], clears: ['FL-SUSPENDED', 'FL-EXT_PENDING'] },
  { id: 'pass', zh: '复查合格', en: 'Pass the review', from: ['ST-AWAIT_REVIEW'], to: null, roles: ['inspector', ...officials], fields: { opinion: 'always', evidence: 'always' },
    guards: ['is-person', 'is-major', 'not-reviewed', 'not-enterprise', 'not-rectifier', 'not-finder', 'photo-on-site'] },
  { id: 'sign-department', zh: '部门会签', en: 'Sign for the department', from: ['ST-AWAIT_REVIEW'], to: null, roles: ['department'], fields: { opinion: 'always' }, guards: ['is-person', 'is-major', 'reviewed', 'department-not-signed', 'not-rectifier', 'not-signed'] },
  { id: 'sign-office', zh: '安委办会签销号', en: 'Sign for the office and close', from: ['ST-AWAIT_REVIEW'], to: 'ST-CLOSED', roles: ['office'], fields: { opinion: 'always', restartConsent: 'suspended' },
    guards: ['is-person', 'is-major', 'reviewed', 'department-signed', 'not-rectifier', 'not-signed'], clears: ['FL-SUSPENDED', 'FL-EXT_PENDING', 'FL-LISTED'] },
  { id: 'return', zh: '复查退回', en: 'Return', from: ['ST-AWAIT_REVIEW'], to: 'ST-RETURNED', roles: ['inspector', ...officials], fields: { reason: 'always', evidence: 'never' }, guards: ['not-enterprise', 'not-rectifier'] },
  { id: 'reopen', zh: '复发重开', en: 'Reopen', from: ['ST-CLOSED'], to: 'ST-REOPENED', roles: ['inspector', ...officials], fields: { reason: 'always', evidence: 'never' }, guards: ['not-enterprise'] },
  { id: 'split', zh: '部分整改，余下另立', en: 'Split what is left', from: ['ST-RECTIFYING', 'ST-AWAIT_REVIEW'], to: null, roles: ['inspector', ...officials], fields: { remainder: 'always', reason: 'always' }, guards: ['not-reviewed', 'no-extension-pending'] },
  { id: 'ask-extension', zh: '申请延期', en: 'Ask for an extension', from: [...working], to: null, roles: ['enterprise', ...officials], fields: { newDueOn: 'always', reason: 'always' }, guards: ['no-extension-pending', 'later-deadline', 'asked-in-time', 'listed-longest'], sets: 'FL-EXT_PENDING', clears: ['FL-EXT_NO', 'FL-EXT_OK'] },
  { id: 'grant-extension', zh: '同意延期', en: 'Grant the extension', from: [...working], to: null, roles: officials, fields: { note: 'never' }, guards: ['is-person', 'extension-pending', 'not-asker'], sets: 'FL-EXT_OK', clears: ['FL-EXT_PENDING', 'FL-EXT_NO'] },
  { id: 'refuse-extension', zh: '不同意延期', en: 'Refuse the extension', from: [...working], to: null, roles: officials, fields: { reason: 'always' }, guards: ['extension-pending', 'not-asker'], sets: 'FL-EXT_NO', clears: ['FL-EXT_PENDING', 'FL-EXT_OK'] },
  { id: 'list', zh: '挂牌督办', en: 'Put under listing', from: [...working, 'ST-AWAIT_REVIEW'], to: null, roles: ['office'], fields: { supervisor: 'always', notice: 'always' }, guards: ['not-flagged'], sets: 'FL-LISTED' },
  { id: 'unlist', zh: '撤销挂牌', en: 'End the listing', from: [...openStatusCodes], to: null, roles: ['office'], fields: { reason: 'always', notice: 'always' }, guards: ['flagged'], clears: ['FL-LISTED'] },
  { id: 'publish', zh: '公示', en: 'Make public', from: [...openStatusCodes], to: null, roles: ['office'], fields: { notice: 'always' }, guards: ['not-flagged', 'listed'], sets: 'FL-PUBLIC' },
  { id: 'suspend', zh: '责令停产停用', en: 'Order to stop', from: [...openStatusCodes], to: null, roles: ['department', 'office'], fields: { reason: 'always', notice: 'always' }, guards: ['not-flagged'], sets: 'FL-SUSPENDED' },
  { id: 'resume', zh: '审查同意恢复生产', en: 'Consent to restart', from: [...openStatusCodes], to: null, roles: ['department', 'office'], fields: { restartConsent: 'always' }, guards: ['flagged', 'not-rectifier'], clears: ['FL-SUSPENDED'] },
  { id: 'escalate', zh: '提级督办', en: 'Escalate', from: [...openStatusCodes], to: null, roles: ['department', 'office'], fields: { reason: 'always' }, guards: ['not-flagged'], sets: 'FL-ESCALATED' },
  { id: 'chase', zh: '催办', en: 'Chase', from: [...working, 'ST-REOPENED'], to: null, roles: ['inspector', ...officials], fields: { chaseStep: 'always', chaseWay: 'always', note: 'never', chaseAnswer: 'never' }, guards: ['overdue-or-soon', 'never-down'] },
  { id: 'hand-over', zh: '指定承办人', en: 'Give to a handler', from: [...openStatusCodes], to: null, roles: ['inspector', ...officials, 'security-admin'], fields: { handler: 'always', note: 'never' }, guards: [] },
  { id: 'edit', zh: '修改文字', en: 'Edit the text', from: [...openStatusCodes], to: null, roles: ['inspector', ...officials], fields: { title: 'never', kindCode: 'never', ownerName: 'never', measures: 'never', interimControl: 'never', contingencyPlan: 'never', fundsYuan: 'never' }, guards: ['something-given'] },
  { id: 'comment', zh: '备注', en: 'Note', from: [...openStatusCodes, 'ST-CLOSED', 'ST-REJECTED', 'ST-MERGED', 'ST-TRANSFERRED'], to: null, roles: ['system', 'enterprise', 'inspector', ...officials], fields: { note: 'always', evidence: 'never' }, guards: [] },
  { id: 'void', zh: '作废', en: 'Void', from: ['ST-REPORTED', 'ST-VERIFYING', ...working], to: 'ST-REJECTED', roles: ['office'], fields: { reason: 'always' }, guards: ['not-author'] },
] as const satisfies readonly Move[];
export type MoveId = (typeof moves)[number]['id'];

/** Gives the row of a move, undefined when there is none of that name. */
export function moveOf(id: string): Move | undefined {
  return moves.find((move) => move.id === id);
}
