// How does a layer travel to a map? Mapbox Vector Tile 2.1, written straight into bytes, one feature at a time.
// Specification: github.com/mapbox/vector-tile-spec 2.1; field numbers in the comments are those of its vector_tile.proto.
import type { TileValue } from './columns.ts';
import { tileExtent } from './mercator.ts';

/** Room kept before the layer for its tag and length. */
const headRoom = 6;

/** Geometry types of the specification. */
const pointType = 1;
export const lineType = 2;
export const polygonType = 3;

/** Parts of a line or rings of a polygon in tile units: x, y, x, y, … Rings are closed by the writer: the last position is not the first. */
export type TileParts = readonly (readonly number[])[];

/** Writes one layer. The buffer is kept and reused: one writer serves one tile at a time. */
export class LayerWriter {
  private bytes: Uint8Array;
  private position = headRoom;
  private readonly keys = new Map<string, number>();
  private readonly values = new Map<TileValue, number>();
  private valueBytes = 0;
  private name = '';
  /** Features written since `start`. */
  features = 0;

  constructor(capacity = 262_144) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Begins a layer. `name` = collection id. */
  start(name: string): void {
    this.position = headRoom;
    this.keys.clear();
    this.values.clear();
    this.valueBytes = 0;
    this.features = 0;
    this.name = name;
    this.varint(0x78); // version (15)
    this.varint(2);
    this.text(0x0a, name); // name (1)
  }

  /** Bytes the layer has so far, keys, values and end included. */
  get size(): number {
    return this.position + this.valueBytes + 16;
  }

  /** Gives the number of a property name in this layer. */
  key(name: string): number {
    let index = this.keys.get(name);
    if (index === undefined) {
      index = this.keys.size;
      this.keys.set(name, index);
      this.valueBytes += name.length * 3 + 4;
    }
    return index;
  }

  /** Gives the number of a property value in this layer. */
  value(value: TileValue): number {
    let index = this.values.get(value);
    if (index === undefined) {
      index = this.values.size;
      this.values.set(value, index);
      this.valueBytes += typeof value === 'string' ? value.length * 3 + 6 : 12;
    }
    return index;
  }

  /** Writes a point. `tags` holds key and value numbers in turn, `tagCount` of them; `id` 0 = no id. Position in tile units. */
  point(id: number, x: number, y: number, tags: Uint32Array, tagCount: number): void {
    this.ensure(64 + tagCount * 5);
    const start = this.beginFeature(id, pointType, tags, tagCount);
    const geometry = this.position + 2;
    this.position = geometry;
    this.varint(9); // MoveTo, one position
    this.varint(zigzag(x));
    this.varint(zigzag(y));
    this.endBlock(geometry, 0x22); // geometry (4)
    this.endBlock(start, 0x12);
    this.features += 1;
  }

  /**
   * Writes a line or polygon; positions equal to the one before are dropped. Lines of fewer than two and rings of fewer than three positions or
   * without area are left out, and holes with their lost ring. Gives false when nothing was left to write.
   */
  shape(id: number, type: 2 | 3, parts: TileParts, tags: Uint32Array, tagCount: number): boolean {
    const kept = type === polygonType ? keepRings(parts.map(withoutRepeats)) : parts.map(withoutRepeats).filter((part) => part.length >= 4);
    if (kept.length === 0) return false;
    this.ensure(64 + tagCount * 5 + kept.reduce((sum, part) => sum + part.length * 5 + 16, 0));
    const start = this.beginFeature(id, type, tags, tagCount);
    const geometry = this.position + 2;
    this.position = geometry;
    let atX = 0;
    let atY = 0;
    for (const part of kept) {
      for (let k = 0; k < part.length; k += 2) {
        if (k === 0) this.varint(9); // MoveTo, one position
        if (k === 2) this.varint(((part.length / 2 - 1) << 3) | 2); // LineTo, all others
        const x = part[k] as number;
        const y = part[k + 1] as number;
        this.varint(zigzag(x - atX));
        this.varint(zigzag(y - atY));
        atX = x;
        atY = y;
      }
      if (type === polygonType) this.varint(15); // ClosePath
    }
    this.endBlock(geometry, 0x22);
    this.endBlock(start, 0x12);
    this.features += 1;
    return true;
  }

