// Which sites of a layer lie where, and where is the chosen one put? One map for the page of sites: choose, set a point, drag it, draw a line or an area.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, type LayerSpecification, Map as MapLibreMap, Marker, NavigationControl, setWorkerUrl, type VectorTileSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import { baseCollections, baseStyle, tileJsonAddress } from '../../styles/basemap.ts';
import { type ThemeName, themes } from '../../styles/tokens.ts';
import { mapLayers } from '../layers/index.ts';
import type { LayerView } from '../layers/layer.ts';
import { addIcons } from './icons.ts';
import { pick } from './pick.ts';
import { boundsOf, pointOf, type ShapeKind, startShape } from './shape-drawing.ts';
import '../../styles/place-map.css';

setWorkerUrl(workerUrl);

export interface SitesMapProps {
  readonly theme: ThemeName;
  readonly language: 'zh-CN' | 'en';
  readonly cityBox: Box;
  readonly layer: string;
  readonly dataVersion: number;
  /** Key of what is shown: the camera goes to it when it becomes another. */
  readonly subject: string;
  /** The chosen site as it is stored; null = none is chosen, or a new one is entered. */
  readonly stored: Geometry | null;
  /** Where it is put; null = as stored. */
  readonly placed: Geometry | null;
  /** `choose`: a click chooses. `move`: the point may be dragged as well. `place`: a click sets the point. Line and polygon: drawing. */
  readonly mode: 'choose' | 'move' | 'place' | ShapeKind;
  readonly label: string;
  readonly pointLabel: string;
  onPick(id: number): void;
  onPlace(geometry: Geometry): void;
}

/** Mounted with its page; its context is given back when the page goes. */
export default function SitesMap(props: SitesMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibreMap | null>(null);
  const marker = useRef<Marker | null>(null);
  const latest = useRef(props);
  latest.current = props;
  /** Counts the styles that were loaded: what stands on a style is put there anew. */
  const [round, setRound] = useState(0);

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    let made: MapLibreMap;
    try {
      made = new MapLibreMap({ container: element, style: styleOf(latest.current), bounds: [...latest.current.cityBox] as [number, number, number, number], fitBoundsOptions: { padding: 16 }, fadeDuration: 0, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 19 });
    } catch {
      // No WebGL2: the list chooses and the fields place.
      element.dataset['mapState'] = 'lost';
      return undefined;
    }
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    made.on('style.load', () => setRound((before) => before + 1));
    made.on('idle', () => (element.dataset['mapState'] = 'idle'));
    made.on('click', ({ point, lngLat }) => {
      const { mode, onPlace, onPick } = latest.current;
      if (mode === 'place') return onPlace(pointOf(lngLat.lng, lngLat.lat));
      if (mode !== 'choose' && mode !== 'move') return undefined;
      pick(made, drawnIds(latest.current), [point.x, point.y], [lngLat.lng, lngLat.lat], { onPick: ([first]) => first !== undefined && onPick(first.id) });
      return undefined;
    });
    return () => {
      map.current = null;
      marker.current = null;
      made.remove();
    };
  }, []);

  const look = `${props.theme} ${props.language}`;
  const drawnLook = useRef(look);
  useEffect(() => {
    if (drawnLook.current === look) return;
    drawnLook.current = look;
    map.current?.setStyle(styleOf(latest.current), { diff: false });
  }, [look]);

  useEffect(() => {
    if (map.current !== null && round > 0) return drawLayer(map.current, latest.current);
    return undefined;
  }, [round, props.layer]);
  useEffect(() => {
    if (map.current !== null && round > 0) renew(map.current, latest.current);
  }, [props.dataVersion]);

  const { stored, placed, mode, pointLabel, subject } = props;
  const shown = JSON.stringify([stored, placed, mode]);
  useEffect(() => {
    if (map.current !== null && round > 0) drawPlaces(map.current, latest.current);
  }, [round, props.layer, shown]);
  useEffect(() => {
    const own = map.current;
    if (own === null) return;
    const at = (placed ?? stored)?.type === 'Point' && mode !== 'choose' ? (placed ?? stored) : null;
    if (at === null || at.type !== 'Point') {
      marker.current?.remove();
      marker.current = null;
      return;
    }
    if (marker.current === null) {
      const element = document.createElement('div');
      element.className = 'place-mark place-mark-moved';
      const dragged = new Marker({ element, draggable: true, anchor: 'center' }).setLngLat([at.coordinates[0], at.coordinates[1]]).addTo(own);
      element.setAttribute('role', 'img');
      dragged.on('dragend', () => latest.current.onPlace(pointOf(dragged.getLngLat().lng, dragged.getLngLat().lat)));
      marker.current = dragged;
    }
    marker.current.getElement().title = pointLabel;
    marker.current.getElement().setAttribute('aria-label', pointLabel);
    marker.current.setLngLat([at.coordinates[0], at.coordinates[1]]);
  }, [shown, pointLabel]);

  useEffect(() => {
    const own = map.current;
    if (own === null) return;
    own.getCanvas().style.cursor = mode === 'place' ? 'crosshair' : '';
    // What was typed far away is gone to; what was dragged or clicked is in sight already.
    const bounds = boundsOf(placed ?? stored);
    if (bounds !== null && (placed === null || !own.getBounds().contains([bounds[0], bounds[1]]))) own.fitBounds(bounds, { padding: 64, maxZoom: Math.max(15, placed === null ? 0 : own.getZoom()), duration: 0 });
  }, [subject, JSON.stringify(placed), mode === 'place']);

  const shape = mode === 'line' || mode === 'polygon' ? mode : null;
  useEffect(() => {
    if (map.current === null || round === 0 || shape === null) return undefined;
    return startShape(map.current, shape, latest.current.placed ?? latest.current.stored, themes[props.theme], (geometry) => latest.current.onPlace(geometry));
  }, [round, shape, subject]);

  return <div ref={container} className="sites-map-canvas place-map" role="region" aria-label={props.label} data-map-state="starting" />;
}

