// How does a bulletin become a document that an office can print and edit? Real headings, tables and page numbers; the East-Asian font on every run.
import type { FileChild, ISectionOptions, ParagraphChild } from 'docx';
import sharp from 'sharp';
import { barPicture, barSize } from '../briefings/bar-picture.ts';
import type { Briefing, BriefingCell, BriefingForm, BriefingTable } from '../../data/contract/briefings.ts';

/** Loaded when the first document is made: a worker that only counts need not hold it. */
type Docx = typeof import('docx');

/** Faces of an official document; a program that lacks one takes its own. Sizes in half points. */
const faces = {
  'zh-CN': { text: '仿宋', head: '黑体', title: '宋体', latin: 'Times New Roman' },
  en: { text: '宋体', head: '宋体', title: '宋体', latin: 'Calibri' },
} as const;
const sizes = { masthead: 52, title: 40, heading: 30, text: 26, lead: 22, table: 16, note: 17 } as const;
/** The red of the head and its rule; everything else is ink. */
const red = 'B3261E';
const quiet = '5A6670';
/** Lengths in twentieths of a point: A4 with margins of 25 mm, in tables and across 18 mm. */
const page = { width: 11_906, height: 16_838, margin: 1417, tableMargin: 1021 } as const;
/** Bars are drawn this many times as large as they stand, so that print is sharp. */
const barScale = 4;

type Run = { readonly text: string; readonly size?: number; readonly bold?: boolean; readonly color?: string; readonly face?: 'text' | 'head' | 'title' };

