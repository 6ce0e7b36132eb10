// How is an incident said anew, or voided? Each with its reason; what was typed stays when somebody else was first.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../data/contract/incident-ledger.ts';
import type { IncidentCorrection } from '../../data/contract/incident-entry.ts';
import { type RequestError } from '../api/client.ts';
import { correctIncident, voidIncident } from '../api/incidents.ts';
import { dataKey } from '../api/queries.ts';
import { formatPosition } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { useNotice } from '../state/notice.tsx';
import { newRequestKey } from '../state/outbox.ts';
import { SmallMap } from './place-map-lazy.tsx';
import { faultsOf, figuresOf, type IncidentFigures, IncidentMore, IncidentNumbers, typedInstant, typedNow } from './incident-fields.tsx';

function typedOf(incident: Incident): IncidentFigures {
  return {
    title: incident.title,
    occurredAt: typedInstant(incident.occurredAt),
    knownAt: typedInstant(incident.knownAt),
    sectorCode: incident.sectorCode,
    deaths: String(incident.deaths),
    seriousInjuries: String(incident.seriousInjuries ?? 0),
    injuries: String(incident.injuries),
    lossYuan: incident.lossYuan === null ? '' : String(incident.lossYuan),
    account: incident.account ?? '',
  };
}

/** Gives what differs from how the form began: only that is said anew. Empty = nothing. */
function saidAnew(began: IncidentFigures, now: IncidentFigures): IncidentCorrection['values'] {
  const names = (Object.keys(now) as (keyof IncidentFigures)[]).filter((name) => now[name].trim() !== began[name].trim());
  const said = figuresOf(now);
  // An empty time or sector cannot be said; it stays as it was.
  return Object.fromEntries(names.flatMap((name) => (said[name] === null && name !== 'lossYuan' ? [] : [[name, said[name]]]))) as IncidentCorrection['values'];
}

export function CorrectDialog({ incident, onClose }: { incident: Incident; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const reasonOf = useReason();
  const [began] = useState(() => typedOf(incident));
  const [figures, setFigures] = useState(began);
  const [place, setPlace] = useState<{ lng: number; lat: number } | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const faults = faultsOf(figures, Date.now());
  const values = saidAnew(began, figures);
  const isNothing = Object.keys(values).length === 0 && place === null;
  const fault = (name: keyof IncidentFigures): string | null => (faults[name] === undefined ? null : t(`incidents.entry.${faults[name]}`));
  const set = (more: Partial<IncidentFigures>): void => setFigures({ ...figures, ...more });
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (busy || isNothing || reason.trim() === '' || Object.keys(faults).length > 0) return;
    setBusy(true);
    setRefused(null);
    try {
      await correctIncident(incident.id, { values, ...(place === null ? {} : { place }), reason: reason.trim(), expectedVersion: incident.version, requestKey: newRequestKey() });
      tell(t('incidents.page.corrected'));
      onClose();
    } catch (error) {
      setRefused((error as RequestError).status === 409 ? t('incidents.page.conflict') : reasonOf(error as Error));
      setBusy(false);
    } finally {
      void client.invalidateQueries({ queryKey: [dataKey] });
    }
  };
  return (
    <Dialog title={t('incidents.page.correctTitle', { code: incident.code })} onClose={onClose}>
      <form className="form" noValidate onSubmit={(event) => void send(event)}>
        <p className="quiet small">{t('incidents.page.correctWhat')}</p>
        <Field label={t('incidents.entry.title')} value={figures.title} maxLength={300} fault={fault('title')} onChange={(event) => set({ title: event.target.value })} />
        <Field label={t('incidents.entry.when')} type="datetime-local" max={typedNow()} value={figures.occurredAt} fault={fault('occurredAt')} onChange={(event) => set({ occurredAt: event.target.value.slice(0, 16) })} />
        <IncidentNumbers figures={figures} faults={faults} onChange={set} />
        <IncidentMore figures={figures} faults={faults} noSector={t('incidents.entry.other')} onChange={set} />
        <div className="field">
          <span className="field-label">{t('incidents.page.placeMend')}</span>
          <div className="incident-map incident-map-small">
            <SmallMap label={t('incidents.entry.map')} ring={null} places={[{ kind: 'hazard', key: 'place', ...(place ?? { lng: incident.lng, lat: incident.lat }), label: t('incidents.entry.here') }]} onPlace={(lng, lat) => setPlace({ lng: Number(lng.toFixed(7)), lat: Number(lat.toFixed(7)) })} />
          </div>
          {place !== null && (
            <p className="small figure">
              {formatPosition(place.lng, place.lat)}{' '}
              <button type="button" className="link-button" onClick={() => setPlace(null)}>
                {t('sites.putBack')}
              </button>
            </p>
          )}
        </div>
        <Field label={t('incidents.page.reason')} aria-required value={reason} maxLength={500} fault={tried && reason.trim() === '' ? t('incidents.page.reasonNeeded') : null} onChange={(event) => setReason(event.target.value)} />
        {tried && isNothing && <FormNote kind="refused">{t('incidents.page.nothing')}</FormNote>}
        {refused !== null && <FormNote kind="refused">{refused}</FormNote>}
        <div className="form-buttons">
          <button type="submit" className="button button-main" disabled={busy}>
            {t('incidents.page.save')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('words.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function VoidDialog({ incident, onClose }: { incident: Incident; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const reasonOf = useReason();
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || reason.trim() === '') return;
    setBusy(true);
    setRefused(null);
    try {
      await voidIncident(incident.id, { reason: reason.trim(), expectedVersion: incident.version, requestKey: newRequestKey() });
      tell(t('incidents.page.voided'));
      onClose();
    } catch (error) {
      setRefused((error as RequestError).status === 409 ? t('incidents.page.conflict') : reasonOf(error as Error));
      setBusy(false);
    } finally {
      void client.invalidateQueries({ queryKey: [dataKey] });
    }
  };
  return (
    <Dialog title={t('incidents.page.voidTitle', { code: incident.code })} onClose={onClose}>
      <form className="form" onSubmit={(event) => void send(event)}>
        <p>{t('incidents.page.voidWhat')}</p>
        <Field label={t('incidents.page.voidReason')} required autoFocus value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        {refused !== null && <FormNote kind="refused">{refused}</FormNote>}
        <div className="form-buttons">
          <button type="submit" className="button button-main" disabled={busy || reason.trim() === ''}>
            {t('incidents.page.voidDo')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('words.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
