// How does a sign of the legend stand on a sheet? The same paths as on the map, drawn on a canvas.
import { symbolPaths } from '../../styles/symbols.ts';
import type { Theme } from '../../styles/tokens.ts';
import type { LegendRow } from '../layers/layer.ts';

/** Draws a mark into a square of `size` px whose upper left corner is at x, y. */
export function drawLegendMark(pen: CanvasRenderingContext2D, mark: LegendRow['mark'], x: number, y: number, size: number): void {
  pen.save();
  pen.translate(x, y);
  switch (mark.kind) {
    case 'symbol':
      pen.scale(size / 24, size / 24);
      pen.fillStyle = mark.colour;
      pen.fill(new Path2D(symbolPaths[mark.symbol]), 'evenodd');
      if (mark.notch !== undefined) {
        pen.strokeStyle = mark.notch;
        pen.lineWidth = 2;
        pen.beginPath();
        pen.arc(19, 5, 4, 0, 2 * Math.PI);
        pen.stroke();
      }
      break;
    case 'line':
      pen.strokeStyle = mark.colour;
      pen.lineWidth = (mark.width * size) / 16;
      pen.setLineDash((mark.dash ?? []).map((part) => (part * mark.width * size) / 16));
      pen.beginPath();
      pen.moveTo(0, size / 2);
      pen.lineTo(size, size / 2);
      pen.stroke();
      break;
    case 'area':
      pen.fillStyle = mark.fill;
      pen.fillRect(0, size * 0.15, size, size * 0.7);
      break;
    case 'cell':
      pen.fillStyle = mark.colour;
      pen.globalAlpha = 0.5;
      pen.beginPath();
      pen.arc(size / 2, size / 2, size * 0.4, 0, 2 * Math.PI);
      pen.fill();
      break;
  }
  pen.restore();
}

/** Draws the colours of the heat from little to much. */
export function drawHeatRamp(pen: CanvasRenderingContext2D, theme: Theme, x: number, y: number, width: number, height: number): void {
  const ramp = pen.createLinearGradient(x, 0, x + width, 0);
  const colours = theme.heat.slice(1);
  for (const [place, colour] of colours.entries()) ramp.addColorStop(place / (colours.length - 1), colour);
  pen.fillStyle = ramp;
  pen.fillRect(x, y, width, height);
}
