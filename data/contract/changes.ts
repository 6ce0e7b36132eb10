// What changed in the data? Told by every write to the index, to other processes and to open pages.
import { z } from 'zod';

export const Change = z.object({
  /** Id of the collection (collections.ts); `city` when name, box or rules of the city changed; `*` when everything may have changed (change-merging.ts). */
  collection: z.string(),
  /** Ids of new or changed rows; `all` when there are too many to name. */
  upserted: z.union([z.array(z.int()), z.literal('all')]),
  removed: z.array(z.int()),
  /** Version of the data after this change. Changes of one write carry the same version. */
  dataVersion: z.int(),
  /** Instant of the write, ISO 8601 with zone. */
  at: z.string(),
});
export type Change = z.infer<typeof Change>;

/** Channel of the notifications between processes on one served database. */
export const changeChannel = 'anlan_changes';

/** What one notification carries: the process that wrote, so that it does not hear itself, and all changes of one write. */
export const ChangeNotification = z.object({ origin: z.string(), changes: z.array(Change) });
export type ChangeNotification = z.infer<typeof ChangeNotification>;
