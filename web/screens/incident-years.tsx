// How does this year stand beside the last to the same date, and month by month? Three figures with their change, small bars, the numbers as a table.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentMonth, IncidentSeries } from '../../data/contract/incident-ledger.ts';
import type { Query } from '../api/client.ts';
import { incidentSeriesQuery } from '../api/incidents.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';

const measures = ['incidents', 'deaths', 'injuries'] as const;
type Measure = (typeof measures)[number];

export function IncidentYears({ scope, isNarrowed }: { scope: Query; isNarrowed: boolean }) {
  const { t } = useTranslation();
  const asked = useQuery(incidentSeriesQuery(scope));
  const [measure, setMeasure] = useState<Measure>('incidents');
  return (
    <section className="card-part years" aria-labelledby="years-title">
      <Answer asked={asked} shape={<Bones rows={4} height={32} />}>
        {(series) => (
          <>
            <Head series={series} isNarrowed={isNarrowed} />
            <div className="years-figures" role="radiogroup" aria-label={t('incidents.years.title')}>
              {measures.map((one) => (
                <Figure key={one} measure={one} series={series} pressed={one === measure} onOpen={() => setMeasure(one)} />
              ))}
            </div>
            <Months series={series} measure={measure} />
          </>
        )}
      </Answer>
    </section>
  );
}

/** Gives the change in words, never by colour alone. */
function useChange(): (now: number, before: number) => string {
  const { t } = useTranslation();
  return (now, before) => (now === before ? t('incidents.years.same') : t(now > before ? 'incidents.years.up' : 'incidents.years.down', { count: formatCount(Math.abs(now - before)) as never }));
}

function Head({ series: { yearToDate, yearBefore, asOf }, isNarrowed }: { series: IncidentSeries; isNarrowed: boolean }) {
  const { t } = useTranslation();
  const change = useChange();
  return (
    <header>
      <h2 id="years-title">{t('incidents.years.head', { now: formatCount(yearToDate.incidents), before: formatCount(yearBefore.incidents), change: change(yearToDate.incidents, yearBefore.incidents) })}</h2>
      <p className="quiet small figure">
        {t('incidents.years.period', { from: yearToDate.from, to: yearToDate.to })} {t('incidents.years.against', { from: yearBefore.from, to: yearBefore.to })}
        {' · '}
        {t('incidents.years.graded', { now: formatCount(yearToDate.graded), before: formatCount(yearBefore.graded) })}
        {' · '}
        {t('incidents.years.basis', { at: formatInstant(asOf), now: formatCount(yearToDate.incidents), before: formatCount(yearBefore.incidents) })}
        {isNarrowed && ` · ${t('incidents.years.scope')}`}
      </p>
    </header>
  );
}

function Figure({ measure, series, pressed, onOpen }: { measure: Measure; series: IncidentSeries; pressed: boolean; onOpen(): void }) {
  const { t } = useTranslation();
  const change = useChange();
  const [now, before] = [series.yearToDate[measure], series.yearBefore[measure]];
  return (
    <button type="button" role="radio" aria-checked={pressed} className={`stat ${now > before ? 'stat-warn' : 'stat-plain'}`} onClick={onOpen}>
      <span className="stat-name">{t(`incidents.years.${measure}`)}</span>
      <span className="stat-count figure">{formatCount(now)}</span>
      <span className="stat-note figure">
        <span>{t('incidents.years.before', { before: formatCount(before) })}</span> <strong>{change(now, before)}</strong>
      </span>
    </button>
  );
}

/** Gives the twelve months of the present year; those to come have no figure of this year. */
function monthsOf({ months, today }: IncidentSeries, measure: Measure): { key: string; now: number | null; before: number; isNow: boolean }[] {
  const year = today.slice(0, 4);
  const beforeOf = { incidents: 'incidentsBefore', deaths: 'deathsBefore', injuries: 'injuriesBefore' } as const;
  const earlier = String(Number(year) - 1);
  const byMonth = new Map(months.map((month): [string, IncidentMonth] => [month.month, month]));
  return Array.from({ length: 12 }, (_, index) => {
    const key = String(index + 1).padStart(2, '0');
    const now = byMonth.get(`${year}-${key}`);
    return { key, now: now === undefined ? null : now[measure], before: now === undefined ? (byMonth.get(`${earlier}-${key}`)?.[measure] ?? 0) : now[beforeOf[measure]], isNow: `${year}-${key}` === today.slice(0, 7) };
  });
}

function Months({ series, measure }: { series: IncidentSeries; measure: Measure }) {
  const { t } = useTranslation();
  const months = monthsOf(series, measure);
  const year = series.today.slice(0, 4);
  const yearBefore = String(Number(year) - 1);
  const most = Math.max(1, ...months.flatMap(({ now, before }) => [now ?? 0, before]));
  return (
    <figure className="months">
      <figcaption className="small">
        <span>{t('incidents.years.months', { of: t(`incidents.years.${measure}`) })}</span>
        <span className="months-key">
          <i className="month-bar" /> {year} <i className="month-bar month-bar-before" /> {yearBefore}
          {months.some(({ isNow }) => isNow) && <span className="quiet"> · {t('incidents.years.notOver')}</span>}
        </span>
      </figcaption>
      <ol className="months-bars">
        {months.map(({ key, now, before, isNow }) => (
          <li key={key} className={isNow ? 'month month-now' : 'month'} title={t('incidents.years.bar', { year, month: Number(key), now: now ?? t('incidents.years.toCome'), yearBefore, before })}>
            <span className="month-bars" aria-hidden="true">
              <i className="month-bar month-bar-before" style={{ height: `${(before / most) * 100}%` }} />
              {now !== null && <i className="month-bar" style={{ height: `${(now / most) * 100}%` }} />}
            </span>
            <b className="figure" aria-hidden="true">
              {now === null ? '—' : formatCount(now)}
            </b>
            <span className="figure quiet" aria-hidden="true">
              {formatCount(before)}
            </span>
            <span className="month-name figure" aria-hidden="true">
              {Number(key)}
            </span>
            <span className="visually-hidden">{t('incidents.years.bar', { year, month: Number(key), now: now ?? t('incidents.years.toCome'), yearBefore, before })}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
