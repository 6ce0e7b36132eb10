// What becomes of sites that were edited here when the register's file comes again? Edited fields stay until the register itself says something else of them.
import type { Geometry } from '../../data/contract/geometry.ts';
import type { SiteRow } from '../../data/contract/sites.ts';
import { packColumn } from './columns.ts';
import text from './held-sites.sql?raw';
import { appendSiteEvent, differing, isSame, pickFields, type SiteFieldsByName } from './site-state.ts';
import type { WriteBatch } from './write.ts';

interface HeldSite {
  readonly id: number;
  readonly version: number;
  readonly contentHash: string;
  readonly areaByRule: boolean;
  readonly held: SiteFieldsByName | null;
  readonly fields: SiteFieldsByName;
}

/** Gives the sites among `rows` (one layer) that were edited here, by code: hardly ever more than a few. */
export async function readHeldSites({ tx }: WriteBatch, rows: readonly SiteRow[]): Promise<Map<string, HeldSite>> {
  const layer = rows[0]?.layer ?? '';
  const found = await tx.unsafe<(Omit<HeldSite, 'held' | 'fields'> & { code: string; held: string | null; attributes: string; geometry: string } & Record<string, string | number | boolean | null>)[]>(text, [layer, packColumn(rows.map(({ code }) => code))]);
  return new Map(
    found.map(({ id, code, version, contentHash, areaByRule, held, attributes, geometry, ...columns }) => [
      code,
      { id, version, contentHash, areaByRule, held: held === null ? null : (JSON.parse(held) as SiteFieldsByName), fields: { ...columns, ...(JSON.parse(attributes) as SiteFieldsByName), geometry: JSON.parse(geometry) as Geometry } },
    ]),
  );
}

const fieldsOf = ({ layer: _layer, code: _code, synthetic: _synthetic, attributes, ...columns }: SiteRow): SiteFieldsByName => ({ ...columns, ...attributes });

/** Gives the row as it is to be written: of each held field what was edited here, unless the row says something else than the register did then. */
export function keepEdited(row: SiteRow, site: HeldSite): SiteRow {
  const said = fieldsOf(row);
  const kept = Object.fromEntries(Object.entries(site.held ?? {}).flatMap(([name, then]) => (isSame(said[name], then) ? [[name, site.fields[name] ?? null]] : []))) as SiteFieldsByName;
  const { geometry, ...rest } = kept;
  const columns = Object.fromEntries(Object.entries(rest).filter(([name]) => name in row));
  const attributes = Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in row)));
  return { ...row, ...columns, ...(geometry === undefined ? {} : { geometry: geometry as Geometry }), attributes: { ...row.attributes, ...attributes } as SiteRow['attributes'] };
}

/** Takes down what the import changed of sites that had been edited here, and what it is held to from now on. Call it after the write, with the rows as the register said them. */
export async function recordImported(batch: WriteBatch, rows: readonly SiteRow[], before: ReadonlyMap<string, HeldSite>, prints: ReadonlyMap<string, string>): Promise<void> {
  for (const row of rows) {
    const site = before.get(row.code);
    if (site === undefined || site.contentHash === prints.get(row.code)) continue;
    const said = fieldsOf(row);
    const written = fieldsOf(keepEdited(row, site));
    // A township by rule is nobody's word.
    const names = differing(site.fields, { ...written, areaCode: written['areaCode'] ?? site.fields['areaCode'] ?? null });
    const held = Object.fromEntries(Object.entries(site.held ?? {}).filter(([name, then]) => isSame(said[name], then)));
    const isTold = names.length > 0;
    await batch.tx.unsafe('update sites set held = $2::text::jsonb, version = version + $3::int where id = $1::int', [site.id, Object.keys(held).length === 0 ? null : JSON.stringify(held), isTold ? 1 : 0]);
    if (!isTold) continue;
    await appendSiteEvent(batch.tx, site.id, Date.now(), {
      sequence: site.version + 1, kind: 'imported', actorRole: 'import', actor: 'import:', actorName: null, reason: null, undoes: null, requestKey: null,
      before: pickFields(site.fields, names), after: pickFields(written, names),
    });
  }
}
