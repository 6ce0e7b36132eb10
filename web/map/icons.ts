// How does a silhouette become an image of the map? Drawn once on a canvas, with its halo, ring and notch.
import type { Map as MapLibreMap } from 'maplibre-gl';
import { symbolPaths } from '../../styles/symbols.ts';
import type { IconRequest } from '../layers/layer.ts';

/** CSS pixels of an image at size 1, and device pixels per CSS pixel. */
const side = 28;
const ratio = 2;

/** Puts the images a layer asks for into the map's style; those that are there already are left. */
export function addIcons(map: MapLibreMap, requests: readonly IconRequest[]): void {
  for (const request of requests) if (!map.hasImage(request.id)) map.addImage(request.id, drawIcon(request), { pixelRatio: ratio });
}

function drawIcon({ symbol, colour, halo, ring, notch }: IconRequest): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = side * ratio;
  canvas.height = side * ratio;
  const context = canvas.getContext('2d');
  if (context === null) return new ImageData(side * ratio, side * ratio);
  context.scale(ratio, ratio);
  context.translate(2, 2);
  const path = new Path2D(symbolPaths[symbol]);
  context.lineJoin = 'round';
  context.strokeStyle = halo;
  context.lineWidth = 3;
  context.stroke(path);
  context.fillStyle = colour;
  context.fill(path, 'evenodd');
  if (ring !== undefined) strokeCircle(context, 12, 12, 11, ring, 1.6);
  if (notch !== undefined) {
    // A small clock: overdue is told by form, not by colour alone.
    context.beginPath();
    context.arc(18.5, 5.5, 5, 0, 2 * Math.PI);
    context.fillStyle = halo;
    context.fill();
    strokeCircle(context, 18.5, 5.5, 3.8, notch, 1.5);
    context.beginPath();
    context.moveTo(18.5, 3.4);
    context.lineTo(18.5, 5.5);
    context.lineTo(20.2, 6.4);
    context.stroke();
  }
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function strokeCircle(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string, width: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
