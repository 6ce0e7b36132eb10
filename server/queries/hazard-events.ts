// What has happened to one hazard, oldest first?
import type { HazardStep } from '../../data/contract/hazard-page.ts';
import { moveFields } from '../../data/contract/closing.ts';
import type { Queryable } from '../db/database.ts';
import text from './hazard-events.sql?raw';

type Row = Omit<HazardStep, 'data'> & { readonly data: string | null };

const personalNames = Object.entries(moveFields).flatMap(([name, field]) => ('personal' in field ? [name] : []));
/** Ids of accounts, and what is only there to replay the state. */
const innerNames = new Set(['finder', 'rectifier', 'handler', 'handlerName', 'signOffs']);

/** Gives the events of a hazard in order, at most 500; null for a hazard that does not exist. Names of people are left out unless the reader may see them. */
export async function readHazardEvents(sql: Queryable, hazardId: number, { personal }: { readonly personal: boolean }): Promise<HazardStep[] | null> {
  const rows = await sql.unsafe<(Row | { sequence: null })[]>(text, [hazardId]);
  if (rows.length === 0) return null;
  return rows
    .filter((row): row is Row => row.sequence !== null)
    .map(({ data, actorName, ...row }) => {
      const said = data === null ? null : (JSON.parse(data) as Record<string, unknown>);
      return { ...row, actorName: personal ? actorName : null, data: said === null ? null : Object.fromEntries(Object.entries(said).filter(([name]) => !innerNames.has(name) && (personal || !personalNames.includes(name)))) };
    });
}
