// How do planned hazards become rows? With their owner, measures, deadline and the steps of their lives.
import type { HazardRow } from '../contract/hazards.ts';
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
    foundAt: instantOf(foundMinute),
    dueOn: life.dueDay === null ? null : writtenDay(life.dueDay),
    rectifiedAt: life.rectifiedMinute === null ? null : last('ST-AWAIT_REVIEW'),
    closedAt: life.closedMinute === null ? null : last('ST-CLOSED'),
    geometry: { type: 'Point', coordinates: [place[0], place[1]] },
    events,
    synthetic: true,
  };
}
