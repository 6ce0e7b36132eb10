// Who may do what, and who may see which rows? One table of roles and permissions, read by server and web.
import { z } from 'zod';

/** What a role may be allowed to do. */
export const permissions = [
  { id: 'read', zh: '查看范围内的数据', en: 'See the data of its scope' },
  { id: 'personal', zh: '查看个人信息（电话、姓名）', en: 'See personal data (phones, names)' },
  { id: 'informers', zh: '查看举报人（每次留痕）', en: 'See who gave a tip (audited each time)' },
  { id: 'restricted', zh: '查看受限属性（危化品储量、管道压力）', en: 'See restricted attributes (chemical inventories, pipe pressures)' },
  { id: 'report', zh: '上报隐患', en: 'Report hazards' },
  { id: 'handle', zh: '办理隐患流程', en: 'Handle hazards along the closing procedure' },
  { id: 'sites', zh: '新建、修改、停用场所', en: 'Create, edit and retire sites' },
  { id: 'contacts', zh: '修改本单位联系方式', en: 'Keep the contact data of its own sites' },
  { id: 'incidents', zh: '登记和更正事故', en: 'Enter and correct incidents' },
  { id: 'handover', zh: '交接他人的在办隐患', en: 'Hand over the open work of officers' },
  { id: 'bulletin', zh: '编制、发布通报', en: 'Make and publish bulletins' },
  { id: 'import', zh: '导入数据', en: 'Import data' },
  { id: 'wall', zh: '签发大屏令牌', en: 'Issue wall tokens' },
  { id: 'users', zh: '管理用户、角色和令牌', en: 'Manage users, roles and tokens' },
  { id: 'audit', zh: '查阅、核验和导出审计', en: 'Read, verify and export the audit' },
  { id: 'system', zh: '系统维护（备份、底图、运行状态）', en: 'Keep the system (backups, basemaps, state)' },
] as const;
export type Permission = (typeof permissions)[number]['id'];

/** How far a role sees: everything, or what its grant names. */
type Reach = 'all' | 'sectors' | 'areas' | 'sites';
interface RoleRow {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly reach: Reach;
  readonly may: readonly Permission[];
}

/**
 * The table of roles. System, security and audit administrators are three roles that never meet in one grant (GB/T 22239, DOMAIN §9.5): who hands out rights
 * does not read the audit, and who reads the audit changes nothing.
 */
export const roles = [
  { id: 'office', zh: '安委办', en: 'Committee office', reach: 'all', may: ['read', 'personal', 'informers', 'restricted', 'report', 'handle', 'sites', 'incidents', 'handover', 'bulletin', 'import', 'wall'] },
  { id: 'department', zh: '行业主管部门', en: 'Sector department', reach: 'sectors', may: ['read', 'personal', 'restricted', 'report', 'handle', 'sites', 'incidents', 'import'] },
  { id: 'township', zh: '镇街', en: 'Township', reach: 'areas', may: ['read', 'personal', 'report', 'handle', 'sites', 'incidents', 'import'] },
  { id: 'inspector', zh: '检查人员', en: 'Inspector', reach: 'areas', may: ['read', 'personal', 'restricted', 'report', 'handle'] },
  { id: 'enterprise', zh: '企业', en: 'Enterprise', reach: 'sites', may: ['read', 'personal', 'report', 'handle', 'contacts'] },
  { id: 'viewer', zh: '查看者', en: 'Viewer', reach: 'all', may: ['read'] },
  { id: 'wall', zh: '大屏', en: 'Wall', reach: 'all', may: ['read'] },
  { id: 'system-admin', zh: '系统管理员', en: 'System administrator', reach: 'all', may: ['read', 'import', 'system'] },
  { id: 'security-admin', zh: '安全管理员', en: 'Security administrator', reach: 'all', may: ['read', 'users', 'handover', 'wall'] },
  { id: 'audit-admin', zh: '审计管理员', en: 'Audit administrator', reach: 'all', may: ['read', 'audit'] },
] as const satisfies readonly RoleRow[];
export type RoleId = (typeof roles)[number]['id'];

/** Gives the row of a role. */
export function roleOf(id: RoleId): RoleRow {
  const row = roles.find((role) => role.id === id);
  if (row === undefined) throw new TypeError(`role: seen ${id}, expected one of ${roles.map((role) => role.id).join(', ')}`);
  return row;
}

/** Gives whether a role may do something. */
export function mayRole(id: RoleId, permission: Permission): boolean {
  return roleOf(id).may.includes(permission);
}

