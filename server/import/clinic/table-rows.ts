// Which staged rows are data? Titles, headings, sums and notes left out, merged cells filled.
import { MergeFiller } from './headings.ts';
import type { Merge } from './spreadsheet.ts';
import { readStaged, type StagedRow } from './staging.ts';
import { textOfCell } from './values.ts';

/** How the staged rows are to be taken; kept with the session. */
export interface Layout {
  /** Line of the last heading row; 0 = data from the first row. */
  readonly dataAfter: number;
  /** Names of the columns as they stand in the heading, to pass over headings that come again on every printed page. */
  readonly names: readonly string[];
  readonly merges: readonly Merge[];
  /** False for features: every row is data. */
  readonly table: boolean;
}

const footer = /^(合计|总计|小计|共计|填表人|制表人|审核人|填报单位|填报人|注[:：]|备注[:：]|说明[:：]|total\b|sum\b)/i;

/** Gives the rows of data in batches. `onSkipped` is told the lines of sums, notes and repeated headings. */
export async function* readDataRows(path: string, layout: Layout, onSkipped: (line: number) => void = () => undefined): AsyncGenerator<StagedRow[]> {
  const filler = new MergeFiller(layout.table ? layout.merges : []);
  const last = layout.names.map((name) => name.split(' / ').at(-1) ?? '');
  for await (const batch of readStaged(path)) {
    if (!layout.table) {
      yield batch;
      continue;
    }
    const rows: StagedRow[] = [];
    for (const raw of batch) {
      if (raw.line <= layout.dataAfter) {
        filler.fill(raw);
        continue;
      }
      const filled = raw.cells.filter((cell) => cell !== null);
      if (filled.length === 0) continue;
      const row = filler.fill(raw);
      if (footer.test(textOfCell(filled[0]).trim()) && filled.length <= Math.max(2, layout.names.length / 2)) onSkipped(raw.line);
      else if (filled.length > 2 && raw.cells.every((cell, column) => cell === null || textOfCell(cell).trim() === (last[column] ?? ''))) onSkipped(raw.line);
      else rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}
