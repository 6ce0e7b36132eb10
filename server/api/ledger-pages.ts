// How is a page of the ledger found among a million hazards? Memory says which rows may stand on it, the database which do, and what they say.
import type { LedgerCount, LedgerSort } from '../../data/contract/ledger.ts';
import { combine, type Expression } from '../../data/contract/cql2/tree.ts';
import { expressionOfSelection } from '../../data/contract/cql2/from-selection.ts';
import { dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { conditionsBeyondIndex, isScoped, type LedgerQuestion, selectionOfView } from '../queries/ledger.conditions.ts';
import type { LedgerPlace } from '../queries/ledger.order.ts';
import { type Candidates, countHandledByOthers, countLedger, countOffered, type LedgerPageAsked, type PlacedRow, readLedgerRows, readWordIds } from '../queries/ledger.ts';
import { Parameters } from '../queries/query.ts';
import type { CompiledFilter } from '../tiles/filter.ts';
import { type MemoryOrder, nextRows } from '../tiles/next-rows.ts';
import type { PointIndex } from '../tiles/point-index.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { reading, type Scopes } from './readers.ts';

/** Candidates that are looked up one by one; beyond, walking along the order is as fast. */
const mostCandidates = 20_000;
/** Hazards that name the words of a search: beyond, they are so common that a walk soon meets them. */
const mostNamed = 3_000;
/** Rows asked of memory beyond those wanted: what the database no longer agrees with is made up for. */
const spare = 20;

const memoryOrders: Readonly<Record<LedgerSort, MemoryOrder>> = { dueOn: 'dueOn', foundAt: 'foundAt', level: 'level', overdueDays: 'overdueDays', updatedAt: 'id', code: 'id' };

interface Memory {
  readonly points: PointIndex;
  readonly filter: CompiledFilter;
  readonly box: LedgerQuestion['box'];
}

/** Pages and counts of the ledger. */
export class LedgerPages {
  private readonly deps: AppDependencies;
  private readonly scopes: Scopes;
  /** Version of the last change to hazards that was announced. */
  private changed = 0;

  constructor(deps: AppDependencies, scopes: Scopes) {
    this.deps = deps;
    this.scopes = scopes;
    deps.changes.subscribe(({ collection, dataVersion }) => {
      if (collection === 'hazards') this.changed = Math.max(this.changed, dataVersion);
    });
  }

  /** Gives the rows of a page, at most `limit`. Rejects as databaseOf does. */
  async page(question: LedgerQuestion, asked: LedgerPageAsked): Promise<PlacedRow[]> {
    const { reader } = question.actor;
    const read = (candidates: Candidates, words = true): Promise<PlacedRow[]> => reading(this.deps, reader, (sql) => readLedgerRows(sql, question, asked, candidates, words));
    if (question.words !== null) {
      const ids = await readWordIds(databaseOf(this.deps).sql, question.words, mostNamed + 1);
      return ids.length > mostNamed ? read(null) : read(ids, false);
    }
    const memory = await this.memoryOf(question);
    if (memory === null) return read(null);
    const order = memoryOrders[asked.sort];
    const behind = order === 'id' || asked.from === null ? null : { key: keyOf(asked.sort, asked.from), id: asked.from.id };
    for (const least of order === 'id' ? [mostCandidates] : [asked.limit + spare, 2_000, mostCandidates]) {
      const next = nextRows(memory.points, memory.filter, memory.box, { order, descending: (asked.direction === 'descending') !== asked.back, behind, least, most: mostCandidates });
      if (next === null || (order === 'id' && !next.whole)) break;
      const rows = await read(next.ids);
      // The last row in the order of the walk: when memory named it, nothing that memory did not name stands before it.
      const last = asked.back ? rows[0] : rows.at(-1);
      if (next.whole || (rows.length === asked.limit && last !== undefined && next.ids.includes(last.place.id))) return rows;
    }
    return read(null);
  }

  /** Gives how many hazards a question matches: from memory where that knows, else counted up to a bound. */
  async count(question: LedgerQuestion): Promise<LedgerCount> {
    const { reader } = question.actor;
    if (question.words !== null) {
      const ids = await readWordIds(databaseOf(this.deps).sql, question.words, mostNamed + 1);
      const among = await reading(this.deps, reader, (sql) => countLedger(sql, question, ids, false));
      return ids.length > mostNamed ? { count: among.count, exact: false } : among;
    }
    const memory = await this.memoryOf(question);
    if (memory === null) return reading(this.deps, reader, (sql) => countLedger(sql, question));
    const inMemory = memory.points.count(memory.filter, memory.box);
    if (conditionsBeyondIndex(question, new Parameters()).length === 0) {
      const offered = await this.offered(question);
      return { count: inMemory + offered, exact: true };
    }
    if (question.view === 'mine' && isScoped(question.actor) && question.flags === null && question.handler === null) {
      const [others, offered] = [await reading(this.deps, reader, (sql) => countHandledByOthers(sql, question)), await this.offered({ ...question, view: 'all', selection: { ...question.selection, open: true } })];
      if (others.exact) return { count: Math.max(0, inMemory + offered - others.count), exact: true };
    }
    const few = inMemory > mostCandidates ? null : nextRows(memory.points, memory.filter, memory.box, { order: 'id', descending: false, behind: null, least: mostCandidates, most: mostCandidates });
    return reading(this.deps, reader, (sql) => countLedger(sql, question, few?.whole === true ? few.ids : null));
  }

  private async offered(question: LedgerQuestion): Promise<number> {
    const { reader } = question.actor;
    return reader.sectorCodes === null ? 0 : reading(this.deps, reader, (sql) => countOffered(sql, question));
  }

  /** Gives the index with the part of the question it can answer; null while it is behind the database, and for enterprises, whose few rows the database finds by their sites. */
  private async memoryOf({ view, selection, today, box, actor }: LedgerQuestion): Promise<Memory | null> {
    const index = this.deps.index();
    if (index === null || actor.reader.siteIds !== null || index.version('hazards') < this.changed) return null;
    const day = dayOfDate(today);
    const parts = [expressionOfSelection(selectionOfView(view), day), expressionOfSelection(selection, day)].filter((part): part is Expression => part !== null);
    const filter = index.filter('hazards', {}, day, await this.scopes.of(actor.reader), parts.length === 0 ? null : combine('and', parts));
    return { points: index.points('hazards'), filter, box };
  }
}

function keyOf(sort: LedgerSort, { key }: LedgerPlace): number {
  if (sort === 'dueOn') return dayOfDate(key);
  if (sort === 'foundAt') return dayOfInstant(Date.parse(key.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')));
  return Number(key);
}
