// Which numbers of a row are its place? From two columns, one column, well-known text or the feature's own geometry.
import type { PlaceSource, Said } from '../../../data/contract/import-clinic.ts';
import type { Convert, ReadNumber } from './coordinates.ts';
import { readCoordinate, readPair } from './coordinates.ts';
import { columnOf } from './spreadsheet.ts';
import type { Cell, StagedRow } from './staging.ts';
import { isBlank } from './values.ts';
import { readShapeText } from './shape-text.ts';

interface Numbers {
  readonly first: number;
  readonly second: number;
  readonly notation: ReadNumber['notation'];
}

/** A place as written: one position with its numbers, or a geometry whose positions are numbers of the same kind; or why there is none. */
export type RowPlace = { readonly numbers: Numbers; readonly geometry: { readonly type: string; readonly coordinates: unknown } } | { readonly empty: true } | { readonly seen: unknown; readonly expected: Said };

const expectedNumbers: Said = { zh: '坐标：数字，或度分秒（如 122°30′15″）', en: 'coordinates: numbers, or degrees, minutes and seconds such as 122°30′15″' };
const expectedPair: Said = { zh: '两个坐标写在一格里，如 122.05,37.05', en: 'both coordinates in one cell, such as 122.05,37.05' };
const expectedShape: Said = { zh: '几何的 WKT 文本，如 POINT(122.05 37.05)', en: 'a geometry as well-known text, such as POINT(122.05 37.05)' };

/** Gives the place of a row as it is written. Hemispheres put the two numbers in order (longitude first). */
export function placeOfRow(row: StagedRow, source: PlaceSource): RowPlace {
  const cell = (column: string): Cell => row.cells[columnOf(column) - 1] ?? null;
  switch (source.kind) {
    case 'none':
      return { empty: true };
    case 'columns': {
      const [a, b] = [cell(source.first), cell(source.second)];
      if (isBlank(a) && isBlank(b)) return { empty: true };
      const [first, second] = [readCoordinate(a), readCoordinate(b)];
      return first === null || second === null ? { seen: [a, b], expected: expectedNumbers } : pointOf(first, second);
    }
    case 'pair': {
      const both = cell(source.column);
      if (isBlank(both)) return { empty: true };
      const pair = readPair(both);
      return pair === null ? { seen: both, expected: expectedPair } : pointOf(...pair);
    }
    case 'text': {
      const text = cell(source.column);
      if (isBlank(text)) return { empty: true };
      const shape = typeof text === 'string' ? readShapeText(text) : null;
      return shape === null ? { seen: text, expected: expectedShape } : shapeOf(shape);
    }
    case 'own':
      return row.geometry === null || row.geometry === undefined ? { empty: true } : shapeOf(row.geometry);
  }
}

function pointOf(first: ReadNumber, second: ReadNumber): RowPlace {
  const [a, b] = first.axis === 'lat' || second.axis === 'lng' ? [second, first] : [first, second];
  const notation = a.notation === 'metres' || b.notation === 'metres' ? 'metres' : a.notation === 'degrees' ? b.notation : a.notation;
  return { numbers: { first: a.value, second: b.value, notation }, geometry: { type: 'Point', coordinates: [a.value, b.value] } };
}

function shapeOf(geometry: unknown): RowPlace {
  const shape = geometry as { type?: unknown; coordinates?: unknown };
  let position: unknown = shape.coordinates;
  while (Array.isArray(position) && Array.isArray(position[0])) position = position[0];
  const [first, second] = (Array.isArray(position) ? position : []) as unknown[];
  if (typeof shape.type !== 'string' || typeof first !== 'number' || typeof second !== 'number' || !Number.isFinite(first) || !Number.isFinite(second)) return { seen: geometry, expected: { zh: '一个几何，坐标为数字', en: 'a geometry whose coordinates are numbers' } };
  return { numbers: { first, second, notation: Math.abs(first) > 360 || Math.abs(second) > 360 ? 'metres' : 'degrees' }, geometry: { type: shape.type, coordinates: shape.coordinates } };
}

/** Gives nested coordinates converted; heights are dropped. */
export function convertCoordinates(coordinates: unknown, convert: Convert): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  if (typeof coordinates[0] !== 'number') return coordinates.map((part) => convertCoordinates(part, convert));
  return typeof coordinates[1] === 'number' ? convert(coordinates[0], coordinates[1]) : coordinates;
}
