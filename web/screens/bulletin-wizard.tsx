// Over which period, and as known when? The few questions before a bulletin is worked out, then its progress.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { BulletinSummary } from '../../data/contract/bulletins.ts';
import { bulletinJobQuery, bulletinsKey, cancelBulletinJob, makeBulletin } from '../api/bulletins.ts';
import { formatCount } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { type PeriodPreset, periodOf } from './bulletin-periods.ts';
import { useBulletinNumber } from './bulletin-number.ts';

const presets: readonly PeriodPreset[] = ['week', 'month', 'since', 'own'];

/** `published` are those one may correct, the newest first; `corrects` is chosen beforehand when one is. */
export function BulletinWizard({ published, corrects, onClose }: { published: readonly BulletinSummary[]; corrects: number | null; onClose(): void }) {
  const { t } = useTranslation();
  const numberOf = useBulletinNumber();
  const reasonOf = useReason();
  const wrong = published.find(({ id }) => id === corrects);
  const last = published[0]?.cutOff ?? null;
  const [preset, setPreset] = useState<PeriodPreset>(wrong === undefined ? 'month' : 'own');
  const [period, setPeriod] = useState(() => (wrong === undefined ? periodOf('month', Date.now(), last) : { from: wrong.periodFrom, until: wrong.periodTo, cutOff: wrong.cutOff.slice(0, 16) }));
  const [title, setTitle] = useState(wrong?.title ?? t('bulletins.wizard.usual'));
  const [correctsId, setCorrectsId] = useState(corrects);
  const [jobId, setJobId] = useState<string | null>(null);
  const making = useMutation({ mutationFn: () => makeBulletin({ title: title.trim(), cutOff: `${period.cutOff}:00+08:00`, periodFrom: period.from, periodTo: period.until, correctsId }), onSuccess: (job) => setJobId(job.id) });
  const job = useQuery(bulletinJobQuery(jobId)).data;
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const id = useId();
  useEffect(() => {
    if (job?.state !== 'done') return;
    void client.invalidateQueries({ queryKey: [bulletinsKey, 'list'] });
    navigate(`/bulletins/${(job.result as { bulletinId: number }).bulletinId}`);
    onClose();
  }, [job, client, navigate, onClose]);

  const isOrdered = period.from !== '' && period.until >= period.from && `${period.until}T00:00` < period.cutOff;
  const isPast = Date.parse(`${period.cutOff}:00+08:00`) <= Date.now();
  const isUnderWay = making.isPending || job?.state === 'waiting' || job?.state === 'running';
  const change = (more: Partial<typeof period>): void => {
    setPreset('own');
    setPeriod({ ...period, ...more });
  };
  return (
    <Dialog title={t('bulletins.wizard.title')} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <fieldset className="bulletin-fields" disabled={isUnderWay}>
          <Field label={t('bulletins.wizard.name')} required maxLength={120} value={title} onChange={(event) => setTitle(event.target.value)} />
          <div className="field" role="group" aria-labelledby={`${id}-preset`}>
            <span className="field-label" id={`${id}-preset`}>
              {t('bulletins.wizard.preset')}
            </span>
            <div className="bulletin-presets">
              {presets
                .filter((one) => one !== 'since' || last !== null)
                .map((one) => (
                  <button
                    key={one}
                    type="button"
                    className="button button-small"
                    aria-pressed={preset === one}
                    onClick={() => {
                      setPreset(one);
                      if (one !== 'own') setPeriod(periodOf(one, Date.now(), last));
                    }}
                  >
                    {t(`bulletins.wizard.${one}`)}
                  </button>
                ))}
            </div>
          </div>
          <div className="bulletin-dates">
            <Field label={t('bulletins.wizard.from')} type="date" required value={period.from} onChange={(event) => change({ from: event.target.value })} />
            <Field label={t('bulletins.wizard.until')} type="date" required value={period.until} fault={isOrdered ? null : t('bulletins.wizard.order')} onChange={(event) => change({ until: event.target.value })} />
          </div>
          <Field label={t('bulletins.wizard.cutOff')} type="datetime-local" required value={period.cutOff} hint={t('bulletins.wizard.cutOffHint')} fault={isPast ? null : t('bulletins.wizard.future')} onChange={(event) => change({ cutOff: event.target.value.slice(0, 16) })} />
          {published.length > 0 && (
            <div className="field">
              <label htmlFor={`${id}-corrects`}>{t('bulletins.wizard.corrects')}</label>
              <select id={`${id}-corrects`} className="input" value={correctsId ?? ''} onChange={(event) => setCorrectsId(event.target.value === '' ? null : Number(event.target.value))}>
                <option value="">{t('bulletins.wizard.correctsNone')}</option>
                {published.map((bulletin) => (
                  <option key={bulletin.id} value={bulletin.id}>
                    {numberOf(bulletin.number)} {bulletin.title}
                  </option>
                ))}
              </select>
            </div>
          )}
        </fieldset>
        {making.error !== null && <FormNote kind="refused">{reasonOf(making.error)}</FormNote>}
        {(job?.state === 'failed' || job?.state === 'cancelled') && <FormNote kind="refused">{t('bulletins.wizard.failed', { reason: job.problem?.detail ?? job.state })}</FormNote>}
        {isUnderWay ? (
          <div className="bulletin-progress" role="status">
            <progress max={job?.total ?? 1} value={job?.state === 'running' && job.total !== null ? (job.done ?? 0) : undefined} aria-label={t('bulletins.wizard.title')} />
            <span className="figure">{job?.state === 'running' && job.total !== null ? t('bulletins.wizard.running', { done: formatCount(job.done ?? 0), total: formatCount(job.total) }) : t('bulletins.wizard.waiting')}</span>
            <button type="button" className="button button-small" disabled={jobId === null} onClick={() => jobId !== null && void cancelBulletinJob(jobId)}>
              {t('bulletins.wizard.cancel')}
            </button>
          </div>
        ) : (
          <div className="form-buttons">
            <button type="submit" className="button button-main" disabled={!isOrdered || !isPast || title.trim() === ''}>
              {t('bulletins.wizard.do')}
            </button>
          </div>
        )}
      </form>
    </Dialog>
  );
}
