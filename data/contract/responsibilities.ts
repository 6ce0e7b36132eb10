// Who answers for which sector where, since when? The row as the API tells it.
import { z } from 'zod';

/** Department ↔ sector ↔ township with its validity (DOMAIN §2.7). One lead for a sector and place at a time, any number of joint departments. */
export const Responsibility = z.object({
  sectorCode: z.string(),
  departmentCode: z.string(),
  /** Null = the whole city. */
  areaCode: z.string().nullable(),
  role: z.enum(['lead', 'joint']),
  source: z.string(),
  /** Days; the last one counts. Null = until further notice. */
  validFrom: z.string(),
  validTo: z.string().nullable(),
});
export type Responsibility = z.infer<typeof Responsibility>;
