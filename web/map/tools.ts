// How does the reader draw an area or measure a distance? A drawing tool over the map, and geodesic lengths.
import { distanceMetres } from '../../data/contract/units.ts';
import type { Theme } from '../../styles/tokens.ts';
import type { Map as MapLibreMap } from 'maplibre-gl';

export type ToolName = 'none' | 'draw' | 'measure';

export interface ToolListener {
  /** A finished ring (open, lng/lat). */
  onArea(ring: [number, number][]): void;
  /** Length of the line so far. */
  onMeasure(metres: number | null): void;
  onEnd(): void;
}

export interface RunningTool {
  stop(): void;
}

/** Gives the length of a line in metres on the sphere. */
export function lengthOf(line: readonly (readonly [number, number])[]): number {
  return line.slice(1).reduce((sum, [lng, lat], i) => sum + distanceMetres(line[i]?.[0] ?? 0, line[i]?.[1] ?? 0, lng, lat), 0);
}

/** Starts a tool; the library is loaded only now. Enter or a double click finishes, Escape ends. */
export async function startTool(map: MapLibreMap, tool: Exclude<ToolName, 'none'>, theme: Theme, listener: ToolListener): Promise<RunningTool> {
  const [{ TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode }, { TerraDrawMapLibreGLAdapter }] = await Promise.all([import('terra-draw'), import('terra-draw-maplibre-gl-adapter')]);
  const colour = theme.accent as `#${string}`;
  const mode =
    tool === 'draw'
      ? new TerraDrawPolygonMode({ styles: { fillColor: colour, fillOpacity: 0.12, outlineColor: colour, outlineWidth: 2 } })
      : new TerraDrawLineStringMode({ styles: { lineStringColor: colour, lineStringWidth: 3 } });
  const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: [mode] });
  draw.start();
  draw.setMode(mode.mode);
  draw.on('change', () => {
    const line = draw.getSnapshot().find((feature) => feature.geometry.type === 'LineString');
    if (tool === 'measure' && line?.geometry.type === 'LineString') listener.onMeasure(lengthOf(line.geometry.coordinates as [number, number][]));
  });
  draw.on('finish', (id) => {
    const feature = draw.getSnapshotFeature(id);
    if (tool === 'draw' && feature?.geometry.type === 'Polygon') {
      listener.onArea((feature.geometry.coordinates[0] ?? []).slice(0, -1) as [number, number][]);
      listener.onEnd();
    }
  });
  return {
    stop: () => {
      draw.stop();
      listener.onMeasure(null);
    },
  };
}
