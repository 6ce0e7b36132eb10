// Which placemarks does a KML hold, with the data beside them? Read as a stream.
import type { Geometry, Position } from '../../../data/contract/geometry.ts';
import type { FoundRecord } from '../found.ts';
import { readXml, type XmlHandlers } from './xml.ts';

/** Reads placemarks (OGC KML 2.3): name, description, address, ExtendedData, and points, lines, polygons and their collections of one kind. */
export async function* readKml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FoundRecord[]> {
  const reader = new KmlReader();
  for await (const _ of readXml(bytes, reader)) {
    if (reader.found.length < 300) continue;
    yield reader.take();
  }
  yield reader.take();
}

class KmlReader implements XmlHandlers {
  found: FoundRecord[] = [];
  private line = 0;
  private inside = false;
  private properties: Record<string, unknown> = {};
  private shapes: Geometry[] = [];
  private path: string[] = [];
  private text_ = '';
  private dataName = '';
  private positions: Position[] = [];
  private rings: Position[][] = [];

  take(): FoundRecord[] {
    const taken = this.found;
    this.found = [];
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.path.push(name);
    this.text_ = '';
    if (name === 'Placemark') {
      this.inside = true;
      this.line++;
      this.properties = {};
      this.shapes = [];
    } else if (name === 'Data' || name === 'SimpleData') this.dataName = attributes['name'] ?? '';
    else if (name === 'Polygon') this.rings = [];
  }

  text(text: string): void {
    if (this.inside && this.text_.length < 4_000_000) this.text_ += text;
  }

  close(name: string): void {
    this.path.pop();
    const parent = this.path.at(-1);
    if (!this.inside) return;
    const text = this.text_.trim();
    if (parent === 'Placemark' && (name === 'name' || name === 'description' || name === 'address' || name === 'phoneNumber')) this.properties[name] = text;
    else if ((name === 'value' && parent === 'Data') || name === 'SimpleData') this.properties[this.dataName] = text;
    else if (name === 'coordinates') this.positions = positionsOf(text);
    else if (name === 'Point' && this.positions[0] !== undefined) this.shapes.push({ type: 'Point', coordinates: this.positions[0] });
    else if (name === 'LineString') this.shapes.push({ type: 'LineString', coordinates: this.positions });
    // The outer ring comes first by the schema.
    else if (name === 'LinearRing' && (parent === 'outerBoundaryIs' || parent === 'innerBoundaryIs')) this.rings.push(this.positions);
    else if (name === 'Polygon') this.shapes.push({ type: 'Polygon', coordinates: this.rings });
    else if (name === 'Placemark') {
      this.inside = false;
      this.found.push({ line: this.line, id: undefined, properties: this.properties, geometry: together(this.shapes) });
    }
    this.text_ = '';
  }
}

function positionsOf(text: string): Position[] {
  return text.split(/\s+/).filter((part) => part !== '').map((part) => {
    const [lng, lat] = part.split(',').map(Number);
    return [lng ?? Number.NaN, lat ?? Number.NaN];
  });
}

/** One geometry of several: a multi geometry when all are of one kind, else a GeometryCollection, which the door refuses by name. */
function together(shapes: readonly Geometry[]): unknown {
  if (shapes.length <= 1) return shapes[0] ?? null;
  const type = shapes[0]?.type;
  if (shapes.some((shape) => shape.type !== type)) return { type: 'GeometryCollection', geometries: shapes };
  return { type: `Multi${type ?? ''}`, coordinates: shapes.map(({ coordinates }) => coordinates) };
}
