// What is a road of the demo city?
import type { Position } from '../contract/geometry.ts';

export interface Road {
  readonly code: string;
  readonly name: string;
  /** 1 highway between cities, 2 trunk road, 3 country road, 4 village road, 5 street, 6 lane. */
  readonly rank: number;
  readonly line: readonly Position[];
  readonly lengthMetres: number;
  readonly township: number;
  /** Index of the township whose streets it belongs to, −1 for roads between places. */
  readonly streetOf: number;
}
