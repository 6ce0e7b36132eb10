// Which bulletins (定期通报) are there, and what does one say? The list, and one of them as a page.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import type { BulletinSummary } from '../../data/contract/bulletins.ts';
import { bulletinsQuery } from '../api/bulletins.ts';
import { may, sessionQuery } from '../api/session.ts';
import { formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useBulletinNumber } from './bulletin-number.ts';
import { BulletinPage } from './bulletin-page.tsx';
import { BulletinWizard } from './bulletin-wizard.tsx';
import '../../styles/bulletins.css';

/** The page. A default export, because a lazily loaded page is asked for as one. */
export default function Bulletins() {
  const [open, route] = useRoute('/bulletins/:id');
  return open ? <BulletinPage key={route.id} id={route.id} /> : <BulletinList />;
}

function BulletinList() {
  const { t } = useTranslation();
  const mayMake = may(useQuery(sessionQuery()).data, 'bulletin');
  const bulletins = useQuery(bulletinsQuery());
  const [making, setMaking] = useState(false);
  return (
    <div className="page-body">
      <header className="page-head">
        <h1>{t('bulletins.title')}</h1>
      </header>
      <div className="page-tools">
        <p className="quiet page-tools-words">{t('bulletins.what')}</p>
        {mayMake && (
          <button type="button" className="button button-main" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            {t('bulletins.make')}
          </button>
        )}
      </div>
      <Answer asked={bulletins} shape={<Bones rows={6} height={36} />} empty={{ when: (data) => data.bulletins.length === 0, words: t(mayMake ? 'bulletins.noneOffice' : 'bulletins.none') }}>
        {(data) => <BulletinTable bulletins={data.bulletins} />}
      </Answer>
      {making && <BulletinWizard published={(bulletins.data?.bulletins ?? []).filter(({ number }) => number !== null)} corrects={null} onClose={() => setMaking(false)} />}
    </div>
  );
}

function BulletinTable({ bulletins }: { bulletins: readonly BulletinSummary[] }) {
  const { t } = useTranslation();
  const numberOf = useBulletinNumber();
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="plain-table office-table bulletin-list">
        <caption className="visually-hidden">{t('bulletins.list')}</caption>
        <thead>
          <tr>
            {(['number', 'name', 'period', 'cutOff', 'published'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`bulletins.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bulletins.map((bulletin) => (
            <tr key={bulletin.id}>
              <td className="figure">
                <Link href={`/bulletins/${bulletin.id}`}>{numberOf(bulletin.number)}</Link>
              </td>
              <th scope="row">
                <Link href={`/bulletins/${bulletin.id}`}>{bulletin.title}</Link>
                {bulletin.correctsNumber !== null && <span className="quiet small cell-under">{t('bulletins.corrects', { number: numberOf(bulletin.correctsNumber) })}</span>}
                {bulletin.correctedByNumber !== null && <span className="small cell-under bulletin-corrected">{t('bulletins.corrected', { number: numberOf(bulletin.correctedByNumber) })}</span>}
              </th>
              <td className="figure">{t('bulletins.to', { from: bulletin.periodFrom, to: bulletin.periodTo })}</td>
              <td className="figure">{formatInstant(bulletin.cutOff)}</td>
              <td className="figure">{bulletin.publishedAt === null ? <span className="quiet">{t('bulletins.draftMark')}</span> : t('bulletins.publishedBy', { at: formatInstant(bulletin.publishedAt), name: bulletin.publishedByName ?? '' })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
