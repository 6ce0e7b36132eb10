// Which incidents were there, how does this year stand beside the last, and how is one entered? The ledger, the comparison, the way to one; filters in the address.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearch } from 'wouter';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { incidentsQuery } from '../api/incidents.ts';
import type { Query } from '../api/client.ts';
import { may, sessionQuery } from '../api/session.ts';
import { DownloadMenu } from '../panels/list.download.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { IncidentEntryForm } from './incident-entry.tsx';
import { IncidentPage } from './incident-page.tsx';
import { IncidentTable } from './incident-table.tsx';
import { IncidentYears } from './incident-years.tsx';
import '../../styles/incidents.css';

/** Years that can be chosen, the present one first. */
const years = 5;
const filterNames = ['year', 'areaCode', 'sectorCode', 'gradeCode', 'q', 'void'] as const;
type Filters = Partial<Record<(typeof filterNames)[number], string>>;

export default function IncidentsScreen() {
  const [path] = useLocation();
  const session = useQuery(sessionQuery()).data;
  const [, , second = ''] = path.split('/');
  if (second === 'new' && may(session, 'incidents')) return <IncidentEntryForm />;
  if (/^[1-9]\d{0,8}$/.test(second)) return <IncidentPage key={second} id={Number(second)} />;
  return <Ledger enters={may(session, 'incidents')} />;
}

function Ledger({ enters }: { enters: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const [, go] = useLocation();
  const search = useSearch();
  const parameters = new URLSearchParams(search);
  const filters: Filters = Object.fromEntries(filterNames.flatMap((name) => (parameters.get(name) === null ? [] : [[name, parameters.get(name)]])));
  const set = (name: keyof Filters, value: string): void => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    go(`/incidents${next.size === 0 ? '' : `?${next.toString()}`}`, { replace: true });
  };
  const { year, q, void: withVoid, ...scope } = filters;
  // Nothing that the server does not know is asked, whatever the address says.
  const fine = /^(19|20|21)\d\d$/.test(year ?? '2000') ? filters : { ...filters, year: undefined };
  const asked = useInfiniteQuery(incidentsQuery({ ...fine, void: withVoid === 'with' ? 'with' : undefined } as Query));
  const thisYear = Number(dateOfDay(dayOfInstant(Date.now())).slice(0, 4));
  const isFiltered = Object.keys(filters).length > 0;
  const pick = (name: keyof Filters, label: string, all: string, options: readonly (readonly [string, string])[]) => (
    <select className="input" aria-label={label} value={filters[name] ?? ''} onChange={(event) => set(name, event.target.value)}>
      <option value="">{all}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </select>
  );
  const codes = (list: string): [string, string][] => (names.list(list)?.entries ?? []).map((entry) => [entry.code, names.pick(entry.zh, entry.en)]);
  return (
    <div className="page-body incidents">
      <header className="page-head incidents-head">
        <h1>{t('incidents.ledger')}</h1>
        {enters && (
          <Link className="button button-main" href="/incidents/new">
            <Icon name="plus" />
            {t('incidents.add')}
          </Link>
        )}
      </header>
      <IncidentYears scope={scope} isNarrowed={Object.keys(scope).length > 0} />
      <div className="page-tools incidents-filters">
        <Words value={q ?? ''} onWords={(words) => set('q', words)} />
        {pick('year', t('incidents.year'), t('incidents.allYears'), Array.from({ length: years }, (_, back) => [String(thisYear - back), String(thisYear - back)] as const))}
        {pick('areaCode', t('incidents.area'), t('incidents.allAreas'), names.townships.map(({ code }) => [code, names.area(code)] as const))}
        {pick('sectorCode', t('incidents.sector'), t('incidents.allSectors'), codes('sectors'))}
        {pick('gradeCode', t('incidents.grade'), t('incidents.allGrades'), codes('accident-grades'))}
        <label className="page-check">
          <input type="checkbox" checked={withVoid === 'with'} onChange={(event) => set('void', event.target.checked ? 'with' : '')} />
          {t('incidents.withVoid')}
        </label>
        {isFiltered && (
          <button type="button" className="link-button" onClick={() => go('/incidents', { replace: true })}>
            {t('incidents.clear')}
          </button>
        )}
{/* The geo API does not look for names of sites as the ledger does: with words the file would hold something else. */}
        {q === undefined && <DownloadMenu collection="incidents" filters={exportFilters(filters)} rows={asked.hasNextPage === false ? asked.data?.pages.reduce((sum, page) => sum + page.incidents.filter(({ voided }) => !voided).length, 0) : undefined} />}
      </div>
      <IncidentTable asked={asked} empty={t(isFiltered ? 'incidents.none' : enters ? 'incidents.noneAtAll' : 'incidents.noneReader')} />
    </div>
  );
}

/** Filters in the words of the geo API, which knows no void ones. */
function exportFilters({ year, areaCode, sectorCode, gradeCode }: Filters): Query {
  return { areaCode, sectorCode, gradeCode, ...(year === undefined ? {} : { datetime: `${year}-01-01T00:00:00+08:00/${year}-12-31T23:59:59+08:00` }) };
}

/** Words are asked for once the keys are quiet. */
function Words({ value, onWords }: { value: string; onWords(words: string): void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words.trim() === value) return undefined;
    const timer = setTimeout(() => onWords(words.trim()), 300);
    return () => clearTimeout(timer);
  }, [words]);
  return <input type="search" className="input page-search" maxLength={100} placeholder={t('incidents.find')} aria-label={t('incidents.find')} value={words} onChange={(event) => setWords(event.target.value)} />;
}
