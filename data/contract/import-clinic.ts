// What does the import clinic say of a file: what was seen, what it proposes, what a dry run finds, and what a batch has done?
import { z } from 'zod';

/** A sentence in both languages. */
export const Said = z.object({ zh: z.string(), en: z.string() });
export type Said = z.infer<typeof Said>;

/** Most bytes of one file in the clinic; what is larger goes in by `npm run import` as GeoJSON or CSV, in parts. */
export const clinicLimitBytes = 200_000_000;
/** Files of a session are removed after so long. */
export const clinicKeptHours = 24;
/** Rows of one page of findings at most, and places drawn at most. */
export const mostFindingRows = 500;
export const mostPlaces = 5000;
/** Points that a coordinate system is shown with at most. */
export const mostSpots = 200;

/** Layers of records that the clinic takes, beside every layer of sites. */
export const clinicRecordLayers = ['hazards', 'inspections', 'incidents', 'vessels'] as const;

export const clinicFormats = ['xlsx', 'csv', 'geojson', 'shapefile', 'geopackage', 'kml'] as const;
export type ClinicFormat = (typeof clinicFormats)[number];

/** One column of the file. `id` is its letter as in a spreadsheet (A, B … AA), whatever the format. */
export const ClinicColumn = z.object({
  id: z.string(),
  /** Heading; the parts of a heading of two rows are joined by ' / '. '' when it has none. */
  name: z.string(),
  /** Rows that have a value, of those looked at (at most 5000). */
  filled: z.int(),
  /** A few different values as text. */
  samples: z.array(z.string()),
});
export type ClinicColumn = z.infer<typeof ClinicColumn>;

/** What the file is. */
export const ClinicSeen = z.object({
  format: z.enum(clinicFormats),
  /** Name of the encoding (`utf-8`, `gb18030`, `utf-16le` …) and how it was found; null for formats that carry their own. */
  encoding: z.object({ name: z.string(), sure: z.boolean(), reason: Said }).nullable(),
  /** Of a CSV: `,` `;` tab or `|`. */
  delimiter: z.string().nullable(),
  /** The sheet or layer that was read, and all there are. */
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  /** Rows of the file that hold headings, from 1; empty for features. What stands above them is a title. */
  headingRows: z.array(z.int()),
  /** Rows of data, without titles, headings and blank rows. */
  rows: z.int(),
  columns: z.array(ClinicColumn),
  /** The first rows: cells as text, in the order of `columns`. */
  sampleRows: z.array(z.object({ line: z.int(), cells: z.array(z.string().nullable()) })),
  /** Geometry types of features and how many of each. */
  geometries: z.array(z.object({ type: z.string(), count: z.int() })),
  /** What the reader should know of the file as a whole. */
  remarks: z.array(Said),
});
export type ClinicSeen = z.infer<typeof ClinicSeen>;

/** A field of the layer that a column can be given to. */
export const ClinicField = z.object({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  /** True: a new row is refused without it. */
  required: z.boolean(),
  type: z.enum(['string', 'integer', 'number', 'boolean']),
  format: z.enum(['date', 'date-time']).nullable(),
  /** Id of its code list; labels in either language are taken as well as codes. */
  codeList: z.string().nullable(),
  unit: z.string().nullable(),
});
export type ClinicField = z.infer<typeof ClinicField>;

/** Which column goes to a field, how sure that is (0 to 1), and why. */
export const MappingProposal = z.object({
  field: z.string(),
  column: z.string().nullable(),
  confidence: z.number(),
  reasons: z.array(Said),
  /** Other columns that could be it, best first, at most 3. */
  alternatives: z.array(z.object({ column: z.string(), confidence: z.number() })),
});
export type MappingProposal = z.infer<typeof MappingProposal>;

/** Where the place of a row stands: two columns, one column with both numbers, well-known text, the features themselves, or nowhere (the place of the site that the row names, or the one stored already). */
export const PlaceSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('columns'), first: z.string(), second: z.string() }),
  z.object({ kind: z.literal('pair'), column: z.string() }),
  z.object({ kind: z.literal('text'), column: z.string() }),
  z.object({ kind: z.literal('own') }),
  z.object({ kind: z.literal('none') }),
]);
export type PlaceSource = z.infer<typeof PlaceSource>;

