// How does a bulletin become a spreadsheet? Several sheets, numbers as numbers, and no text that a program would take for a formula.
import type { Cell, SheetData } from 'write-excel-file/node';
import type { Briefing, BriefingCell, BriefingForm, BriefingTable } from '../../data/contract/briefings.ts';

type Row = SheetData[number];
interface Sheet {
  readonly sheet: string;
  readonly data: SheetData;
  readonly columns: { width: number }[];
  readonly stickyRowsCount?: number;
  readonly orientation?: 'landscape';
}

const ink = '#1F2A33';
const head = { fontWeight: 'bold', backgroundColor: '#E8EDF1', color: ink, wrap: true, alignVertical: 'center' } as const;
const formats: Partial<Record<BriefingForm, string>> = { count: '#,##0', days: '#,##0', rate: '0.0%', bar: '0.0%' };

/** Gives a text that stays a text: the rule of the CSV exports, without their quotes. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

const words = (value: string, more: object = {}): Cell => ({ value: harmless(value), type: String, wrap: true, alignVertical: 'top', ...more }) as Cell;

function valueCell({ text, value, form }: BriefingCell, columnForm: BriefingForm): Cell {
  const format = formats[form ?? columnForm];
  if (typeof value === 'number') return { value, type: Number, alignVertical: 'top', ...(format === undefined ? {} : { format }) } as Cell;
  return words(value ?? text);
}

const widths: Readonly<Record<BriefingForm, number>> = { text: 18, count: 10, rate: 11, bar: 11, days: 10, date: 12 };
/** Columns whose texts are long. */
const wide: Readonly<Record<string, number>> = { title: 44, site: 28, name: 22, department: 20 };

function tableSheet(name: string, { caption, note, columns, rows }: BriefingTable): Sheet {
  return {
    sheet: name.slice(0, 31).replaceAll(/[[\]:*?/\\]/g, ' '),
    data: [[words(caption, { fontWeight: 'bold', wrap: false })], columns.map(({ label }) => words(label, head)), ...rows.map((row): Row => row.map((cell, place) => valueCell(cell, columns[place]?.form ?? 'text'))), ...(note === null ? [] : [[words(note, { wrap: false })]])],
    columns: columns.map(({ id, form }) => ({ width: wide[id] ?? widths[form] })),
    stickyRowsCount: 2,
    orientation: 'landscape',
  };
}

/** Gives the bytes of the file. Every table of the briefing is a sheet of its own, after one with the sentences and one with the figures. */
export async function bulletinXlsx(briefing: Briefing): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const { language, words: said } = briefing;
  const zh = language === 'zh-CN';
  const text: Sheet = {
    sheet: zh ? '通报' : 'Bulletin',
    data: [
      [words(briefing.masthead, { wrap: false })],
      [words(briefing.title, { fontWeight: 'bold', fontSize: 16, height: 24, wrap: false })],
      [words(`${briefing.number}　${briefing.issuedOn}`, { wrap: false })],
      ...(briefing.synthetic === null ? [] : [[words(briefing.synthetic, { fontWeight: 'bold' })]]),
      ...briefing.lead.map(({ label, text: fact }): Row => [words(`${label}${zh ? '：' : ': '}${fact}`)]),
      ...briefing.sections.filter(({ sentences }) => sentences.length > 0).flatMap(({ heading, sentences }): Row[] => [[words('')], [words(heading, { fontWeight: 'bold' })], ...sentences.map((sentence): Row => [words(sentence.text)])]),
      [words('')],
      [words(said['notes'] ?? '', { fontWeight: 'bold' })],
      ...briefing.footnotes.map((note): Row => [words(note)]),
    ],
    columns: [{ width: 110 }],
  };
  const figures: Sheet = {
    sheet: zh ? '指标' : 'Figures',
    data: [
      [said['figure'], said['value'], zh ? '分子' : 'Part', zh ? '分母' : 'Whole', 'n', said['asOf'], said['method']].map((label) => words(label ?? '', head)),
      ...briefing.basis.map(({ title, text: shown, value, form, numerator, denominator, n, asOf, methodTitle }): Row => [words(title), valueCell({ text: shown, value, rows: null }, form), valueCell({ text: '', value: numerator, rows: null }, 'count'), denominator === null ? null : valueCell({ text: '', value: denominator, rows: null }, 'count'), valueCell({ text: '', value: n, rows: null }, 'count'), words(asOf), words(methodTitle)]),
    ],
    columns: [30, 12, 12, 12, 12, 32, 28].map((width) => ({ width })),
    stickyRowsCount: 1,
  };
  const methods: Sheet = { sheet: zh ? '口径' : 'Methods', data: [[words(said['method'] ?? '', head), words(said['methods'] ?? '', head)], ...briefing.methods.map(({ title, text: explained }): Row => [words(title), words(explained)])], columns: [{ width: 28 }, { width: 120 }], stickyRowsCount: 1 };
  const names = new Set<string>();
  const tables = briefing.sections.flatMap(({ tables: own }) => own).map((table) => {
    const sheet = tableSheet(table.caption.replace(/[（(].*$/, '').trim(), table);
    for (let copy = 2; names.has(sheet.sheet); copy++) Object.assign(sheet, { sheet: `${sheet.sheet.slice(0, 28)} ${copy}` });
    names.add(sheet.sheet);
    return sheet;
  });
  const bytes = await writeXlsxFile([text, figures, ...tables, methods] as never, { fontFamily: zh ? '宋体' : 'Calibri', fontSize: 11 }).toBuffer();
  return new Uint8Array(bytes);
}

