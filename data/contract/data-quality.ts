// Is the data true? The checks that are made, and what the answer says of each.
import { z } from 'zod';

/** Every check: of which records, in which group of the page, and in words. The condition in SQL stands in server/queries/data-quality.ts. */
export const qualityChecks = [
  { id: 'no-clause', of: 'hazards', group: 'basis', zh: '未对应判定条款', en: 'Map to no clause', whyZh: '没有条款的隐患无法说清依据，也查不出重大。', whyEn: 'Without a clause nobody can say on what it rests, nor whether it is major.' },
  { id: 'no-sector', of: 'sites', group: 'owner', zh: '无行业（无主）', en: 'No trade, so no owner', whyZh: '没有行业就没有主管部门。', whyEn: 'Without a trade there is no department.' },
  { id: 'no-lead', of: 'sites', group: 'owner', zh: '行业无牵头部门', en: 'No lead department', whyZh: '责任分工里没有现行的牵头部门。', whyEn: 'The table of responsibilities names no lead in force.' },
  { id: 'two-leads', of: 'sites', group: 'owner', zh: '牵头部门多于一个（多主）', en: 'More than one lead: disputed', whyZh: '同一行业同一地方有两个现行牵头部门。', whyEn: 'Two leads are in force for one trade and place.' },
  { id: 'no-area', of: 'sites', group: 'owner', zh: '无属地镇街', en: 'No township', whyZh: '按规则也算不出属地。', whyEn: 'Not even the rules give one.' },
  { id: 'area-by-rule', of: 'sites', group: 'owner', zh: '属地仅按规则推算', en: 'Township by rule only', whyZh: '来源未写明，由位置推算。', whyEn: 'The source does not say; it follows from the place.' },
  { id: 'site-outside', of: 'sites', group: 'place', zh: '场所在市域以外', en: 'Sites outside the city', whyZh: '坐标落在市域范围外，多为坐标系或经纬颠倒。', whyEn: 'Often a wrong coordinate system or swapped axes.' },
  { id: 'site-piled', of: 'sites', group: 'place', zh: '多处场所叠在同一坐标', en: 'Sites piled on one coordinate', whyZh: '多为用镇村中心代替实际位置。', whyEn: 'Often the centre of a village instead of the place itself.' },
  { id: 'hazard-outside', of: 'hazards', group: 'place', zh: '隐患在市域以外', en: 'Hazards outside the city', whyZh: '坐标落在市域范围外。', whyEn: 'Their place lies outside the city.' },
  { id: 'hazard-piled', of: 'hazards', group: 'place', zh: '未关联场所的隐患叠在同一坐标', en: 'Untied hazards piled on one coordinate', whyZh: '多为没有定位，只填了默认位置。', whyEn: 'Often no position, but a default.' },
  { id: 'unknown-site', of: 'hazards', group: 'link', zh: '所属单位不在名录', en: 'Name a site that is not known', whyZh: '编码对不上名录。', whyEn: 'The code is in no register.' },
  { id: 'unknown-clause', of: 'hazards', group: 'link', zh: '条款不在条款库', en: 'Name a clause that is not known', whyZh: '条款编号对不上条款库。', whyEn: 'The clause is not in the library.' },
  { id: 'merged-nowhere', of: 'hazards', group: 'link', zh: '已并案但未指明并入', en: 'Merged into nothing', whyZh: '并案须指明并入哪一条。', whyEn: 'A merger names what it went into.' },
  { id: 'no-deadline', of: 'hazards', group: 'complete', zh: '已交办但无期限', en: 'Assigned without a deadline', whyZh: '没有期限就不会逾期。', whyEn: 'What has no deadline is never overdue.' },
  { id: 'no-owner', of: 'hazards', group: 'complete', zh: '已交办但无责任人', en: 'Assigned without an owner', whyZh: '责任人未落实。', whyEn: 'Nobody answers for it.' },
  { id: 'no-measures', of: 'hazards', group: 'complete', zh: '已交办但无措施', en: 'Assigned without measures', whyZh: '措施未落实。', whyEn: 'Nothing says what is to be done.' },
  { id: 'same-again', of: 'hazards', group: 'twice', zh: '同一场所同类未闭环隐患多条', en: 'Open twice at one site, same kind', whyZh: '可能是重复登记，逐条核对后并案。', whyEn: 'Perhaps one hazard entered twice: look and merge.' },
] as const;
export type QualityCheckId = (typeof qualityChecks)[number]['id'];
export const qualityGroups = ['basis', 'owner', 'place', 'link', 'complete', 'twice'] as const;

const Found = z.object({ id: z.enum(qualityChecks.map(({ id }) => id) as [QualityCheckId, ...QualityCheckId[]]), count: z.int(), n: z.int() });
const Fresh = z.object({ collection: z.string(), rows: z.int(), newest: z.string().nullable(), ageDays: z.number().nullable(), limitDays: z.number().nullable(), old: z.boolean() });
const Batch = z.object({ layer: z.string(), finishedAt: z.string(), taken: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int() });

export const DataQuality = z.object({
  /** When it was worked out and from which version of the data; `current` = no write came after it. */
  asOf: z.string(),
  dataVersion: z.int(),
  current: z.boolean(),
  checks: z.array(Found),
  freshness: z.array(Fresh),
  batches: z.array(Batch),
});
export type DataQuality = z.infer<typeof DataQuality>;

export const QualityRow = z.object({ id: z.int(), collection: z.string(), code: z.string(), title: z.string(), areaCode: z.string().nullable(), sectorCode: z.string().nullable(), lng: z.number(), lat: z.number() });
export const QualityRows = z.object({ id: z.string(), rows: z.array(QualityRow) });
export type QualityRows = z.infer<typeof QualityRows>;
