// Which records fail this check, where are they, and how are they taken away? A page of rows, each a way to the record and to its place on the map.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { qualityChecks, QualityRows } from '../../data/contract/data-quality.ts';
import { dataQualityQuery, mostExported, qualityPageRows, qualityRowsQuery, readQualityRows } from '../api/data-quality.ts';
import { cityQuery } from '../api/queries.ts';
import { formatCount, formatPosition, formatShare } from '../locales/format.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { csvOf } from '../parts/csv.ts';
import { Icon } from '../parts/icon.tsx';
import { save } from '../parts/save.ts';
import { addressWith } from '../state/appearance.ts';
import { useNames } from '../state/names.tsx';
import { useNotice } from '../state/notice.tsx';

type Check = (typeof qualityChecks)[number];
type Row = QualityRows['rows'][number];
/** How near the map goes to a record. */
const nearZoom = 16;

/** Gives the desk with the record open and the map at its place. */
const placeAddress = ({ collection, id, lng, lat }: Row): string => addressWith(`/?object=${collection}/${id}&camera=${lng.toFixed(5)},${lat.toFixed(5)},${nearZoom}&layers=${collection}${collection === 'hazards' ? '&view=points' : ''}`);
/** Gives a share in words; what is not nothing is never said to be 0 %. */
export const shareOf = (count: number, n: number): string => (count > 0 && count / n < 0.0005 ? '<0.1%' : formatShare(count, n));
const pageAddress = (id: string, page: number): string => (page === 0 ? `/quality/${id}` : `/quality/${id}/${page + 1}`);

export function QualityRowsPage({ check, page }: { check: Check; page: number }) {
  const { t } = useTranslation();
  const names = useNames();
  const offset = page * qualityPageRows;
  const asked = useQuery(qualityRowsQuery(check.id, offset));
  const found = useQuery(dataQualityQuery()).data?.checks.find(({ id }) => id === check.id);
  const name = names.pick(check.zh, check.en);
  return (
    <>
      <Link className="back" href="/quality">
        <Icon name="left" size={12} />
        {t('quality.back')}
      </Link>
      <header className="page-head">
        <h1>{found === undefined ? name : found.count === 0 ? t('quality.checkGood', { check: name }) : t('quality.checkFinding', { check: name, count: formatCount(found.count) })}</h1>
      </header>
      <div className="page-tools">
        <p className="quiet page-tools-words">
          {names.pick(check.whyZh, check.whyEn)}{' '}
          {found !== undefined && found.count > 0 && <span className="figure">{t('quality.share', { share: shareOf(found.count, found.n), among: t(check.of === 'sites' ? 'quality.ofSites' : 'quality.ofHazards', { n: formatCount(found.n) }) })}</span>}
        </p>
        <TakeAway check={check} name={name} />
      </div>
      <Answer
        asked={asked}
        shape={<Bones rows={10} height={36} />}
        empty={{
          when: (data) => data.rows.length === 0,
          words: (
            <>
              <p>{t('quality.empty')}</p>
              <p>{t('quality.emptyWhat')}</p>
            </>
          ),
        }}
      >
        {({ rows }) => (
          <>
            <RowsTable rows={rows} name={name} />
            <footer className="quality-foot">
              <span className="quiet small figure">
                {found === undefined ? t('quality.pageUnknown', { from: formatCount(offset + 1), to: formatCount(offset + rows.length) }) : t('quality.page', { from: formatCount(offset + 1), to: formatCount(offset + rows.length), total: formatCount(Math.max(found.count, offset + rows.length)) })}
              </span>
              {page > 0 && (
                <Link className="button button-small" href={pageAddress(check.id, page - 1)}>
                  <Icon name="left" size={12} />
                  {t('quality.previous')}
                </Link>
              )}
              {rows.length === qualityPageRows && (found === undefined || found.count > offset + rows.length) && offset + qualityPageRows < mostExported && (
                <Link className="button button-small" href={pageAddress(check.id, page + 1)}>
                  {t('quality.next')}
                  <Icon name="right" size={12} />
                </Link>
              )}
            </footer>
          </>
        )}
      </Answer>
    </>
  );
}

function RowsTable({ rows, name }: { rows: readonly Row[]; name: string }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="plain-table office-table quality-rows">
        <caption className="visually-hidden">{name}</caption>
        <thead>
          <tr>
            {(['name', 'code', 'collection', 'area', 'sector', 'position'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`quality.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('quality.onMap')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.collection} ${row.id}`}>
              <th scope="row">
                {row.collection === 'hazards' ? (
                  <Link href={`/hazards/${row.id}`}>
                    <bdi>{row.title}</bdi>
                  </Link>
                ) : (
                  <a href={placeAddress(row)}>
                    <bdi>{row.title}</bdi>
                  </a>
                )}
              </th>
              <td className="figure">{row.code}</td>
              <td>{names.layer(row.collection)}</td>
              <td>{row.areaCode === null ? <span className="quality-missing">{names.area(null)}</span> : names.area(row.areaCode)}</td>
              <td>{row.sectorCode === null ? <span className="quality-missing">{t('quality.none')}</span> : names.code('sectors', row.sectorCode)}</td>
              <td className="figure">{formatPosition(row.lng, row.lat)}</td>
              <td className="cell-acts">
                <a className="icon-button" href={placeAddress(row)} aria-label={t('quality.onMapOf', { name: row.title })} title={t('quality.onMap')}>
                  <Icon name="map" />
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All rows of the check as a file, with the mark of a synthetic city in its name and beside each row. */
function TakeAway({ check, name }: { check: Check; name: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const tell = useNotice();
  const reasonOf = useReason();
  const city = useQuery(cityQuery()).data;
  const count = useQuery(dataQualityQuery()).data?.checks.find(({ id }) => id === check.id)?.count;
  const asOf = useQuery(dataQualityQuery()).data?.asOf ?? '';
  const [reading, setReading] = useState(false);
  const take = async (): Promise<void> => {
    setReading(true);
    try {
      const rows = await readQualityRows(check.id);
      const synthetic = city?.synthetic === true;
      const header = [...(['name', 'code', 'collection', 'area', 'sector'] as const).map((column) => t(`quality.${column}`)), 'lng', 'lat', ...(synthetic ? [t('quality.note')] : [])];
      const body = rows.map((row) => [row.title, row.code, names.layer(row.collection), row.areaCode === null ? '' : names.area(row.areaCode), names.code('sectors', row.sectorCode), row.lng, row.lat, ...(synthetic ? [t('quality.synthetic')] : [])]);
      // The mark of the byte order tells spreadsheets that this is UTF-8.
      const file = [t('quality.file', { check: names.language === 'en' ? check.id : name, day: asOf.slice(0, 10) }), ...(synthetic ? [t('quality.synthetic').replaceAll(' ', '-')] : [])].join('-');
      save(new Blob(['\uFEFF', csvOf([header, ...body])], { type: 'text/csv;charset=utf-8' }), `${file}.csv`);
      tell(t(rows.length >= mostExported && (count ?? 0) > rows.length ? 'quality.tookFirst' : 'quality.took', { count: formatCount(rows.length) }));
    } catch (error) {
      tell(t('quality.failed', { reason: reasonOf(error as Error) }));
    } finally {
      setReading(false);
    }
  };
  return (
    <button type="button" className="button" disabled={reading || count === 0} onClick={() => void take()}>
      <Icon name="download" />
      {t(reading ? 'quality.taking' : 'quality.take')}
    </button>
  );
}
