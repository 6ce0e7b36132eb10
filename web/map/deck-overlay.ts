// What does deck.gl draw? Badges of clusters and a storm at one of its moments, above the map's own layers. Loaded after the base map has drawn.
import { IconLayer, PathLayer, PolygonLayer, ScatterplotLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { StormPoint } from '../../data/contract/storms.ts';
import { stormClasses } from '../../data/vocabulary/storms.ts';
import { readColour } from '../../styles/colour.ts';
import type { Theme } from '../../styles/tokens.ts';
import { type Badge, badgeKey, badgePicture, drawBadge } from './badges.ts';
import { windFieldsOf } from './storm-winds.ts';

export interface Scene {
  readonly theme: Theme;
  /** In draw order. */
  readonly badges: readonly Badge[];
  /** The storm that is looked at, and which of its points is now; null = none. */
  readonly storm: { readonly points: readonly StormPoint[]; readonly now: number } | null;
}

export interface DeckScene {
  show(scene: Scene): void;
  /** The canvas with its present picture, drawn anew first; null before the first picture. */
  canvas(): HTMLCanvasElement | null;
}

/**
 * Puts deck.gl over the map, once for the life of the page. Overlaid, not interleaved: interleaved drawing can corrupt labels of MapLibre 6
 * (visgl/deck.gl #10700), and what is drawn here belongs above the labels.
 */
export function createDeckScene(map: MapLibreMap): DeckScene {
  const overlay = new MapLibreOverlay({ interleaved: false, layers: [], pickingRadius: 0, useDevicePixels: true });
  map.addControl(overlay);
  let atlas: { key: string; canvas: HTMLCanvasElement; mapping: Record<string, { x: number; y: number; width: number; height: number; anchorX: number; anchorY: number }> } | null = null;
  return {
    show({ theme, badges, storm }) {
      const key = `${theme.name} ${badges.map(badgeKey).join()}`;
      if (atlas?.key !== key) atlas = { key, ...drawAtlas(badges, theme) };
      overlay.setProps({
        layers: [
          ...(storm === null ? [] : stormLayers(storm.points, storm.now, theme)),
          new IconLayer<Badge>({
            id: 'cluster-badges',
            data: badges,
            iconAtlas: atlas.canvas as never,
            iconMapping: atlas.mapping,
            getPosition: ({ cluster }) => [...cluster.centre],
            getIcon: badgeKey,
            getSize: badgePicture.half * 2,
            sizeUnits: 'pixels',
          }),
        ],
      });
    },
    canvas: () => overlay.getCanvas(),
  };
}

/** Draws every different badge once, side by side. */
function drawAtlas(badges: readonly Badge[], theme: Theme) {
  const different = new Map(badges.map((badge) => [badgeKey(badge), badge]));
  const side = badgePicture.half * 2;
  const columns = Math.max(1, Math.ceil(Math.sqrt(different.size)));
  const canvas = document.createElement('canvas');
  canvas.width = columns * side * badgePicture.ratio;
  canvas.height = Math.max(1, Math.ceil(different.size / columns)) * side * badgePicture.ratio;
  const pen = canvas.getContext('2d');
  const size = side * badgePicture.ratio;
  const mapping = Object.fromEntries(
    [...different].map(([key, badge], place) => {
      const [column, row] = [place % columns, Math.floor(place / columns)];
      if (pen !== null) drawBadge(pen, badge, theme, column * side, row * side);
      return [key, { x: column * size, y: row * size, width: size, height: size, anchorX: size / 2, anchorY: size / 2 }];
    }),
  );
  return { canvas, mapping };
}

/** The track so far as a strong line, its points by class, the fields of wind now. */
function stormLayers(points: readonly StormPoint[], now: number, theme: Theme) {
  const palette = theme.heat.slice(2).map(readColour);
  const colourOf = (point: StormPoint) => palette[Math.min(palette.length - 1, Math.max(0, stormClasses.entries.findIndex(({ code }) => code === point.classCode)))] ?? [255, 255, 255];
  const line = readColour(theme.layers['storms'] ?? theme.text);
  const here = points[now];
  const fields = here === undefined ? [] : windFieldsOf(here);
  return [
    new PolygonLayer<(typeof fields)[number]>({
      id: 'storm-winds',
      data: fields,
      getPolygon: ({ ring }) => ring.map((place) => [...place]),
      getFillColor: [...line, 26],
      getLineColor: [...line, 150],
      getLineWidth: 1.2,
      lineWidthUnits: 'pixels',
    }),
    new PathLayer<readonly StormPoint[]>({
      id: 'storm-so-far',
      data: [points.slice(0, now + 1)],
      getPath: (path) => path.map(({ lng, lat }) => [lng, lat] as [number, number]),
      getColor: line,
      getWidth: 2.5,
      widthUnits: 'pixels',
      jointRounded: true,
    }),
    new ScatterplotLayer<StormPoint>({
      id: 'storm-points',
      data: points,
      getPosition: ({ lng, lat }) => [lng, lat],
      getFillColor: (point) => colourOf(point),
      getLineColor: readColour(theme.map.symbolHalo),
      getRadius: (_, { index }) => (index === now ? 8 : 3.5),
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      getLineWidth: 1,
      stroked: true,
      updateTriggers: { getRadius: now, getFillColor: theme.name },
    }),
  ];
}
