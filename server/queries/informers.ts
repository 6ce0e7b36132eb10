// Who gave the tips about one hazard?
import type { InformerRecord } from '../../data/contract/informers.ts';
import { personalDataRule } from '../../data/contract/personal-data.ts';
import type { Queryable } from '../db/database.ts';

/** Gives the informers of a hazard, the first one first. Only the owner of the tables may ask: the reading role has no right to them. */
export async function readInformers(sql: Queryable, hazardId: number): Promise<InformerRecord[]> {
  return sql.unsafe<InformerRecord[]>(
    `select informers.id, name, phone, channel_code as "channelCode", consent, created_at as "createdAt",
       least(keep_until, (closed_at at time zone 'Asia/Shanghai')::date + $2::int) as "keepUntil", erased_at is not null as erased
     from informers join hazards on hazards.id = hazard_id where hazard_id = $1 order by informers.id`,
    [hazardId, personalDataRule('informers').keptDays],
  );
}
