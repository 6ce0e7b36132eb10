// How is a hazard reported from where somebody stands? Photo, place, what it is; under a minute, with or without a line.
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { type DoorId, doors } from '../../data/contract/closing.ts';
import { hazardKinds } from '../../data/vocabulary/hazards.ts';
import { dateOfDay, dayOfInstant, distanceMetres } from '../../data/contract/units.ts';
import { evidenceRules } from '../../data/vocabulary/evidence-rules.ts';
import { criteriaQuery, itemQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { formatCount } from '../locales/format.ts';
import { Choice } from '../parts/controls.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useDevicePlace } from '../state/device-place.ts';
import { useNames } from '../state/names.tsx';
import { type Letter, newRequestKey } from '../state/outbox.ts';
import type { DevicePlace } from '../state/photo.ts';
import { rememberedSession } from '../state/remembered-session.ts';
import { keepShell } from '../state/shell.ts';
import { ClausePicker } from './clause-picker.tsx';
import { OutboxList } from './outbox-list.tsx';
import { useOutbox } from './outbox-provider.tsx';
import { useOwnSites } from './own-sites.ts';
import { type FormPhoto, formPhotosOf, keptPhotosOf, Needed, PhotoField } from './photo-field.tsx';
import { SmallMap } from './place-map-lazy.tsx';
import { type PickedSite, SitePicker } from './site-picker.tsx';
import '../../styles/report.css';

/** Kinds offered at once; the others stand in a list. */
const quickKinds = 6;
const firstKinds = ['HK-EXIT', 'HK-WELD', 'HK-INSUL', 'HK-OUTS', 'HK-FIREEQ', 'HK-ELEC'];

export default function ReportScreen() {
  useEffect(keepShell, []);
  const { t } = useTranslation();
  const wanted = new URLSearchParams(useSearch()).get('letter');
  const { letters } = useOutbox();
  const [, go] = useLocation();
  const [round, setRound] = useState(0);
  // Held on to: once it is sent it is no letter any more, and the form still has to say what became of it.
  const [held, setHeld] = useState<Letter | null>(null);
  const found = letters.find(({ id, wish }) => String(id) === wanted && wish.kind === 'report');
  if (found !== undefined && found.id !== held?.id) setHeld(found);
  const mended = held !== null && String(held.id) === wanted ? held : null;
  const next = (): void => {
    setHeld(null);
    setRound(round + 1);
    if (wanted !== null) go('/report');
  };
  return (
    <div className="page-body report-page">
      <header className="page-head">
        <h1>{t('screens.report')}</h1>
      </header>
      {/* Made anew for each report, and when a refused one comes to be mended. */}
      <ReportForm key={`${round} ${mended?.id ?? ''}`} mended={mended} onNext={next} />
      <OutboxList />
    </div>
  );
}

type Done = { readonly kind: 'sent'; readonly id: number; readonly code: string } | { readonly kind: 'kept' };

function ReportForm({ mended, onNext }: { mended: Letter | null; onNext(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const outbox = useOutbox();
  const session = useQuery(sessionQuery()).data ?? rememberedSession() ?? undefined;
  const role = session?.grant?.role;
  const open = doors.filter(({ roles }) => role !== undefined && (roles as readonly string[]).includes(role));
  const before = mended?.wish.kind === 'report' ? mended.wish.report : null;
  const [door, setDoor] = useState<DoorId>(before?.door ?? open[0]?.id ?? 'inspection');
  const [photos, setPhotos] = useState<readonly FormPhoto[]>(() => formPhotosOf(mended?.photos ?? []));
  const [kindCode, setKind] = useState<string | null>(before?.kindCode ?? null);
  const [title, setTitle] = useState(before?.title ?? '');
  const [levelCode, setLevel] = useState(before?.levelCode ?? 'LV-G');
  const [clauseId, setClause] = useState<string | null>(before?.clauseId ?? null);
  const [site, setSite] = useState<PickedSite | null>(null);
  const [siteGone, setSiteGone] = useState(false);
  const [own, setOwn] = useState<DevicePlace | null>(before?.place === undefined ? null : { ...before.place, accuracyMetres: before.place.accuracyMetres ?? 0 });
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState<string | null>(mended?.refusal?.detail ?? null);
  const [busy, setBusy] = useState(false);
  const [preparing, setPreparing] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const key = useRef(mended?.requestKey ?? newRequestKey());
  const [began] = useState(() => new Date().toISOString());

  const device = useDevicePlace(done === null);
  const devicePlace = device.kind === 'known' ? device.place : null;
  const enterprise = role === 'enterprise';
  const sites = useOwnSites(session, enterprise);
  const onlySite = enterprise && sites.length === 1 ? (sites[0] ?? null) : null;
  const atSite = site ?? (before?.siteId !== undefined && !siteGone ? (sites.find(({ id }) => id === before.siteId) ?? null) : onlySite);
  // With a site, the device's place counts only when it is there: who reports from a desk is elsewhere. The site's own place comes in on the server.
  const there = atSite === null || (devicePlace !== null && distanceMetres(atSite.lng, atSite.lat, devicePlace.lng, devicePlace.lat) <= evidenceRules.farMetres.value + Math.min(devicePlace.accuracyMetres, evidenceRules.vagueMetres.value));
  const place = own ?? (there ? devicePlace : null);
  const siteItem = useQuery({ ...itemQuery(atSite?.layer ?? '', atSite?.id ?? 0), enabled: atSite !== null }).data;
  const sectorCode = typeof siteItem?.properties['sectorCode'] === 'string' ? siteItem.properties['sectorCode'] : null;
  const kinds = useQuickKinds(sectorCode, kindCode);

  if (done !== null) {
    return (
      <section className="card-part report-done">
        <FormNote kind="done">{done.kind === 'sent' ? t('report.sent', { code: done.code }) : t('report.kept')}</FormNote>
        <div className="form-buttons">
          <button type="button" className="button button-main" onClick={onNext} autoFocus>
            {t('report.next')}
          </button>
          {done.kind === 'sent' && (
            <a className="button" href={`/hazards/${done.id}`}>
              {t('report.open')}
            </a>
          )}
        </div>
      </section>
    );
  }

  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong: Record<string, string> = {};
    if (kindCode === null) wrong['kind'] = t('report.kindNeeded');
    if (title.trim() === '') wrong['title'] = t('report.titleNeeded');
    if (atSite === null && (place === null || enterprise)) wrong['site'] = t(enterprise ? 'report.siteNeeded' : 'report.placeNeeded');
    if (levelCode === 'LV-M' && clauseId === null) wrong['clause'] = t('report.clauseNeeded');
    setFaults(wrong);
    if (Object.keys(wrong).length > 0 || kindCode === null || busy || preparing) return;
    setBusy(true);
    setRefused(null);
    const report = {
      door,
      title: title.trim(),
      kindCode,
      levelCode,
      foundAt: before?.foundAt ?? began,
      ...(before?.sectorCode === undefined ? {} : { sectorCode: before.sectorCode }),
      ...(levelCode === 'LV-M' && clauseId !== null ? { clauseId } : {}),
      ...(atSite === null ? (before?.siteId === undefined || siteGone ? {} : { siteId: before.siteId }) : { siteId: atSite.id }),
      ...(place !== null ? { place: { lng: place.lng, lat: place.lat, accuracyMetres: own === null ? Math.min(100_000, place.accuracyMetres) : null } } : {}),
    };
    const outcome = await outbox.post({ requestKey: key.current, title: report.title, wish: { kind: 'report', report }, photos: keptPhotosOf(photos) }, { keepRefused: mended !== null }).catch((error: unknown) => ({ kind: 'failed' as const, error }));
    setBusy(false);
    if (outcome.kind === 'sent') setDone({ kind: 'sent', id: outcome.receipt.hazardId, code: outcome.receipt.code });
    else if (outcome.kind === 'refused') setRefused(outcome.refusal.detail);
    else if (outcome.kind === 'failed') setRefused(t('outbox.notKept'));
    else setDone({ kind: 'kept' });
  };

  return (
    <form className="report-form" noValidate onSubmit={(event) => void send(event)}>
      <section className="card-part">
        <PhotoField photos={photos} onChange={setPhotos} onPreparing={setPreparing} device={devicePlace} label={t('report.photo')} needed={false} fault={null} />
        {open.length > 1 && <Choice<DoorId> label={t('report.door')} value={door} onChange={setDoor} options={open.map(({ id, zh, en }) => ({ value: id, text: names.pick(zh, en) }))} />}
        <fieldset className="kinds">
          <legend className="field-label">
            {t('report.kind')}
            <Needed />
          </legend>
          <div className="kind-quick">
            {kinds.map((code) => (
              <button key={code} type="button" className="button kind-button" aria-pressed={kindCode === code} onClick={() => setKind(code)}>
                {names.code('hazard-kinds', code)}
              </button>
            ))}
            <select className="input kind-others" aria-label={t('report.otherKind')} value={kindCode !== null && !kinds.includes(kindCode) ? kindCode : ''} onChange={(event) => setKind(event.target.value === '' ? null : event.target.value)}>
              <option value="">{t('report.otherKind')}</option>
              {hazardKinds.entries.map(({ code }) => (
                <option key={code} value={code}>
                  {names.code('hazard-kinds', code)}
                </option>
              ))}
            </select>
          </div>
          {faults['kind'] !== undefined && <p className="field-note field-fault small" role="alert">{faults['kind']}</p>}
        </fieldset>
        <div className="field">
          <label htmlFor="report-title">
            {t('report.title')}
            <Needed />
          </label>
          <textarea id="report-title" className="input" rows={3} maxLength={300} value={title} placeholder={t('report.titleHint')} aria-invalid={faults['title'] !== undefined} aria-describedby="report-title-note" onChange={(event) => setTitle(event.target.value)} />
          <p id="report-title-note" className="field-note field-fault small" aria-live="polite">{faults['title']}</p>
        </div>
        <div className="report-level">
          <span className="field-label">{t('report.level')}</span>
          <Choice label={t('report.level')} value={levelCode} onChange={setLevel} options={['LV-G', 'LV-M'].map((code) => ({ value: code, text: names.code('hazard-levels', code) }))} />
        </div>
        {levelCode === 'LV-M' && <ClausePicker label={t('object.clause')} needed value={clauseId} onChange={setClause} sectorCode={sectorCode} kindCode={kindCode} foundOn={dateOfDay(dayOfInstant(Date.parse(before?.foundAt ?? began)))} fault={faults['clause'] ?? null} />}
      </section>
      <section className="card-part report-place">
        <h2>{t('report.place')}</h2>
        <PlaceWords device={device} own={own} onDevice={() => setOwn(null)} />
        <div className="report-map">
          <SmallMap
            label={t('report.mapLabel')}
            places={[
              ...(atSite === null ? [] : [{ kind: 'site' as const, key: `site ${atSite.id}`, lng: atSite.lng, lat: atSite.lat, label: atSite.name }]),
              ...(place === null ? [] : [{ kind: 'hazard' as const, key: 'place', lng: place.lng, lat: place.lat, label: t('report.placeHere') }]),
            ]}
            ring={own === null && devicePlace !== null ? { lng: devicePlace.lng, lat: devicePlace.lat, metres: devicePlace.accuracyMetres } : null}
            onPlace={(lng, lat) => setOwn({ lng, lat, accuracyMetres: 0 })}
          />
        </div>
        {enterprise && sites.length > 1 && atSite === null ? (
          <div className="kind-quick">
            {sites.map((one) => (
              <button key={one.id} type="button" className="button" onClick={() => setSite(one)}>
                {one.name}
              </button>
            ))}
            {faults['site'] !== undefined && <p className="field-note field-fault small" role="alert">{faults['site']}</p>}
          </div>
        ) : (
          <SitePicker
            value={atSite}
            onChange={(next) => {
              setSite(next);
              setSiteGone(next === null);
            }}
            fault={faults['site'] ?? null}
          />
        )}
      </section>
      <footer className="report-send">
        {refused !== null && <FormNote kind="refused">{t('report.refused', { detail: refused })}</FormNote>}
        <button type="submit" className="button button-main report-button" disabled={busy || preparing}>
          <Icon name="upload" size={20} />
          {t(busy ? 'report.sending' : 'report.send')}
        </button>
      </footer>
    </form>
  );
}

function PlaceWords({ device, own, onDevice }: { device: ReturnType<typeof useDevicePlace>; own: DevicePlace | null; onDevice(): void }) {
  const { t } = useTranslation();
  if (own !== null) {
    return (
      <p className="small" role="status">
        {t('report.placeByHand')}{' '}
        {device.kind === 'known' && (
          <button type="button" className="link-button" onClick={onDevice}>
            {t('report.placeBack')}
          </button>
        )}
      </p>
    );
  }
  return (
    <p className="small" role="status">
      {device.kind === 'known' ? t('report.placeKnown', { metres: formatCount(Math.round(device.place.accuracyMetres)) }) : t(`report.device.${device.kind}`)} <span className="quiet">{t('report.placeMend')}</span>
    </p>
  );
}

/** The kinds most clauses of a sector speak of; the campaign's first without a sector. What is chosen stays in sight. */
function useQuickKinds(sectorCode: string | null, chosen: string | null): readonly string[] {
  const criteria = useQuery(criteriaQuery()).data;
  return useMemo(() => {
    const counts = new Map<string, number>();
    if (sectorCode !== null) for (const clause of criteria?.clauses ?? []) if (clause.sectorCodes.includes(sectorCode)) for (const code of clause.kindCodes) counts.set(code, (counts.get(code) ?? 0) + 1);
    const bySector = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([code]) => code);
    const quick = [...new Set([...bySector, ...firstKinds])].slice(0, quickKinds);
    return chosen === null || quick.includes(chosen) || sectorCode === null ? quick : [...quick, chosen];
  }, [criteria, sectorCode, chosen]);
}
