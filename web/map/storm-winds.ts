// How far do a storm's winds reach at one of its points? Rings on the ground from radii by quadrant.
import type { StormPoint } from '../../data/contract/storms.ts';
import { earthRadiusMetres } from '../../data/contract/units.ts';

/** Area in which a storm's wind reaches a threshold: closed ring in degrees. */
export interface WindField {
  readonly thresholdMetresPerSecond: number;
  readonly ring: readonly (readonly [number, number])[];
}

const stepDegrees = 5;

/**
 * Gives the fields of wind of a point, weakest first. Radii hold for a whole quadrant (NE, SE, SW, NW), as agencies define them, so that a ring
 * steps where they differ; a quadrant without a radius shrinks to the centre. A threshold without any radius is left out.
 */
export function windFieldsOf(point: StormPoint): WindField[] {
  return point.radiiKilometres
    .filter(({ quadrants }) => quadrants.some((radius) => radius !== null && radius > 0))
    .toSorted((a, b) => a.thresholdMetresPerSecond - b.thresholdMetresPerSecond)
    .map(({ thresholdMetresPerSecond, quadrants }) => {
      const ring = quadrants.flatMap((radius, quadrant) =>
        Array.from({ length: 90 / stepDegrees + 1 }, (_, step) => placeFrom(point.lng, point.lat, quadrant * 90 + step * stepDegrees, (radius ?? 0) * 1000)),
      );
      return { thresholdMetresPerSecond, ring: [...ring, ring[0] ?? [point.lng, point.lat]] };
    });
}

/** Gives the place that lies `metres` away on a bearing (degrees from north, clockwise), on the sphere of the mean radius. */
export function placeFrom(lng: number, lat: number, bearing: number, metres: number): [number, number] {
  const radians = Math.PI / 180;
  const angle = metres / earthRadiusMetres;
  const [phi, theta] = [lat * radians, bearing * radians];
  const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta);
  const east = Math.atan2(Math.sin(theta) * Math.sin(angle) * Math.cos(phi), Math.cos(angle) - Math.sin(phi) * sine);
  return [lng + east / radians, Math.asin(sine) / radians];
}
