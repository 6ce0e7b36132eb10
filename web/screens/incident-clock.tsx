// Until when must each level have been told of this incident, was it, and how is it taken down?
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../data/contract/incident-ledger.ts';
import { type ClockStep, reportingClock } from '../../data/contract/incident-entry.ts';
import { reportingLevels } from '../../data/vocabulary/incident-rules.ts';
import { reportIncidentUp } from '../api/incidents.ts';
import { dataKey } from '../api/queries.ts';
import { ageParts, formatInstant } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { useNow } from '../parts/clock.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Mark } from '../parts/mark.tsx';
import { useNotice } from '../state/notice.tsx';
import { newRequestKey } from '../state/outbox.ts';
import { instantOf, typedNow } from './incident-fields.tsx';

export function IncidentClock({ incident, edits }: { incident: Incident; edits: boolean }) {
  const { t } = useTranslation();
  const now = useNow(30_000);
  const [telling, setTelling] = useState<ClockStep['level'] | null>(null);
  // An import without steps says nothing of its reports: to call it late would be a charge without proof.
  const isKnown = incident.version > 0 && incident.knownAt !== null;
  const told = Object.fromEntries(Object.entries(incident.told ?? {}).map(([level, at]) => [level, Date.parse(at)]));
  const clock = isKnown ? reportingClock(incident.gradeCode, Date.parse(incident.knownAt ?? incident.occurredAt), told, now) : [];
  const next = clock.find(({ toldAt }) => toldAt === null)?.level;
  return (
    <section className="card-part" aria-labelledby="clock-title">
      <h2 id="clock-title">{t('incidents.page.clock')}</h2>
      {!isKnown ? (
        <p className="quiet small">{t('incidents.page.clockOff')}</p>
      ) : (
        <ol className="clock-levels">
          {clock.map((step) => (
            <li key={step.level}>
              <span>
                {t(`incidents.page.level.${step.level}`)} <Mark mark={reportingLevels.find(({ id }) => id === step.level)?.mark ?? 'K'} />
              </span>
              <State step={step} now={now} />
              {edits && step.level === next && !incident.voided && (
                <button type="button" className="button button-small" onClick={() => setTelling(step.level)}>
                  {t('incidents.page.tell')}
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      <p className="quiet small">{t('incidents.page.source', { source: reportingLevels[0]?.source ?? '' })}</p>
      {telling !== null && <TellDialog incident={incident} level={telling} onClose={() => setTelling(null)} />}
    </section>
  );
}

function State({ step: { dueAt, toldAt, late }, now }: { step: ClockStep; now: number }) {
  const { t } = useTranslation();
  const age = ageParts(Math.abs(dueAt - now));
  const span = t(age.key, { count: age.count });
  return (
    <span className={late ? 'clock-late figure small' : 'quiet figure small'}>
      <Icon name={toldAt === null ? 'clock' : 'check'} size={12} />{' '}
      {toldAt !== null ? `${t('incidents.page.told', { at: formatInstant(new Date(toldAt).toISOString()) })}${late ? ` · ${t('incidents.page.late')}` : ''}` : `${t('incidents.page.due', { at: formatInstant(new Date(dueAt).toISOString()) })} · ${t(late ? 'incidents.page.over' : 'incidents.page.left', { age: span })}`}
    </span>
  );
}

function TellDialog({ incident, level, onClose }: { incident: Incident; level: ClockStep['level']; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const reasonOf = useReason();
  const [at, setAt] = useState(typedNow);
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [requestKey] = useState(newRequestKey);
  const instant = instantOf(at);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (instant === null || busy) return;
    setBusy(true);
    try {
      await reportIncidentUp(incident.id, { level, at: instant, note: note.trim(), expectedVersion: incident.version, requestKey });
      tell(t('incidents.page.toldNow'));
      onClose();
    } catch (error) {
      setRefused(reasonOf(error as Error));
      setBusy(false);
    } finally {
      void client.invalidateQueries({ queryKey: [dataKey] });
    }
  };
  return (
    <Dialog title={`${t('incidents.page.tell')}: ${t(`incidents.page.level.${level}`)}`} onClose={onClose}>
      <form className="form" onSubmit={(event) => void send(event)}>
        <Field label={t('incidents.page.tellAt')} type="datetime-local" required max={typedNow()} value={at} onChange={(event) => setAt(event.target.value.slice(0, 16))} />
        <Field label={t('incidents.page.tellNote')} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        {refused !== null && <FormNote kind="refused">{refused}</FormNote>}
        <div className="form-buttons">
          <button type="submit" className="button button-main" disabled={busy || instant === null}>
            {t('incidents.page.tell')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('words.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
