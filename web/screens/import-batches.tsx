// Which imports were made, by whom, with what outcome, and which can be taken back?
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleOf, type RoleId, roles } from '../../data/contract/access.ts';
import type { ImportBatch } from '../../data/contract/import-clinic.ts';
import { batchesShown, importBatchesQuery } from '../api/import-batches.ts';
import { clinicSessionsQuery, refusedAddress } from '../api/import-clinic.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { UndoDialog } from './import-undo.tsx';

export function ImportBatches() {
  const { t } = useTranslation();
  const batches = useQuery(importBatchesQuery());
  const sessions = useQuery(clinicSessionsQuery()).data?.sessions ?? [];
  const [open, setOpen] = useState<ImportBatch | null>(null);
  const columns = ['number', 'file', 'layer', 'by', 'at', 'counts', 'state'] as const;
  return (
    <section className="import-part" aria-labelledby="import-batches">
      <h2 id="import-batches">{t('imports.batches.title')}</h2>
      <p className="quiet small">
        {t('imports.batches.what')} {batches.data !== undefined && batches.data.batches.length >= batchesShown && t('imports.batches.most', { count: batchesShown })}
      </p>
      <Answer asked={batches} shape={<Bones rows={5} height={32} />} empty={{ when: (data) => data.batches.length === 0, words: <p>{t('imports.batches.none')}</p> }}>
        {(data) => (
          <div className="table-scroll" tabIndex={0}>
            <table className="plain-table office-table import-cards">
              <caption className="visually-hidden">{t('imports.batches.title')}</caption>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {t(`imports.batches.${column}`)}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="visually-hidden">{t('imports.batches.acts')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.batches.map((batch) => (
                  <BatchRow key={batch.id} batch={batch} session={batch.refused > 0 ? sessions.find(({ batchId }) => batchId === batch.id)?.id : undefined} onOpen={() => setOpen(batch)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answer>
      {open !== null && <UndoDialog batch={open} onClose={() => setOpen(null)} />}
    </section>
  );
}

/** `session` = the file is still here, and its refused rows with it. */
function BatchRow({ batch, session, onOpen }: { batch: ImportBatch; session: string | undefined; onOpen(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { id, layer, fileName, at, by, role, taken, changed, unchanged, refused, undoable, undoneAt, undoneBy, undo } = batch;
  const known = roles.some((one) => one.id === role) ? roleOf(role as RoleId) : null;
  const counts = { taken: formatCount(taken), changed: formatCount(changed), unchanged: formatCount(unchanged), refused: formatCount(refused) };
  return (
    <tr className={undoneAt === null ? undefined : 'row-over'}>
      <td className="figure" data-label={t('imports.batches.number')}>
        #{id}
      </td>
      <th scope="row" className="import-name">
        {fileName}
      </th>
      <td data-label={t('imports.batches.layer')}>{names.layer(layer)}</td>
      <td data-label={t('imports.batches.by')}>
        {by}
        {known !== null && <span className="quiet small cell-under">{names.pick(known.zh, known.en)}</span>}
      </td>
      <td className="figure" data-label={t('imports.batches.at')}>
        {formatInstant(at)}
      </td>
      <td className="figure" data-label={t('imports.batches.counts')} aria-label={t('imports.batches.countsOf', counts)}>
        {counts.taken} / {counts.changed} / {counts.unchanged} / {counts.refused}
      </td>
      <td data-label={t('imports.batches.state')}>
        {undoneAt !== null ? (
          <>
            {t('imports.batches.undone', { at: formatInstant(undoneAt), by: undoneBy ?? '' })}
            {undo !== null && undo.kept > 0 && <span className="import-warn small cell-under">{t('imports.batches.keptCount', { count: formatCount(undo.kept) })}</span>}
          </>
        ) : undoable ? (
          t('imports.batches.standing')
        ) : (
          <span className="quiet">{t('imports.batches.notUndoable')}</span>
        )}
      </td>
      <td className="cell-acts">
        {session !== undefined && (
          <a className="button button-small" href={refusedAddress(session)} download={`refused-${id}.csv`} aria-label={t('imports.batches.refusedOf', { id })}>
            <Icon name="download" size={12} />
            {t('imports.batches.refused')}
          </a>
        )}{' '}
        {undoneAt === null && undoable && (
          <button type="button" className="button button-small" aria-label={t('imports.batches.undoOf', { id })} onClick={onOpen}>
            <Icon name="undo" size={12} />
            {t('imports.batches.undo')}
          </button>
        )}
        {undo !== null && (
          <button type="button" className="button button-small" aria-label={`${t('imports.batches.undoLeft')} #${id}`} onClick={onOpen}>
            {t('imports.batches.undoLeft')}
          </button>
        )}
      </td>
    </tr>
  );
}
