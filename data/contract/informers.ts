// Who told us of a hazard, and may we ask them again? Kept apart from everything else.
import { z } from 'zod';
import { informerChannels } from '../vocabulary/informers.ts';
import { codeOf, field } from './code.ts';

/** What a public tip says of the one who gives it. Nobody has to say who they are. */
export const Informer = z.strictObject({
  name: field(z.string().trim().min(1).max(60).nullable(), { zh: '举报人姓名', en: "Informer's name", personal: true }),
  phone: field(z.string().trim().min(3).max(40).nullable(), { zh: '举报人电话', en: "Informer's phone", personal: true }),
  channelCode: field(codeOf(informerChannels), { zh: '举报渠道', en: 'Channel', codeList: 'informer-channels' }),
  /** They agreed to be asked again, and to be told what came of it. */
  consent: field(z.boolean(), { zh: '同意联系', en: 'Agreed to be contacted' }),
});
export type Informer = z.infer<typeof Informer>;

/** An informer as stored. `keepUntil` = last day on which name and phone are kept; `erased` = they are gone, only that there was a tip stands. */
export const InformerRecord = z.object({
  id: z.int(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  channelCode: z.string(),
  consent: z.boolean(),
  createdAt: z.string(),
  keepUntil: z.string(),
  erased: z.boolean(),
});
export type InformerRecord = z.infer<typeof InformerRecord>;
