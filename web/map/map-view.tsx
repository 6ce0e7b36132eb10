// Where does the map touch the page? The only file that speaks to MapLibre; mounted once, never unmounted.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, Map as MapLibreMap, setWorkerUrl, type VectorTileSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { HazardDensity, OverdueClusters } from '../../data/contract/analyses.ts';
import type { Basemap } from '../../data/contract/basemaps.ts';
import type { Box } from '../../data/contract/geometry.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { selectionKey } from '../../data/contract/selection-address.ts';
import type { StormPoint } from '../../data/contract/storms.ts';
import { baseStyle } from '../../styles/basemap.ts';
import { underlayOf } from '../../styles/operator-basemap.ts';
import { type ThemeName, themes } from '../../styles/tokens.ts';
import type { LayerView } from '../layers/layer.ts';
import { mapLayers } from '../layers/index.ts';
import { type Badge, badgeAt, placeBadges } from './badges.ts';
import type { DeckScene } from './deck-overlay.ts';
import { drawDensity } from './heat.ts';
import { addIcons } from './icons.ts';
import { addOverlay, clustersAsGeoJson } from './overlay.ts';
import { type PickedFeature, pick, reachPixels } from './pick.ts';
import { largestCanvas, pictureOf } from './picture.ts';
import { type RunningTool, startTool, type ToolName } from './tools.ts';

setWorkerUrl(workerUrl);

export interface MapCamera {
  readonly lng: number;
  readonly lat: number;
  readonly zoom: number;
  readonly bearing: number;
  readonly pitch: number;
}

/** A township's seat with its names, for its label. */
export interface TownshipLabel {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly kindCode: string;
  readonly seat: readonly [number, number];
}

export interface MapViewProps {
  readonly theme: ThemeName;
  readonly language: 'zh-CN' | 'en';
  /** Null = the whole city fits. */
  readonly camera: MapCamera | null;
  readonly cityBox: Box;
  readonly layers: readonly string[];
  readonly selection: Selection;
  readonly dataVersion: number;
  /** The operator's basemap that is chosen, with its foreign style once that is there; null = the built-in one. */
  readonly basemap: { readonly basemap: Basemap; readonly style: StyleSpecification | null } | null;
  readonly townships: readonly TownshipLabel[];
  /** Density to draw under the points; null = none. While it is drawn, hazards are not drawn one by one at low zoom. */
  readonly density: HazardDensity | null;
  readonly clusters: OverdueClusters | null;
  /** The storm that is looked at, and which of its points is now. */
  readonly storm: { readonly points: readonly StormPoint[]; readonly now: number } | null;
  readonly highlighted: { readonly position: readonly [number, number] } | null;
  /** Open ring in degrees. */
  readonly drawnRing: readonly (readonly [number, number])[] | null;
  readonly tool: ToolName;
  readonly label: string;
  /** Says how long something is overdue, in the reader's language. */
  readonly daysWords: (days: number) => string;
  readonly onCameraChange: (camera: MapCamera, box: Box) => void;
  readonly onPick: (features: readonly PickedFeature[], position: readonly [number, number]) => void;
  readonly onCluster: (id: number) => void;
  readonly onPointer: (position: readonly [number, number] | null) => void;
  readonly onArea: (ring: readonly (readonly [number, number])[]) => void;
  readonly onMeasure: (metres: number | null) => void;
  readonly onToolEnd: () => void;
  /** The map cannot be drawn: no WebGL2, or its context is lost for good. */
  readonly onLost: () => void;
  readonly handle: Ref<MapHandle>;
}

export interface MapHandle {
  goTo(lng: number, lat: number, zoom: number): void;
  showBox(box: Box): void;
  zoomBy(steps: number): void;
  /** The canvas with its present picture, and metres per pixel at its middle. */
  takePicture(): Promise<{ canvas: HTMLCanvasElement; metresPerPixel: number } | null>;
}

const padding = { top: 24, bottom: 24, left: 24, right: 24 };

