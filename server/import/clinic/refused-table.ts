// What comes back to whoever made the file: the refused rows as they were, and why each was refused?
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { reasonHeadings } from '../../../data/vocabulary/import-names.ts';
import type { JudgedRow } from './judge.ts';
import { lettersOf } from './spreadsheet.ts';
import { textOfCell } from './values.ts';

/** Column with the geometry of features, as well-known text with the numbers of the file. */
const shapeHeading = 'wkt';

/** Gives a cell of CSV. A text that a spreadsheet would take for a formula gets an apostrophe, which the clinic takes off again (OWASP, CSV injection). */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Writes the table of refused rows: columns as in the file, then the reason and the line. UTF-8 with its mark, so that spreadsheet programs read it right. */
export class RefusedTable {
  private readonly stream: WriteStream;
  private readonly shapes: boolean;
  private readonly width: number;
  private text: string;
  private failure: unknown = null;

  constructor(path: string, names: readonly string[], shapes: boolean) {
    this.stream = createWriteStream(path, { mode: 0o600 });
    this.stream.on('error', (error) => {
      this.failure = error;
    });
    this.shapes = shapes;
    this.width = names.length;
    const headings = names.map((name, place) => (name === '' ? lettersOf(place + 1) : name));
    this.text = `\uFEFF${[...headings, ...(shapes ? [shapeHeading] : []), ...reasonHeadings].map(csvCell).join(',')}\r\n`;
  }

  add({ staged, findings, line }: JudgedRow): void {
    const reason = findings.filter(({ severity }) => severity === 'error').map(({ field, seen, expected }) => `${field ?? ''}: ${seen} → ${expected.zh} / ${expected.en}`).join('; ');
    const cells = Array.from({ length: this.width }, (_, place) => textOfCell(staged.cells[place]));
    this.text += `${[...cells, ...(this.shapes ? [shapeText(staged.geometry)] : []), reason, String(line)].map(csvCell).join(',')}\r\n`;
  }

  async flush(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    const { text } = this;
    this.text = '';
    if (text !== '' && !this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
  }
}

/** Gives a geometry as well-known text with its own numbers; '' for none. */
function shapeText(geometry: unknown): string {
  const { type, coordinates } = (geometry ?? {}) as { type?: string; coordinates?: unknown };
  if (typeof type !== 'string' || !Array.isArray(coordinates)) return '';
  const write = (part: unknown): string => {
    const list = part as unknown[];
    if (typeof list[0] === 'number') return `${String(list[0])} ${String(list[1])}`;
    return list.map((one) => (Array.isArray(one) && typeof one[0] === 'number' ? write(one) : `(${write(one)})`)).join(', ');
  };
  return type === 'Point' ? `POINT(${write(coordinates)})` : `${type.toUpperCase()}(${write(coordinates)})`;
}