function viewOf(props: SitesMapProps): LayerView {
  return { theme: themes[props.theme], language: props.language, selection: {}, origin: location.origin, dataVersion: props.dataVersion };
}

function styleOf(props: SitesMapProps) {
  const { selection: _all, ...view } = viewOf(props);
  return baseStyle({ ...view, underlay: null });
}

const isBase = (layer: string): boolean => (baseCollections as readonly string[]).includes(layer);

/** Gives what is put on the base map for a layer: its own drawing, or for a layer of the base its outlines once more, stronger. */
function partsOf(props: SitesMapProps) {
  const view = viewOf(props);
  const known = mapLayers.find(({ id }) => id === props.layer);
  if (known !== undefined) return { icons: known.icons(view.theme), sources: known.sources(view), layers: known.build(view).map(nearer) };
  const common = { source: props.layer, 'source-layer': props.layer };
  return {
    icons: [],
    sources: isBase(props.layer) ? {} : { [props.layer]: { type: 'vector' as const, url: tileJsonAddress(view.origin, props.layer, `v=${props.dataVersion}`) } },
    layers: [
      { id: `${props.layer}-chosen-fill`, type: 'fill' as const, ...common, filter: ['==', ['geometry-type'], 'Polygon'] as never, paint: { 'fill-color': view.theme.accent, 'fill-opacity': 0.12 } },
      { id: `${props.layer}-chosen-line`, type: 'line' as const, ...common, paint: { 'line-color': view.theme.accent, 'line-width': 1.5 } },
    ],
  };
}

/** Nothing else lies on this map, and each site is to be clicked: dots and signs are larger here than on the desk. */
function nearer(layer: LayerSpecification): LayerSpecification {
  if (layer.type === 'circle' && layer.id.endsWith('-dots')) return { ...layer, layout: {}, paint: { ...layer.paint, 'circle-opacity': 0.9, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 2.4, 11, 4.5] } };
  return layer;
}

