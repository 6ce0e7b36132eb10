// What do the small parts of a spreadsheet file say: its sheets, its shared texts, and which number formats are dates?
import { AppError } from '../../errors.ts';
import { readXml } from './xml.ts';
import type { ZipArchive } from './zip.ts';

export interface Sheet {
  readonly name: string;
  /** Path of its part inside the archive. */
  readonly part: string;
  readonly hidden: boolean;
  readonly bytes: number;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** True: days count from 1904 (old Macintosh files). */
  readonly from1904: boolean;
}

/** Shared texts kept in memory at most, in characters. */
const mostSharedCharacters = 80_000_000;

async function run(archive: ZipArchive, part: string, handlers: Parameters<typeof readXml>[1]): Promise<void> {
  for await (const _ of readXml(archive.read(part), handlers));
}

const nothing = (): void => undefined;

/** Reads which sheets there are. Throws AppError for an archive that is no spreadsheet. */
export async function readWorkbook(archive: ZipArchive): Promise<Workbook> {
  const sizes = new Map(archive.entries.map(({ name, bytes }) => [name, bytes]));
  const targets = new Map<string, string>();
  await run(archive, 'xl/_rels/workbook.xml.rels', {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
    text: nothing,
    close: nothing,
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  await run(archive, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const part = targets.get(id ?? '');
      const bytes = sizes.get(part ?? '');
      // Charts have no cells; they are no parts of xl/worksheets.
      if (part !== undefined && bytes !== undefined && !part.includes('chartsheet')) sheets.push({ name: attributes['name'] ?? '', part, hidden: (attributes['state'] ?? 'visible') !== 'visible', bytes });
    },
    text: nothing,
    close: nothing,
  });
  if (sheets.length === 0) throw new AppError('invalid-body', 'seen a workbook without a sheet, expected one at least');
  return { sheets, from1904 };
}

/** Reads the texts that cells share. Phonetic hints are left out. */
export async function readSharedTexts(archive: ZipArchive): Promise<string[]> {
  if (!archive.entries.some(({ name }) => name === 'xl/sharedStrings.xml')) return [];
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let phonetic = 0;
  let characters = 0;
  await run(archive, 'xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') isText = phonetic === 0;
    },
    text(more) {
      if (isText) text += more;
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') {
        characters += text.length;
        if (characters > mostSharedCharacters) throw new AppError('too-large', `seen texts of more than ${mostSharedCharacters / 1e6} million characters, expected fewer: save the sheet as CSV`);
        texts.push(unescaped(text));
      }
    },
  });
  return texts;
}

/** Gives a text with `_x000D_` (how the format writes what XML cannot hold) as a space. */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => (Number.parseInt(code, 16) < 32 ? ' ' : String.fromCharCode(Number.parseInt(code, 16)))) : text;
}

/** Number formats that are dates without saying so in letters (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are those of East Asia). */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Gives whether a number format shows a date or time: a letter y, m, d, h or s outside quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?![hms]+\])[^\]]*\]/gi, '');
  return /[ymdhs年月日时分秒]/i.test(bare.replace(/general/gi, '')) && !/^[0#?.,%E+\-\s]*$/i.test(bare);
}

/** Gives, for each cell style, whether its numbers are dates. */
export async function readDateStyles(archive: ZipArchive): Promise<boolean[]> {
  if (!archive.entries.some(({ name }) => name === 'xl/styles.xml')) return [];
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  await run(archive, 'xl/styles.xml', {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') own.set(Number(numFmtId), isDateFormat(formatCode ?? ''));
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) styles.push(own.get(Number(numFmtId ?? 0)) ?? isBuiltInDate(Number(numFmtId ?? 0)));
    },
    text: nothing,
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

const dayMilliseconds = 86_400_000;

/**
 * Gives a day number of a spreadsheet as ISO text: a date, a date with time to the second, or a time alone (below one day). 1900 counts as a leap year there
 * (a fault every program keeps). Null for numbers that are no date of theirs.
 */
export function dateOfSerial(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0) || serial > 2_958_465) return null;
  const seconds = Math.round((serial % 1) * 86_400);
  if (serial < 1 && !from1904) return new Date(seconds * 1000).toISOString().slice(11, 19);
  const whole = Math.floor(serial) + (from1904 ? 1462 : 0);
  const day = whole < 60 ? whole + 1 : whole;
  const text = new Date(Date.UTC(1899, 11, 30) + day * dayMilliseconds + seconds * 1000).toISOString();
  return seconds === 0 ? text.slice(0, 10) : text.slice(0, 19);
}
