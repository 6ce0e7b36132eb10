// How does a density become a picture whose colours mean the same at every zoom? Fixed steps in hazards per km².
import type { HazardDensity } from '../../data/contract/analyses.ts';
import { readColour } from '../../styles/colour.ts';
import type { Theme } from '../../styles/tokens.ts';
import { heatSteps } from '../layers/heat-steps.ts';

/** Gives a canvas with one pixel for each cell of the raster, coloured by the fixed steps with soft edges between them. */
export function drawDensity(density: HazardDensity, theme: Theme): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = density.columns;
  canvas.height = density.rows;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const bytes = Uint8Array.from(atob(density.codes), (letter) => letter.charCodeAt(0));
  const codes = new Uint16Array(bytes.buffer);
  const image = context.createImageData(density.columns, density.rows);
  const palette = theme.heat.slice(1).map(readColour);
  const steps = heatSteps[density.weight];
  for (let cell = 0; cell < codes.length; cell++) {
    const value = (codes[cell] ?? 0) * density.step;
    const place = placeOf(value, steps);
    if (place <= 0) continue;
    const low = palette[Math.min(Math.floor(place), steps.length) - 1] ?? palette[0] ?? [0, 0, 0];
    const high = palette[Math.min(Math.floor(place), steps.length - 1)] ?? low;
    const share = place - Math.floor(place);
    const strength = Math.min(1, place);
    for (let part = 0; part < 3; part++) image.data[cell * 4 + part] = Math.round((low[part] ?? 0) + ((high[part] ?? 0) - (low[part] ?? 0)) * share);
    image.data[cell * 4 + 3] = Math.round(255 * Math.min(0.8, 0.18 + 0.12 * place) * strength);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Where a value stands among the steps: 0 below the first, 1 at the first, 2 at the second …, linear in the logarithm between. */
export function placeOf(value: number, steps: readonly number[]): number {
  const first = steps[0] ?? 1;
  if (value < first / 2) return 0;
  if (value < first) return (value - first / 2) / (first / 2);
  for (let step = 1; step < steps.length; step++) {
    const [low, high] = [steps[step - 1] ?? 1, steps[step] ?? 1];
    if (value < high) return step + Math.log(value / low) / Math.log(high / low);
  }
  return steps.length;
}
