// How long is a kilometre here? A bar of a round length at the map's middle.
import { useTranslation } from 'react-i18next';
import { formatLength } from '../locales/format.ts';

const longestPixels = 120;

/** Gives the largest round length (1, 2, 5 × 10^n metres) whose bar is at most 120 px, and its width. */
export function barOf(lat: number, zoom: number): { metres: number; pixels: number } {
  const metresPerPixel = (156_543.033928 * Math.cos((lat * Math.PI) / 180)) / 2 ** (zoom + 1);
  const most = longestPixels * metresPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
  return { metres, pixels: metres / metresPerPixel };
}

export function ScaleBar({ lat, zoom }: { lat: number; zoom: number | null }) {
  const { t } = useTranslation();
  if (zoom === null) return null;
  const { metres, pixels } = barOf(lat, zoom);
  const { key, value } = formatLength(metres);
  return (
    <span className="figure" style={{ borderBottom: '2px solid currentColor', borderLeft: '2px solid currentColor', borderRight: '2px solid currentColor', width: pixels, textAlign: 'center', height: 16, lineHeight: '12px' }}>
      {t(key, { value })}
    </span>
  );
}
