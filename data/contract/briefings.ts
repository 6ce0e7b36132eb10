// What is a briefing? Sentences and tables in one language, each with the figures it rests on; the page, the document and the spreadsheet all say the same.
import { z } from 'zod';

/** A sentence with the keys of the figures behind it (Briefing.basis); a sentence without a figure has none. */
export const BriefingSentence = z.object({ text: z.string(), basis: z.array(z.string()) });
export type BriefingSentence = z.infer<typeof BriefingSentence>;

/** How a column is read: `count` and `days` are whole numbers, `rate` 0..1, `bar` a rate that is drawn too, `date` YYYY-MM-DD. */
export const briefingForms = ['text', 'count', 'rate', 'bar', 'days', 'date'] as const;
export type BriefingForm = (typeof briefingForms)[number];

/**
 * `text` is what people read, `value` what a spreadsheet reckons with; `rows` the query of the ledger that holds the rows behind it, as they stand now; `form` where
 * a cell is of another form than its column.
 */
export const BriefingCell = z.object({ text: z.string(), value: z.union([z.number(), z.string()]).nullable(), rows: z.string().nullable(), form: z.enum(briefingForms).optional() });
export type BriefingCell = z.infer<typeof BriefingCell>;

export const BriefingTable = z.object({
  id: z.string(),
  caption: z.string(),
  note: z.string().nullable(),
  columns: z.array(z.object({ id: z.string(), label: z.string(), form: z.enum(briefingForms) })),
  rows: z.array(z.array(BriefingCell)),
});
export type BriefingTable = z.infer<typeof BriefingTable>;

export const BriefingSection = z.object({ id: z.string(), heading: z.string(), sentences: z.array(BriefingSentence), tables: z.array(BriefingTable) });
export type BriefingSection = z.infer<typeof BriefingSection>;

/** One figure and from what it comes; `rows` as in a cell. */
export const BriefingBasis = z.object({ id: z.string(), title: z.string(), text: z.string(), value: z.number().nullable(), form: z.enum(briefingForms), numerator: z.int(), denominator: z.int().nullable(), n: z.int(), asOf: z.string(), method: z.string(), methodTitle: z.string(), rows: z.string().nullable() });
export type BriefingBasis = z.infer<typeof BriefingBasis>;

export const Briefing = z.object({
  language: z.enum(['zh-CN', 'en']),
  /** Who speaks, over everything. */
  masthead: z.string(),
  title: z.string(),
  /** Number and issue in words, or that it is a draft. */
  number: z.string(),
  issuedBy: z.string(),
  issuedOn: z.string(),
  synthetic: z.string().nullable(),
  /** Facts over the text: cut-off, period, what it corrects. */
  lead: z.array(z.object({ label: z.string(), text: z.string() })),
  sections: z.array(BriefingSection),
  basis: z.array(BriefingBasis),
  methods: z.array(z.object({ key: z.string(), title: z.string(), text: z.string() })),
  footnotes: z.array(z.string()),
  words: z.record(z.string(), z.string()),
});
export type Briefing = z.infer<typeof Briefing>;
