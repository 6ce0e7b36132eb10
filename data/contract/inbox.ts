// What waits for one person (待办), in which lists, and how is work handed over?
import { z } from 'zod';
import { RequestKey } from './hazard-report.ts';

export const inboxListIds = ['overdue', 'verify', 'mine', 'to-start', 'returned', 'review', 'sign', 'extension', 'transfer', 'publish', 'relapse', 'rectify', 'due-soon', 'broken'] as const;
export type InboxListId = (typeof inboxListIds)[number];

/** One hazard that waits. `dueOn`: the day of the clock that this list is about. */
export const InboxRow = z.object({
  id: z.int(),
  code: z.string(),
  title: z.string(),
  siteName: z.string().nullable(),
  siteLayer: z.string().nullable(),
  siteId: z.int().nullable(),
  levelCode: z.string(),
  statusCode: z.string(),
  areaCode: z.string().nullable(),
  sectorCode: z.string(),
  departmentCode: z.string(),
  dueOn: z.string().nullable(),
});
export type InboxRow = z.infer<typeof InboxRow>;

/** One list. `late` = past its day; for `publish` among the rows shown. */
export const InboxList = z.object({ id: z.enum(inboxListIds), count: z.int(), late: z.int(), rows: z.array(InboxRow) });
export type InboxList = z.infer<typeof InboxList>;

export const Inbox = z.object({
  asOf: z.string(),
  today: z.string(),
  /** Hazards that stand in at least one list, each counted once, and those of them past the day of a list; the day of `publish` is left out. */
  waiting: z.int(),
  late: z.int(),
  lists: z.array(InboxList),
  /** What was handed over to the one who asks and not seen yet. */
  handovers: z.array(z.object({ id: z.int(), fromName: z.string(), byName: z.string(), reason: z.string(), at: z.string(), hazards: z.int() })),
  /** What was handed over from them to others lately. */
  given: z.array(z.object({ id: z.int(), toName: z.string(), byName: z.string(), reason: z.string(), at: z.string(), hazards: z.int() })),
});
export type Inbox = z.infer<typeof Inbox>;

/** Open work of one officer to another in one act. With `preview` nothing is written. */
export const HandoverWish = z.strictObject({
  fromUser: z.string().min(1).max(80),
  toUser: z.string().min(1).max(80),
  reason: z.string().trim().min(1).max(500),
  preview: z.boolean().default(true),
  requestKey: RequestKey,
});
export type HandoverWish = z.infer<typeof HandoverWish>;

/** Somebody who may handle hazards, and how many open ones are in their hands. A closed account may still hold work: that is when handing over is needed most. */
export const Official = z.object({
  id: z.string(),
  name: z.string(),
  userName: z.string().nullable(),
  role: z.string(),
  /** What their grant is limited to; null = no limit of that kind. */
  areaCodes: z.array(z.string()).nullable(),
  sectorCodes: z.array(z.string()).nullable(),
  disabled: z.boolean(),
  open: z.int(),
});
export type Official = z.infer<typeof Official>;

/** One hazard of a handing-over. `missing` says why it stays; empty = it goes. */
export const HandedHazard = z.object({
  id: z.int(),
  code: z.string(),
  title: z.string(),
  levelCode: z.string(),
  statusCode: z.string(),
  areaCode: z.string().nullable(),
  sectorCode: z.string(),
  dueOn: z.string().nullable(),
  missing: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
});
export type HandedHazard = z.infer<typeof HandedHazard>;

/** What went or, with `preview`, would go. `left`: open hazards of the officer that stay. */
export const Handover = z.object({ id: z.int().nullable(), preview: z.boolean(), moved: z.int(), left: z.int(), hazards: z.array(HandedHazard) });
export type Handover = z.infer<typeof Handover>;

/** For so many days an officer is told that their work went to somebody else. */
export const givenDays = 7;

/** Hazards handed over in one act; what is left follows in the next. */
export const mostHandedOver = 500;
