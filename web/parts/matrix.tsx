// Where does row meet column most? A cross table whose cells darken with the count and open their rows.
import { type KeyboardEvent, useRef } from 'react';
import { formatCount } from '../locales/format.ts';

export interface MatrixAxis {
  readonly key: string;
  readonly name: string;
  /** For the narrow header; the first characters of the name unless told. */
  readonly short?: string;
}

/** Steps of the sequential scale; step 0 is "none" (styles/app.css, .cell-0 … .cell-5). */
const steps = 5;

/** Gives the step 0..5 of a count against the largest: square-root scale, because counts by place are skewed. */
export function stepOf(count: number, largest: number): number {
  if (count <= 0 || largest <= 0) return 0;
  return Math.max(1, Math.ceil(Math.sqrt(count / largest) * steps));
}

/**
 * Draws a cross table. `countOf` gives a cell's count; `nameOf` its words for a screen reader; `onOpen` opens its rows.
 * One cell is in the tab order; arrow keys move between cells (grid pattern). `showCounts` writes the numbers into the cells.
 */
export function Matrix(props: {
  caption: string;
  rows: readonly MatrixAxis[];
  columns: readonly MatrixAxis[];
  countOf(row: string, column: string): number;
  nameOf(row: MatrixAxis, column: MatrixAxis, count: number): string;
  onOpen(row: string, column: string): void;
  onOpenRow(row: string): void;
  showCounts: boolean;
}) {
  const table = useRef<HTMLTableElement>(null);
  const largest = Math.max(1, ...props.rows.flatMap((row) => props.columns.map((column) => props.countOf(row.key, column.key))));
  const totalOf = (row: string): number => props.columns.reduce((sum, column) => sum + props.countOf(row, column.key), 0);
  const move = (event: KeyboardEvent<HTMLTableElement>): void => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]');
    if (step === undefined || cell === null) return;
    const [row = 0, column = 0] = (cell.dataset.cell ?? '').split(',').map(Number);
    const next = table.current?.querySelector<HTMLElement>(`[data-cell="${row + (step[0] ?? 0)},${column + (step[1] ?? 0)}"]`);
    if (next === null || next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="matrix-scroll">
      <table className={props.showCounts ? 'matrix matrix-counts' : 'matrix'} ref={table} onKeyDown={move} role="grid" aria-label={props.caption}>
        <thead>
          <tr>
            <td />
            {props.columns.map((column) => (
              <th key={column.key} scope="col" title={column.name}>
                <span className="matrix-head">{column.short ?? column.name}</span>
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, rowIndex) => (
            <tr key={row.key}>
              <th scope="row">
                <button type="button" className="matrix-row" onClick={() => props.onOpenRow(row.key)} title={row.name} tabIndex={-1}>
                  {row.name}
                </button>
              </th>
              {props.columns.map((column, columnIndex) => {
                const count = props.countOf(row.key, column.key);
                const name = props.nameOf(row, column, count);
                return (
                  <td key={column.key} role="gridcell">
                    <button
                      type="button"
                      data-cell={`${rowIndex},${columnIndex}`}
                      tabIndex={rowIndex === 0 && columnIndex === 0 ? 0 : -1}
                      className={`cell cell-${stepOf(count, largest)}`}
                      aria-label={name}
                      title={name}
                      onClick={() => props.onOpen(row.key, column.key)}
                    >
                      {props.showCounts && count > 0 ? formatCount(count) : ''}
                    </button>
                  </td>
                );
              })}
              <td className="matrix-total figure">{formatCount(totalOf(row.key))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
