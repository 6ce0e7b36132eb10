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
  lists: z.array(InboxList),
  handovers: z.array(z.object({ id: z.int(), fromName: z.string(), byName: z.string(), reason: z.string(), at: z.string(), hazards: z.int() })),
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

/** Hazards handed over in one act; what is left follows in the next. */
export const mostHandedOver = 500;
