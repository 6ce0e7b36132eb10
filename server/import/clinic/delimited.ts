// What stands in the rows of a text table, whatever parts its cells?
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { AppError } from '../../errors.ts';
import type { StagedRow } from './staging.ts';

const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Characters of one row at most: an unclosed quote would otherwise swallow the file. */
const mostRowCharacters = 1_000_000;

/**
 * Finds what parts the cells: the mark that cuts the first lines into the same number of cells more than once. Marks inside quotes do not count.
 * Gives a comma when there is none at all (one column).
 */
export function findDelimiter(start: string): Delimiter {
  const lines = start.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').slice(0, 50);
  // The last line may be cut short.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  let best: Delimiter = ',';
  let most = 0;
  for (const delimiter of delimiters) {
    const counts = whole.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1).sort((a, b) => a - b);
    const middle = counts[counts.length >> 1] ?? 0;
    const alike = counts.filter((count) => count === middle).length / Math.max(1, counts.length);
    const score = middle * (0.5 + alike);
    if (score > most) {
      best = delimiter;
      most = score;
    }
  }
  return best;
}

/** Reads rows of text; blank cells are null. A row may have more or fewer cells than others. Throws AppError `invalid-body` for a quote that never ends. */
export async function* readDelimited(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<StagedRow[]> {
  const source = Readable.from(text);
  const rows = source.pipe(parse({ bom: true, delimiter, info: true, trim: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, max_record_size: mostRowCharacters }));
  source.on('error', (error) => rows.destroy(error));
  let batch: StagedRow[] = [];
  let before = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // `lines` counts to the end of the record: a cell with line breaks begins earlier.
      const line = before + 1;
      before = info.lines;
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      batch.push({ line: Math.max(line, info.lines - breaks), cells: record.map((cell) => (cell === '' ? null : cell)) });
      if (batch.length < 500) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code?.startsWith('CSV_') !== true) throw error;
    const why = code === 'CSV_MAX_RECORD_SIZE' ? `a row of more than ${mostRowCharacters / 1e6} million characters` : `a broken row (${code.slice(4).toLowerCase().replaceAll('_', ' ')})`;
    throw new AppError('invalid-body', `line ${lines ?? '?'}: seen ${why}, expected rows of cells: is a quote left open, or is this no table?`, {}, error);
  }
  if (batch.length > 0) yield batch;
}