/** `wgs84` stands for CGCS2000 degrees too (they differ by centimetres). EPSG:4513–4533 = zones with their number before the easting, 4534–4554 without. */
export const CrsId = z.string().regex(/^(wgs84|gcj02|bd09|EPSG:3857|EPSG:45(1[3-9]|[2-4]\d|5[0-4]))$/, { error: (issue) => `seen ${JSON.stringify(issue.input)}, expected wgs84, gcj02, bd09, EPSG:3857 or EPSG:4513 to EPSG:4554` });

/** How well the points of the file fit, were they in this coordinate system. */
export const CrsCandidate = z.object({
  crs: CrsId,
  /** True: the second number is the easting or longitude. */
  swapped: z.boolean(),
  label: Said,
  /** Points looked at, and how many of them would lie in the city's box. */
  points: z.int(),
  inCity: z.int(),
  /** Of `landLooked` points, how many would lie on land. */
  landLooked: z.int(),
  onLand: z.int(),
  /** Of `townshipNamed` points whose row names a township (in a column or an address), how many would lie in it or within 200 m. */
  townshipNamed: z.int(),
  inTownship: z.int(),
  /** Rows that name a site we know, and how far from it they would lie (median, metres; null for none). */
  knownSites: z.int(),
  medianMetres: z.number().nullable(),
  /** The file says so itself (.prj, crs member, format, heading). */
  declared: z.boolean(),
  /** The evidence in one sentence. */
  evidence: Said,
  /** Some of the points as they would lie, [lng, lat], at most `mostSpots`, to be looked at on a map. */
  spots: z.array(z.array(z.number())),
});
export type CrsCandidate = z.infer<typeof CrsCandidate>;

export const CrsProposal = z.object({
  /** What is proposed; null when the evidence does not tell them apart: then somebody must say. */
  proposed: z.object({ crs: CrsId, swapped: z.boolean() }).nullable(),
  ambiguous: z.boolean(),
  /** What to ask whoever knows the file, or why it is plain. */
  reason: Said,
  /** How the numbers are written. */
  notation: z.enum(['degrees', 'degrees-minutes-seconds', 'metres', 'mixed', 'none']),
  /** Best first; only those that are possible at all. */
  candidates: z.array(CrsCandidate),
});
export type CrsProposal = z.infer<typeof CrsProposal>;

/** What is to be done with the file. Columns by their id, fields by their contract name. */
export const ClinicPlan = z.object({
  /** Field → column. Fields left out keep what is stored; new rows get none. */
  mapping: z.record(z.string(), z.string()),
  place: PlaceSource,
  /** Required unless `place.kind` is `none`. */
  crs: CrsId.nullable(),
  swapped: z.boolean().default(false),
  /** Field → value for rows that have none. A label of a code list is taken as well as a code. */
  constants: z.record(z.string(), z.string().max(1000)).default({}),
  /** A code that comes twice: the later row is refused, or it wins. */
  repeats: z.enum(['refuse', 'last']).default('refuse'),
});
export type ClinicPlan = z.infer<typeof ClinicPlan>;

/** How the file is to be read where the clinic guessed wrong. */
export const ClinicReading = z.object({
  sheet: z.string().max(200).optional(),
  encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5']).optional(),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  /** First and last row of the headings, from 1; 0 and 0 for none. */
  headingRows: z.tuple([z.int().min(0).max(100), z.int().min(0).max(100)]).optional(),
});
export type ClinicReading = z.infer<typeof ClinicReading>;

export const ClinicProposal = z.object({ mapping: z.array(MappingProposal), place: PlaceSource, crs: CrsProposal });
export type ClinicProposal = z.infer<typeof ClinicProposal>;

export const DryRunSummary = z.object({
  rows: z.int(),
  /** New rows. */
  taken: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Rows that are taken with something to be said of them. */
  remarked: z.int(),
  /** How many rows change in which field. */
  changedFields: z.record(z.string(), z.int()),
  /** Reasons of refusal by field, most frequent first; null = the row as a whole. */
  refusals: z.array(z.object({ field: z.string().nullable(), expected: Said, rows: z.int() })),
  /** Rows with a place, and how many of them `places` shows. */
  places: z.int(),
  placesShown: z.int(),
  /** [west, south, east, north] of the places; null for none. */
  box: z.array(z.number()).nullable(),
  /** True: these are the first rows that are not made up, and guests can no longer look. */
  endsGuest: z.boolean(),
  milliseconds: z.number(),
});
export type DryRunSummary = z.infer<typeof DryRunSummary>;

export const clinicStates = ['looking', 'proposed', 'unreadable', 'checking', 'checked', 'committing', 'committed'] as const;

