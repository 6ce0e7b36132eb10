// What does it mean to take an import back, how far is it, and what could it not take back?
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportBatch, UndoSummary } from '../../data/contract/import-clinic.ts';
import { importBatchesQuery, importBatchQuery, undoImportBatch } from '../api/import-batches.ts';
import { formatCount } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormNote } from '../parts/form.tsx';
import { ImportProgress } from './import-progress.tsx';
import { useImportWords } from './import-words.ts';

/** Rows that could not be undone, named at most. */
const mostNamed = 200;

/** Asks, follows and tells; opened for an undone batch it only tells. */
export function UndoDialog({ batch: given, onClose }: { batch: ImportBatch; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useReason();
  const words = useImportWords();
  const batch = useQuery({ ...importBatchQuery(given.id), initialData: given }).data;
  const [jobId, setJobId] = useState<string | null>(null);
  const [fault, setFault] = useState<{ words: string; detail: string } | null>(null);
  const undoing = useMutation({
    mutationFn: () => undoImportBatch(given.id),
    onMutate: () => setFault(null),
    onSuccess: (job) => setJobId(job.id),
  });
  return (
    <Dialog title={t('imports.undo.title', { id: given.id })} onClose={onClose}>
      {batch.undo !== null ? (
        <UndoResult undo={batch.undo} />
      ) : jobId !== null ? (
        <ImportProgress
          jobId={jobId}
          words={t('imports.job.undoing')}
          onEnd={(job) => {
            if (job?.problem != null) setFault(words.fault(job.problem));
            setJobId(null);
            void client.invalidateQueries({ queryKey: importBatchesQuery().queryKey });
          }}
        />
      ) : (
        <div className="form">
          <p className="import-name">{batch.fileName}</p>
          <p>{t('imports.undo.counts', { taken: formatCount(batch.taken), changed: formatCount(batch.changed) })}</p>
          <p className="quiet small">{t('imports.undo.what')}</p>
          {undoing.error !== null && <FormNote kind="refused">{reasonOf(undoing.error)}</FormNote>}
          {fault !== null && (
            <FormNote kind="refused">
              {fault.words} <span className="quiet small">{fault.detail}</span>
            </FormNote>
          )}
          <div className="form-buttons">
            <button type="button" className="button button-main" disabled={undoing.isPending} onClick={() => undoing.mutate()}>
              {t('imports.undo.do')}
            </button>
            <button type="button" className="button" onClick={onClose}>
              {t('words.cancel')}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** What an undo did, and what it left as it is. */
export function UndoResult({ undo }: { undo: UndoSummary }) {
  const { t } = useTranslation();
  const words = useImportWords();
  return (
    <div className="form">
      <FormNote kind="done">{t('imports.undo.done')}</FormNote>
      <ul className="import-counts figure">
        <li>{t('imports.undo.restored', { count: formatCount(undo.restored) })}</li>
        <li>{t('imports.undo.removed', { count: formatCount(undo.removed) })}</li>
        {undo.voided > 0 && <li>{t('imports.undo.voided', { count: formatCount(undo.voided) })}</li>}
        <li className={undo.kept > 0 ? 'import-warn' : undefined}>{undo.kept > 0 ? t('imports.undo.kept', { count: formatCount(undo.kept) }) : t('imports.undo.keptNone')}</li>
      </ul>
      {undo.keptRows.length > 0 && (
        <div className="table-scroll import-kept" tabIndex={0}>
          <table className="plain-table office-table">
            <caption className="quiet small">
              {t('imports.undo.kept', { count: formatCount(undo.kept) })}
              {undo.kept > mostNamed && ` ${t('imports.undo.keptMost', { count: Math.min(mostNamed, undo.keptRows.length) })}`}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('imports.undo.code')}</th>
                <th scope="col">{t('imports.undo.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {undo.keptRows.slice(0, mostNamed).map(({ code, reason }) => (
                <tr key={code}>
                  <th scope="row">{code}</th>
                  <td>{words.said(reason)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
