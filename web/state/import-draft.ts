// What has somebody set for a file and not yet tried? Kept in this tab, so that a reload loses nothing; from the dry run on the server keeps it.
import { useCallback, useState } from 'react';
import type { ClinicPlan, ClinicReading, ClinicSession } from '../../data/contract/import-clinic.ts';
import { firstPlan } from './import-plan.ts';

interface Draft {
  /** What the file was read as: a plan over other columns means nothing. */
  readonly read: string;
  readonly plan: ClinicPlan;
}

function keptIn<Value>(key: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Value | null;
  } catch {
    // Not ours, not readable, or a browser that keeps nothing.
    return null;
  }
}

function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // It still holds as long as the page is open.
  }
}

const planKey = (id: string): string => `anlan.import-plan.${id}`;
const readingKey = (id: string): string => `anlan.import-reading.${id}`;

/** Gives the plan of a session as it stands on this page, and the way to change it; null before the file was looked at. */
export function useImportDraft(session: ClinicSession): { plan: ClinicPlan | null; setPlan(plan: ClinicPlan): void } {
  const { id, seen } = session;
  const read = JSON.stringify([seen?.sheet, seen?.encoding?.name, seen?.delimiter, seen?.headingRows, seen?.columns.map(({ name }) => name)]);
  const [draft, setDraft] = useState(() => keptIn<Draft>(planKey(id)));
  const setPlan = useCallback(
    (plan: ClinicPlan) => {
      const next = { read, plan };
      keep(planKey(id), next);
      setDraft(next);
    },
    [id, read],
  );
  return { plan: draft !== null && draft.read === read ? draft.plan : firstPlan(session), setPlan };
}

/** What the reader said of how the file is to be read: each new reading starts from nothing on the server, so all of it is said again. */
export const keptReading = (id: string): ClinicReading => keptIn<ClinicReading>(readingKey(id)) ?? {};
export const keepReading = (id: string, reading: ClinicReading): void => keep(readingKey(id), reading);
