// How old is what each source last said, against its limit, and what came with the last imports?
import { useTranslation } from 'react-i18next';
import type { DataQuality } from '../../data/contract/data-quality.ts';
import { formatCount, formatInstant, formatNumber } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';

export function QualityFreshness({ rows }: { rows: DataQuality['freshness'] }) {
  const { t } = useTranslation();
  const names = useNames();
  const days = (value: number | null): string => (value === null ? t('quality.none') : t('quality.days', { days: formatNumber(value, value < 10 ? 1 : 0) }));
  // What is past its limit stands first, the furthest past at the top.
  const past = ({ ageDays, limitDays }: DataQuality['freshness'][number]): number => (ageDays === null || limitDays === null ? 0 : ageDays / limitDays);
  const sorted = [...rows].sort((a, b) => Number(b.old) - Number(a.old) || past(b) - past(a));
  return (
    <section className="card-part" aria-label={t('quality.freshness')}>
      <h2>{t('quality.freshness')}</h2>
      <p className="quiet small">{t('quality.freshnessWhat')}</p>
      <div className="quality-scroll" tabIndex={0}>
        <table className="plain-table quality-freshness">
          <thead>
            <tr>
              <th scope="col">{t('quality.source')}</th>
              <th scope="col">{t('quality.age')}</th>
              <th scope="col" className="cell-number">
                {t('quality.limit')}
              </th>
              <th scope="col">{t('quality.newest')}</th>
              <th scope="col" className="cell-number">
                {t('quality.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((row) => (
              <tr key={row.collection}>
                <th scope="row">{names.layer(row.collection)}</th>
                <td>
                  <span className={row.old ? 'quality-age quality-age-old' : 'quality-age'}>
                    <span className="quality-limit-track" aria-hidden="true">
                      <span style={{ width: `${Math.min(100, past(row) * 50)}%` }} />
                    </span>
                    <span className="figure quality-age-words">
                      {row.rows === 0 ? t('quality.noRows') : days(row.ageDays)}
                      {row.old && (
                        <>
                          {' '}
                          <Icon name="clock" size={12} />
                          {t('quality.old')}
                        </>
                      )}
                    </span>
                  </span>
                </td>
                <td className="cell-number figure">{row.limitDays === null ? t('quality.noLimit') : days(row.limitDays)}</td>
                <td className="figure quality-when">{row.newest === null ? t('quality.none') : formatInstant(row.newest)}</td>
                <td className="cell-number figure">{formatCount(row.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet small">{t('quality.limitsNote')}</p>
    </section>
  );
}

const columns = ['taken', 'changed', 'unchanged', 'refused'] as const;

export function QualityBatches({ batches }: { batches: DataQuality['batches'] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <section className="card-part" aria-label={t('quality.batches')}>
      <h2>{t('quality.batches')}</h2>
      {batches.length === 0 ? (
        <p className="quiet">{t('quality.noBatches')}</p>
      ) : (
        <div className="quality-scroll" tabIndex={0}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('quality.source')}</th>
                <th scope="col">{t('quality.finished')}</th>
                {columns.map((name) => (
                  <th key={name} scope="col" className="cell-number">
                    {t(`quality.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {batches.map((batch, place) => (
                <tr key={`${batch.layer} ${batch.finishedAt} ${place}`}>
                  <th scope="row">{names.layer(batch.layer)}</th>
                  <td className="figure quality-when">{formatInstant(batch.finishedAt)}</td>
                  {columns.map((name) => (
                    <td key={name} className={name === 'refused' && batch.refused > 0 ? 'cell-number figure quality-refused' : 'cell-number figure'}>
                      {formatCount(batch[name])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
