// What may a panel ask of the map? The few things that are not part of the view: move there, draw, measure, give a picture.
import { createContext, useContext } from 'react';
import type { Box } from '../../data/contract/geometry.ts';

/** The map as it stands, for a sheet. */
export interface MapPicture {
  readonly canvas: HTMLCanvasElement;
  /** Metres on the ground per pixel of the canvas at its middle. */
  readonly metresPerPixel: number;
}

export interface MapActions {
  /** Moves to a place; `zoom` is kept when it is already nearer. */
  goTo(lng: number, lat: number, zoom: number): void;
  /** Moves until the box fits. */
  showBox(box: Box): void;
  zoomBy(steps: number): void;
  showCity(): void;
  /** Lets the reader draw a ring; it lands in the view's `area`. */
  startDrawing(): void;
  startMeasuring(): void;
  /** Ends drawing or measuring without a result. */
  stopTool(): void;
  readonly tool: 'none' | 'draw' | 'measure';
  /** Gives null while nothing is drawn yet. */
  takePicture(): Promise<MapPicture | null>;
  /** The box in view, null before the first frame and without a map. */
  readonly box: Box | null;
}

const nothing = (): void => undefined;

/** The actions while no map stands (no WebGL2, or not loaded yet): nothing happens, nothing fails. */
export const noMap: MapActions = {
  goTo: nothing,
  showBox: nothing,
  zoomBy: nothing,
  showCity: nothing,
  startDrawing: nothing,
  startMeasuring: nothing,
  stopTool: nothing,
  tool: 'none',
  takePicture: () => Promise.resolve(null),
  box: null,
};

export const MapActionsContext = createContext<MapActions>(noMap);

/** Gives the map's actions. */
export function useMapActions(): MapActions {
  return useContext(MapActionsContext);
}
