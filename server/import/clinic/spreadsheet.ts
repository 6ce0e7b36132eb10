// What stands in the cells of a spreadsheet? XLSX read row by row as it is unpacked, never as a whole.
import { AppError } from '../../errors.ts';
import { dateOfSerial, readDateStyles, readSharedTexts, readWorkbook, type Sheet, unescaped, type Workbook } from './spreadsheet-parts.ts';
import { type Cell, mostColumns, type StagedRow } from './staging.ts';
import { readXml } from './xml.ts';
import type { ZipArchive } from './zip.ts';

/** Cells that are shown as one: rows and columns from 1, both ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Merged ranges remembered. */
const mostMerges = 50_000;

export interface OpenSpreadsheet {
  readonly workbook: Workbook;
  readonly sheet: Sheet;
  /** Rows with a value, in order; merges come last in the file and are complete when the rows are through. */
  rows(): AsyncGenerator<StagedRow[]>;
  readonly merges: Merge[];
  /** Formulas whose value the file holds and which was taken. */
  formulas(): number;
}

/** Opens a sheet: the one named, else the largest that is not hidden. Throws AppError `invalid-parameter` for an unknown name. */
export async function openSpreadsheet(archive: ZipArchive, sheetName: string | undefined): Promise<OpenSpreadsheet> {
  const workbook = await readWorkbook(archive);
  const visible = workbook.sheets.filter(({ hidden }) => !hidden);
  const [largest] = [...(visible.length > 0 ? visible : workbook.sheets)].sort((a, b) => b.bytes - a.bytes);
  const sheet = sheetName === undefined ? largest : workbook.sheets.find(({ name }) => name === sheetName);
  if (sheet === undefined) throw new AppError('invalid-parameter', `sheet: seen ${JSON.stringify(sheetName?.slice(0, 60))}, expected one of ${workbook.sheets.map(({ name }) => name).join(', ').slice(0, 300)}`);
  const merges: Merge[] = [];
  let formulas = 0;
  return {
    workbook,
    sheet,
    merges,
    formulas: () => formulas,
    async *rows() {
      const texts = await readSharedTexts(archive);
      const dates = await readDateStyles(archive);
      const reader = new SheetReader(texts, dates, workbook.from1904, merges);
      for await (const _ of readXml(archive.read(sheet.part), reader)) {
        if (reader.rows.length < 300) continue;
        yield reader.take();
      }
      formulas = reader.formulas;
      yield reader.take();
    },
  };
}

/** Gives the number of a column, from 1, of a reference such as AB12. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column;
}

/** Gives the letters of a column, from 1. */
export function lettersOf(column: number): string {
  let letters = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}

/** Takes the tags of a sheet and makes rows of them. */
class SheetReader {
  rows: StagedRow[] = [];
  formulas = 0;
  private line = 0;
  private cells: Cell[] = [];
  private column = 0;
  private type = '';
  private style = 0;
  private value = '';
  private formula: string | null = null;
  private into: 'value' | 'formula' | null = null;
  private phonetic = 0;
  private readonly texts: readonly string[];
  private readonly dates: readonly boolean[];
  private readonly from1904: boolean;
  private readonly merges: Merge[];

  constructor(texts: readonly string[], dates: readonly boolean[], from1904: boolean, merges: Merge[]) {
    this.texts = texts;
    this.dates = dates;
    this.from1904 = from1904;
    this.merges = merges;
  }

  take(): StagedRow[] {
    const taken = this.rows;
    this.rows = [];
    return taken;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.line = attributes['r'] === undefined ? this.line + 1 : Number(attributes['r']);
        this.cells = [];
        this.column = 0;
        break;
      case 'c':
        this.column = attributes['r'] === undefined ? this.column + 1 : columnOf(attributes['r']);
        this.type = attributes['t'] ?? 'n';
        this.style = Number(attributes['s'] ?? 0);
        this.value = '';
        this.formula = null;
        break;
      case 'v':
        this.into = 'value';
        break;
      case 't':
        if (this.phonetic === 0) this.into = 'value';
        break;
      case 'rPh':
        this.phonetic++;
        break;
      case 'f':
        this.formula = '';
        this.into = 'formula';
        break;
      case 'mergeCell':
        this.merge(attributes['ref'] ?? '');
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.into === 'value') this.value += text;
    else if (this.into === 'formula') this.formula = (this.formula ?? '') + text;
  }

  close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
      case 'f':
        this.into = null;
        break;
      case 'rPh':
        this.phonetic--;
        break;
      case 'c':
        this.put();
        break;
      case 'row':
        if (this.cells.length > 0) this.rows.push({ line: this.line, cells: this.cells });
        break;
      default:
    }
  }

  private put(): void {
    const cell = this.meant();
    if (cell === null || cell === '') return;
    if (this.column < 1 || this.column > mostColumns) throw new AppError('too-large', `row ${this.line}: seen a value in column ${this.column}, expected at most ${mostColumns} columns`);
    while (this.cells.length < this.column - 1) this.cells.push(null);
    this.cells[this.column - 1] = cell;
  }

  private meant(): Cell {
    if (this.formula !== null) {
      if (this.value === '') return { formula: this.formula.slice(0, 200) };
      this.formulas++;
    }
    if (this.value === '') return null;
    switch (this.type) {
      case 's':
        return this.texts[Number(this.value)] ?? null;
      case 'inlineStr':
      case 'str':
        return unescaped(this.value);
      case 'b':
        return this.value === '1' || this.value === 'true';
      case 'e':
        return { error: this.value.slice(0, 20) };
      case 'd':
        return this.value.replace(/T00:00:00(\.0+)?Z?$/, '');
      default: {
        const number = Number(this.value);
        if (Number.isNaN(number)) return this.value;
        return this.dates[this.style] === true ? (dateOfSerial(number, this.from1904) ?? number) : number;
      }
    }
  }

  private merge(reference: string): void {
    const [from = '', to = from] = reference.split(':');
    const row = (text: string): number => Number(/\d+$/.exec(text)?.[0] ?? 0);
    if (this.merges.length < mostMerges) this.merges.push({ top: row(from), left: columnOf(from), bottom: row(to), right: columnOf(to) });
  }
}
