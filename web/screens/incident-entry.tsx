// How is an incident entered within a minute? What, when, where, how grave; the grade follows by law, everything else can wait.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { gradeOf, type IncidentEntry } from '../../data/contract/incident-entry.ts';
import { gradeThresholds } from '../../data/vocabulary/incident-rules.ts';
import { enterIncident } from '../api/incidents.ts';
import { dataKey } from '../api/queries.ts';
import { formatPosition } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useDevicePlace } from '../state/device-place.ts';
import { useNames } from '../state/names.tsx';
import { newRequestKey } from '../state/outbox.ts';
import { faultsOf, figuresOf, type IncidentFigures, IncidentMore, IncidentNumbers, typedNow } from './incident-fields.tsx';
import { SmallMap } from './place-map-lazy.tsx';
import { type PickedSite, SitePicker } from './site-picker.tsx';
import '../../styles/report.css';
import '../../styles/sites.css';

type Done = { readonly id: number; readonly code: string; readonly gradeCode: string };

export function IncidentEntryForm() {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  return (
    <div className="page-body incident-page">
      <p>
        <Link className="back" href="/incidents">
          <Icon name="left" size={14} />
          {t('incidents.page.back')}
        </Link>
      </p>
      <header className="page-head">
        <h1>{t('incidents.add')}</h1>
      </header>
      <p className="quiet small">{t('incidents.entry.what')}</p>
      <Entry key={round} onNext={() => setRound(round + 1)} />
    </div>
  );
}

function Entry({ onNext }: { onNext(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const client = useQueryClient();
  const reasonOf = useReason();
  const [figures, setFigures] = useState<IncidentFigures>(() => ({ title: '', occurredAt: typedNow(), knownAt: '', sectorCode: '', deaths: '0', seriousInjuries: '0', injuries: '0', lossYuan: '', account: '' }));
  const [site, setSite] = useState<PickedSite | null>(null);
  const [place, setPlace] = useState<{ lng: number; lat: number } | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [requestKey, setRequestKey] = useState(newRequestKey);
  const [done, setDone] = useState<Done | null>(null);
  const now = Date.now();
  const faults = faultsOf(figures, now);
  const noPlace = site === null && place === null;
  const set = (more: Partial<IncidentFigures>): void => {
    setFigures({ ...figures, ...more });
    setRequestKey(newRequestKey());
  };
  if (done !== null) {
    return (
      <section className="card-part">
        <FormNote kind="done">{t('incidents.entry.done', { code: done.code, grade: names.code('accident-grades', done.gradeCode) })}</FormNote>
        <div className="form-buttons">
          <Link className="button button-main" href={`/incidents/${done.id}`} autoFocus>
            {t('incidents.entry.open')}
          </Link>
          <button type="button" className="button" onClick={onNext}>
            {t('incidents.entry.next')}
          </button>
        </div>
      </section>
    );
  }
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (busy || noPlace || Object.keys(faults).length > 0) return;
    setBusy(true);
    setRefused(null);
    const { sectorCode, knownAt, ...said } = figuresOf(figures);
    const entry: IncidentEntry = { ...said, ...(site === null ? {} : { siteId: site.id }), ...(place === null ? {} : { place }), ...(sectorCode === null ? {} : { sectorCode }), ...(knownAt === null ? {} : { knownAt }), requestKey };
    try {
      const made = await enterIncident(entry);
      void client.invalidateQueries({ queryKey: [dataKey] });
      setDone(made);
    } catch (error) {
      setRefused(reasonOf(error as Error));
    } finally {
      setBusy(false);
    }
  };
  const told = tried ? faults : { ...(faults.occurredAt === 'whenFuture' ? { occurredAt: faults.occurredAt } : {}), ...(faults.injuries === undefined ? {} : { injuries: faults.injuries }) };
  const grave = figuresOf(figures);
  const gradeCode = gradeOf({ deaths: grave.deaths, seriousInjuries: grave.seriousInjuries, lossYuan: grave.lossYuan }, figures.occurredAt.slice(0, 10));
  return (
    <form className="incident-form" noValidate onSubmit={(event) => void send(event)}>
      <section className="card-part">
        <Field label={t('incidents.entry.title')} autoFocus value={figures.title} maxLength={300} placeholder={t('incidents.entry.titleHint')} aria-required fault={told.title === undefined ? null : t(`incidents.entry.${told.title}`)} onChange={(event) => set({ title: event.target.value })} />
        <Field label={t('incidents.entry.when')} type="datetime-local" aria-required max={typedNow()} value={figures.occurredAt} fault={told.occurredAt === undefined ? null : t(`incidents.entry.${told.occurredAt}`)} onChange={(event) => set({ occurredAt: event.target.value.slice(0, 16) })} />
        <IncidentNumbers figures={figures} faults={told} onChange={set} />
        <p className="incident-grade" role="status">
          <strong>{t('incidents.entry.gradeBy', { grade: names.code('accident-grades', gradeCode) })}</strong> <span className="quiet small">{t('incidents.entry.gradeSource', { source: gradeThresholds[0]?.source ?? '' })}</span>
        </p>
        <details className="incident-more">
          <summary>{t('incidents.entry.more')}</summary>
          <IncidentMore figures={figures} faults={told} noSector={t(site === null ? 'incidents.entry.other' : 'incidents.entry.bySite')} onChange={set} />
        </details>
      </section>
      <section className="card-part">
        <h2>{t('incidents.entry.where')}</h2>
        <SitePicker value={site} onChange={(next) => setSite(next)} fault={tried && noPlace ? t('incidents.entry.placeNeeded') : null} />
        <div className="incident-map">
          <SmallMap
            label={t('incidents.entry.map')}
            places={[
              ...(site === null ? [] : [{ kind: 'site' as const, key: `site ${site.id}`, lng: site.lng, lat: site.lat, label: site.name }]),
              ...(place === null ? [] : [{ kind: 'hazard' as const, key: 'place', lng: place.lng, lat: place.lat, label: t('incidents.entry.here') }]),
            ]}
            ring={null}
            onPlace={(lng, lat) => setPlace({ lng: Number(lng.toFixed(7)), lat: Number(lat.toFixed(7)) })}
          />
        </div>
        <p className="small quiet figure">
          {place === null ? t('incidents.entry.whereHint') : formatPosition(place.lng, place.lat)} <HereButton onPlace={setPlace} />
        </p>
      </section>
      <footer className="incident-send">
        {refused !== null && <FormNote kind="refused">{t('incidents.entry.refused', { detail: refused })}</FormNote>}
        <button type="submit" className="button button-main report-button" disabled={busy}>
          <Icon name="incident" size={20} />
          {t(busy ? 'incidents.entry.sending' : 'incidents.entry.send')}
        </button>
      </footer>
    </form>
  );
}

/** Takes the place of this device, once, when asked. */
function HereButton({ onPlace }: { onPlace(place: { lng: number; lat: number }): void }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const device = useDevicePlace(wanted);
  const at = wanted && device.kind === 'known' ? device.place : null;
  useEffect(() => {
    if (at !== null) onPlace({ lng: Number(at.lng.toFixed(7)), lat: Number(at.lat.toFixed(7)) });
  }, [at === null]);
  return (
    <>
      <button type="button" className="link-button" onClick={() => setWanted(true)}>
        {t('incidents.entry.device')}
      </button>
      {wanted && device.kind !== 'known' && <span role="status"> {t(`sites.deviceState.${device.kind}`)}</span>}
    </>
  );
}

