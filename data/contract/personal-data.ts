// Which personal data do we hold, why, who sees them, how long, and what does their erasing do? One table, read by the nightly job, the commands and the page.
import { z } from 'zod';
import type { VerificationMark } from '../vocabulary/code-list.ts';
import type { Permission } from './access.ts';

/** From when the days are counted. `never` = not erased by the clock: `erasedZh`/`erasedEn` say why. */
type KeptFrom = 'told' | 'closed' | 'retired' | 'expired' | 'never';
/** Cleared: the values go, the record stays. Deleted: the record goes. Kept: neither, and the rule says why. */
type Erasing = 'cleared' | 'deleted' | 'kept';

export interface PersonalDataRule {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Where they stand: collection.property, or table.column outside the collections. */
  readonly fields: readonly string[];
  readonly purposeZh: string;
  readonly purposeEn: string;
  /** Permission without which they are masked or withheld. */
  readonly seenBy: Permission;
  readonly keptFrom: KeptFrom;
  /** Days after that; null for `never`. */
  readonly keptDays: number | null;
  /** Days after they were told at the latest, whatever else happens; null = no such bound. */
  readonly mostDays: number | null;
  readonly erasing: Erasing;
  readonly erasedZh: string;
  readonly erasedEn: string;
  readonly mark: VerificationMark;
  readonly source: string;
}

const proposal = '本系统设定，依最短必要期限原则，待主管部门确认 / set by this system after the rule of the shortest time needed, to be confirmed by the authority';

/** The table. A period is data, not law: every row shows its mark (K, D = 待核). A deployment changes it here. */
export const personalData: readonly PersonalDataRule[] = [
  { id: 'informers', zh: '举报人', en: 'Informers', fields: ['informers.name', 'informers.phone'],
    purposeZh: '核实举报、反馈结果、发放奖励。', purposeEn: 'To verify a tip, tell what came of it, and pay a reward.',
    seenBy: 'informers', keptFrom: 'closed', keptDays: 180, mostDays: 1095, erasing: 'cleared',
    erasedZh: '姓名和电话清除，只留渠道和日期。', erasedEn: 'Name and phone are cleared; channel and date stay.', mark: 'D', source: proposal },
  { id: 'site-contacts', zh: '单位负责人和联系电话', en: 'Principals and phones of sites', fields: ['enterprises.legalPerson', 'enterprises.phone', 'public-places.contactPhone'],
    purposeZh: '通知整改、应急联络。', purposeEn: 'To give notice and to reach the site in an emergency.',
    seenBy: 'personal', keptFrom: 'retired', keptDays: 1095, mostDays: null, erasing: 'cleared',
    erasedZh: '单位注销或退出满期后清除，单位记录保留。', erasedEn: 'Cleared when the site has been retired for so long; the site stays.', mark: 'D', source: proposal },
  { id: 'hazard-owners', zh: '整改责任人', en: 'Owners of hazards', fields: ['hazards.ownerName'],
    purposeZh: '落实整改责任。', purposeEn: 'To know who answers for putting a hazard right.',
    seenBy: 'personal', keptFrom: 'closed', keptDays: 1825, mostDays: null, erasing: 'cleared',
    erasedZh: '销号满期后清除姓名，隐患和过程保留。', erasedEn: 'The name is cleared so long after closing; hazard and life stay.', mark: 'D', source: proposal },
  { id: 'procedure', zh: '办理过程中的人员', en: 'People in the life of a hazard', fields: ['hazards.handler_name', 'hazard_events.actor_name', 'hazard_events.data', 'evidence.uploader_name'],
    purposeZh: '记录谁办理、谁复查、谁上传证据。', purposeEn: 'To record who handled it, who looked again and who sent the evidence.',
    seenBy: 'personal', keptFrom: 'never', keptDays: null, mostDays: null, erasing: 'kept',
    erasedZh: '台账是履职记录，只增不改。', erasedEn: 'The ledger is a record of duty and is only added to.', mark: 'D', source: proposal },
  { id: 'sessions', zh: '登录会话', en: 'Sessions', fields: ['sessions.ipAddress', 'sessions.userAgent'],
    purposeZh: '识别登录者。', purposeEn: 'To know who is signed in.',
    seenBy: 'system', keptFrom: 'expired', keptDays: 1, mostDays: null, erasing: 'deleted',
    erasedZh: '会话过期次日删除。', erasedEn: 'A session is deleted the day after it ended.', mark: 'D', source: proposal },
  { id: 'accounts', zh: '账号', en: 'Accounts', fields: ['users.name', 'users.username'],
    purposeZh: '识别操作人。', purposeEn: 'To know who does what.',
    seenBy: 'users', keptFrom: 'never', keptDays: null, mostDays: null, erasing: 'cleared',
    erasedZh: '停用后可按申请清除姓名和用户名。', erasedEn: 'Once disabled, name and user name are cleared on request.', mark: 'D', source: proposal },
  { id: 'audit', zh: '审计', en: 'Audit', fields: ['audit.actor_name', 'audit.address'],
    purposeZh: '留存操作日志。', purposeEn: 'To keep a log of deeds.',
    seenBy: 'audit', keptFrom: 'never', keptDays: null, mostDays: null, erasing: 'kept',
    erasedZh: '链式日志只增不改，依法至少留存六个月，不予删除。', erasedEn: 'A chained log is only added to; the law asks for six months at least, so it is kept.', mark: 'V',
    source: '《网络安全法》第二十一条 / Cybersecurity Law, art. 21' },
  { id: 'free-text', zh: '自由文本', en: 'Free text', fields: ['hazards.title', 'hazards.measures', 'hazard_events.note'],
    purposeZh: '描述隐患和办理过程。', purposeEn: 'To describe a hazard and what was done.',
    seenBy: 'read', keptFrom: 'never', keptDays: null, mostDays: null, erasing: 'kept',
    erasedZh: '办理过程只增不改；填写时不得写入个人信息，检索会列出，由承办人处理。', erasedEn: 'The life of a hazard is only added to. Personal data do not belong there; a search names what it finds, for the officer in charge.', mark: 'D', source: proposal },
];

/** Gives the rule of an id. Throws TypeError for an unknown one. */
export function personalDataRule(id: string): PersonalDataRule {
  const rule = personalData.find((known) => known.id === id);
  if (rule === undefined) throw new TypeError(`personal data: seen ${id}, expected one of ${personalData.map((known) => known.id).join(', ')}`);
  return rule;
}

/** Whose data are asked for: an exact name, a phone (digits count), or either. */
export const PersonAsked = z
  .strictObject({ name: z.string().trim().min(2).max(60).optional(), phone: z.string().trim().max(40).regex(/(\D*\d){7}/, { error: 'expected at least 7 digits' }).optional() })
  .refine(({ name, phone }) => name !== undefined || phone !== undefined, { error: 'seen neither name nor phone, expected one of them or both' });
export type PersonAsked = z.infer<typeof PersonAsked>;

/** One place where a person was found. */
export const PersonalDataFound = z.object({
  /** Id of the rule. */
  rule: z.string(),
  field: z.string(),
  /** Record it stands in, `hazards/12`. */
  record: z.string(),
  value: z.string(),
  erasing: z.enum(['cleared', 'deleted', 'kept']),
});
export type PersonalDataFound = z.infer<typeof PersonalDataFound>;
