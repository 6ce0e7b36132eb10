// What is known of one incident: its facts, its clock of reporting, what was known of the place before, every step? And how is it corrected or voided?
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { IncidentPage as Page, IncidentStep } from '../../data/contract/incident-ledger.ts';
import { roles } from '../../data/contract/access.ts';
import { gradeThresholds } from '../../data/vocabulary/incident-rules.ts';
import { incidentQuery } from '../api/incidents.ts';
import { may, sessionQuery } from '../api/session.ts';
import { formatCount, formatInstant, formatNumber, formatPosition } from '../locales/format.ts';
import { Answer, Bones, Empty } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { addressWith } from '../state/appearance.ts';
import { useNames } from '../state/names.tsx';
import { IncidentClock } from './incident-clock.tsx';
import { CorrectDialog, VoidDialog } from './incident-correct.tsx';
import { SmallMap } from './place-map-lazy.tsx';
import '../../styles/hazard.css';

export function IncidentPage({ id }: { id: number }) {
  const { t } = useTranslation();
  const asked = useQuery(incidentQuery(id));
  const missing = asked.data === undefined && (asked.error as { status?: number } | null)?.status === 404;
  return (
    <div className="page-body incident-page">
      <p>
        <Link className="back" href="/incidents">
          <Icon name="left" size={14} />
          {t('incidents.page.back')}
        </Link>
      </p>
      {missing ? (
        <Empty>{t('incidents.page.missing')}</Empty>
      ) : (
        <Answer asked={asked} shape={<Bones rows={10} height={32} />}>
          {(page) => <Loaded page={page} />}
        </Answer>
      )}
    </div>
  );
}

function Loaded({ page }: { page: Page }) {
  const { t } = useTranslation();
  const names = useNames();
  const session = useQuery(sessionQuery()).data;
  const [open, setOpen] = useState<'correct' | 'void' | null>(null);
  const { incident, steps } = page;
  const corrects = may(session, 'incidents') && !incident.voided;
  const voiding = steps.find(({ kind }) => kind === 'voided');
  return (
    <>
      <header className="page-head incident-head">
        <h1>
          <bdi>{incident.title}</bdi>
        </h1>
        <span className={incident.gradeCode === 'AG-0' ? 'grade' : 'grade grade-legal'}>{names.code('accident-grades', incident.gradeCode)}</span>
        <span className="quiet figure">{incident.code}</span>
      </header>
      {incident.voided && <FormNote kind="refused">{[t('incidents.page.isVoid'), voiding?.reason ?? ''].join(' ')}</FormNote>}
      <div className="incident-columns">
        <div className="incident-column">
          <Facts page={page} />
          <div className="form-buttons">
            {corrects && (
              <button type="button" className="button button-main" onClick={() => setOpen('correct')}>
                {t('incidents.page.correct')}
              </button>
            )}
            {!incident.voided && (
              <a className="button" href={addressWith(`/?object=incidents/${incident.id}`)}>
                {t('incidents.page.showMap')}
              </a>
            )}
            {corrects && (
              <button type="button" className="button" onClick={() => setOpen('void')}>
                {t('incidents.page.void')}
              </button>
            )}
          </div>
          {!may(session, 'incidents') && <p className="quiet small">{t('incidents.page.readOnly')}</p>}
          <Steps steps={steps} />
        </div>
        <div className="incident-column">
          <section className="card-part">
            <h2>{t('incidents.page.place')}</h2>
            <div className="incident-map">
              <SmallMap label={t('incidents.page.place')} ring={null} places={[{ kind: 'hazard', key: 'place', lng: incident.lng, lat: incident.lat, label: t('incidents.entry.here') }]} />
            </div>
            <p className="small quiet figure">{formatPosition(incident.lng, incident.lat)}</p>
          </section>
          <IncidentClock incident={incident} edits={corrects} />
          <Before page={page} />
        </div>
      </div>
      {open === 'correct' && <CorrectDialog incident={incident} onClose={() => setOpen(null)} />}
      {open === 'void' && <VoidDialog incident={incident} onClose={() => setOpen(null)} />}
    </>
  );
}

