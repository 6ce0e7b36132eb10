// Which figures does a bulletin freeze? Read page by page as known at its cut-off, in a worker, added up by the kernel.
import { type BulletinFacts, type BulletinList, bulletinLists, type BulletinSummary, type FigureId, figureIds } from '../../data/contract/bulletins.ts';
import { overdueDaysOf } from '../../data/contract/hazard-deadlines.ts';
import { dateOfDay, dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { connectDatabase, type DatabaseTarget, type Queryable } from '../db/database.ts';
import { readBulletinFacts } from '../queries/bulletins.ts';
import { readCity, readDataState } from '../queries/city.ts';
import { type AsKnownQuestion, readHazardsAsKnown, readLastHazardId } from '../queries/hazards-as-known.ts';
import { readPeriodRecords } from '../queries/period-records.ts';
import { BulletinTally, type NamedHazard } from './bulletin.kernel.ts';

/** What a worker needs; it can be cloned into a thread. */
export interface BulletinPayload {
  readonly target: DatabaseTarget;
  readonly cutOff: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  /** The bulletin it is compared with; null = none before it. */
  readonly previous: Pick<BulletinSummary, 'id' | 'cutOff'> & { readonly number: string } | null;
}

export interface BulletinResult {
  readonly facts: BulletinFacts;
  readonly lists: Readonly<Record<BulletinList, readonly NamedHazard[]>>;
  readonly dataVersion: number;
}

/** Ids read at once: keeps the embedded session free for others in between. */
const pageIds = 4000;
/** Figures that the comparison with the bulletin before tells. */
const compared: readonly FigureId[] = figureIds.filter((id) => !['beingVerified', 'merged', 'transferred', 'generals', 'deadlinesUnknown', 'majorBound'].includes(id));

/** Works out a bulletin over a connection of its own. The same question over the same events gives the same facts, whatever happened after the cut-off. */
export async function makeBulletin(payload: BulletinPayload, onProgress: (done: number, total: number) => void): Promise<BulletinResult> {
  const database = connectDatabase(payload.target);
  try {
    return await factsOf(database.sql, payload, onProgress);
  } finally {
    await database.close();
  }
}

const midnight = (date: string): string => `${date}T00:00:00+08:00`;

/** Gives the facts as this handle sees the database: all of it, for a bulletin of the whole city. */
export async function factsOf(sql: Queryable, { cutOff, periodFrom, periodTo, previous }: Omit<BulletinPayload, 'target'>, onProgress: (done: number, total: number) => void): Promise<BulletinResult> {
  const city = await readCity(sql);
  const { version } = await readDataState(sql);
  const since = previous?.cutOff ?? midnight(periodFrom);
  const question: AsKnownQuestion = { at: cutOff, periodFrom: midnight(periodFrom), periodEnd: midnight(dateOfDay(dayOfDate(periodTo) + 1)) };
  const tally = new BulletinTally({ cutOff, periodFrom, periodTo, since });
  const last = await readLastHazardId(sql);
  for (let from = 1; from <= last; from += pageIds) {
    onProgress(from - 1, last);
    tally.add(await readHazardsAsKnown(sql, question, { from, to: from + pageIds - 1 }));
  }
  onProgress(last, last);
  const records = await readPeriodRecords(sql, question);
  const lateThen = await overdueAt(sql, { ...question, at: since }, tally.candidates());
  const { lists, ...counted } = tally.finish(records, lateThen);
  const areas = await sql.unsafe<{ code: string; zh: string; en: string }[]>('select code, name as zh, coalesce(name_en, name) as en from areas order by code');
  const before = previous === null ? null : await readBulletinFacts(sql, previous.id);
  const facts: BulletinFacts = {
    cutOff,
    periodFrom,
    periodTo,
    since,
    cityName: city?.name ?? '',
    cityNameEn: city?.nameEn ?? city?.name ?? '',
    synthetic: city?.synthetic ?? false,
    ...counted,
    areaNames: Object.fromEntries(areas.map(({ code, zh, en }) => [code, { zh, en }])),
    changes: previous === null || before === null ? null : { previousNumber: previous.number, previousCutOff: previous.cutOff, figures: compared.map((id) => ({ id, before: before.figures[id]?.value ?? null, now: counted.figures[id].value })) },
  };
  return { facts, lists: Object.fromEntries(bulletinLists.map((list) => [list, lists[list]])) as Record<BulletinList, NamedHazard[]>, dataVersion: version };
}

/** Gives which of some hazards were overdue at an instant, as known then. */
async function overdueAt(sql: Queryable, question: AsKnownQuestion, ids: readonly number[]): Promise<Set<number>> {
  const today = dayOfInstant(Date.parse(question.at));
  const late = new Set<number>();
  for (let place = 0; place < ids.length; place += pageIds) {
    for (const row of await readHazardsAsKnown(sql, question, { ids: ids.slice(place, place + pageIds) })) if (overdueDaysOf(row.statusCode, row.dueDay, today) > 0) late.add(row.id);
  }
  return late;
}