/** Gives the bytes of the document. */
export async function bulletinDocx(briefing: Briefing): Promise<Uint8Array> {
  const docx = await import('docx');
  const writer = new Writer(docx, briefing, await barsOf(briefing));
  const { number, synthetic, title, masthead } = briefing;
  const document = new docx.Document({
    creator: masthead,
    title,
    description: [number, synthetic].filter((part) => part !== null).join(' '),
    styles: { default: { document: { run: { font: writer.font('text'), size: sizes.text, language: { value: 'en-US', eastAsia: 'zh-CN' } } } } },
    sections: writer.sections(),
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}

/** Draws every bar of the tables once. */
async function barsOf({ sections }: Briefing): Promise<Map<string, Buffer>> {
  const bars = new Map<string, Buffer>();
  for (const { columns, rows } of sections.flatMap(({ tables }) => tables)) {
    for (const [place, { form }] of columns.entries()) {
      if (form !== 'bar') continue;
      for (const row of rows) {
        const key = barKey(row[place]);
        if (key === null || bars.has(key)) continue;
        bars.set(key, await sharp(Buffer.from(barPicture(Number(key))), { density: 96 * barScale }).png().toBuffer());
      }
    }
  }
  return bars;
}

/** Bars of one per mille are one bar. */
const barKey = (cell: BriefingCell | undefined): string | null => (typeof cell?.value === 'number' ? cell.value.toFixed(3) : null);

class Writer {
  private readonly docx: Docx;
  private readonly briefing: Briefing;
  private readonly bars: ReadonlyMap<string, Buffer>;

  constructor(docx: Docx, briefing: Briefing, bars: ReadonlyMap<string, Buffer>) {
    this.docx = docx;
    this.briefing = briefing;
    this.bars = bars;
  }

  font(face: 'text' | 'head' | 'title') {
    const { latin, ...east } = faces[this.briefing.language];
    return { ascii: latin, hAnsi: latin, cs: latin, eastAsia: east[face] };
  }

  /** Text upright on portrait pages, wide tables across. */
  sections(): ISectionOptions[] {
    const { sections } = this.briefing;
    const isWide = (id: string): boolean => ['departments', 'areas', 'sectors', 'cells', 'longest'].includes(id);
    const upright = [...this.head(), ...sections.filter(({ id }) => !isWide(id)).flatMap((section) => this.section(section, false))];
    const across = sections.filter(({ id }) => isWide(id)).flatMap((section) => this.section(section, true));
    return [this.sheet(upright, false), this.sheet(across, true), this.sheet(this.close(), false)];
  }

  private sheet(children: FileChild[], isAcross: boolean): ISectionOptions {
    const { docx, briefing } = this;
    const margin = isAcross ? page.tableMargin : page.margin;
    const { words, number, synthetic } = briefing;
    const line = (runs: ParagraphChild[], alignment: 'left' | 'center'): InstanceType<Docx['Paragraph']> => new docx.Paragraph({ alignment, children: runs });
    return {
      properties: { page: { size: { width: page.width, height: page.height, orientation: isAcross ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT }, margin: { top: margin, bottom: margin, left: margin, right: margin } } },
      headers: { default: new docx.Header({ children: [line([this.run({ text: `${briefing.title}　${number}`, size: sizes.note, color: quiet }), ...(synthetic === null ? [] : [this.run({ text: `　　${synthetic}`, size: sizes.note, color: red, bold: true })])], 'left')] }) },
      footers: {
        default: new docx.Footer({
          children: [line([this.run({ text: words['page'] ?? '', size: sizes.note, color: quiet }), this.number(docx.PageNumber.CURRENT), this.run({ text: words['pageOf'] ?? '', size: sizes.note, color: quiet }), this.number(docx.PageNumber.TOTAL_PAGES), this.run({ text: words['pageEnd'] ?? '', size: sizes.note, color: quiet })], 'center')],
        }),
      },
      children,
    };
  }

  private run({ text, size, bold, color, face }: Run): InstanceType<Docx['TextRun']> {
    return new this.docx.TextRun({ text: printable(text), font: this.font(face ?? 'text'), ...(size === undefined ? {} : { size }), ...(bold === undefined ? {} : { bold }), ...(color === undefined ? {} : { color }) });
  }

  private number(kind: string): InstanceType<Docx['TextRun']> {
    return new this.docx.TextRun({ children: [kind as never], font: this.font('text'), size: sizes.note, color: quiet });
  }

  private head(): FileChild[] {
    const { docx, briefing } = this;
    const centred = (run: Run, after: number): FileChild => new docx.Paragraph({ alignment: docx.AlignmentType.CENTER, spacing: { after }, children: [this.run(run)] });
    return [
      centred({ text: briefing.masthead, size: sizes.masthead * (briefing.language === 'en' ? 0.62 : 0.8), bold: true, color: red, face: 'title' }, 120),
      new docx.Paragraph({ alignment: docx.AlignmentType.CENTER, spacing: { after: 320 }, border: { bottom: { style: docx.BorderStyle.SINGLE, size: 12, color: red, space: 6 } }, children: [this.run({ text: `${briefing.number}　　${briefing.issuedBy}　　${briefing.issuedOn}`, size: sizes.lead })] }),
      new docx.Paragraph({ heading: docx.HeadingLevel.TITLE, alignment: docx.AlignmentType.CENTER, spacing: { after: 200 }, children: [this.run({ text: briefing.title, size: sizes.title, bold: true, color: '000000', face: 'title' })] }),
      ...(briefing.synthetic === null ? [] : [centred({ text: briefing.synthetic, size: sizes.lead, bold: true, color: red }, 160)]),
      ...briefing.lead.map(({ label, text }) => new docx.Paragraph({ spacing: { after: 60 }, children: [this.run({ text: `${label}${briefing.language === 'en' ? ': ' : '：'}`, size: sizes.lead, color: quiet }), this.run({ text, size: sizes.lead })] })),
    ];
  }

  private heading(text: string): FileChild {
    const { docx } = this;
    return new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, keepNext: true, spacing: { before: 280, after: 120 }, children: [this.run({ text, size: sizes.heading, bold: this.briefing.language === 'en', color: '000000', face: 'head' })] });
  }

  private section({ heading, sentences, tables }: Briefing['sections'][number], isAcross: boolean): FileChild[] {
    const { docx, briefing } = this;
    const indent = briefing.language === 'zh-CN' ? { firstLine: sizes.text * 20 } : undefined;
    return [
      this.heading(heading),
      ...sentences.map(({ text }) => new docx.Paragraph({ spacing: { line: 400, after: 80 }, ...(indent === undefined ? {} : { indent }), children: [this.run({ text })] })),
      ...tables.filter(({ rows }) => rows.length > 0).flatMap((table) => this.table(table, isAcross)),
    ];
  }

  private table({ caption, note, columns, rows }: BriefingTable, isAcross: boolean): FileChild[] {
    const { docx } = this;
    const room = isAcross ? page.height - 2 * page.tableMargin : page.width - 2 * page.margin;
    const widths = columnWidths(columns, room);
    const border = { style: docx.BorderStyle.SINGLE, size: 4, color: 'A9B4BC' };
    const cell = (children: ParagraphChild[], place: number, form: BriefingForm, isHead: boolean): InstanceType<Docx['TableCell']> =>
      new docx.TableCell({
        width: { size: widths[place] ?? 800, type: docx.WidthType.DXA },
        verticalAlign: docx.VerticalAlign.CENTER,
        margins: { left: 50, right: 50, top: 20, bottom: 20 },
        ...(isHead ? { shading: { type: docx.ShadingType.CLEAR, fill: 'EEF1F3', color: 'auto' } } : {}),
        children: [new docx.Paragraph({ alignment: form === 'text' || form === 'date' ? docx.AlignmentType.LEFT : isHead ? docx.AlignmentType.CENTER : docx.AlignmentType.RIGHT, children })],
      });
    const headRow = new docx.TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ label, form }, place) => cell([this.run({ text: label, size: sizes.table, bold: true })], place, form, true)) });
    return [
      new docx.Paragraph({ keepNext: true, spacing: { before: 160, after: 60 }, children: [this.run({ text: caption, size: sizes.lead, bold: true, face: 'head' })] }),
      new docx.Table({
        width: { size: room, type: docx.WidthType.DXA },
        columnWidths: widths,
        layout: docx.TableLayoutType.FIXED,
        borders: { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border },
        rows: [headRow, ...rows.map((row) => new docx.TableRow({ cantSplit: true, children: columns.map(({ form }, place) => cell(this.content(row[place], form), place, form, false)) }))],
      }),
      new docx.Paragraph({ spacing: { before: 40, after: 160 }, children: [this.run({ text: note ?? '', size: sizes.note, color: quiet })] }),
    ];
  }

  private content(cell: BriefingCell | undefined, form: BriefingForm): ParagraphChild[] {
    const text = this.run({ text: cell?.text ?? '', size: sizes.table });
    const bar = form === 'bar' ? this.bars.get(barKey(cell) ?? '') : undefined;
    if (bar === undefined) return [text];
    return [new this.docx.ImageRun({ type: 'png', data: bar, transformation: { width: barSize.width * 0.55, height: barSize.height }, altText: { name: 'bar', title: cell?.text ?? '', description: cell?.text ?? '' } }), this.run({ text: ` ${cell?.text ?? ''}`, size: sizes.table })];
  }

  /** Where the figures come from, how they are worked out, and the anchor. */
  private close(): FileChild[] {
    const { docx, briefing } = this;
    const { words } = briefing;
    const plain = (text: string): BriefingCell => ({ text, value: text, rows: null });
    const table: BriefingTable = {
      id: 'basis',
      caption: words['basis'] ?? '',
      note: null,
      columns: [
        { id: 'figure', label: words['figure'] ?? '', form: 'text' },
        { id: 'value', label: words['value'] ?? '', form: 'count' },
        { id: 'of', label: words['of'] ?? '', form: 'count' },
        { id: 'n', label: 'n', form: 'count' },
        { id: 'method', label: words['method'] ?? '', form: 'text' },
      ],
      rows: briefing.basis.map(({ title, text, numerator, denominator, n, methodTitle }) => [plain(title), plain(text), plain(denominator === null ? '' : `${numerator}/${denominator}`), plain(String(n)), plain(methodTitle)]),
    };
    const small = (text: string, label = ''): FileChild => new docx.Paragraph({ spacing: { after: 80, line: 280 }, children: [...(label === '' ? [] : [this.run({ text: `${label}　`, size: sizes.lead, bold: true })]), this.run({ text, size: sizes.lead })] });
    return [...this.table(table, false), this.heading(words['methods'] ?? ''), ...briefing.methods.map(({ title, text }) => small(text, title)), this.heading(words['notes'] ?? ''), ...briefing.footnotes.map((text, place) => small(text, `${place + 1}.`))];
  }
}

/** Widths in twentieths of a point that fill the room: long texts get more than names, figures least. */
function columnWidths(columns: BriefingTable['columns'], room: number): number[] {
  const weights: Readonly<Record<string, number>> = { title: 4.2, site: 2.8, name: 2.4, figure: 3, code: 2.4, method: 2.4, department: 2, area: 1.4, clause: 1.2, status: 1.4, due: 1.5, difference: 2 };
  const shares = columns.map(({ id, form }) => weights[id] ?? (form === 'bar' ? 1.9 : 1));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => Math.floor((share / sum) * room));
}

/** Control characters and halves of characters would make the file unreadable. */
function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');
}
