// What is a view of the ledger that somebody keeps: a name and the parameters of its address?
import { z } from 'zod';

/** Parameters of the address of a ledger page that a view may hold. */
export const savedViewParameters = [
  'view', 'sort', 'direction', 'q', 'flags', 'handler', 'sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'overdue', 'overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo', 'columns',
] as const;
const known = new Set<string>(savedViewParameters);

/** Views one person may keep. */
export const mostSavedViews = 50;

export const NewSavedView = z.strictObject({
  name: z.string().trim().min(1).max(40),
  /** As after the question mark of an address; only known parameters. */
  query: z
    .string()
    .max(4000)
    .refine((query) => [...new URLSearchParams(query).keys()].every((name) => known.has(name)), { error: `expected parameters among ${savedViewParameters.join(', ')}` }),
});
export type NewSavedView = z.infer<typeof NewSavedView>;

export const SavedView = z.object({ id: z.int(), name: z.string(), query: z.string() });
export type SavedView = z.infer<typeof SavedView>;
