// How is a geometry written as well-known binary, as GeoPackage keeps it?
import type { Geometry, Position } from '../../data/contract/geometry.ts';

const typeNumbers = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 } as const;

/** Gives the box [west, east, south, north] of a geometry, in the order GeoPackage asks for. */
function envelopeOf(geometry: Geometry): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, -Infinity, Infinity, -Infinity];
  const visit = (part: unknown): void => {
    const list = part as readonly unknown[];
    if (typeof list[0] !== 'number') return list.forEach(visit);
    const [x, y] = list as unknown as Position;
    box[0] = Math.min(box[0], x);
    box[1] = Math.max(box[1], x);
    box[2] = Math.min(box[2], y);
    box[3] = Math.max(box[3], y);
  };
  visit(geometry.coordinates);
  return box;
}

/** Bytes that grow as numbers are put in, little endian. */
class Bytes {
  private view = new DataView(new ArrayBuffer(256));
  private at = 0;

  byte(value: number): void {
    this.room(1);
    this.view.setUint8(this.at, value);
    this.at += 1;
  }

  integer(value: number): void {
    this.room(4);
    this.view.setUint32(this.at, value, true);
    this.at += 4;
  }

  double(value: number): void {
    this.room(8);
    this.view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  done(): Uint8Array {
    return new Uint8Array(this.view.buffer.slice(0, this.at));
  }

  private room(more: number): void {
    if (this.at + more <= this.view.byteLength) return;
    const larger = new Uint8Array(this.view.byteLength * 2);
    larger.set(new Uint8Array(this.view.buffer));
    this.view = new DataView(larger.buffer);
  }
}

function put(bytes: Bytes, type: Geometry['type'], coordinates: unknown): void {
  const position = ([x, y]: Position): void => {
    bytes.double(x);
    bytes.double(y);
  };
  const line = (positions: readonly Position[]): void => {
    bytes.integer(positions.length);
    positions.forEach(position);
  };
  bytes.byte(1);
  bytes.integer(typeNumbers[type]);
  if (type === 'Point') return position(coordinates as Position);
  if (type === 'LineString') return line(coordinates as Position[]);
  const parts = coordinates as readonly unknown[];
  bytes.integer(parts.length);
  if (type === 'Polygon') return (parts as Position[][]).forEach(line);
  const single = type.slice('Multi'.length) as Geometry['type'];
  for (const part of parts) put(bytes, single, part);
}

/** Gives a geometry as GeoPackage keeps it (OGC 12-128r19, 2.1.3): header with the SRS and the box, then well-known binary in two dimensions. */
export function geoPackageGeometry(geometry: Geometry, srsId: number): Uint8Array {
  const bytes = new Bytes();
  // "GP", version 0, flags: little endian, box of four numbers (none for a point, which is its own box).
  const isPoint = geometry.type === 'Point';
  for (const value of [0x47, 0x50, 0, isPoint ? 0b0000_0001 : 0b0000_0011]) bytes.byte(value);
  bytes.integer(srsId);
  if (!isPoint) for (const value of envelopeOf(geometry)) bytes.double(value);
  put(bytes, geometry.type, geometry.coordinates);
  return bytes.done();
}
