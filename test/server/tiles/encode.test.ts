// Do others read what we write? Round trips through the reference decoder, and side by side with the maintained encoder.
import { VectorTile } from '@mapbox/vector-tile';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { LayerWriter } from '../../../server/tiles/encode.ts';

const read = (bytes: Uint8Array): VectorTile => new VectorTile(new PbfReader(bytes));
const coordinate = fc.integer({ min: -64, max: 4160 });
const value = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.boolean(),
  fc.integer({ min: -2_000_000, max: 2_000_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
);

describe('tile writer', () => {
  it('points come back with id, position and properties', () => {
    const feature = fc.record({ id: fc.integer({ min: 1, max: 2 ** 31 - 1 }), x: coordinate, y: coordinate, properties: fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,10}$/), value, { maxKeys: 6 }) });
    const writer = new LayerWriter(64);
    fc.assert(
      fc.property(fc.array(feature, { minLength: 1, maxLength: 30 }), (features) => {
        writer.start('hazards');
        for (const { id, x, y, properties } of features) {
          const tags = Uint32Array.from(Object.entries(properties).flatMap(([name, content]) => [writer.key(name), writer.value(content)]));
          writer.point(id, x, y, tags, tags.length);
        }
        const estimate = writer.size;
        const bytes = writer.finish() as Uint8Array;
        const layer = read(bytes).layers['hazards'];
        if (layer === undefined) throw new Error('no layer');
        expect([layer.version, layer.extent, layer.length]).toEqual([2, 4096, features.length]);
        for (const [k, { id, x, y, properties }] of features.entries()) {
          const back = layer.feature(k);
          expect(back.id).toBe(id);
          expect(back.type).toBe(1);
          expect(back.loadGeometry().map((ring) => ring.map((point) => [point.x, point.y]))).toEqual([[[x, y]]]);
          expect({ ...back.properties }).toEqual({ ...properties });
        }
        expect(bytes.length).toBeLessThanOrEqual(estimate);
      }),
    );
  });

  it('lines and polygons decode to the same as those of vt-pbf', () => {
    const ring = (cx: number, cy: number, radius: number, corners: number): number[][] =>
      Array.from({ length: corners + 1 }, (_, k) => [cx + radius * Math.cos((2 * Math.PI * k) / corners), cy + radius * Math.sin((2 * Math.PI * k) / corners)]);
    const slicer = new GeoJSONVT(
      {
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', id: 3, properties: { kind: 'line' }, geometry: { type: 'LineString', coordinates: [[-20, 3], [10, 40], [70, -30]] } },
          { type: 'Feature', id: 4, properties: { kind: 'hole', deep: 2.5, open: true }, geometry: { type: 'Polygon', coordinates: [ring(10, 10, 20, 400), ring(10, 10, 5, 12).reverse()] } },
          { type: 'Feature', id: 5, properties: { kind: 'two' }, geometry: { type: 'MultiPolygon', coordinates: [[ring(60, 10, 9, 7)], [ring(90, 10, 9, 7).reverse(), ring(90, 10, 4, 7)]] } },
        ],
      },
      { maxZoom: 4, wrap: false },
    );
    const writer = new LayerWriter();
    for (const [z, x, y] of [[0, 0, 0], [1, 1, 0], [2, 2, 1], [3, 4, 3]] as const) {
      const tile = slicer.getTile(z, x, y);
      if (tile === null) throw new Error('no tile');
      writer.start('roads');
      for (const feature of tile.features) {
        if (feature.type === 1) continue;
        const tags = Uint32Array.from(Object.entries(feature.tags ?? {}).flatMap(([name, content]) => [writer.key(name), writer.value(content as string)]));
        writer.shape(Number(feature.id), feature.type, feature.geometry.map((part) => part.flat()), tags, tags.length);
      }
      const ours = read(writer.finish() as Uint8Array).layers['roads'];
      const theirs = read(fromGeojsonVt({ roads: tile }, { version: 2, extent: 4096 })).layers['roads'];
      expect(ours?.length).toBe(theirs?.length);
      for (let k = 0; k < (ours?.length ?? 0); k++) {
        const [a, b] = [ours?.feature(k), theirs?.feature(k)];
        expect([a?.id, a?.type, { ...a?.properties }]).toEqual([b?.id, b?.type, { ...b?.properties }]);
        expect(a?.toGeoJSON(x, y, z).geometry).toEqual(b?.toGeoJSON(x, y, z).geometry);
      }
    }
  });

  it('leaves out what has no extent, and holes with their lost ring', () => {
    const writer = new LayerWriter();
    const none = new Uint32Array(0);
    writer.start('buildings');
    expect(writer.shape(1, 2, [[5, 5, 5, 5]], none, 0)).toBe(false);
    expect(writer.shape(2, 3, [[0, 0, 9, 0, 18, 0, 0, 0]], none, 0)).toBe(false);
    expect(writer.finish()).toBeNull();
    writer.start('buildings');
    expect(writer.shape(3, 3, [[0, 0, 10, 0, 10, 10, 0, 10, 0, 0], [2, 2, 2, 4, 4, 4, 4, 2, 2, 2]], none, 0)).toBe(true);
    const feature = read(writer.finish() as Uint8Array).layers['buildings']?.feature(0);
    expect(feature?.loadGeometry().map((ring) => ring.length)).toEqual([5, 5]);
  });

  it('tiles joined by concatenation hold both layers', () => {
    const writer = new LayerWriter();
    const parts = ['hazards', 'vessels'].map((name) => {
      writer.start(name);
      writer.point(1, 2, 3, new Uint32Array(0), 0);
      return writer.finish() as Uint8Array;
    });
    expect(Object.keys(read(Buffer.concat(parts)).layers)).toEqual(['hazards', 'vessels']);
  });
});
