// Can this be the place of a row: the right shape, in degrees, longitude first?
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import type { IssueSink } from './issues.ts';

export interface GeometryRules {
  readonly types: readonly Geometry['type'][];
  /** Box of the city; places far outside it are remarked. Null before there is a city. */
  readonly box: Box | null;
}

/** Depth of nesting of the coordinates of each type; a position has depth 0. */
const nesting: Record<Geometry['type'], number> = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 };
/** Degrees beyond the city's box from which a place is remarked: about 100 km, so that boats and storms at sea pass. */
const farDegrees = 1;

const swapped = 'longitude before latitude: the axes look swapped';
const projected = 'degrees (−180…180, −90…90): values like these are projected metres, probably a CGCS2000 3-degree zone or Web Mercator; export the layer as EPSG:4326';

/** Gives the geometry with heights dropped and rings closed, or null when it cannot be used; why is told to `issues`. */
export function checkGeometry(geometry: unknown, line: number, rules: GeometryRules, issues: IssueSink): Geometry | null {
  if (typeof geometry !== 'object' || geometry === null) {
    issues.error(line, 'geometry', geometry ?? { words: 'nothing' }, `a geometry (${rules.types.join(', ')})`);
    return null;
  }
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string' || !(rules.types as readonly string[]).includes(type)) {
    issues.error(line, 'geometry', type ?? { words: 'no type' }, rules.types.join(' or '));
    return null;
  }
  const depth = nesting[type as Geometry['type']];
  const refused = new Refused();
  const clean = cleanCoordinates(coordinates, depth, refused);
  if (refused.reason === null && clean !== null) checkParts(type as Geometry['type'], clean, refused);
  if (refused.reason !== null || clean === null) {
    issues.error(line, 'geometry', refused.seen, refused.reason ?? `coordinates of a ${type}`);
    return null;
  }
  const result = { type, coordinates: clean } as Geometry;
  remarkFarPlace(result, line, rules.box, issues);
  return result;
}

/** The first thing wrong with some coordinates. */
class Refused {
  reason: string | null = null;
  seen: unknown = null;
  say(reason: string, seen: unknown): null {
    if (this.reason === null) {
      this.reason = reason;
      this.seen = seen;
    }
    return null;
  }
}

type Nested = number[] | Nested[];

function cleanCoordinates(coordinates: unknown, depth: number, refused: Refused): Nested | null {
  if (!Array.isArray(coordinates)) return refused.say('coordinates as an array', coordinates);
  if (depth === 0) return cleanPosition(coordinates, refused);
  if (coordinates.length === 0) return refused.say('coordinates that are not empty', coordinates);
  const parts: Nested[] = new Array<Nested>(coordinates.length);
  for (let place = 0; place < coordinates.length; place++) {
    const part = cleanCoordinates(coordinates[place], depth - 1, refused);
    if (part === null) return null;
    parts[place] = part;
  }
  return parts;
}

function cleanPosition(position: readonly unknown[], refused: Refused): number[] | null {
  const [lng, lat] = position;
  if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat)) return refused.say('a position [longitude, latitude] of two numbers', position);
  if (lng >= -180 && lng <= 180 && lat >= -90 && lat <= 90) return position.length === 2 ? (position as number[]) : [lng, lat];
  return refused.say(Math.abs(lng) <= 90 && Math.abs(lat) <= 180 ? swapped : projected, position);
}

function checkParts(type: Geometry['type'], coordinates: Nested, refused: Refused): void {
  if (type === 'LineString') checkLine(coordinates as number[][], refused);
  else if (type === 'MultiLineString') for (const line of coordinates as number[][][]) checkLine(line, refused);
  else if (type === 'Polygon') for (const ring of coordinates as number[][][]) closeRing(ring, refused);
  else if (type === 'MultiPolygon') for (const polygon of coordinates as number[][][][]) for (const ring of polygon) closeRing(ring, refused);
}

function checkLine(line: readonly number[][], refused: Refused): void {
  const [first] = line;
  if (!line.some((position) => position[0] !== first?.[0] || position[1] !== first?.[1])) refused.say('a line of two different positions at least', line);
}

/** Closes a ring that is open: many programs leave the last corner out. */
function closeRing(ring: number[][], refused: Refused): void {
  const first = ring[0];
  const last = ring.at(-1);
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) ring.push([...first]);
  if (ring.length < 4) refused.say('a ring of four positions at least, the last equal to the first', ring);
}

function remarkFarPlace(geometry: Geometry, line: number, box: Box | null, issues: IssueSink): void {
  if (box === null) return;
  let position: unknown = geometry.coordinates;
  while (Array.isArray(position) && Array.isArray(position[0])) position = position[0];
  const [lng = 0, lat = 0] = position as number[];
  const far = lng < box[0] - farDegrees || lng > box[2] + farDegrees || lat < box[1] - farDegrees || lat > box[3] + farDegrees;
  if (far) issues.remark(line, 'geometry', position, `a place in or near the city's box [${box.join(', ')}]`);
}
