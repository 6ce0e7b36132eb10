// Which streets have the towns and villages? Turned grids inside the built-up area, kept to dry land.
import type { Position } from '../contract/geometry.ts';
import { townships } from './areas.ts';
import type { Geography } from './geography.ts';
import { localMetres, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import { streetNames } from './place-names.ts';
import { createRandom } from './random.ts';
import type { Road } from './road.ts';
import type { Village } from './settlements.ts';

interface Settlement {
  readonly place: LngLat;
  readonly radiusMetres: number;
  readonly spacingMetres: number;
  readonly township: number;
  /** Name of the village, or '' for a town. */
  readonly village: string;
}

/** Gives the streets; `firstNumber` is the number of roads before them, for the codes. */
export function addStreets(seed: number, geography: Geography, villages: readonly Village[], firstNumber: number): Road[] {
  const random = createRandom(seed, 'streets');
  const settlements: Settlement[] = [
    ...townships.map((township, index) => ({ place: township.seat, radiusMetres: township.builtUpMetres, spacingMetres: township.builtUpMetres > 1_250 ? 235 : 190, township: index, village: '' })),
    ...villages.map((village) => ({ place: village.place, radiusMetres: village.radiusMetres, spacingMetres: Math.max(105, village.radiusMetres * 0.5), township: village.township, village: village.name })),
  ];
  const roads: Road[] = [];
  for (const settlement of settlements) {
    const angle = random.between(-0.5, 0.5);
    const bulge = Array.from({ length: 10 }, () => random.between(0.72, 1.2));
    const isInside = (place: LngLat): boolean => {
      const bearing = Math.atan2(place[1] - settlement.place[1], place[0] - settlement.place[0]);
      const sector = ((bearing / (2 * Math.PI) + 1) % 1) * bulge.length;
      const low = bulge[Math.floor(sector) % bulge.length] ?? 1;
      const high = bulge[Math.ceil(sector) % bulge.length] ?? 1;
      const reach = settlement.radiusMetres * (low + (sector % 1) * (high - low));
      return localMetres(place[0], place[1], settlement.place[0], settlement.place[1]) < reach && geography.coastMetres(place[0], place[1]) > 45;
    };
    const names = [...streetNames].sort(() => random.next() - 0.5);
    const count = Math.ceil((settlement.radiusMetres * 1.2) / settlement.spacingMetres);
    let named = 0;
    for (const turned of [0, 1]) {
      for (let number = -count; number <= count; number += 1) {
        // Blocks differ a little in depth; the street through the centre stays where the country road arrives.
        const across = number === 0 ? 0 : (number + random.between(-0.16, 0.16)) * settlement.spacingMetres;
        const main = number % 3 === 0;
        const start = main ? 0 : random.between(0, 0.25);
        const end = main ? 1 : random.between(0.75, 1);
        const name = settlement.village === '' ? `${names[named % names.length] ?? ''}${main ? (turned === 0 ? '路' : '大街') : turned === 0 ? '街' : '巷'}` : `${settlement.village}村${turned === 0 ? '东西' : '南北'}街`;
        named += 1;
        for (const line of dryRuns(settlement, angle + turned * (Math.PI / 2), across, start, end, isInside)) {
          const first = line[0] ?? settlement.place;
          const last = line[line.length - 1] ?? settlement.place;
          roads.push({
            code: `DL${String(firstNumber + roads.length + 1).padStart(5, '0')}`,
            name,
            rank: settlement.village === '' && main ? 5 : 6,
            line,
            lengthMetres: Math.round(localMetres(first[0], first[1], last[0], last[1])),
            township: settlement.township,
            streetOf: settlement.village === '' ? settlement.township : -1,
          });
        }
      }
    }
  }
  return roads;
}

/** Gives the parts of one grid line that lie inside the settlement on dry land, at least 130 m (a village: 70 m) long. */
function dryRuns(settlement: Settlement, angle: number, across: number, start: number, end: number, isInside: (place: LngLat) => boolean): Position[][] {
  const reach = settlement.radiusMetres * 1.2;
  const stepMetres = 35;
  const runs: Position[][] = [];
  let run: Position[] = [];
  const close = (): void => {
    const first = run[0];
    const last = run[run.length - 1];
    if (first !== undefined && last !== undefined && run.length * stepMetres > (settlement.village === '' ? 130 : 70)) {
      runs.push(run.length > 2 ? [first, ...run.slice(1, -1).filter((_, index) => index % 4 === 3), last] : [first, last]);
    }
    run = [];
  };
  for (let along = -reach * (1 - start); along <= reach * end; along += stepMetres) {
    const place = roundPlace(offsetPlace(settlement.place, along * Math.cos(angle) - across * Math.sin(angle), along * Math.sin(angle) + across * Math.cos(angle)));
    if (isInside(place)) run.push([place[0], place[1]]);
    else close();
  }
  close();
  return runs;
}