function Facts({ page: { incident } }: { page: Page }) {
  const { t } = useTranslation();
  const names = useNames();
  const people = (count: number | null): string => (count === null ? t('incidents.notSaid') : t('incidents.people', { count: formatCount(count) as never }));
  const rows: [string, React.ReactNode][] = [
    [t('incidents.occurred'), formatInstant(incident.occurredAt)],
    [t('incidents.page.known'), incident.knownAt === null ? t('incidents.unknown') : formatInstant(incident.knownAt)],
    [t('incidents.site'), incident.siteName === null ? '—' : incident.siteId === null || incident.siteLayer === null ? incident.siteName : <a href={addressWith(`/?object=${incident.siteLayer}/${incident.siteId}`)}>{incident.siteName}</a>],
    [t('incidents.sector'), names.code('sectors', incident.sectorCode)],
    [t('incidents.area'), names.area(incident.areaCode)],
    [t('incidents.deaths'), people(incident.deaths)],
    [t('incidents.serious'), people(incident.seriousInjuries)],
    [t('incidents.injuries'), people(incident.injuries)],
    [t('incidents.loss'), incident.lossYuan === null ? t('incidents.unknown') : t('incidents.yuan', { value: formatNumber(incident.lossYuan) })],
  ];
  return (
    <section className="card-part" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('incidents.page.facts')}</h2>
      <dl className="attributes incident-facts">
        {rows.map(([name, value]) => (
          <div key={name} className="attribute">
            <dt>{name}</dt>
            <dd className="figure">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {incident.account !== null && incident.account !== '' && (
        <>
          <h3 className="field-label">{t('incidents.page.account')}</h3>
          <p className="incident-account">
            <bdi>{incident.account}</bdi>
          </p>
        </>
      )}
      <p className="quiet small">{t('incidents.entry.gradeSource', { source: gradeThresholds[0]?.source ?? '' })}</p>
    </section>
  );
}

function Before({ page: { before } }: { page: Page }) {
  const { t } = useTranslation();
  const { site, inspection, openHazards, openMajor, overdue, hazards } = before;
  return (
    <section className="card-part" aria-labelledby="before-title">
      <h2 id="before-title">{t('incidents.page.before')}</h2>
      {!site ? (
        <p className="quiet small">{t('incidents.page.noTie')}</p>
      ) : (
        <>
          <p>{inspection === null ? t('incidents.page.noInspection') : t('incidents.page.lastInspection', { at: formatInstant(inspection.at), days: inspection.days, found: inspection.hazardsFound, major: inspection.majorsFound })}</p>
          <p>{openHazards === 0 ? t('incidents.page.noneOpen') : t('incidents.page.openThen', { count: formatCount(openHazards) as never, major: openMajor, overdue })}</p>
          {hazards.length > 0 && (
            <ul className="incident-hazards small">
              {hazards.map((hazard) => (
                <li key={hazard.id}>
                  <a href={addressWith(`/hazards/${hazard.id}`)}>
                    <bdi>{hazard.title}</bdi>
                  </a>{' '}
                  <span className="quiet figure">
                    {hazard.code}
                    {hazard.dueOn !== null && ` · ${hazard.dueOn}`}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

const fieldNames = ['title', 'sectorCode', 'occurredAt', 'knownAt', 'deaths', 'seriousInjuries', 'injuries', 'lossYuan', 'account', 'gradeCode', 'lng', 'lat', 'level'] as const;

function Steps({ steps }: { steps: readonly IncidentStep[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const title = (name: string): string => {
    const known = fieldNames.find((one) => one === name);
    return known === undefined ? name : t(`incidents.page.fields.${known}`);
  };
  const value = (name: string, said: unknown): string => {
    if (said === null || said === undefined || said === '') return '—';
    if (name === 'sectorCode') return names.code('sectors', String(said));
    if (name === 'gradeCode') return names.code('accident-grades', String(said));
    if (name === 'level') return t(`incidents.page.level.${said as 'unit'}`);
    if (name === 'occurredAt' || name === 'knownAt') return formatInstant(String(said));
    return typeof said === 'number' ? formatNumber(said, 7) : String(said);
  };
  const who = ({ actorRole, actorName }: IncidentStep): string => {
    const role = roles.find(({ id }) => id === actorRole);
    const words = role === undefined ? t('incidents.page.byImport') : names.pick(role.zh, role.en);
    return actorName === null || actorName === '' ? words : `${actorName} · ${words}`;
  };
  return (
    <section className="card-part" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('incidents.page.steps')}</h2>
      {steps.length === 0 ? (
        <p className="quiet small">{t('incidents.page.noSteps')}</p>
      ) : (
        <ol className="timeline">
          {steps.map((step) => (
            <li key={step.sequence} className="timeline-step">
              <time className="figure quiet small" dateTime={step.recordedAt}>
                {formatInstant(step.recordedAt)}
              </time>
              <strong>{t(`incidents.page.kind.${step.kind as 'entered'}`)}</strong>
              <span className="quiet small">
                <bdi>{who(step)}</bdi>
              </span>
              {step.reason !== null && (
                <p className="said small">
                  <bdi>{step.reason}</bdi>
                </p>
              )}
              {step.kind !== 'entered' && Object.keys(step.after).length > 0 && (
                <dl className="said small">
                  {Object.keys(step.after).map((name) => (
                    <div key={name}>
                      <dt>{title(name)}</dt>
                      <dd>
                        <bdi>{step.kind === 'corrected' ? `${value(name, step.before[name])} → ${value(name, step.after[name])}` : `${value(name, step.after[name])} ${formatInstant(step.at)}`}</bdi>
                      </dd>
                    </div>
                  ))}
                </dl>
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
