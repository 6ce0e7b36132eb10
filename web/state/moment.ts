// Which point of a storm's track is now? The one of the moment in the address, or the one nearest to the city.
import type { Box } from '../../data/contract/geometry.ts';
import type { StormPoint } from '../../data/contract/storms.ts';
import { distanceMetres } from '../../data/contract/units.ts';

/** Gives how far a point of a storm is from the middle of a box, in km along the great circle. */
export function kilometresFrom(point: Pick<StormPoint, 'lng' | 'lat'>, box: Box): number {
  return distanceMetres(point.lng, point.lat, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) / 1000;
}

/** Gives the index of the last point not after `moment` (ISO, UTC); for null the first that is nearest to the city's box; 0 for an empty track or an earlier moment. */
export function momentOf(points: readonly StormPoint[], moment: string | null, box: Box): number {
  if (moment !== null) return Math.max(0, points.findLastIndex((point) => Date.parse(point.at) <= Date.parse(moment)));
  const away = points.map((point) => kilometresFrom(point, box));
  return Math.max(0, away.indexOf(Math.min(...away)));
}
