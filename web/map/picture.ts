// How does the map as it stands become a picture, and how large may its canvas be?
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { DeckScene } from './deck-overlay.ts';

/** Gives the present picture of the map with what deck.gl draws above it, and metres on the ground per pixel at its middle. */
export function pictureOf(map: MapLibreMap, deck: DeckScene | null): Promise<{ canvas: HTMLCanvasElement; metresPerPixel: number }> {
  return new Promise((resolve) => {
    // The pictures stand in their buffers only within the frame that drew them; deck.gl draws in the same event, before this.
    map.once('render', () => {
      const copy = document.createElement('canvas');
      const source = map.getCanvas();
      copy.width = source.width;
      copy.height = source.height;
      const pen = copy.getContext('2d');
      pen?.drawImage(source, 0, 0);
      const above = deck?.canvas() ?? null;
      if (above !== null) pen?.drawImage(above, 0, 0, copy.width, copy.height);
      const metresPerCssPixel = (156_543.033928 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / 2 ** (map.getZoom() + 1);
      resolve({ canvas: copy, metresPerPixel: (metresPerCssPixel * source.clientWidth) / source.width });
    });
    map.triggerRepaint();
  });
}

/** Gives the largest side a canvas may have on this machine: MapLibre's own default of 4096 blurs wider walls. */
export function largestCanvas(): number {
  const gl = document.createElement('canvas').getContext('webgl2');
  const limit = gl === null ? 4096 : Number(gl.getParameter(gl.MAX_TEXTURE_SIZE));
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return limit;
}
