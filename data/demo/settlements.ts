// Where do the people of the demo city live? The seats of the townships, and villages in the valleys and along the coast.
import type { Geography } from './geography.ts';
import { localMetres, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import { townships } from './areas.ts';
import { coastalVillageNames, inlandVillageNames } from './place-names.ts';
import { createRandom } from './random.ts';
import type { Terrain } from './terrain.ts';

export interface Village {
  readonly name: string;
  readonly township: number;
  readonly place: LngLat;
  readonly population: number;
  readonly radiusMetres: number;
  readonly coastal: boolean;
}

/** Least distance between two villages, and of a village from the built-up edge of a seat, metres. */
const villageSpacingMetres = 1_150;
const villageCount = 300;

/** Gives the villages, at most 300: none at sea, none closer than 1,150 m to another, none in a built-up area. */
export function buildVillages(seed: number, geography: Geography, terrain: Terrain): Village[] {
  const random = createRandom(seed, 'villages');
  const villages: { place: [number, number]; township: number; coastal: boolean }[] = [];
  for (let attempt = 0; attempt < 30_000 && villages.length < villageCount; attempt += 1) {
    const place = roundPlace([random.between(122.14, 122.71), random.between(36.83, 37.44)]);
    const wish = random.next();
    const coast = geography.coastMetres(place[0], place[1]);
    if (coast < 260) continue;
    const nearSea = coast < 2_200;
    const attraction = (nearSea ? 1 : 0.55) * Math.exp(-terrain.heightMetres(place[0], place[1]) / 60);
    if (wish > attraction) continue;
    const township = geography.townshipAt(place[0], place[1]);
    if (township < 0) continue;
    const crowded =
      villages.some((village) => localMetres(village.place[0], village.place[1], place[0], place[1]) < villageSpacingMetres) ||
      townships.some((seat) => localMetres(seat.seat[0], seat.seat[1], place[0], place[1]) < seat.builtUpMetres + 450);
    if (!crowded) villages.push({ place, township, coastal: nearSea });
  }
  const used = { coastal: 0, inland: 0 };
  const shares = villages.map(() => random.between(0.35, 1.9));
  const sums = townships.map((_, township) => villages.reduce((sum, village, index) => (village.township === township ? sum + (shares[index] ?? 0) : sum), 0));
  return villages.map(({ place, township, coastal }, index) => {
    const key = coastal ? 'coastal' : 'inland';
    const names = coastal ? coastalVillageNames : inlandVillageNames;
    const base = names[used[key] % names.length] ?? '';
    // A second round through the list tells its villages apart by their side.
    const name = used[key] < names.length ? base : `${base}新`;
    used[key] += 1;
    const rural = (townships[township]?.population ?? 0) * (1 - (townships[township]?.urbanShare ?? 0));
    const population = Math.round((rural * (shares[index] ?? 1)) / Math.max(1e-9, sums[township] ?? 1));
    return { name, township, place, coastal, population, radiusMetres: Math.round(90 + 5.5 * Math.sqrt(population)) };
  });
}
