// Which places does the dry run draw when there are more than a map can show? Those that change or fail first, the rest thinned evenly.
import type { Geometry } from '../../../data/contract/geometry.ts';
import { mostPlaces } from '../../../data/contract/import-clinic.ts';
import type { JudgedRow } from './judge.ts';

interface Shown {
  readonly type: 'Feature';
  readonly geometry: Geometry;
  readonly properties: { readonly line: number; readonly code: string | null; readonly outcome: string };
}

/** Positions of one geometry drawn; a larger one is drawn as its first position. */
const mostPositions = 500;

export class ShownPlaces {
  count = 0;
  private readonly notable: Shown[] = [];
  private plain: Shown[] = [];
  private stride = 1;
  private seen = 0;
  private bounds: [number, number, number, number] | null = null;

  add({ geometry, line, code, outcome }: JudgedRow): void {
    const first = firstOf(geometry);
    if (geometry === null || first === null) return;
    this.count++;
    const [lng, lat] = first;
    if (outcome !== 'refused') {
      const [west, south, east, north] = this.bounds ?? [lng, lat, lng, lat];
      this.bounds = [Math.min(west, lng), Math.min(south, lat), Math.max(east, lng), Math.max(north, lat)];
    }
    const small = JSON.stringify(geometry).length < mostPositions * 40;
    const shown: Shown = { type: 'Feature', geometry: small ? geometry : { type: 'Point', coordinates: first }, properties: { line, code, outcome } };
    if ((outcome === 'refused' || outcome === 'changed') && this.notable.length < mostPlaces / 2) {
      this.notable.push(shown);
      return;
    }
    if (this.seen++ % this.stride !== 0) return;
    this.plain.push(shown);
    if (this.plain.length <= mostPlaces / 2) return;
    this.plain = this.plain.filter((_, place) => place % 2 === 0);
    this.stride *= 2;
  }

  box(): number[] | null {
    return this.bounds;
  }

  collection(): { type: 'FeatureCollection'; features: Shown[] } {
    return { type: 'FeatureCollection', features: [...this.notable, ...this.plain] };
  }
}

/** The first position, when it is one of degrees. */
function firstOf(geometry: Geometry | null): [number, number] | null {
  let part: unknown = geometry?.coordinates;
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[0];
  const [lng, lat] = (Array.isArray(part) ? part : []) as unknown[];
  return typeof lng === 'number' && typeof lat === 'number' && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null;
}
