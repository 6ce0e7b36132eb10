// To whom can hazards be given? Officials whose grants reach them.
import type { RoleId } from '../../data/contract/access.ts';
import type { Queryable } from '../db/database.ts';

/** An official and how many of the hazards asked about the grant reaches. */
export interface Handler {
  readonly id: string;
  readonly name: string;
  readonly role: RoleId;
  readonly reaches: number;
}

/** Gives the officials who may handle at least one of some hazards (the same condition as for the move `hand-over`), those who reach most first. */
export async function listHandlers(sql: Queryable, hazardIds: readonly number[]): Promise<Handler[]> {
  const rows = await sql.unsafe<Handler[]>(
    `select users.id, users.name, grants.role, count(*)::int as reaches
     from users join grants on grants.user_id = users.id
     join hazards on hazards.id = any (string_to_array($1::text, ',')::int[])
       and (area_codes is null or area_code = any (area_codes)) and (sector_codes is null or sector_code = any (sector_codes))
     where not disabled and role in ('office', 'department', 'township', 'inspector')
     group by users.id, users.name, grants.role order by reaches desc, users.name collate "C", users.id limit 200`,
    [hazardIds.join(',')],
  );
  return rows.map(({ id, name, role, reaches }) => ({ id, name, role, reaches }));
}
