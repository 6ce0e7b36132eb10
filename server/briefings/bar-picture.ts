// How does a share look as a bar? A small SVG without words, so that it is sharp at any size and needs no font.
import { day } from '../../styles/tokens.ts';

/** Width and height in px at 96 dpi. */
export const barSize = { width: 88, height: 9 } as const;

/** Gives the bar of a share 0..1 on a track that is the whole; null gives the track alone. */
export function barPicture(share: number | null): string {
  const { width, height } = barSize;
  const filled = Math.round(Math.max(0, Math.min(1, share ?? 0)) * width * 100) / 100;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${day.line}"/><rect width="${filled}" height="${height}" fill="${day.closed}"/></svg>`;
}
