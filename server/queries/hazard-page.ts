// What does the page of one hazard show beside its item: where it stands, and what hangs together with it?
import type { HazardStanding, RelatedHazard } from '../../data/contract/hazard-page.ts';
import { likenessOf } from '../../data/contract/text-likeness.ts';
import { closingRule } from '../../data/vocabulary/closing-rules.ts';
import type { Queryable } from '../db/database.ts';
import text from './hazard-page.sql?raw';

export interface HazardPageRow extends HazardStanding {
  readonly life: string | null;
  readonly flags: string | null;
  readonly handlerId: string | null;
  readonly handlerName: string | null;
  readonly statusCode: string;
}

/** Descriptions less alike than this are not proposed as one hazard. Our design [D], measured on the demo's repeated reports. */
const leastLikeness = 0.35;
const mostProposed = 8;

/** Gives the page of a hazard as the handle sees it; null for one that it does not see. `title` is the hazard's own, for comparison. `today` = the city's date. */
export async function readHazardPage(sql: Queryable, hazardId: number, title: string, today: string): Promise<HazardPageRow | null> {
  const [row] = await sql.unsafe<(Omit<HazardPageRow, 'related'> & { related: string })[]>(text, [hazardId, closingRule('duplicate-distance', today).value, closingRule('duplicate-days', today).value]);
  if (row === undefined) return null;
  const all = (JSON.parse(row.related) as Omit<RelatedHazard, 'likeness'>[]).map((other): RelatedHazard => ({ ...other, likeness: other.kinship === 'near' ? likenessOf(title, other.title) : null }));
  const kin = new Set(all.filter(({ kinship }) => kinship !== 'near').map(({ id }) => id));
  const near = all.filter(({ kinship, likeness, id }) => kinship === 'near' && (likeness ?? 0) >= leastLikeness && !kin.has(id)).sort((a, b) => (b.likeness ?? 0) - (a.likeness ?? 0) || a.id - b.id);
  return { ...row, related: [...all.filter(({ kinship }) => kinship !== 'near'), ...near.slice(0, mostProposed)] };
}
