// How does the command line send a file through the clinic, and what does it print of the proposal and the findings?
import { readFileSync } from 'node:fs';
import { ClinicPlan, type ClinicSession, type FindingGroup, type RowFinding } from '../../../data/contract/import-clinic.ts';
import type { ImportSummary } from '../../../data/contract/imports.ts';
import { AppError } from '../../errors.ts';
import { parsePairs } from '../mapping.ts';

/** A way into the clinic: through the running server, or with the database opened here. Each step waits until its job is done. */
export interface ClinicDoor {
  create(layer: string, name: string, path: string): Promise<ClinicSession>;
  check(id: string, plan: ClinicPlan): Promise<ClinicSession>;
  commit(id: string): Promise<ClinicSession>;
  findings(id: string, group: FindingGroup): Promise<readonly RowFinding[]>;
  remove(id: string): Promise<void>;
}

export interface ClinicOrder {
  readonly layer: string;
  readonly path: string;
  readonly name: string;
  /** `field=heading` or `field=letter`, `field=value`, a system with or without `,swapped`; all as typed. */
  readonly map?: string | undefined;
  readonly set?: string | undefined;
  readonly crs?: string | undefined;
  readonly repeats?: string | undefined;
  readonly strict: boolean;
  /** True: nothing is written. */
  readonly dry: boolean;
  readonly print: (line: string) => void;
}

/** Gives whether a file is one for the clinic: any format but GeoJSON and CSV under the contract's own names, which the plain import reads as a stream of any size. */
export function isForClinic(path: string, name: string): boolean {
  if (/\.(xlsx|xls|zip|gpkg|kml|kmz)$/i.test(name)) return true;
  if (!/\.(csv|tsv|txt)$/i.test(name)) return false;
  const start = readFileSync(path).subarray(0, 4096).toString('utf8').replace(/^\uFEFF/, '');
  const names = (start.split(/\r?\n/)[0] ?? '').split(',').map((part) => part.trim().replaceAll('"', ''));
  return !names.includes('code');
}

/** Sends a file through; gives what was done, null when nothing was to be written. Throws AppError naming what is missing. */
export async function sendThrough(door: ClinicDoor, order: ClinicOrder): Promise<Omit<ImportSummary, 'dataVersion' | 'sha256'> | null> {
  const looked = await door.create(order.layer, order.name, order.path);
  try {
    if (looked.problem !== null || looked.seen === null || looked.proposal === null) throw new AppError('invalid-body', looked.problem?.detail ?? 'the file could not be read');
    printProposal(looked, order.print);
    const plan = planFrom(looked, order);
    if (plan.place.kind !== 'none' && plan.crs === null) {
      order.print(`coordinates: ${looked.proposal.crs.reason.en}`);
      if (order.dry) return null;
      throw new AppError('invalid-parameter', '--crs: seen none, expected the coordinate system of the places (wgs84, gcj02, bd09, EPSG:4513 to 4554), because the evidence does not tell');
    }
    const checked = await door.check(looked.id, plan);
    if (checked.problem !== null || checked.dryRun === null) throw new AppError('invalid-body', checked.problem?.detail ?? 'the file could not be checked');
    const { taken, changed, unchanged, refused, remarked } = checked.dryRun;
    const issues = [...(await door.findings(looked.id, 'refused')), ...(await door.findings(looked.id, 'remarked'))].flatMap(({ line, findings }) => findings.map(({ severity, field, seen, expected }) => ({ dataset: order.layer, line, field, seen, expected: expected.en, severity })));
    const summary = { layer: order.layer, fileName: order.name, taken, changed, unchanged, refused, issues, issueCount: refused + remarked };
    if (order.dry) {
      for (const { code, differences } of (await door.findings(looked.id, 'changed')).slice(0, 20)) order.print(`  ${code ?? ''}: ${differences.map(({ field, before, after }) => `${field} ${before ?? '—'} → ${after ?? '—'}`).join('; ')}`);
      return summary;
    }
    if (order.strict && refused > 0) return { ...summary, taken: 0, changed: 0, unchanged: 0 };
    const done = await door.commit(looked.id);
    if (done.batchId === null) throw new AppError('internal', done.problem?.detail ?? 'the import failed');
    order.print(`batch ${done.batchId}`);
    return summary;
  } finally {
    // The file was the caller's own and stays where it is.
    await door.remove(looked.id).catch(() => undefined);
  }
}

function printProposal({ seen, proposal }: ClinicSession, print: (line: string) => void): void {
  if (seen === null || proposal === null) return;
  const { format, encoding, delimiter, sheet, rows, columns, headingRows } = seen;
  const facts = [format, encoding === null ? null : encoding.name, delimiter === null ? null : JSON.stringify(delimiter), sheet === null ? null : `sheet ${sheet}`, headingRows.length === 0 ? null : `headings in row ${headingRows.join(' and ')}`, `${rows} rows`].filter((fact) => fact !== null);
  print(facts.join(', '));
  for (const { zh, en } of seen.remarks) print(`  ${zh} ${en}`);
  const names = new Map(columns.map(({ id, name }) => [id, name]));
  for (const { field, column, confidence, reasons } of proposal.mapping) if (column !== null) print(`  ${field} ← ${column} ${names.get(column) ?? ''} (${Math.round(confidence * 100)}%): ${reasons.map(({ en }) => en).join('; ')}`);
  const { place, crs } = proposal;
  print(`  place ← ${place.kind === 'columns' ? `${place.first}, ${place.second}` : place.kind === 'pair' || place.kind === 'text' ? place.column : place.kind}`);
  for (const { label, evidence } of crs.candidates.slice(0, 6)) print(`  ${label.en}: ${evidence.en}`);
  if (crs.proposed !== null) print(`  coordinates: ${crs.proposed.crs}${crs.proposed.swapped ? ', swapped' : ''}, because ${crs.reason.en}`);
}

/** The proposal with what was typed over it. */
function planFrom({ seen, proposal }: ClinicSession, { map, set, crs, repeats }: ClinicOrder): ClinicPlan {
  const mapping = Object.fromEntries((proposal?.mapping ?? []).flatMap(({ field, column }) => (column === null ? [] : [[field, column] as const])));
  for (const [field, name] of Object.entries(map === undefined ? {} : parsePairs(map, 'map'))) {
    const column = seen?.columns.find((one) => one.name === name || one.name.endsWith(` / ${name}`)) ?? seen?.columns.find(({ id }) => id === name);
    if (column === undefined) throw new AppError('invalid-parameter', `map: seen ${JSON.stringify(name.slice(0, 60))}, expected a heading or a letter: ${(seen?.columns ?? []).map(({ id, name: heading }) => `${id} ${heading}`).join(', ').slice(0, 300)}`);
    mapping[field] = column.id;
  }
  const [system, swapped] = crs === undefined ? [proposal?.crs.proposed?.crs ?? null, proposal?.crs.proposed?.swapped ?? false] : [crs.split(',')[0] ?? '', crs.endsWith(',swapped')];
  const parsed = ClinicPlan.safeParse({ mapping, place: proposal?.place, crs: system, swapped, constants: set === undefined ? {} : parsePairs(set, 'set'), ...(repeats === undefined ? {} : { repeats }) });
  if (!parsed.success) throw new AppError('invalid-parameter', parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return parsed.data;
}
