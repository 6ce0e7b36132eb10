// Does MapLibre accept every style we can make? The base and every layer, day and night, both languages, with and without a filter.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import type { Basemap } from '../../data/contract/basemaps.ts';
import { baseStyle } from '../../styles/basemap.ts';
import { underlayOf } from '../../styles/operator-basemap.ts';
import { themes } from '../../styles/tokens.ts';
import { mapLayers } from '../../web/layers/index.ts';

const origin = 'http://127.0.0.1:8080';

describe.each(['day', 'night'] as const)('the map by %s', (theme) => {
  it.each(['zh-CN', 'en'] as const)('is a valid style with all layers on, in %s', (language) => {
    for (const selection of [{}, { sectorCode: ['SEC-GAS'], overdue: true }]) {
      const base = baseStyle({ theme: themes[theme], language, origin, dataVersion: 3, underlay: null });
      const view = { theme: themes[theme], language, selection, origin, dataVersion: 3 };
      const style = { ...base, sources: { ...base.sources, ...Object.assign({}, ...mapLayers.map((layer) => layer.sources(view))) }, layers: [...base.layers, ...mapLayers.flatMap((layer) => [...layer.build(view)])] };
      expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
      expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length);
      expect(Object.keys(style.sources).length).toBeGreaterThan(mapLayers.length);
    }
  });

  it.each(['raster', 'protomaps', 'openmaptiles', 'style'] as const)("is a valid style over an operator's basemap drawn as %s", (drawn) => {
    for (const language of ['zh-CN', 'en'] as const) {
      const basemap: Basemap = { id: 'office', name: '图', nameEn: null, attribution: '局', drawn, tiles: drawn === 'raster' ? ['0/{z}/{x}/{y}', '1/{z}/{x}/{y}'] : ['0/{z}/{x}/{y}'], tileSize: 256, minZoom: 2, maxZoom: 16, box: [121, 36, 123, 38], styleUrl: null };
      const foreign: StyleSpecification = { version: 8, sprite: 'https://maps.example/sprite', glyphs: 'https://maps.example/{fontstack}/{range}', sources: { land: { type: 'vector', url: 'https://maps.example/t.json' } }, layers: [{ id: 'sea', type: 'fill', source: 'land', 'source-layer': 'x', paint: {} }] };
      const own = baseStyle({ theme: themes[theme], language, origin, dataVersion: 3, underlay: null });
      const style = baseStyle({ theme: themes[theme], language, origin, dataVersion: 3, underlay: underlayOf(basemap, foreign, themes[theme], language, origin) });
      expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
      const ids = style.layers.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      // Under the data, over the sea; our own land and roads give way, borders and the names of townships stay.
      expect(ids.findIndex((id) => id.startsWith('operator-'))).toBe(ids.indexOf('land') + 1);
      expect(ids).not.toContain('buildings');
      for (const id of ['sea', 'borders', 'base-labels-begin', 'label-township']) expect(ids).toContain(id);
      // Labels are drawn with this machine's fonts, never a glyph server's.
      expect(style.glyphs).toBeUndefined();
      expect(own.layers.some(({ id }) => id.startsWith('operator-'))).toBe(false);
    }
  });

  it('every layer has a legend in both languages, told apart by shape and not by colour alone', () => {
    const shapes = mapLayers.map((layer) => {
      const rows = layer.legend({ theme: themes[theme], language: 'en', selection: {}, origin, dataVersion: 1 });
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect([row.zh.length > 0, /^[\x20-\x7E–²’·]+$/.test(row.en)]).toEqual([true, true]);
      const mark = rows[0]?.mark;
      return mark?.kind === 'symbol' ? mark.symbol : `${mark?.kind} ${mark?.kind === 'line' ? mark.width : ''}`;
    });
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});
