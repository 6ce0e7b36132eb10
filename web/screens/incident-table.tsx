// Which incidents are these, newest first? A table on a desk, cards on a phone; each row leads to its page.
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Incident } from '../../data/contract/incident-ledger.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { useNames } from '../state/names.tsx';

type Pages = InfiniteData<{ readonly incidents: readonly Incident[]; readonly nextCursor: string | null }>;

export function IncidentTable({ asked, empty }: { asked: UseInfiniteQueryResult<Pages>; empty: string }) {
  const { t } = useTranslation();
  const rows = asked.data?.pages.flatMap(({ incidents }) => incidents) ?? [];
  return (
    <Answer asked={asked} shape={<Bones rows={8} height={32} />} empty={{ when: () => rows.length === 0, words: empty }}>
      {() => (
        <>
          <div className="table-scroll" tabIndex={0}>
            <table className="plain-table office-table incident-table">
              <caption className="quiet small">{t(asked.hasNextPage ? 'incidents.shown' : 'incidents.shownAll', { count: formatCount(rows.length) as never })}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('incidents.occurred')}</th>
                  <th scope="col">{t('incidents.title')}</th>
                  <th scope="col">{t('incidents.grade')}</th>
                  <th scope="col">{t('incidents.sector')}</th>
                  <th scope="col">{t('incidents.area')}</th>
                  <th scope="col" className="cell-number">
                    {t('incidents.casualties')}
                  </th>
                  <th scope="col">{t('incidents.number')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((incident) => (
                  <Row key={incident.id} incident={incident} />
                ))}
              </tbody>
            </table>
          </div>
          {asked.hasNextPage && (
            <button type="button" className="button incidents-more" disabled={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
              {t('incidents.more')}
            </button>
          )}
        </>
      )}
    </Answer>
  );
}

function Row({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const names = useNames();
  const { id, title, siteName, gradeCode, sectorCode, areaCode, occurredAt, deaths, seriousInjuries, injuries, voided, code } = incident;
  return (
    <tr className={voided ? 'row-over incident-void' : undefined}>
      <td className="figure incident-when">{formatInstant(occurredAt)}</td>
      <th scope="row">
        <Link href={`/incidents/${id}`}>
          <bdi>{title}</bdi>
        </Link>
        {voided && <span className="state-word state-word-quiet">{t('incidents.page.voided')}</span>}
        {siteName !== null && (
          <span className="quiet small incident-site">
            <bdi>{siteName}</bdi>
          </span>
        )}
      </th>
      <td>
        <span className={gradeCode === 'AG-0' ? 'grade' : 'grade grade-legal'}>{names.code('accident-grades', gradeCode)}</span>
      </td>
      <td>{names.code('sectors', sectorCode)}</td>
      <td>{names.area(areaCode)}</td>
      <td className="figure cell-number">
        <span className="cell-label quiet small">{t('incidents.casualties')} </span>
        {deaths} / {seriousInjuries ?? '—'} / {injuries}
      </td>
      <td className="figure quiet">{code}</td>
    </tr>
  );
}
