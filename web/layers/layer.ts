// What is a layer of the map? Pure data: sources, drawing instructions, a legend, a sentence for one feature.
import type { LayerSpecification, SourceSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Selection } from '../../data/contract/selection.ts';
import { selectionToParameters } from '../../data/contract/selection-address.ts';
import { tileJsonAddress } from '../../styles/basemap.ts';
import type { SymbolName } from '../../styles/symbols.ts';
import type { Theme } from '../../styles/tokens.ts';

/** What a layer may read when it is built. */
export interface LayerView {
  readonly theme: Theme;
  readonly language: 'zh-CN' | 'en';
  readonly selection: Selection;
  readonly origin: string;
  readonly dataVersion: number;
}

/** An image the map needs: a silhouette in a colour, with what is put around or on it. */
export interface IconRequest {
  readonly id: string;
  readonly symbol: SymbolName;
  readonly colour: string;
  readonly halo: string;
  /** A ring around it, a notch (clock hand) at its upper right. */
  readonly ring?: string;
  readonly notch?: string;
}

export interface LegendRow {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly mark:
    | { readonly kind: 'symbol'; readonly symbol: SymbolName; readonly colour: string; readonly ring?: string; readonly notch?: string }
    | { readonly kind: 'line'; readonly colour: string; readonly width: number; readonly dash?: readonly number[] }
    | { readonly kind: 'area'; readonly fill: string; readonly line: string }
    | { readonly kind: 'cell'; readonly colour: string };
}

export interface MapLayer {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** Collection behind it; null for what is worked out. */
  readonly collection: string | null;
  icons(theme: Theme): readonly IconRequest[];
  sources(view: LayerView): Readonly<Record<string, SourceSpecification>>;
  build(view: LayerView): readonly LayerSpecification[];
  legend(view: LayerView): readonly LegendRow[];
}

/** Gives the vector source of a collection's tiles for the fields of the selection it knows. */
export function vectorSource(view: LayerView, collection: string, fields: readonly string[]): SourceSpecification {
  const parameters = Object.entries(selectionToParameters(view.selection)).filter(([name]) => fields.includes(name));
  const query = new URLSearchParams([...parameters, ['v', String(view.dataVersion)]]);
  return { type: 'vector', url: tileJsonAddress(view.origin, collection, query.toString()) };
}

/** Selection fields every layer of sites answers for. */
export const siteFields = ['sectorCode', 'departmentCode', 'areaCode', 'placeTypeCode', 'riskClass'] as const;

const font = ['Noto Sans CJK SC'];

/**
 * Gives the drawing of points that may come as cells (`count`): graded circles with their number for cells, icons for points.
 * `icon` is an expression or id of an image, drawn from zoom `symbolsFrom` on, dots before; ids of the layers begin with the layer's own id.
 */
export function pointLayers(id: string, collection: string, colour: string, theme: Theme, icon: unknown, size = 0.62, symbolsFrom = 11.6): LayerSpecification[] {
  const isCell = ['has', 'count'];
  const count = ['get', 'count'];
  return [
    {
      id: `${id}-cells`,
      type: 'circle',
      source: id,
      'source-layer': collection,
      filter: ['all', isCell, ['==', ['geometry-type'], 'Point']],
      paint: {
        'circle-color': colour,
        'circle-opacity': theme.name === 'night' ? 0.5 : 0.42,
        'circle-radius': ['interpolate', ['linear'], ['sqrt', count], 1, 2, 6, 5, 30, 14],
        'circle-stroke-color': theme.map.symbolHalo,
        'circle-stroke-width': 0.6,
      },
    },
    {
      // Too small for a silhouette to be read: a dot says that something is there.
      id: `${id}-dots`,
      type: 'circle',
      source: id,
      'source-layer': collection,
      maxzoom: symbolsFrom,
      filter: ['all', ['!', isCell], ['==', ['geometry-type'], 'Point']],
      paint: { 'circle-color': colour, 'circle-opacity': 0.75, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 0.7, 9, 1.2, 13, 3] },
    },
    {
      id: `${id}-points`,
      type: 'symbol',
      minzoom: symbolsFrom,
      source: id,
      'source-layer': collection,
      filter: ['all', ['!', isCell], ['==', ['geometry-type'], 'Point']],
      layout: {
        'icon-image': icon,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 8, size * 0.42, 11, size * 0.62, 14, size, 17, size * 1.25],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-font': font,
      },
      paint: {},
    },
  ] as unknown as LayerSpecification[];
}
