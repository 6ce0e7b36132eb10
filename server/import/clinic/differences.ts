// In what does a row of a file differ from what is stored?
import type { CollectionProperty } from '../../../data/contract/collections.ts';
import type { Geometry, Position } from '../../../data/contract/geometry.ts';
import type { RowFinding } from '../../../data/contract/import-clinic.ts';
import { distanceMetres } from '../../../data/contract/units.ts';
import type { StoredRow } from '../../queries/import-stored.ts';
import type { RowScope } from './scope.ts';

type Difference = RowFinding['differences'][number];

/** Degrees below which two positions are the same: a hundredth of a millimetre. */
const samePlace = 1e-10;

/** Gives the differences of a row as it would be written. Values the importer may not see are withheld; a township worked out by rule is no difference. */
export function differencesOf(row: Readonly<Record<string, unknown>>, geometry: Geometry, stored: StoredRow, properties: readonly CollectionProperty[], scope: Pick<RowScope, 'personal' | 'restricted'>): Difference[] {
  const found: Difference[] = [];
  for (const property of properties) {
    const { name } = property;
    if (name === 'events') continue;
    const after = row[name] ?? null;
    const before = stored.values[name] ?? null;
    if (after === null && ((name === 'areaCode' && stored.areaByRule) || (name === 'siteName' && stored.siteId !== null))) continue;
    if (isSame(property, before, after)) continue;
    const withheld = (property.personal && !scope.personal) || (property.restricted && !scope.restricted);
    found.push({ field: name, before: withheld || before === null ? null : String(before), after: after === null ? null : String(after), withheld });
  }
  const steps = (row['events'] as readonly unknown[] | undefined)?.length ?? 0;
  if (steps > stored.steps) found.push({ field: 'events', before: String(stored.steps), after: String(steps), withheld: false });
  if (!sameGeometry(geometry, stored.geometry)) found.push({ field: 'geometry', before: placeText(stored.geometry), after: `${placeText(geometry)}${movedText(geometry, stored.geometry)}`, withheld: false });
  return found;
}

function isSame({ format, type }: CollectionProperty, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (before === null || after === null) return false;
  if (format === 'date-time') return Date.parse(String(before)) === Date.parse(String(after));
  return type === 'number' ? Number(before) === Number(after) : String(before) === String(after);
}

function sameGeometry(a: Geometry, b: Geometry): boolean {
  return a.type === b.type && sameCoordinates(a.coordinates, b.coordinates);
}

function sameCoordinates(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((part, place) => sameCoordinates(part, b[place]));
  return typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < samePlace;
}

function firstOf(geometry: Geometry): Position {
  let part: unknown = geometry.coordinates;
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[0];
  return part as Position;
}

function placeText(geometry: Geometry): string {
  const [lng, lat] = firstOf(geometry);
  return geometry.type === 'Point' ? `${lng.toFixed(6)}, ${lat.toFixed(6)}` : `${geometry.type} ${lng.toFixed(6)}, ${lat.toFixed(6)} …`;
}

function movedText(a: Geometry, b: Geometry): string {
  if (a.type !== 'Point' || b.type !== 'Point') return '';
  const metres = distanceMetres(a.coordinates[0], a.coordinates[1], b.coordinates[0], b.coordinates[1]);
  return ` (${metres < 10 ? metres.toFixed(1) : Math.round(metres)} m)`;
}