const drawnIds = (props: SitesMapProps): string[] => partsOf(props).layers.map(({ id }) => id);

/** Puts a layer on the map; gives what takes it off again. */
function drawLayer(map: MapLibreMap, props: SitesMapProps): () => void {
  const { icons, sources, layers } = partsOf(props);
  const own: string[] = [];
  for (const [id, source] of Object.entries(sources)) {
    if (map.getSource(id) !== undefined) continue;
    map.addSource(id, source);
    own.push(id);
  }
  addIcons(map, icons);
  const before = map.getLayer('base-labels-begin') === undefined ? undefined : 'base-labels-begin';
  for (const layer of layers) if (map.getLayer(layer.id) === undefined) map.addLayer(layer as never, before);
  return () => {
    if (map.style === undefined || !map.isStyleLoaded()) return;
    for (const { id } of layers) if (map.getLayer(id) !== undefined) map.removeLayer(id);
    for (const id of own) if (map.getSource(id) !== undefined) map.removeSource(id);
  };
}

/** Asks for the tiles of another version of the data. */
function renew(map: MapLibreMap, props: SitesMapProps): void {
  for (const [id, source] of Object.entries(partsOf(props).sources)) if (source.type === 'vector' && source.url !== undefined) map.getSource<VectorTileSource>(id)?.setUrl(source.url);
  if (isBase(props.layer)) map.getSource<VectorTileSource>(props.layer)?.setUrl(tileJsonAddress(location.origin, props.layer, `v=${props.dataVersion}`));
}

/** Draws where it stands and where it would be: before as a dashed outline, the way between as a line. */
function drawPlaces(map: MapLibreMap, { theme, stored, placed, mode }: SitesMapProps): void {
  const features: object[] = [];
  const add = (geometry: Geometry | null, state: string): void => void (geometry !== null && features.push({ type: 'Feature', properties: { state }, geometry }));
  add(stored, placed === null ? 'stands' : 'before');
  // While it is drawn, the drawing shows itself.
  if (mode !== 'line' && mode !== 'polygon') add(placed, 'after');
  if (stored?.type === 'Point' && placed?.type === 'Point') add({ type: 'LineString', coordinates: [stored.coordinates, placed.coordinates] }, 'way');
  const data = { type: 'FeatureCollection', features } as never;
  const known = map.getSource<GeoJSONSource>('places');
  if (known !== undefined) return void known.setData(data);
  const colour = themes[theme].accent;
  const is = (...states: string[]): never => ['in', ['get', 'state'], ['literal', states]] as never;
  const [isArea, isPoint] = [['==', ['geometry-type'], 'Polygon'], ['==', ['geometry-type'], 'Point']];
  map.addSource('places', { type: 'geojson', data });
  map.addLayer({ id: 'places-area', type: 'fill', source: 'places', filter: ['all', isArea, is('stands', 'after')] as never, paint: { 'fill-color': colour, 'fill-opacity': 0.16 } });
  map.addLayer({ id: 'places-line', type: 'line', source: 'places', filter: ['all', ['!', isPoint], is('stands', 'after')] as never, paint: { 'line-color': colour, 'line-width': 3 } });
  map.addLayer({ id: 'places-before', type: 'line', source: 'places', filter: ['all', ['!', isPoint], is('before', 'way')] as never, paint: { 'line-color': themes[theme].text, 'line-width': 2, 'line-dasharray': [2, 1.5] } });
  map.addLayer({ id: 'places-ring', type: 'circle', source: 'places', filter: ['all', isPoint, is('stands', 'before')] as never, paint: { 'circle-radius': 13, 'circle-color': 'rgba(0, 0, 0, 0)', 'circle-stroke-width': 3, 'circle-stroke-color': ['match', ['get', 'state'], 'before', themes[theme].text, colour] as never } });
  return undefined;
}

