// How do features with properties of any names become rows with columns? Each name gets a column when it first comes.
import { AppError } from '../../errors.ts';
import type { Found } from '../found.ts';
import { type Cell, mostColumns, type StagedRow } from './staging.ts';

export type Featured = Found;

export class FeatureRows {
  /** Names in the order of their columns. */
  readonly columns: string[] = [];
  private readonly places = new Map<string, number>();

  async *of(batches: AsyncIterable<readonly Featured[]>): AsyncGenerator<StagedRow[]> {
    for await (const batch of batches) yield batch.map((found) => this.rowOf(found));
  }

  private rowOf(found: Featured): StagedRow {
    if ('problem' in found) return { line: found.line, cells: [], problem: found.problem };
    const cells: Cell[] = [];
    const put = (name: string, value: unknown): void => {
      let place = this.places.get(name);
      if (place === undefined) {
        place = this.columns.push(name) - 1;
        if (place >= mostColumns) throw new AppError('too-large', `seen more than ${mostColumns} different properties, expected fewer`);
        this.places.set(name, place);
      }
      while (cells.length < place) cells.push(null);
      cells[place] = cellOf(value);
    };
    // The id of a feature is often its only key.
    if ((typeof found.id === 'string' || typeof found.id === 'number') && !('id' in found.properties)) put('id', found.id);
    for (const [name, value] of Object.entries(found.properties)) put(name, value);
    return { line: found.line, cells, geometry: found.geometry ?? null };
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  // Lists and objects travel as their JSON: steps of a hazard, for one.
  return JSON.stringify(value);
}
