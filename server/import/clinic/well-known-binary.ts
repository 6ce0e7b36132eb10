// Which geometry do the bytes of a GeoPackage spell? Its header, then well-known binary.
import type { Geometry, Position } from '../../../data/contract/geometry.ts';
import { AppError } from '../../errors.ts';

const envelopeBytes = [0, 32, 48, 48, 64] as const;
const names = ['', 'Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'] as const;

/** Reads a geometry of a GeoPackage (OGC 12-128r19, 2.1.3); heights and measures are dropped. Null for an empty one. Throws AppError naming the feature. */
export function readGeoPackageGeometry(bytes: Uint8Array, line: number): Geometry | null {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes[0] !== 0x47 || bytes[1] !== 0x50) throw new RangeError('magic');
    const flags = bytes[3] ?? 0;
    if ((flags & 0b1_0000) !== 0) return null;
    const reader = { view, at: 8 + (envelopeBytes[(flags >> 1) & 7] ?? 0) };
    return geometryAt(reader);
  } catch (error) {
    throw new AppError('invalid-body', `feature ${line}: seen a geometry that is broken, expected well-known binary`, {}, error);
  }
}

interface Place {
  readonly view: DataView;
  at: number;
}

function geometryAt(place: Place): Geometry {
  const little = place.view.getUint8(place.at++) === 1;
  const integer = (): number => {
    place.at += 4;
    return place.view.getUint32(place.at - 4, little);
  };
  const raw = integer();
  // Types of ISO add 1000 for heights and 2000 for measures; those of PostGIS set high bits.
  const kind = raw & 0x0fff_ffff;
  const code = kind % 1000;
  const extra = Math.floor(kind / 1000);
  const dimensions = 2 + (extra === 3 ? 2 : extra > 0 ? 1 : 0) + ((raw & 0x8000_0000) !== 0 ? 1 : 0) + ((raw & 0x4000_0000) !== 0 ? 1 : 0);
  if ((raw & 0x2000_0000) !== 0) place.at += 4;
  const position = (): Position => {
    const [x, y] = [place.view.getFloat64(place.at, little), place.view.getFloat64(place.at + 8, little)];
    place.at += 8 * dimensions;
    return [x, y];
  };
  const list = <Part>(read: () => Part): Part[] => {
    const count = integer();
    if (count > place.view.byteLength) throw new RangeError('count');
    return Array.from({ length: count }, read);
  };
  const type = names[code];
  switch (type) {
    case 'Point':
      return { type, coordinates: position() };
    case 'LineString':
      return { type, coordinates: list(position) };
    case 'Polygon':
      return { type, coordinates: list(() => list(position)) };
    case 'MultiPoint':
    case 'MultiLineString':
    case 'MultiPolygon':
      return { type, coordinates: list(() => geometryAt(place).coordinates) } as Geometry;
    default:
      throw new RangeError(`type ${code}`);
  }
}
