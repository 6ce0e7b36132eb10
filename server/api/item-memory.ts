// Which pages of items can be answered from memory? Points in a box, by codes: the index says which, their texts are kept as they left.
import type { Reader } from '../../data/contract/access.ts';
import type { Collection } from '../../data/contract/collections.ts';
import { combine, type Expression } from '../../data/contract/cql2/tree.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { type ItemRow, type PageStart, readItemsOf } from '../queries/items.ts';
import { tiledCollections } from '../tiles/tiled-collections.ts';
import { type StepBox, stepsOfBox } from '../tiles/mercator.ts';
import type { TileIndex } from '../tiles/tile-index.ts';
import type { Scope } from '../tiles/filter.ts';
import type { AppDependencies } from './dependencies.ts';
import { reading } from './readers.ts';
import type { ItemQuestion } from './item-question.ts';

/** Most matching items: beyond, walking along the key in the database is as fast and needs no list. */
const mostMatched = 50_000;
/** Lists of ids and bytes of texts kept; then they begin anew. */
const mostListed = 2_000_000;
const mostBytes = 60_000_000;
/** Collections of readers kept: each has texts and lists of its own, for they may see different rows and words. */
const mostKept = 12;
/** Ids read from the database at once (readItemsOf). */
const readAtOnce = 1000;

/** Properties that follow from codes and days and that the index knows exactly. */
const derived: ReadonlySet<string> = new Set(['open', 'overdue', 'inPort']);

export interface MemoryPage {
  readonly matched: number;
  /** GeoJSON features as UTF-8, in order of id: bytes are copied, where texts would be encoded anew each time. */
  readonly texts: readonly Uint8Array[];
  readonly lastId: number | undefined;
  readonly hasMore: boolean;
}

interface Kept {
  of: string;
  readonly texts: Map<number, Uint8Array>;
  readonly lists: Map<string, Uint32Array>;
  bytes: number;
  listed: number;
}

/** Gives an item as the text of a GeoJSON feature, in UTF-8. */
export function featureText(item: ItemRow): Uint8Array {
  return Buffer.from(JSON.stringify({ type: 'Feature', ...item }));
}

/** Pages of items from the index, for questions it answers exactly. */
export class ItemMemory {
  private readonly deps: AppDependencies;
  private readonly kept = new Map<string, Kept>();

  constructor(deps: AppDependencies) {
    this.deps = deps;
  }

  /**
   * Gives a page of at most `limit` items in CRS84; null when the question is not one for memory: then the database answers. Texts not met before are read
   * from the database, so it must be open. Rejects with what databaseOf throws.
   */
  async page(collection: Collection, question: ItemQuestion, { after, offset }: PageStart, limit: number, reader: Reader, scope: Scope): Promise<MemoryPage | null> {
    const index = this.deps.index();
    const { filter, expression } = question;
    const { today, boxes = [], equals = [] } = filter;
    const others = filter.plane ?? filter.interval ?? filter.overdueDaysMin ?? filter.dueWithinDays ?? filter.foundFrom ?? filter.foundTo;
    if (index === null || expression !== null || others !== undefined || collection.geometry !== 'point' || !index.has(collection.id) || boxes.length + equals.length === 0) return null;
    const kept = this.keptOf(`${collection.id} ${reader.key}`, `${index.edition(collection.id)} ${today}`);
    const ids = idsOf(index, collection, question, scope, kept);
    if (ids === null) return null;
    const from = offset > 0 ? offset : firstAfter(ids, after);
    const chosen = ids.subarray(from, from + limit);
    const missing = [...chosen].filter((id) => !kept.texts.has(id));
    for (let start = 0; start < missing.length; start += readAtOnce) {
      for (const item of await reading(this.deps, reader, (sql) => readItemsOf(sql, collection, missing.slice(start, start + readAtOnce), today, reader))) {
        const text = featureText(item);
        kept.texts.set(item.id, text);
        kept.bytes += text.byteLength;
      }
    }
    const texts: Uint8Array[] = [];
    for (const id of chosen) {
      const text = kept.texts.get(id);
      // The database is ahead of the index: it answers for itself.
      if (text === undefined) return null;
      texts.push(text);
    }
    if (kept.bytes > mostBytes) this.kept.delete(`${collection.id} ${reader.key}`);
    return { matched: ids.length, texts, lastId: chosen.at(-1), hasMore: from + chosen.length < ids.length };
  }

  /** Texts and lists hold for one version of the collection and one day: what is overdue depends on it. */
  private keptOf(collection: string, of: string): Kept {
    let kept = this.kept.get(collection);
    if (kept === undefined || kept.of !== of) {
      kept = { of, texts: new Map(), lists: new Map(), bytes: 0, listed: 0 };
      this.kept.set(collection, kept);
      const oldest = this.kept.size > mostKept ? this.kept.keys().next().value : undefined;
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    return kept;
  }
}

/** Gives the ids that match, in order; null when the index cannot say exactly, or when there are too many. */
function idsOf(index: TileIndex, collection: Collection, { filter: { boxes = [], equals = [], today } }: ItemQuestion, scope: Scope, kept: Kept): Uint32Array | null {
  const columns = tiledCollections.find(({ id }) => id === collection.id)?.columns ?? [];
  const exact = new Set(columns.flatMap(({ name, kind }) => (kind === 'code' || kind === 'area' ? [name] : [])));
  if (!equals.every(({ property }) => exact.has(property.name) || derived.has(property.name))) return null;
  const key = JSON.stringify([boxes, equals.map(({ property, values }) => [property.name, values])]);
  const known = kept.lists.get(key);
  if (known !== undefined) return known;
  const parts = equals.map(({ property: { name }, values }): Expression => {
    const property = { kind: 'property', name } as const;
    if (!derived.has(name)) return { kind: 'in', value: property, list: values.map((value) => ({ kind: 'text', value: String(value) })) };
    return values.includes(true) ? property : { kind: 'not', arg: property };
  });
  let compiled: ReturnType<TileIndex['filter']>;
  try {
    compiled = index.filter(collection.id, {}, dayOfDate(today), scope, parts.length === 0 ? null : combine('and', parts));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
  const points = index.points(collection.id);
  const found: number[] = [];
  let sure = true;
  for (const box of boxes.length === 0 ? [null] : boxes) {
    // Positions are kept to 0.9 cm: what stands on the very edge is for the database to decide. A box that comes as two has edges of both.
    const [first, second = first] = box === null ? [] : stepsOfBox(box);
    points.scan(compiled, box, ({ x, y, id }, list, count) => {
      for (let place = 0; place < count && found.length <= mostMatched; place++) {
        const row = list[place] as number;
        if (first !== undefined && second !== undefined && (isOnEdge(first, x[row] as number, y[row] as number) || isOnEdge(second, x[row] as number, y[row] as number))) sure = false;
        found.push(id[row] as number);
      }
    });
    if (found.length > mostMatched) return null;
  }
  if (!sure) return null;
  const ids = Uint32Array.from(boxes.length > 1 ? new Set(found) : found).sort();
  kept.listed += ids.length + 100;
  if (kept.listed > mostListed) {
    kept.lists.clear();
    kept.listed = ids.length;
  }
  kept.lists.set(key, ids);
  return ids;
}

function isOnEdge({ minX, maxX, minY, maxY }: StepBox, x: number, y: number): boolean {
  return x === minX || x === maxX || y === minY || y === maxY;
}

/** Gives the place of the first id behind `after`. */
function firstAfter(ids: Uint32Array, after: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as number) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