export function MapView(props: MapViewProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibreMap | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const tool = useRef<RunningTool | null>(null);
  const deck = useRef<DeckScene | null>(null);
  const badges = useRef<readonly Badge[]>([]);
  const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

  useImperativeHandle(props.handle, () => ({
    goTo: (lng, lat, zoom) => map.current?.easeTo({ center: [lng, lat], zoom: Math.max(zoom, map.current.getZoom()), duration: still() ? 0 : 220 }),
    showBox: (box) => map.current?.fitBounds(box, { padding, maxZoom: 16, duration: still() ? 0 : 220 }),
    zoomBy: (steps) => map.current?.easeTo({ zoom: map.current.getZoom() + steps, duration: still() ? 0 : 160 }),
    takePicture: () => (map.current === null ? Promise.resolve(null) : pictureOf(map.current, deck.current)),
  }));

  const showScene = () => {
    const current = map.current;
    if (current === null) return;
    const { clusters, storm, theme } = latest.current;
    badges.current = placeBadges(clusters?.clusters ?? [], projectOf(current));
    deck.current?.show({ theme: themes[theme], badges: badges.current, storm });
  };

  // Mounted once: contexts leak on teardown.
  useEffect(() => {
    const element = container.current;
    if (element === null || map.current !== null) return;
    const first = latest.current;
    let created: MapLibreMap;
    try {
      const limit = largestCanvas();
      created = new MapLibreMap({
        container: element,
        style: styleOf(first),
        ...(first.camera === null ? { bounds: first.cityBox, fitBoundsOptions: { padding } } : { center: [first.camera.lng, first.camera.lat], zoom: first.camera.zoom, bearing: first.camera.bearing, pitch: first.camera.pitch }),
        maxCanvasSize: [limit, limit],
        fadeDuration: 0,
        // The sources are named in the map's foot, in the page's own type.
        attributionControl: false,
        dragRotate: false,
        maxZoom: 19,
        minZoom: 3,
        locale: { 'Map.Title': first.label },
      });
    } catch {
      first.onLost();
      return;
    }
    map.current = created;
    element.dataset['mapState'] = 'loading';
    created.touchZoomRotate.disableRotation();
    created.on('style.load', () => dress(created, latest.current));
    created.on('idle', () => {
      element.dataset['mapState'] = 'idle';
    });
    created.on('dataloading', () => {
      element.dataset['mapState'] = 'loading';
    });
    const tellCamera = () => {
      const { lng, lat } = created.getCenter();
      const bounds = created.getBounds();
      latest.current.onCameraChange({ lng, lat, zoom: created.getZoom(), bearing: created.getBearing(), pitch: created.getPitch() }, [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
    };
    created.on('moveend', tellCamera);
    created.on('moveend', showScene);
    // deck.gl comes after the base map has drawn; its context stands as long as the map's.
    created.once('idle', () => {
      void import('./deck-overlay.ts').then(({ createDeckScene }) => {
        deck.current = createDeckScene(created);
        showScene();
      });
    });
    created.on('load', tellCamera);
    created.on('mousemove', (event) => {
      latest.current.onPointer([event.lngLat.lng, event.lngLat.lat]);
      if (latest.current.tool === 'none') created.getCanvas().style.cursor = badgeAt(badges.current, projectOf(created), [event.point.x, event.point.y], 0) === null ? '' : 'pointer';
    });
    created.on('mouseout', () => latest.current.onPointer(null));
    created.on('click', (event) => {
      if (latest.current.tool !== 'none') return;
      const cluster = badgeAt(badges.current, projectOf(created), [event.point.x, event.point.y], reachPixels() - 4);
      if (cluster !== null) latest.current.onCluster(cluster.id);
      else pick(created, layerIdsOf(latest.current), [event.point.x, event.point.y], [event.lngLat.lng, event.lngLat.lat], latest.current);
    });
    created.on('webglcontextlost', () => {
      element.dataset['mapState'] = 'lost';
    });
    created.on('webglcontextrestored', () => created.setStyle(styleOf(latest.current), { diff: false }));
    created.on('error', (event) => {
      // A tile that fails keeps the last good picture; the data link's own state is told elsewhere.
      if (!String(event.error?.message ?? '').includes('Abort')) console.warn('map:', event.error?.message);
    });
  }, []);

  // A new style for a new theme, language, basemap or data version; layers and data follow in `dress`.
  const styleKey = `${props.theme} ${props.language} ${props.dataVersion} ${props.basemap === null ? '' : `${props.basemap.basemap.id} ${props.basemap.style === null}`}`;
  const styled = useRef(styleKey);
  useEffect(() => {
    const current = map.current;
    if (current === null || styled.current === styleKey) return;
    styled.current = styleKey;
    current.setStyle(styleOf(latest.current), { diff: false });
  }, [styleKey]);

  const layerKey = `${props.layers.join()} ${selectionKey(props.selection)} ${props.density === null}`;
  useEffect(() => {
    const current = map.current;
    if (current !== null) whenStyled(current, () => dress(current, latest.current));
  }, [layerKey, props.density, props.clusters, props.highlighted, props.drawnRing, props.townships]);

  useEffect(showScene, [props.clusters, props.storm?.points, props.storm?.now, props.theme]);

  useEffect(() => {
    const current = map.current;
    if (current === null || props.tool === 'none') return;
    let ended = false;
    void startTool(current, props.tool, themes[latest.current.theme], {
      onArea: (ring) => latest.current.onArea(ring),
      onMeasure: (metres) => latest.current.onMeasure(metres),
      onEnd: () => latest.current.onToolEnd(),
    }).then((running) => {
      if (ended) running.stop();
      else tool.current = running;
    });
    return () => {
      ended = true;
      tool.current?.stop();
      tool.current = null;
    };
  }, [props.tool]);

  return <div ref={container} className="map-canvas" role="application" aria-label={props.label} data-map-state="loading" />;
}

function projectOf(map: MapLibreMap): (place: readonly [number, number]) => readonly [number, number] {
  return (place) => {
    const { x, y } = map.project([place[0], place[1]]);
    return [x, y];
  };
}

function viewOf(props: MapViewProps): LayerView {
  return { theme: themes[props.theme], language: props.language, selection: props.selection, origin: location.origin, dataVersion: props.dataVersion };
}

/** Ids of the drawing layers that are switched on. */
function layerIdsOf(props: MapViewProps): string[] {
  return mapLayers.flatMap((layer) => (props.layers.includes(layer.id) ? layer.build(viewOf(props)).map((part) => part.id) : []));
}

function styleOf(props: MapViewProps) {
  const { theme, language, origin, dataVersion } = viewOf(props);
  const chosen = props.basemap;
  return baseStyle({ theme, language, origin, dataVersion, underlay: chosen === null ? null : underlayOf(chosen.basemap, chosen.style, theme, language, origin) });
}

function whenStyled(map: MapLibreMap, work: () => void): void {
  if (map.style?._loaded === true) work();
}

/** Brings sources, layers and data of the map in line with the props: what is there and right is left alone. */
function dress(map: MapLibreMap, props: MapViewProps): void {
  const view = viewOf(props);
  for (const layer of mapLayers) {
    const on = props.layers.includes(layer.id);
    const built = layer.build(view);
    const sources = layer.sources(view);
    for (const [id, source] of Object.entries(sources)) {
      const known = map.getSource(id);
      // Tiles of a new filter replace the old as they arrive: the old picture stays until then.
      if (known !== undefined && 'url' in source && (known as VectorTileSource).url !== source.url) (known as VectorTileSource).setUrl(source.url ?? '');
      if (known === undefined && on) map.addSource(id, source);
    }
    if (on) addIcons(map, layer.icons(view.theme));
    for (const part of built) {
      const there = map.getLayer(part.id) !== undefined;
      if (on && !there) map.addLayer(part, 'base-labels-begin');
      else if (!on && there) map.removeLayer(part.id);
    }
  }
  // While the heat is drawn, single hazards appear only near enough to be told apart.
  for (const part of mapLayers.find((layer) => layer.id === 'hazards')?.build(view) ?? []) {
    if (map.getLayer(part.id) !== undefined) map.setLayerZoomRange(part.id, props.density === null ? (part.minzoom ?? 0) : 13, Math.max(13, part.maxzoom ?? 24));
  }
  const seats = map.getSource<GeoJSONSource>('townships');
  seats?.setData({
    type: 'FeatureCollection',
    features: props.townships.map(({ code, name, nameEn, kindCode, seat }) => ({ type: 'Feature', properties: { code, name, nameEn, kindCode, rank: kindCode === 'TWN-J' ? 0 : 1 }, geometry: { type: 'Point', coordinates: [...seat] } })),
  });
  addOverlay(map, view.theme, {
    density: props.density === null ? null : { box: props.density.box, canvas: () => drawDensity(props.density as HazardDensity, view.theme), key: `${props.theme} ${props.density.codes.length} ${props.density.maximum} ${props.density.weight} ${props.density.pointsInside}` },
    clusters: clustersAsGeoJson(props.clusters, props.daysWords),
    highlighted: props.highlighted?.position ?? null,
    ring: props.drawnRing,
  });
}
