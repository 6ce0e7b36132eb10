// What would come of a file under a plan? Everything is checked and compared, nothing is written.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClinicPlan, DryRunSummary } from '../../../data/contract/import-clinic.ts';
import { connectDatabase, type DatabaseTarget } from '../../db/database.ts';
import { clinicLayerOf } from './clinic-layers.ts';
import { FindingsWriter } from './findings-files.ts';
import { Judge, type JudgedRow } from './judge.ts';
import { stagedFile } from './look.ts';
import { RefusedTable } from './refused-table.ts';
import type { RowScope } from './scope.ts';
import { ShownPlaces } from './shown-places.ts';
import { type Layout, readDataRows } from './table-rows.ts';

export interface DryRunPayload {
  readonly target: DatabaseTarget;
  readonly layer: string;
  readonly folder: string;
  readonly layout: Layout;
  readonly plan: ClinicPlan;
  /** Rows in all, for the progress. */
  readonly rows: number;
  readonly scope: RowScope;
}

export const placesFile = 'places.geojson';
export const refusedFile = 'refused.csv';
/** Reasons of refusal that the summary names. */
const mostReasons = 30;

/** Checks every row over a connection of its own and leaves findings, places and refused rows in the folder. Throws AppError when the plan cannot be used. */
export async function dryRun({ target, layer: id, folder, layout, plan, rows, scope }: DryRunPayload, onProgress: (done: number, total: number | null) => void): Promise<DryRunSummary> {
  const start = performance.now();
  const layer = clinicLayerOf(id);
  const database = connectDatabase(target);
  try {
    const judge = await Judge.open(database.sql, layer, plan, scope);
    const [state] = await database.sql.unsafe<{ synthetic: boolean }[]>('select synthetic_only as synthetic from data_state');
    const tally = new Tally();
    const files = { refused: new FindingsWriter(folder, 'refused'), changed: new FindingsWriter(folder, 'changed'), remarked: new FindingsWriter(folder, 'remarked') };
    const table = new RefusedTable(join(folder, refusedFile), layout.names, !layout.table);
    const places = new ShownPlaces();
    for await (const batch of readDataRows(join(folder, stagedFile), layout)) {
      for (const judged of await judge.judge(batch)) {
        tally.take(judged);
        places.add(judged);
        const { line, code, outcome, findings, differences } = judged;
        const found = { line, code, outcome, findings, differences };
        if (outcome === 'refused') {
          files.refused.add(found);
          table.add(judged);
        } else if (outcome === 'changed') files.changed.add(found);
        if (outcome !== 'refused' && findings.length > 0) files.remarked.add(found);
      }
      await Promise.all([files.refused.flush(), files.changed.flush(), files.remarked.flush(), table.flush()]);
      onProgress(Math.min(tally.rows, rows), rows);
    }
    await Promise.all([files.refused.end(), files.changed.end(), files.remarked.end(), table.end()]);
    const collection = places.collection();
    await writeFile(join(folder, placesFile), JSON.stringify(collection), { mode: 0o600 });
    return { ...tally.summary(), remarked: files.remarked.total, places: places.count, placesShown: collection.features.length, box: places.box(), endsGuest: state?.synthetic === true && tally.real, milliseconds: Math.round(performance.now() - start) };
  } finally {
    await database.close();
  }
}

/** Counts what comes of rows. */
export class Tally {
  rows = 0;
  /** A row that is not made up would be written. */
  real = false;
  private readonly outcomes = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  private readonly fields = new Map<string, number>();
  private readonly reasons = new Map<string, DryRunSummary['refusals'][number]>();

  take({ outcome, findings, differences, row }: JudgedRow): void {
    this.rows++;
    this.outcomes[outcome]++;
    if ((outcome === 'new' || outcome === 'changed') && row?.['synthetic'] !== true) this.real = true;
    for (const { field } of differences) this.fields.set(field, (this.fields.get(field) ?? 0) + 1);
    if (outcome !== 'refused') return;
    for (const { severity, field, expected } of findings) {
      if (severity !== 'error') continue;
      const key = `${field ?? ''} ${expected.en}`;
      const known = this.reasons.get(key);
      if (known !== undefined) known.rows++;
      // A flood of different reasons (there are few sentences) must not grow without end.
      else if (this.reasons.size < 10 * mostReasons) this.reasons.set(key, { field, expected, rows: 1 });
    }
  }

  summary(): Pick<DryRunSummary, 'rows' | 'taken' | 'changed' | 'unchanged' | 'refused' | 'changedFields' | 'refusals'> {
    const { new: taken, changed, unchanged, refused } = this.outcomes;
    return { rows: this.rows, taken, changed, unchanged, refused, changedFields: Object.fromEntries(this.fields), refusals: [...this.reasons.values()].sort((a, b) => b.rows - a.rows).slice(0, mostReasons) };
  }
}
