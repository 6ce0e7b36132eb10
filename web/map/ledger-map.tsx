// Where do the rows of the ledger lie? A quiet map beside the table, mounted once: what the table holds stands out, all that matches lies behind it.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibreMap, NavigationControl, setWorkerUrl, type VectorTileSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef } from 'react';
import type { Box } from '../../data/contract/geometry.ts';
import { baseStyle, tileJsonAddress } from '../../styles/basemap.ts';
import { levelColour } from '../../styles/risk.ts';
import { type ThemeName, themes } from '../../styles/tokens.ts';

setWorkerUrl(workerUrl);

export interface LedgerPlace {
  readonly id: number;
  readonly lng: number;
  readonly lat: number;
  readonly levelCode: string;
  readonly closed: boolean;
}

export interface LedgerMapProps {
  readonly places: readonly LedgerPlace[];
  readonly focused: number | null;
  readonly hovered: number | null;
  /** Filter of the tiles behind the places, as parameters; null = none are drawn, as for a past day. */
  readonly tileQuery: string | null;
  readonly dataVersion: number;
  readonly cityBox: Box;
  readonly theme: ThemeName;
  readonly language: 'zh-CN' | 'en';
  readonly label: string;
  onPick(id: number): void;
  onBox(box: Box): void;
}

export function LedgerMap(props: LedgerMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibreMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const drawn = useRef('');
  const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const { theme, language, cityBox } = latest.current;
    let own: MapLibreMap;
    try {
      own = new MapLibreMap({ container: element, style: styleOf(latest.current), bounds: [...cityBox] as [number, number, number, number], fitBoundsOptions: { padding: 16 }, fadeDuration: 0, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxZoom: 18 });
    } catch {
      // No WebGL2: the table does without.
      element.dataset['mapState'] = 'lost';
      return undefined;
    }
    map.current = own;
    own.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    own.on('style.load', () => {
      addData(own, latest.current);
      show(own, latest.current);
    });
    own.on('moveend', () => latest.current.onBox(boxOf(own)));
    own.on('idle', () => (element.dataset['mapState'] = 'idle'));
    own.on('click', 'ledger-rows', ({ features }) => {
      const id = features?.[0]?.id;
      if (typeof id === 'number') latest.current.onPick(id);
    });
    own.on('mouseenter', 'ledger-rows', () => (own.getCanvas().style.cursor = 'pointer'));
    own.on('mouseleave', 'ledger-rows', () => (own.getCanvas().style.cursor = ''));
    drawn.current = `${theme} ${language}`;
    return () => {
      map.current = null;
      own.remove();
    };
  }, []);

  useEffect(() => {
    const look = `${props.theme} ${props.language}`;
    if (drawn.current === look || map.current === null) return;
    drawn.current = look;
    map.current.setStyle(styleOf(latest.current), { diff: false });
  }, [props.theme, props.language]);

  const { places, focused, hovered, tileQuery, dataVersion } = props;
  useEffect(() => {
    if (map.current?.getSource('ledger-rows') !== undefined) show(map.current, latest.current);
  }, [places, tileQuery, dataVersion]);
  useEffect(() => {
    const own = map.current;
    if (own?.getLayer('ledger-focus') === undefined) return;
    mark(own, latest.current);
    const place = places.find(({ id }) => id === focused);
    if (place !== undefined && !own.getBounds().contains([place.lng, place.lat])) own.easeTo({ center: [place.lng, place.lat], duration: still() ? 0 : 220 });
  }, [focused, hovered]);

  return <div ref={container} className="ledger-map-canvas" role="region" aria-label={props.label} data-map-state="starting" />;
}

function styleOf({ theme, language, dataVersion }: LedgerMapProps) {
  return baseStyle({ theme: themes[theme], language, origin: location.origin, dataVersion, underlay: null });
}

function boxOf(map: MapLibreMap): Box {
  const bounds = map.getBounds();
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
}

const tilesOf = ({ tileQuery, dataVersion }: LedgerMapProps): string => tileJsonAddress(location.origin, 'hazards', `${tileQuery === null || tileQuery === '' ? '' : `${tileQuery}&`}v=${dataVersion}`);

/** Puts our layers under the labels of the base map. */
function addData(map: MapLibreMap, props: LedgerMapProps): void {
  const theme = themes[props.theme];
  const before = map.getLayer('base-labels-begin') === undefined ? undefined : 'base-labels-begin';
  map.addSource('ledger-all', { type: 'vector', url: tilesOf(props) });
  map.addSource('ledger-rows', { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
  const count = ['coalesce', ['get', 'count'], 1];
  map.addLayer({ id: 'ledger-all', type: 'circle', source: 'ledger-all', 'source-layer': 'hazards', paint: { 'circle-color': theme.textQuiet, 'circle-opacity': 0.32, 'circle-radius': ['interpolate', ['linear'], ['sqrt', count], 1, 2, 12, 7, 60, 12] as never } }, before);
  const colour = ['match', ['get', 'levelCode'], 'LV-M', levelColour(theme, 'LV-M'), 'LV-L', levelColour(theme, 'LV-L'), levelColour(theme, 'LV-G')];
  map.addLayer(
    {
      id: 'ledger-rows',
      type: 'circle',
      source: 'ledger-rows',
      layout: { 'circle-sort-key': ['match', ['get', 'levelCode'], 'LV-M', 1, 0] as never },
      // Closed = hollow, major = larger: told by form, not by tone alone.
      paint: { 'circle-color': ['case', ['get', 'closed'], theme.map.land, colour] as never, 'circle-radius': ['match', ['get', 'levelCode'], 'LV-M', 6.5, 4.5] as never, 'circle-stroke-width': 1.5, 'circle-stroke-color': ['case', ['get', 'closed'], colour, theme.map.symbolHalo] as never },
    },
    before,
  );
  map.addLayer({ id: 'ledger-focus', type: 'circle', source: 'ledger-rows', filter: ['==', ['id'], -1] as never, paint: { 'circle-color': 'rgba(0, 0, 0, 0)', 'circle-radius': 12, 'circle-stroke-width': 3, 'circle-stroke-color': theme.accent } });
  map.addLayer({ id: 'ledger-hover', type: 'circle', source: 'ledger-rows', filter: ['==', ['id'], -1] as never, paint: { 'circle-color': 'rgba(0, 0, 0, 0)', 'circle-radius': 10, 'circle-stroke-width': 2, 'circle-stroke-color': theme.text } });
}

function show(map: MapLibreMap, props: LedgerMapProps): void {
  const features = props.places.map(({ id, lng, lat, levelCode, closed }) => ({ type: 'Feature' as const, id, geometry: { type: 'Point' as const, coordinates: [lng, lat] }, properties: { levelCode, closed } }));
  void map.getSource<GeoJSONSource>('ledger-rows')?.setData({ type: 'FeatureCollection', features });
  const all = map.getSource<VectorTileSource>('ledger-all');
  map.setLayoutProperty('ledger-all', 'visibility', props.tileQuery === null ? 'none' : 'visible');
  if (all !== undefined && props.tileQuery !== null && all.url !== tilesOf(props)) all.setUrl(tilesOf(props));
  mark(map, props);
}

function mark(map: MapLibreMap, { focused, hovered }: LedgerMapProps): void {
  map.setFilter('ledger-focus', ['==', ['id'], focused ?? -1] as never);
  map.setFilter('ledger-hover', ['==', ['id'], hovered ?? -1] as never);
}