const Codes = z.array(z.string().regex(/^[\w-]{1,32}$/, { error: 'expected codes of letters, digits, - and _' })).max(200);
/**
 * What somebody is given: a role, and what limits it further. Null = no limit of that kind; an empty list = nothing at all. `siteIds` are those of an enterprise.
 */
export const Grant = z
  .strictObject({
    role: z.enum(roles.map(({ id }) => id) as [RoleId, ...RoleId[]]),
    areaCodes: Codes.nullable().default(null),
    sectorCodes: Codes.nullable().default(null),
    siteIds: z.array(z.int().min(1)).max(200).nullable().default(null),
  })
  .superRefine((grant, issues) => {
    const needed = { all: null, sectors: 'sectorCodes', areas: 'areaCodes', sites: 'siteIds' } as const;
    const field = needed[roleOf(grant.role).reach];
    // A role whose reach is limited must say to what: a forgotten limit would be no limit.
    if (field !== null && grant[field] === null) issues.addIssue({ code: 'custom', path: [field], message: `seen none, expected what the role ${grant.role} is limited to` });
  });
export type Grant = z.infer<typeof Grant>;

/** What one reader may see. Every read, in memory or in the database, is asked with one. */
export interface Reader {
  /** Equal keys see the same: part of every cache key and ETag. Unquoted ASCII. */
  readonly key: string;
  /** Null = all areas, objects without an area included. */
  readonly areaCodes: readonly string[] | null;
  /** Null = all sectors; sites without a sector belong to every sector. */
  readonly sectorCodes: readonly string[] | null;
  /** Null = all; else only these sites and their records. Roads, borders and storms are public. */
  readonly siteIds: readonly number[] | null;
  /** Personal data as they are; else masked. */
  readonly personal: boolean;
  /** Restricted attributes; else withheld. */
  readonly restricted: boolean;
}

/** Gives the reader of a grant. */
export function readerOfGrant({ role, areaCodes, sectorCodes, siteIds }: Grant): Reader {
  const [personal, restricted] = [mayRole(role, 'personal'), mayRole(role, 'restricted')];
  if (!mayRole(role, 'read')) return nobody;
  const sorted = <Value extends string | number>(values: readonly Value[] | null): Value[] | null => (values === null ? null : [...new Set(values)].sort());
  const limits = { areaCodes: sorted(areaCodes), sectorCodes: sorted(sectorCodes), siteIds: sorted(siteIds) };
  const said = Object.values(limits).map((list) => (list === null ? '*' : list.join(',')));
  return { ...limits, personal, restricted, key: [...said, personal ? 'p' : '', restricted ? 'r' : ''].join('.') };
}

/** Sees everything as it is: the server itself, never a request by default. */
export const everything: Reader = { key: 'everything', areaCodes: null, sectorCodes: null, siteIds: null, personal: true, restricted: true };
/** Sees nothing. */
const nobody: Reader = { key: 'nobody', areaCodes: [], sectorCodes: [], siteIds: [], personal: false, restricted: false };

/** Who asks. */
export interface Actor {
  readonly kind: 'guest' | 'user' | 'token' | 'command-line';
  /** Id of the user or token; '' for the guest and the command line. */
  readonly id: string;
  readonly name: string;
  /** The user behind a session or a token of theirs; absent when nobody's eyes are: tokens that stand alone, the command line, the guest. */
  readonly userId?: string;
  readonly grant: Grant;
  readonly reader: Reader;
}

/** Gives what tells one person from another: a user is the same by session and by token. */
export function personKeyOf({ kind, id, userId }: Pick<Actor, 'kind' | 'id' | 'userId'>): string {
  return userId === undefined ? `${kind}:${id}` : `user:${userId}`;
}

export const guestGrant: Grant = { role: 'viewer', areaCodes: null, sectorCodes: null, siteIds: null };
export const guest: Actor = { kind: 'guest', id: '', name: '', grant: guestGrant, reader: readerOfGrant(guestGrant) };

/** At least 10 characters of 3 kinds: small letters, capitals, digits, others. Gives what is missing in both languages, null when it is good. */
export function passwordFault(password: string, userName: string): { zh: string; en: string } | null {
  if ([...password].length < 10) return { zh: '密码至少 10 个字符', en: 'the password needs at least 10 characters' };
  if (password.length > 200) return { zh: '密码最多 200 个字符', en: 'the password may have at most 200 characters' };
  const kinds = [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
  if (kinds < 3) return { zh: '密码须含小写字母、大写字母、数字、其他字符中的三类', en: 'the password needs three of: small letters, capitals, digits, other characters' };
  if (userName.length >= 3 && password.toLowerCase().includes(userName.toLowerCase())) return { zh: '密码不得包含用户名', en: 'the password must not hold the user name' };
  return null;
}
