// Does the base map show land where land is, and no line where only a file was cut?
import { VectorTile } from '@mapbox/vector-tile';
import { booleanPointInPolygon } from '@turf/turf';
import type { Feature, Polygon } from 'geojson';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { BaseTiles, LandSource } from '../../../server/tiles/base.ts';
import { baseMaximumZoom, createBaseTiles, loadBaseTiles } from '../../../server/tiles/base.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../../../server/tiles/mercator.ts';

type Layer = { geometry: Feature['geometry'] }[];

function layersAt(base: BaseTiles, z: number, lng: number, lat: number): { land: Layer; coastline: Layer; bytes: number } {
  const size = worldSteps / 2 ** z;
  const [x, y] = [Math.floor(stepOfLng(lng) / size), Math.floor(stepOfLat(lat) / size)];
  const bytes = base.tile(z, x, y);
  const layers = bytes === null ? {} : new VectorTile(new PbfReader(bytes)).layers;
  const read = (name: string): Layer => Array.from({ length: layers[name]?.length ?? 0 }, (_, k) => layers[name]?.feature(k).toGeoJSON(x, y, z) as Feature);
  return { land: read('land'), coastline: read('coastline'), bytes: bytes?.length ?? 0 };
}

const isLand = (base: BaseTiles, z: number, lng: number, lat: number): boolean =>
  layersAt(base, z, lng, lat).land.some((feature) => booleanPointInPolygon([lng, lat], feature as Feature<Polygon>));

const square = (west: number, south: number, east: number, north: number): Feature<Polygon> => ({
  type: 'Feature',
  properties: null,
  geometry: { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] },
});

describe('base map of the real coast', () => {
  it('knows land and sea around the city at every zoom', async () => {
    const base = await loadBaseTiles('data/sources');
    for (const z of [5, 7, 9, 11, baseMaximumZoom]) {
      expect([z, isLand(base, z, 121.9, 37.2)]).toEqual([z, true]);
      expect([z, isLand(base, z, 123.5, 36.2)]).toEqual([z, false]);
    }
    for (const z of [9, 13]) {
      // The hills in the middle of the peninsula's tip, the open bay south of it, and the outer island's sea.
      expect(isLand(base, z, 122.35, 37.15)).toBe(true);
      expect(isLand(base, z, 122.55, 36.7)).toBe(false);
    }
    expect(isLand(base, 4, 127.5, 36.5)).toBe(true);
    expect(base.tag).toMatch(/^[0-9a-f]{16}$/);
  });

  it('draws no coastline along the meridian where the file was cut, and keeps tiles small', async () => {
    const base = await loadBaseTiles('data/sources');
    for (const z of [7, 9]) {
      const { coastline, land } = layersAt(base, z, 118.99, 36.2);
      expect(land.length).toBeGreaterThan(0);
      // A coastline along 119° E would span the tile from top to bottom; none of its parts is straight over half a degree.
      for (const feature of coastline) {
        const lines = feature.geometry.type === 'LineString' ? [feature.geometry.coordinates] : feature.geometry.type === 'MultiLineString' ? feature.geometry.coordinates : [];
        for (const line of lines) for (let k = 1; k < line.length; k++) expect(Math.abs((line[k]?.[1] ?? 0) - (line[k - 1]?.[1] ?? 0))).toBeLessThan(0.5);
      }
    }
    for (const z of [0, 3, 6, 8, 10, 12]) expect(layersAt(base, z, 122.4, 37.1).bytes).toBeLessThan(60_000);
  });

  it('has no tile where nothing is, out of range, or without any file', async () => {
    const base = await loadBaseTiles('data/sources');
    expect(base.tile(9, 0, 0)).toBeNull();
    expect(base.tile(baseMaximumZoom + 1, 0, 0)).toBeNull();
    expect(base.tile(3, 8, 0)).toBeNull();
    expect((await loadBaseTiles('data/no-such-folder')).tile(0, 0, 0)).toBeNull();
  });
});

describe('base map of several sources', () => {
  const wide: LandSource = { land: [square(0, 0, 40, 40), square(10, 10, 12, 30)], box: [0, 0, 40, 40], fromZoom: 0 };
  const near: LandSource = { land: [square(12, 12, 16, 16)], box: [10, 10, 20, 20], fromZoom: 5 };

  it('gives the box of a nearer source to it alone from its zoom on', () => {
    const base = createBaseTiles([wide, near], 'x');
    expect(isLand(base, 4, 18, 18)).toBe(true);
    expect(isLand(base, 5, 18, 18)).toBe(false);
    expect(isLand(base, 5, 14, 14)).toBe(true);
    expect(isLand(base, 5, 25, 14)).toBe(true);
    expect(isLand(base, 5, 14, 25)).toBe(true);
  });

  it('draws the sides of islands, not those where a file ends', () => {
    const base = createBaseTiles([wide], 'x');
    const parts = layersAt(base, 0, 1, 1).coastline;
    expect(parts.length).toBe(1);
    expect(layersAt(base, 7, 0.5, 25).coastline).toEqual([]);
    expect(layersAt(base, 7, 11.9, 25).coastline.length).toBeGreaterThan(0);
  });
});
