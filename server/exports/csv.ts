// How do items become a table that a spreadsheet opens without harm? UTF-8 with its mark, one row for each item, formulas made harmless.
import type { Collection } from '../../data/contract/collections.ts';
import { printWellKnownText } from '../../data/contract/cql2/well-known-text.ts';
import type { ItemRow, Scalar } from '../queries/items.ts';
import type { ItemWriter } from './item-writer.ts';

const encoder = new TextEncoder();
/** Rows end as RFC 4180 says. */
const lineEnd = '\r\n';

/**
 * Gives a cell. A text that a spreadsheet would take for a formula (it begins with = + - @, wide or narrow, a tab or a line break) gets an
 * apostrophe before it (OWASP, CSV injection); what reads as a number stays. A semicolon or tab inside is quoted: some spreadsheets part cells there, and what follows would begin one.
 */
export function cellOf(value: Scalar | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const harmless = /^[=+\-@＝＋－＠\t\r\n]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Gives one row of a table. */
export function rowOf(cells: readonly (Scalar | undefined)[]): string {
  return `${cells.map(cellOf).join(',')}${lineEnd}`;
}

/** Begins a table with `id`, the properties under their names, then `lng` and `lat` for points, `geometry` as well-known text for everything else. */
export function beginCsv(collection: Collection): ItemWriter {
  const names = collection.properties.map(({ name }) => name);
  const points = collection.geometry === 'point';
  let head = `\uFEFF${rowOf(['id', ...names, ...(points ? ['lng', 'lat'] : ['geometry'])])}`;
  return {
    write(items: readonly ItemRow[]) {
      let text = head;
      head = '';
      for (const { id, geometry, properties } of items) {
        const place = points ? (geometry?.type === 'Point' ? geometry.coordinates : []) : [geometry === null ? null : printWellKnownText(geometry)];
        text += rowOf([id, ...names.map((name) => properties[name]), ...place]);
      }
      return encoder.encode(text);
    },
    end: () => encoder.encode(head),
  };
}
