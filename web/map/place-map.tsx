// Where exactly is it? A small map of one place: the hazard, its site, photos, the device with its error; the place may be dragged or tapped.
import 'maplibre-gl/dist/maplibre-gl.css';
import { type GeoJSONSource, LngLatBounds, Map as MapLibreMap, Marker, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef } from 'react';
import { baseStyle } from '../../styles/basemap.ts';
import { type ThemeName, themes } from '../../styles/tokens.ts';
import '../../styles/place-map.css';

setWorkerUrl(workerUrl);

export type PlaceKind = 'hazard' | 'site' | 'photo' | 'device';
/** A place to show. `label` is read out and is the tooltip; degrees WGS84. */
export interface ShownPlace {
  readonly kind: PlaceKind;
  readonly key: string;
  readonly lng: number;
  readonly lat: number;
  readonly label: string;
  /** A figure in the mark: number of the photo. */
  readonly mark?: string;
}

export interface PlaceMapProps {
  readonly places: readonly ShownPlace[];
  /** Error of a position as a ring, metres. */
  readonly ring: { readonly lng: number; readonly lat: number; readonly metres: number } | null;
  readonly theme: ThemeName;
  readonly language: 'zh-CN' | 'en';
  readonly label: string;
  /** Given = the hazard's mark may be dragged and the map tapped. */
  readonly onPlace?: (lng: number, lat: number) => void;
  /** What fits when there is no place yet. */
  readonly box: readonly [number, number, number, number] | null;
}

const closest = 15.5;

/** Mounted lazily and taken down whole: its page needs no second map. */
export default function PlaceMap(props: PlaceMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibreMap | null>(null);
  const markers = useRef(new Map<string, Marker>());
  const latest = useRef(props);
  latest.current = props;
  const framed = useRef('');

  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const { theme, language, box } = latest.current;
    const made = new MapLibreMap({
      container: element,
      style: styleOf(theme, language),
      ...(box === null ? { center: [122.4, 37.1] as [number, number], zoom: 8 } : { bounds: [...box] as [number, number, number, number] }),
      fadeDuration: 0,
      attributionControl: { compact: true },
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
    });
    map.current = made;
    made.touchZoomRotate.disableRotation();
    made.on('click', ({ lngLat }) => latest.current.onPlace?.(lngLat.lng, lngLat.lat));
    made.on('idle', () => (element.dataset['mapState'] = 'idle'));
    made.on('style.load', () => drawRing(made, latest.current));
    showPlaces(made, markers.current, latest, framed);
    return () => {
      markers.current.clear();
      framed.current = '';
      map.current = null;
      made.remove();
    };
  }, []);
  useEffect(() => {
    map.current?.setStyle(styleOf(props.theme, props.language));
  }, [props.theme, props.language]);
  useEffect(() => {
    if (map.current === null) return;
    showPlaces(map.current, markers.current, latest, framed);
    if (map.current.isStyleLoaded()) drawRing(map.current, props);
  }, [props]);
  return <div ref={container} className={props.onPlace === undefined ? 'place-map' : 'place-map place-map-open'} role="region" aria-label={props.label} />;
}

const styleOf = (theme: ThemeName, language: 'zh-CN' | 'en') => baseStyle({ theme: themes[theme], language, origin: location.origin, dataVersion: 0, underlay: null });

function showPlaces(map: MapLibreMap, markers: Map<string, Marker>, latest: { readonly current: PlaceMapProps }, framed: { current: string }): void {
  const { places, onPlace } = latest.current;
  const keys = new Set(places.map(({ key }) => key));
  for (const [key, marker] of markers) {
    if (keys.has(key)) continue;
    marker.remove();
    markers.delete(key);
  }
  for (const { kind, key, lng, lat, label, mark } of places) {
    let marker = markers.get(key);
    if (marker === undefined) {
      const element = document.createElement('div');
      element.className = `place-mark place-mark-${kind}`;
      marker = new Marker({ element, draggable: kind === 'hazard' && onPlace !== undefined, anchor: 'center' }).setLngLat([lng, lat]).addTo(map);
      if (kind === 'hazard' && onPlace !== undefined) {
        const dragged = marker;
        dragged.on('dragend', () => latest.current.onPlace?.(dragged.getLngLat().lng, dragged.getLngLat().lat));
      }
      markers.set(key, marker);
    }
    const element = marker.getElement();
    // Text only: what people wrote never becomes markup.
    element.textContent = mark ?? '';
    element.title = label;
    element.setAttribute('aria-label', label);
    element.setAttribute('role', 'img');
    marker.setLngLat([lng, lat]);
  }
  // Framed anew when what is shown is another set, not when a mark is dragged.
  const set = [...keys].sort().join();
  if (set === framed.current || places.length === 0) return;
  framed.current = set;
  const bounds = new LngLatBounds();
  for (const { lng, lat } of places) bounds.extend([lng, lat]);
  map.fitBounds(bounds, { padding: 48, maxZoom: closest, duration: 0 });
}

function drawRing(map: MapLibreMap, { ring, theme }: PlaceMapProps): void {
  const data = { type: 'FeatureCollection' as const, features: ring === null ? [] : [{ type: 'Feature' as const, properties: {}, geometry: { type: 'Polygon' as const, coordinates: [circle(ring)] } }] };
  const source = map.getSource<GeoJSONSource>('ring');
  if (source !== undefined) {
    source.setData(data);
    return;
  }
  map.addSource('ring', { type: 'geojson', data });
  map.addLayer({ id: 'ring', type: 'fill', source: 'ring', paint: { 'fill-color': themes[theme].accent, 'fill-opacity': 0.14 } });
  map.addLayer({ id: 'ring-line', type: 'line', source: 'ring', paint: { 'line-color': themes[theme].accent, 'line-width': 1.5 } });
}

const metresPerDegree = 111_320;
function circle({ lng, lat, metres }: { lng: number; lat: number; metres: number }): [number, number][] {
  return Array.from({ length: 49 }, (_, step) => {
    const angle = (step / 48) * 2 * Math.PI;
    return [lng + (metres * Math.cos(angle)) / (metresPerDegree * Math.cos((lat * Math.PI) / 180)), lat + (metres * Math.sin(angle)) / metresPerDegree];
  });
}
