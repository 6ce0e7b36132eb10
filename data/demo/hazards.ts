// How do planned hazards become rows? With their owner, measures, deadline and the steps of their lives.
import type { HazardEventRow, HazardRow } from '../contract/hazards.ts';
import { townships } from './areas.ts';
import { instantOf, writtenDay } from './calendar.ts';
import { writeSteps } from './hazard-lives.ts';
import { personName } from './people.ts';
import { createRandom, type Random } from './random.ts';
import type { PlannedHazard } from './records.ts';

/** Gives a maker of rows. Names of owners come from a stream of their own, one place for each hazard. */
export function createHazardRows(seed: number): (hazard: PlannedHazard, index: number) => HazardRow {
  const random = createRandom(seed, 'hazard-owners');
  return (hazard, index) => rowOf(random, hazard, index);
}

function rowOf(random: Random, { code, site, place, township, sectorCode, departmentCode, sourceCode, foundMinute, described, life }: PlannedHazard, index: number): HazardRow {
  random.seek(index);
  const events = writeSteps(life.steps);
  const last = (status: string): string | null => events.findLast((event) => event.toStatusCode === status)?.at ?? null;
  return {
    code,
    title: described.title,
    siteLayer: site?.layer ?? null,
    siteCode: site?.code ?? null,
    siteName: site?.name ?? null,
    sectorCode,
    departmentCode,
    areaCode: townships[township]?.code ?? null,
    sourceCode,
    levelCode: described.major ? 'LV-M' : 'LV-G',
    statusCode: life.statusCode,
    kindCode: described.kindCode,
    elementCode: described.elementCode,
    depthCode: described.depthCode,
    clauseId: described.clauseId,
    ownerName: life.assigned ? personName(random) : null,
    measures: life.assigned ? described.measures : null,
    interimControl: life.assigned && described.major ? '停用涉险部位，设警戒并专人值守' : null,
    // A major hazard starts with measures, funds, deadline, person and plan; sums are round, as sums set aside are.
    fundsYuan: life.assigned && described.major ? 10_000 * random.integer(2, 120) : null,
    contingencyPlan: life.assigned && described.major ? '现场处置方案已修订并演练' : null,
    expertRecord: null,
    foundAt: instantOf(foundMinute),
    dueOn: life.dueDay === null ? null : writtenDay(life.dueDay),
    rectifiedAt: life.rectifiedMinute === null ? null : last('ST-AWAIT_REVIEW'),
    closedAt: life.closedMinute === null ? null : last('ST-CLOSED'),
    flags: flagsOf(events),
    geometry: { type: 'Point', coordinates: [place[0], place[1]] },
    events,
    synthetic: true,
  };
}

/** Flags that stand at the end of the steps: notes of the demo carry their codes. An answer takes the request's place, and closing takes away what no longer holds. */
function flagsOf(events: readonly HazardEventRow[]): string | null {
  const flags = new Set<string>();
  for (const { note, toStatusCode } of events) {
    const flag = /FL-[A-Z_]+/.exec(note ?? '')?.[0];
    if (flag?.startsWith('FL-EXT_') === true) for (const other of ['FL-EXT_PENDING', 'FL-EXT_OK', 'FL-EXT_NO']) flags.delete(other);
    // Being overdue is worked out each day.
    if (flag !== undefined && flag !== 'FL-OVERDUE') flags.add(flag);
    if (toStatusCode === 'ST-CLOSED') for (const over of ['FL-SUSPENDED', 'FL-LISTED', 'FL-EXT_PENDING']) flags.delete(over);
  }
  return flags.size === 0 ? null : [...flags].sort().join(' ');
}
