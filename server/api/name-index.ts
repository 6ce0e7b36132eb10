// Where are the names of the city, ready to be searched at every keystroke? Held in memory, following the changes of the data.
import { type Collection, collections } from '../../data/contract/collections.ts';
import type { Change } from '../../data/contract/changes.ts';
import type { Queryable } from '../db/database.ts';
import { type NameRow, readNames } from '../queries/names.ts';
import { createRanking, createReadings, type MatchedName, plainText } from './name-match.ts';

/** Names a page. */
const pageRows = 10_000;
/** Names compared before other requests get their turn. */
const namesATurn = 20_000;

/** Collections whose names are searched, in the order in which equal matches are given: places people know first. */
const searched: readonly Collection[] = [
  ...['areas', 'fishing-ports', 'wind-farms', 'construction-sites', 'industrial-parks', 'enterprises', 'public-places', 'vessels'].flatMap((id) => collections.filter((collection) => collection.id === id)),
  ...collections.filter((collection) => collection.source === 'sites' && ['gas-networks', 'road-sections', 'roads'].includes(collection.id)),
];

interface Entry extends MatchedName {
  readonly row: NameRow;
}

/** A match: the collection, its row, and how well it answers (name-match.ts). */
export interface NameHit {
  readonly collection: string;
  readonly row: NameRow;
  readonly rank: number;
}

interface Names {
  entries: Entry[];
  /** Ids to be read anew before the next search; `all` = everything, as at the start. */
  stale: Set<number> | 'all';
}

/** The names of the searched collections. Reads them at the first search and, after changes, what changed. */
export class NameIndex {
  private readonly names = new Map<string, Names>(searched.map(({ id }) => [id, { entries: [], stale: 'all' }]));
  private readonly readings = createReadings();
  private reading: Promise<void> = Promise.resolve();

  /** Notes a change of the data. */
  note({ collection, upserted, removed }: Pick<Change, 'collection' | 'upserted' | 'removed'>): void {
    const names = this.names.get(collection);
    if (names === undefined || names.stale === 'all') return;
    if (upserted === 'all') names.stale = 'all';
    else for (const id of [...upserted, ...removed]) names.stale.add(id);
  }

  /** True when names were read once: a search can then be answered while the database is away. */
  get isLoaded(): boolean {
    return [...this.names.values()].some(({ entries }) => entries.length > 0);
  }

  /** Reads what is not known yet. Callers at the same time wait for one reading. Rejects with what the database throws. */
  refresh(sql: Queryable): Promise<void> {
    const run = async (): Promise<void> => {
      for (const collection of searched) {
        const names = this.names.get(collection.id);
        if (names !== undefined && (names.stale === 'all' || names.stale.size > 0)) await this.read(sql, collection, names);
      }
    };
    this.reading = this.reading.then(run, run);
    return this.reading;
  }

  /** Gives the best `limit` matches: by rank, then in the order of the collections, shorter names first, then by id. An empty query gives none. `isVisible` = what the one who asks may see. */
  async search(text: string, limit: number, isVisible: (collection: string, id: number) => boolean = () => true): Promise<NameHit[]> {
    const query = plainText(text);
    if (query === '') return [];
    const rankOf = createRanking(query, this.readings);
    const hits: (NameHit & { readonly place: number })[] = [];
    let compared = 0;
    for (const [place, { id: collection }] of searched.entries()) {
      for (const entry of this.names.get(collection)?.entries ?? []) {
        compared += 1;
        if (compared % namesATurn === 0) await new Promise((resolve) => setImmediate(resolve));
        const rank = rankOf(entry);
        if (rank === null || !isVisible(collection, entry.row.id)) continue;
        hits.push({ collection, row: entry.row, rank, place });
        if (hits.length > limit * 50) hits.sort(inOrder).splice(limit);
      }
    }
    return hits.sort(inOrder).slice(0, limit).map(({ collection, row, rank }) => ({ collection, row, rank }));
  }

  private async read(sql: Queryable, collection: Collection, names: Names): Promise<void> {
    const { stale } = names;
    // What changes while the rows are being read is noted anew and read next time.
    names.stale = new Set();
    try {
      const rows: NameRow[] = [];
      const ids = stale === 'all' ? null : [...stale];
      for (let from = 0; ; from += pageRows) {
        const page = ids === null ? await readNames(sql, collection, rows.at(-1)?.id ?? 0, pageRows, null) : await readNames(sql, collection, 0, pageRows, ids.slice(from, from + pageRows));
        rows.push(...page);
        if (ids === null ? page.length < pageRows : from + pageRows >= ids.length) break;
      }
      const entries = rows.map((row): Entry => ({ row, name: plainText(row.name), nameEn: row.nameEn === null ? null : plainText(row.nameEn), code: plainText(row.code) }));
      names.entries = stale === 'all' ? entries : [...names.entries.filter(({ row }) => !stale.has(row.id)), ...entries];
    } catch (error) {
      this.forget(names, stale);
      throw error;
    }
  }

  /** Marks again as not read what could not be read. */
  private forget(names: Names, unread: Names['stale']): void {
    if (unread === 'all' || names.stale === 'all') names.stale = 'all';
    else for (const id of unread) names.stale.add(id);
  }
}

function inOrder(a: NameHit & { place: number }, b: NameHit & { place: number }): number {
  return a.rank - b.rank || a.place - b.place || a.row.name.length - b.row.name.length || a.row.id - b.row.id;
}
