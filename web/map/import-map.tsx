// Where would the rows of a file lie? A small map of many places, each with the form of what would come of it; one of them may be picked out.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibreMap, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef } from 'react';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import { baseStyle } from '../../styles/basemap.ts';
import { type Theme, type ThemeName, themes } from '../../styles/tokens.ts';
import '../../styles/place-map.css';

setWorkerUrl(workerUrl);

/** What a place is drawn as: an outcome of the dry run, or a point whose system is only being tried. */
export type ImportPlaceKind = 'new' | 'changed' | 'unchanged' | 'refused' | 'tried';
export interface ShownImportPlace {
  readonly line: number;
  readonly kind: ImportPlaceKind;
  readonly geometry: Geometry;
}

export interface ImportMapProps {
  readonly places: readonly ShownImportPlace[];
  /** Line of the place that is picked out; null = none. */
  readonly picked: number | null;
  /** What the map fits whenever it changes: the places, as a rule, or the city where there are none. */
  readonly box: Box | null;
  readonly theme: ThemeName;
  readonly language: 'zh-CN' | 'en';
  readonly label: string;
  onPick?(line: number): void;
}

const source = 'import-places';
const frame = { padding: 40, maxZoom: 15, duration: 0 };

/** Mounted lazily and taken down whole. Without WebGL2 the table does without it. */
export default function ImportMap(props: ImportMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibreMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const look = useRef('');

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const { theme, language, box } = latest.current;
    let made: MapLibreMap;
    try {
      made = new MapLibreMap({ container: element, style: styleOf(theme, language), ...(box === null ? { center: [122.4, 37.1] as [number, number], zoom: 8 } : { bounds: [...box] as [number, number, number, number], fitBoundsOptions: frame }), fadeDuration: 0, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 18 });
    } catch {
      element.dataset['mapState'] = 'lost';
      return undefined;
    }
    map.current = made;
    look.current = `${theme} ${language}`;
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.touchZoomRotate.disableRotation();
    made.on('style.load', () => {
      addLayers(made, themes[latest.current.theme]);
      show(made, latest.current);
    });
    made.on('idle', () => (element.dataset['mapState'] = 'idle'));
    made.on('click', ({ point }) => {
      const reach = 6;
      const hit = made.queryRenderedFeatures([[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]], { layers: pickable.filter((id) => made.getLayer(id) !== undefined) })[0];
      if (hit !== undefined) latest.current.onPick?.(Number(hit.properties['line']));
    });
    for (const id of pickable) {
      made.on('mouseenter', id, () => (made.getCanvas().style.cursor = latest.current.onPick === undefined ? '' : 'pointer'));
      made.on('mouseleave', id, () => (made.getCanvas().style.cursor = ''));
    }
    return () => {
      map.current = null;
      made.remove();
    };
  }, []);
  useEffect(() => {
    const wanted = `${props.theme} ${props.language}`;
    if (map.current === null || look.current === wanted) return;
    look.current = wanted;
    map.current.setStyle(styleOf(props.theme, props.language), { diff: false });
  }, [props.theme, props.language]);
  const { places, picked, box } = props;
  useEffect(() => {
    if (map.current?.getSource(source) !== undefined) show(map.current, latest.current);
  }, [places]);
  useEffect(() => {
    const own = map.current;
    if (own?.getLayer('import-picked') === undefined) return;
    mark(own, picked);
    const at = firstOf(latest.current.places.find(({ line }) => line === picked)?.geometry);
    if (at !== null && !own.getBounds().contains(at)) own.easeTo({ center: at, duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 220 });
  }, [picked]);
  const corners = box?.join() ?? '';
  useEffect(() => {
    if (latest.current.box !== null) map.current?.fitBounds([...latest.current.box] as [number, number, number, number], frame);
  }, [corners]);
  return <div ref={container} className="place-map" role="region" aria-label={props.label} data-map-state="starting" />;
}

const styleOf = (theme: ThemeName, language: 'zh-CN' | 'en') => baseStyle({ theme: themes[theme], language, origin: location.origin, dataVersion: 0, underlay: null });

/** Layers whose places may be picked out. */
const pickable = ['import-line', 'import-dot', 'import-sign'];
const signs = { changed: '◆', refused: '✕' } as const;

/** Form before tone: new = full, unchanged = hollow and small, changed = lozenge, refused = cross. */
function addLayers(map: MapLibreMap, theme: Theme): void {
  if (map.getSource(source) !== undefined) return;
  const kind = ['get', 'kind'];
  const colour = ['match', kind, 'refused', theme.alarm, 'changed', theme.warn, 'unchanged', theme.textQuiet, 'tried', theme.accent, theme.good] as never;
  map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  const isPoint = ['==', ['geometry-type'], 'Point'];
  map.addLayer({ id: 'import-area', type: 'fill', source, filter: ['==', ['geometry-type'], 'Polygon'] as never, paint: { 'fill-color': colour, 'fill-opacity': 0.16 } });
  map.addLayer({ id: 'import-line', type: 'line', source, filter: ['!', isPoint] as never, paint: { 'line-color': colour, 'line-width': 2 } });
  map.addLayer({
    id: 'import-dot',
    type: 'circle',
    source,
    filter: ['all', isPoint, ['!', ['in', kind, ['literal', Object.keys(signs)]]]] as never,
    paint: { 'circle-radius': ['match', kind, 'unchanged', 3.5, 5] as never, 'circle-color': ['match', kind, 'unchanged', theme.map.land, colour] as never, 'circle-stroke-width': 1.5, 'circle-stroke-color': ['match', kind, 'unchanged', colour, theme.map.symbolHalo] as never },
  });
  map.addLayer({
    id: 'import-sign',
    type: 'symbol',
    source,
    filter: ['all', isPoint, ['in', kind, ['literal', Object.keys(signs)]]] as never,
    layout: { 'text-field': ['match', kind, 'changed', signs.changed, signs.refused] as never, 'text-size': 17, 'text-allow-overlap': true, 'text-ignore-placement': true, 'symbol-sort-key': ['match', kind, 'refused', 2, 1] as never },
    paint: { 'text-color': colour, 'text-halo-color': theme.map.symbolHalo, 'text-halo-width': 2 },
  });
  map.addLayer({ id: 'import-picked', type: 'circle', source, filter: ['==', ['get', 'line'], -1] as never, paint: { 'circle-color': 'rgba(0, 0, 0, 0)', 'circle-radius': 13, 'circle-stroke-width': 3, 'circle-stroke-color': theme.accent } });
}

function show(map: MapLibreMap, { places, picked }: ImportMapProps): void {
  void map.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features: places.map(({ line, kind, geometry }) => ({ type: 'Feature' as const, geometry: geometry as never, properties: { line, kind } })) });
  mark(map, picked);
}

function mark(map: MapLibreMap, picked: number | null): void {
  if (map.getLayer('import-picked') !== undefined) map.setFilter('import-picked', ['==', ['get', 'line'], picked ?? -1] as never);
}

function firstOf(geometry: Geometry | undefined): [number, number] | null {
  let part: unknown = geometry?.coordinates;
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[0];
  const [lng, lat] = (Array.isArray(part) ? part : []) as unknown[];
  return typeof lng === 'number' && typeof lat === 'number' ? [lng, lat] : null;
}
