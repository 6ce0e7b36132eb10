// How does it come to stand who gave a tip, apart from the hazard itself?
import type { Informer } from '../../data/contract/informers.ts';
import { personalDataRule } from '../../data/contract/personal-data.ts';
import type { WriteBatch } from './write.ts';

/**
 * Keeps who told of a hazard, in the transaction of the report itself. Nothing is noted for the change stream: nobody is told. Name and phone are kept for
 * `mostDays` of the rule, less once the hazard is closed. Gives the id of the row. Throws what the database throws (an unknown hazard among it).
 */
export async function recordInformer(batch: WriteBatch, hazardId: number, { name, phone, channelCode, consent }: Informer): Promise<number> {
  const [row] = await batch.tx.unsafe<{ id: number }[]>(
    `insert into informers (hazard_id, name, phone, channel_code, consent, keep_until)
     values ($1, $2, $3, $4, $5, (now() at time zone 'Asia/Shanghai')::date + $6::int) returning id`,
    [hazardId, name, phone, channelCode, consent, personalDataRule('informers').mostDays],
  );
  if (row === undefined) throw new Error('the informer was not written');
  return row.id;
}
