// What did the reader click on? Everything at one place, not only what lies on top.
import type { Map as MapLibreMap } from 'maplibre-gl';
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';

/** A feature under the pointer: collection, id, properties as the tile carries them, position. */
export interface PickedFeature {
  readonly collection: string;
  readonly id: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly position: readonly [number, number];
}

/** Told what was hit: all features at the place (none = empty ground). A cell of many is moved towards instead. */
export interface PickListener {
  readonly onPick: (features: readonly PickedFeature[], position: readonly [number, number]) => void;
}

/** How far from a sign a click still means it, in CSS pixels: a finger is less exact than a mouse. */
export function reachPixels(): number {
  return matchMedia('(pointer: coarse)').matches ? 14 : 5;
}

/** Finds what lies at a point of the canvas; `drawn` are the ids of the layers that are on. */
export function pick(map: MapLibreMap, drawn: readonly string[], [x, y]: [number, number], position: [number, number], listener: PickListener): void {
  const reach = reachPixels();
  const layers = drawn.filter((id) => map.getLayer(id) !== undefined);
  const found = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers },
  );
  const cell = found.find((feature) => feature.properties['count'] !== undefined);
  const seen = new Set<string>();
  const features = found.flatMap((feature): PickedFeature[] => {
    const collection = feature.sourceLayer ?? feature.source;
    const key = `${collection} ${feature.id}`;
    if (feature.properties['count'] !== undefined || feature.id === undefined || seen.has(key)) return [];
    seen.add(key);
    const at = feature.geometry.type === 'Point' ? (feature.geometry.coordinates as [number, number]) : position;
    return [{ collection, id: Number(feature.id), properties: feature.properties, position: at }];
  });
  if (features.length === 0 && cell !== undefined) {
    map.easeTo({ center: position, zoom: map.getZoom() + 2, duration: 220 });
    return;
  }
  listener.onPick(features.toSorted((a, b) => urgencyOf(b) - urgencyOf(a)), position);
}

/** How much a feature asks to be looked at first: what is overdue and major, then other open hazards, then places, what is done last. */
export function urgencyOf({ collection, properties }: PickedFeature): number {
  if (collection !== 'hazards') return 0;
  if (!openStatusCodes.includes(String(properties['statusCode']))) return -1;
  return 1 + (Number(properties['overdueDays'] ?? 0) > 0 ? 1 : 0) + (properties['levelCode'] === 'LV-M' ? 2 : 0);
}