/** One file in the clinic. */
export const ClinicSession = z.object({
  id: z.string(),
  layer: z.string(),
  fileName: z.string(),
  bytes: z.int(),
  state: z.enum(clinicStates),
  /** The job that works on it or did last. */
  jobId: z.string().nullable(),
  createdAt: z.string(),
  /** When its files are removed. */
  expiresAt: z.string(),
  /** Why the last step failed, in words for people; null when it did not. */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  fields: z.array(ClinicField),
  geometryTypes: z.array(z.string()),
  /** Null until the file was looked at. */
  seen: ClinicSeen.nullable(),
  proposal: ClinicProposal.nullable(),
  /** The plan of the last dry run, and what it found. */
  plan: ClinicPlan.nullable(),
  dryRun: DryRunSummary.nullable(),
  /** The batch it became. */
  batchId: z.int().nullable(),
});
export type ClinicSession = z.infer<typeof ClinicSession>;

export const Finding = z.object({
  severity: z.enum(['error', 'remark']),
  field: z.string().nullable(),
  /** The value as the file has it. */
  seen: z.string(),
  expected: Said,
});
export type Finding = z.infer<typeof Finding>;

export const rowOutcomes = ['new', 'changed', 'unchanged', 'refused'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** What comes of one row. */
export const RowFinding = z.object({
  /** Row of the sheet, line of the CSV, or number of the feature, from 1. */
  line: z.int(),
  code: z.string().nullable(),
  outcome: z.enum(rowOutcomes),
  findings: z.array(Finding),
  /** Of a changed row; `withheld` = the stored value may not be shown to the one who asks. */
  differences: z.array(z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable(), withheld: z.boolean() })),
});
export type RowFinding = z.infer<typeof RowFinding>;

/** Which rows a page of findings shows: refused ones, changed ones, or those taken with a remark. */
export const findingGroups = ['refused', 'changed', 'remarked'] as const;
export type FindingGroup = (typeof findingGroups)[number];

export const FindingPage = z.object({ group: z.enum(findingGroups), total: z.int(), offset: z.int(), rows: z.array(RowFinding) });
export type FindingPage = z.infer<typeof FindingPage>;

/** What an undo did. */
export const UndoSummary = z.object({
  /** Changed rows that are again what they were. */
  restored: z.int(),
  /** New rows that are gone. */
  removed: z.int(),
  /** New hazards, which are never deleted: rejected by an event. */
  voided: z.int(),
  /** Rows that could not be undone; at most 1000 are named. */
  kept: z.int(),
  keptRows: z.array(z.object({ code: z.string(), reason: Said })),
});
export type UndoSummary = z.infer<typeof UndoSummary>;

/** One import, whole or absent. */
export const ImportBatch = z.object({
  id: z.int(),
  layer: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  at: z.string(),
  by: z.string(),
  role: z.string(),
  taken: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** False for imports that kept no earlier states (made before the clinic, or by the plain import). */
  undoable: z.boolean(),
  undoneAt: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undo: UndoSummary.nullable(),
});
export type ImportBatch = z.infer<typeof ImportBatch>;

/*
 * The API (all need the permission `import`; a session is its maker's alone; jobs are followed and cancelled at /api/jobs/{id}, contract/jobs.ts):
 *   POST   /api/import-clinic?layer=enterprises&name=a.xlsx   body = the file            → 202 { session, job }
 *   GET    /api/import-clinic                                                            → { sessions: [{ id, layer, fileName, state, createdAt }] }
 *   GET    /api/import-clinic/{id}                                                       → ClinicSession; DELETE the same → 204
 *   POST   /api/import-clinic/{id}/reading   ClinicReading                               → 202 { session, job }   looks again
 *   POST   /api/import-clinic/{id}/dry-run   ClinicPlan                                  → 202 { session, job }   result of the job: DryRunSummary
 *   GET    /api/import-clinic/{id}/findings?group=refused&offset=0&limit=100             → FindingPage
 *   GET    /api/import-clinic/{id}/places                                                → FeatureCollection, properties { line, code, outcome }
 *   GET    /api/import-clinic/{id}/refused.csv                                           → the refused rows, columns as in the file, and why
 *   POST   /api/import-clinic/{id}/commit                                                → 202 { session, job }   result of the job: { batchId, taken, changed, unchanged, refused }
 *   GET    /api/import-batches?limit=100                                                 → { batches: ImportBatch[] }; /api/import-batches/{id} → ImportBatch
 *   POST   /api/import-batches/{id}/undo                                                 → 202 job               result of the job: UndoSummary
 */