  /** Ends the layer. Gives the tile with this one layer as a copy of its own, or null when it has no feature. Tiles may be joined by concatenation. */
  finish(): Uint8Array<ArrayBuffer> | null {
    if (this.features === 0) return null;
    for (const key of this.keys.keys()) this.text(0x1a, key); // keys (3)
    for (const value of this.values.keys()) this.writeValue(value); // values (4)
    this.ensure(8);
    this.varint(0x28); // extent (5)
    this.varint(tileExtent);
    const length = this.position - headRoom;
    const head = headRoom - 1 - varintLength(length);
    const end = this.position;
    this.position = head;
    this.varint(0x1a); // layers (3) of the tile
    this.varint(length);
    return this.bytes.slice(head, end) as Uint8Array<ArrayBuffer>;
  }

  private beginFeature(id: number, type: number, tags: Uint32Array, tagCount: number): number {
    const start = this.position + 2;
    this.position = start;
    if (id > 0) {
      this.varint(0x08); // id (1)
      this.varint(id);
    }
    if (tagCount > 0) {
      const block = this.position + 2;
      this.position = block;
      for (let k = 0; k < tagCount; k++) this.varint(tags[k] as number);
      this.endBlock(block, 0x12); // tags (2)
    }
    this.varint(0x18); // type (3)
    this.varint(type);
    return start;
  }

  /** Writes tag and length before a block that began at `start` with two bytes left free; longer lengths move the block. */
  private endBlock(start: number, tag: number): void {
    const length = this.position - start;
    const width = varintLength(length);
    if (width > 1) {
      this.ensure(width);
      this.bytes.copyWithin(start + width - 1, start, this.position);
    }
    const end = this.position + width - 1;
    this.position = start - 2;
    this.varint(tag);
    this.varint(length);
    this.position = end;
  }

  private writeValue(value: TileValue): void {
    this.ensure(24);
    const start = this.position + 2;
    this.position = start;
    if (typeof value === 'string') this.text(0x0a, value); // string_value (1)
    else if (typeof value === 'boolean') {
      this.varint(0x38); // bool_value (7)
      this.varint(value ? 1 : 0);
    } else if (Number.isInteger(value) && Math.abs(value) <= 2_147_483_647) {
      this.varint(value < 0 ? 0x30 : 0x28); // sint_value (6), uint_value (5)
      this.varint(value < 0 ? zigzag(value) : value);
    } else {
      this.varint(0x19); // double_value (3)
      new DataView(this.bytes.buffer, this.bytes.byteOffset).setFloat64(this.position, value, true);
      this.position += 8;
    }
    this.endBlock(start, 0x22);
  }

  private text(tag: number, text: string): void {
    const encoded = new TextEncoder().encode(text);
    this.ensure(encoded.length + 12);
    this.varint(tag);
    this.varint(encoded.length);
    this.bytes.set(encoded, this.position);
    this.position += encoded.length;
  }

  private varint(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.bytes[this.position++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.position++] = rest;
  }

  private ensure(room: number): void {
    if (this.position + room <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.position + room));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function varintLength(value: number): number {
  return value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : value < 0x10000000 ? 4 : 5;
}

function withoutRepeats(part: readonly number[]): number[] {
  const kept: number[] = [];
  for (let k = 0; k < part.length; k += 2) {
    if (k > 0 && part[k] === kept[kept.length - 2] && part[k + 1] === kept[kept.length - 1]) continue;
    kept.push(part[k] as number, part[k + 1] as number);
  }
  return kept;
}

/** Keeps rings with area. Outer rings have positive area (clockwise on screen, y down) as the specification asks; holes follow their ring. */
function keepRings(rings: readonly number[][]): number[][] {
  const kept: number[][] = [];
  let outerKept = false;
  for (const ring of rings) {
    const closed = ring.length > 2 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1];
    const open = closed ? ring.slice(0, -2) : ring;
    const area = twiceArea(open);
    const isOuter = area > 0;
    const lost = open.length < 6 || area === 0;
    if (isOuter) outerKept = !lost;
    if (!lost && (isOuter || outerKept)) kept.push(open);
  }
  return kept;
}

function twiceArea(ring: readonly number[]): number {
  let sum = 0;
  for (let k = 0, before = ring.length - 2; k < ring.length; before = k, k += 2) {
    sum += (ring[before] as number) * (ring[k + 1] as number) - (ring[k] as number) * (ring[before + 1] as number);
  }
  return sum;
}
