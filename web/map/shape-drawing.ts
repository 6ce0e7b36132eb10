// How is the shape of a site drawn or mended? Lines and areas by terra-draw, corners dragged where there is a simple shape, degrees as fine as a hand can mean.
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { Theme } from '../../styles/tokens.ts';

export type ShapeKind = 'line' | 'polygon';

/** Gives degrees to about a centimetre: finer than any hand, and what the drawing library takes. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

export function pointOf(lng: number, lat: number): Geometry {
  return { type: 'Point', coordinates: [roundDegrees(lng), roundDegrees(lat)] };
}

/** Gives all positions of a geometry, rings and parts after each other. */
export function positionsOf(geometry: Geometry): [number, number][] {
  const found: [number, number][] = [];
  const walk = (inner: unknown): void => {
    if (!Array.isArray(inner)) return;
    if (typeof inner[0] === 'number') found.push([inner[0], Number(inner[1])]);
    else for (const part of inner) walk(part);
  };
  walk(geometry.coordinates);
  return found;
}

/** Gives the box of a geometry; null for none. */
export function boundsOf(geometry: Geometry | null): [number, number, number, number] | null {
  if (geometry === null) return null;
  const positions = positionsOf(geometry);
  const [lngs, lats] = [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)];
  return positions.length === 0 ? null : [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** Gives whether the corners of a geometry can be dragged: one line, or one ring without holes. */
export function isSimple(geometry: Geometry): boolean {
  return geometry.type === 'LineString' || (geometry.type === 'Polygon' && geometry.coordinates.length === 1);
}

/** Starts drawing, with the corners of `known` to drag when it is a simple shape of the kind; the library is loaded only now. Gives what ends it. */
export function startShape(map: MapLibreMap, kind: ShapeKind, known: Geometry | null, theme: Theme, onShape: (geometry: Geometry) => void): () => void {
  let end = (): void => undefined;
  let ended = false;
  void Promise.all([import('terra-draw'), import('terra-draw-maplibre-gl-adapter')]).then(([{ TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawSelectMode }, { TerraDrawMapLibreGLAdapter }]) => {
    if (ended) return;
    const colour = theme.accent as `#${string}`;
    const mode = kind === 'polygon' ? new TerraDrawPolygonMode({ styles: { fillColor: colour, fillOpacity: 0.16, outlineColor: colour, outlineWidth: 2 } }) : new TerraDrawLineStringMode({ styles: { lineStringColor: colour, lineStringWidth: 3 } });
    const corners = { feature: { draggable: true, coordinates: { draggable: true, midpoints: true, deletable: true } } };
    const select = new TerraDrawSelectMode({ flags: { polygon: corners, linestring: corners } });
    const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: [mode, select] });
    draw.start();
    end = () => draw.stop();
    const own = kind === 'polygon' ? 'Polygon' : 'LineString';
    const tell = (id: string | number): void => {
      const drawn = draw.getSnapshotFeature(id)?.geometry;
      if (drawn?.type !== own) return;
      onShape(drawn as Geometry);
      // Drawn to its end, its corners can be mended at once.
      if (draw.getMode() !== 'select') {
        draw.setMode('select');
        draw.selectFeature(id);
      }
    };
    const [added] = known?.type === own && isSimple(known) ? draw.addFeatures([{ type: 'Feature', properties: { mode: mode.mode }, geometry: rounded(known) as never }]) : [];
    if (added?.valid === true && added.id !== undefined) {
      draw.setMode('select');
      draw.selectFeature(added.id);
    } else draw.setMode(mode.mode);
    draw.on('finish', tell);
  });
  return () => {
    ended = true;
    end();
  };
}

function rounded(geometry: Geometry): Geometry {
  const walk = (inner: unknown): unknown => (Array.isArray(inner) ? inner.map(walk) : roundDegrees(Number(inner)));
  return { ...geometry, coordinates: walk(geometry.coordinates) } as Geometry;
}
