// Who gave the tips about one hazard?
import type { InformerRecord } from '../../data/contract/informers.ts';
import type { Queryable } from '../db/database.ts';

/** Gives the informers of a hazard, the first one first. Only the owner of the tables may ask: the reading role has no right to them. */
export async function readInformers(sql: Queryable, hazardId: number): Promise<InformerRecord[]> {
  return sql.unsafe<InformerRecord[]>(
    `select id, name, phone, channel_code as "channelCode", consent, created_at as "createdAt", keep_until as "keepUntil", erased_at is not null as erased
     from informers where hazard_id = $1 order by id`,
    [hazardId],
  );
}
