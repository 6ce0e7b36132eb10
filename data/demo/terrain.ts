// Where are the hills of the demo city? An invented relief, so that roads bend, villages lie in valleys and turbines stand on ridges.
import type { Geography } from './geography.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from './geography.ts';
import { createRandom } from './random.ts';

export interface Terrain {
  /** Height in metres above the sea, 0 at the coast and at sea, up to about 320. Invented. */
  heightMetres(lng: number, lat: number): number;
}

const gridSize = 256;

/** Gives the relief of a seed: three octaves of smooth noise, let down to zero towards the coast. */
export function createTerrain(seed: number, geography: Geography): Terrain {
  const random = createRandom(seed, 'terrain');
  const lattice = Float32Array.from({ length: gridSize * gridSize }, () => random.next());
  const noise = (x: number, y: number): number => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const u = smooth(x - column);
    const v = smooth(y - row);
    const at = (dx: number, dy: number): number => lattice[(((row + dy) & (gridSize - 1)) * gridSize + ((column + dx) & (gridSize - 1))) | 0] ?? 0;
    const low = at(0, 0) + u * (at(1, 0) - at(0, 0));
    const high = at(0, 1) + u * (at(1, 1) - at(0, 1));
    return low + v * (high - low);
  };
  return {
    heightMetres: (lng, lat) => {
      const coast = geography.coastMetres(lng, lat);
      if (coast <= 0) return 0;
      const x = (lng * metresPerDegreeLng) / 4200;
      const y = (lat * metresPerDegreeLat) / 4200;
      const raw = 0.6 * noise(x, y) + 0.28 * noise(x * 2.3 + 17, y * 2.3 + 31) + 0.12 * noise(x * 5.1 + 71, y * 5.1 + 13);
      // Below 0.42 lies the plain; the ridges are what rises above it.
      return Math.max(0, raw - 0.42) * 620 * Math.min(1, coast / 1500);
    },
  };
}

function smooth(value: number): number {
  return value * value * (3 - 2 * value);
}
