// What is told to programs outside when something changes? Counts and codes, never a name, a phone or a free text.
import { z } from 'zod';

export const HazardNews = z.object({ id: z.int(), code: z.string(), levelCode: z.string(), statusCode: z.string(), sectorCode: z.string(), areaCode: z.string().nullable(), dueOn: z.string().nullable() });
export type HazardNews = z.infer<typeof HazardNews>;

export const News = z.object({
  /** Equal news have equal ids, whichever process sends them. */
  id: z.string(),
  kind: z.literal('change'),
  /** Id of the collection, or `city`. */
  collection: z.string(),
  dataVersion: z.int(),
  /** Instant of the write. */
  at: z.string(),
  sentAt: z.string(),
  /** New or changed rows; null = too many to count, read the collection anew. */
  upserted: z.int().nullable(),
  removed: z.int(),
  /** Hazards among them, at most 100. */
  hazards: z.array(HazardNews),
});
export type News = z.infer<typeof News>;
