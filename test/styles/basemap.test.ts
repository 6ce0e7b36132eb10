// Does MapLibre accept every style we can make? The base and every layer, day and night, both languages, with and without a filter.
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { describe, expect, it } from 'vitest';
import { baseStyle } from '../../styles/basemap.ts';
import { themes } from '../../styles/tokens.ts';
import { mapLayers } from '../../web/layers/index.ts';

const origin = 'http://127.0.0.1:8080';

describe.each(['day', 'night'] as const)('the map by %s', (theme) => {
  it.each(['zh-CN', 'en'] as const)('is a valid style with all layers on, in %s', (language) => {
    for (const selection of [{}, { sectorCode: ['SEC-GAS'], overdue: true }]) {
      const base = baseStyle({ theme: themes[theme], language, origin, dataVersion: 3 });
      const view = { theme: themes[theme], language, selection, origin, dataVersion: 3 };
      const style = { ...base, sources: { ...base.sources, ...Object.assign({}, ...mapLayers.map((layer) => layer.sources(view))) }, layers: [...base.layers, ...mapLayers.flatMap((layer) => [...layer.build(view)])] };
      expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
      expect(new Set(style.layers.map(({ id }) => id)).size).toBe(style.layers.length);
      expect(Object.keys(style.sources).length).toBeGreaterThan(mapLayers.length);
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
