// How far is a job of the clinic, and how is it stopped?
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRecord } from '../../data/contract/jobs.ts';
import { cancelImportJob, clinicJobQuery } from '../api/import-clinic.ts';
import { formatCount } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';

/** Follows a job. `onEnd` is called once when it is done, failed, cancelled or no longer known (then with null). */
export function ImportProgress({ jobId, words, onEnd }: { jobId: string; words: string; onEnd(job: JobRecord | null): void }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const asked = useQuery(clinicJobQuery(jobId));
  const job = asked.data;
  const cancelling = useMutation({ mutationFn: () => cancelImportJob(jobId) });
  const told = useRef('');
  const ended = asked.isError ? 'unknown' : job !== undefined && job.state !== 'waiting' && job.state !== 'running' ? job.state : null;
  useEffect(() => {
    if (ended === null || told.current === jobId) return;
    told.current = jobId;
    onEnd(job ?? null);
  });
  const counted = job?.state === 'running' && job.done !== null;
  const state = job === undefined || job.state === 'waiting' ? t('imports.job.waiting') : !counted ? t('imports.job.running') : job.total === null ? t('imports.job.rows', { done: formatCount(job.done ?? 0) }) : t('imports.job.rowsOf', { done: formatCount(job.done ?? 0), total: formatCount(job.total) });
  return (
    <div className="import-progress" role="status">
      <p className="import-progress-words">{words}</p>
      <progress max={job?.total ?? 1} value={counted && job.total !== null ? (job.done ?? 0) : undefined} aria-label={words} />
      <span className="figure quiet small">{state}</span>
      <button type="button" className="button button-small" disabled={cancelling.isPending || cancelling.isSuccess || ended !== null} onClick={() => cancelling.mutate()}>
        {t('imports.job.cancel')}
      </button>
      {cancelling.error !== null && <FormNote kind="refused">{reasonOf(cancelling.error)}</FormNote>}
    </div>
  );
}
