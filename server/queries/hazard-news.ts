// What may be told outside of hazards: codes, level, state, place, deadline?
import type { HazardNews } from '../../data/contract/news.ts';
import type { Queryable } from '../db/database.ts';

/** Gives the hazards of `ids` by id; unknown ones are left out. */
export async function readHazardNews(sql: Queryable, ids: readonly number[]): Promise<HazardNews[]> {
  return sql.unsafe<HazardNews[]>(
    `select id, code, level_code as "levelCode", status_code as "statusCode", sector_code as "sectorCode", area_code as "areaCode", due_on as "dueOn"
     from hazards where id = any (string_to_array($1::text, ',')::int[]) order by id`,
    [ids.join(',')],
  );
}
