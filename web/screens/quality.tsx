// Is the data true? Every check in its group with count, share and rows, and the age of every source against its limit.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { type DataQuality, qualityChecks, qualityGroups } from '../../data/contract/data-quality.ts';
import { dataQualityQuery } from '../api/data-quality.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { QualityBatches, QualityFreshness } from './quality-freshness.tsx';
import { QualityRowsPage, shareOf } from './quality-rows.tsx';
import '../../styles/quality.css';

export default function QualityScreen() {
  const [, route] = useRoute<{ check?: string; page?: string }>('/quality/:check?/:page?');
  const check = qualityChecks.find(({ id }) => id === route?.check);
  const page = Math.max(1, Number(/^\d{1,3}$/.exec(route?.page ?? '')?.[0] ?? 1)) - 1;
  return <div className="page-body quality">{check === undefined ? <Overview /> : <QualityRowsPage key={check.id} check={check} page={page} />}</div>;
}

/** Checks that only say how something came about; a count there is no fault. */
const remarks: ReadonlySet<string> = new Set(['area-by-rule']);

function Overview() {
  const { t } = useTranslation();
  const asked = useQuery(dataQualityQuery());
  return (
    <Answer asked={asked} shape={<Bones rows={12} height={32} />}>
      {(data) => {
        const bad = data.checks.filter(({ id, count }) => count > 0 && !remarks.has(id)).length;
        const old = data.freshness.filter((row) => row.old).length;
        const said = { total: data.checks.length, bad, old };
        return (
          <>
            <header className="page-head">
              <h1>{bad > 0 ? t(old > 0 ? 'quality.findingOld' : 'quality.finding', said) : t(old > 0 ? 'quality.findingGoodOld' : 'quality.findingGood', said)}</h1>
            </header>
            <p className="quiet small figure quality-basis">
              {t('quality.basis', { at: formatInstant(data.asOf), version: data.dataVersion })}
              {!data.current && (
                <span className="quality-older">
                  <Icon name="clock" size={12} />
                  {t('quality.notCurrent')}
                </span>
              )}
            </p>
            <div className="quality-columns">
              <div className="quality-groups">
                {qualityGroups.map((group) => (
                  <Group key={group} group={group} found={data.checks} />
                ))}
              </div>
              <div className="quality-side">
                <QualityFreshness rows={data.freshness} />
                <QualityBatches batches={data.batches} />
              </div>
            </div>
          </>
        );
      }}
    </Answer>
  );
}

function Group({ group, found }: { group: (typeof qualityGroups)[number]; found: DataQuality['checks'] }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <section className="card-part quality-group" aria-label={t(`quality.group.${group}`)}>
      <h2>{t(`quality.group.${group}`)}</h2>
      <ul>
        {qualityChecks
          .filter((check) => check.group === group)
          .map((check) => {
            const { count, n } = found.find(({ id }) => id === check.id) ?? { count: 0, n: 0 };
            const name = names.pick(check.zh, check.en);
            return (
              <li key={check.id} className={count === 0 ? 'quality-check quality-check-good' : 'quality-check'}>
                <div className="quality-name">
                  {count > 0 ? <Link href={`/quality/${check.id}`}>{name}</Link> : name}
                  <span className="quiet small">{names.pick(check.whyZh, check.whyEn)}</span>
                </div>
                <div className="quality-figures">
                  {count === 0 ? (
                    <span className="quality-pass">
                      <Icon name="check" size={12} />
                      {t('quality.good')}
                    </span>
                  ) : (
                    <strong className="figure">{formatCount(count)}</strong>
                  )}
                  <span className="quiet small figure">
                    {count > 0 && `${shareOf(count, n)} · `}
                    {t(check.of === 'sites' ? 'quality.ofSites' : 'quality.ofHazards', { n: formatCount(n) })}
                  </span>
                  {count > 0 && (
                    <span className="quality-track" aria-hidden="true">
                      <span style={{ width: `${Math.max(1, (count / n) * 100)}%` }} />
                    </span>
                  )}
                </div>
                {count > 0 ? (
                  <Link className="button button-small" href={`/quality/${check.id}`} aria-label={t('quality.rowsOf', { check: name, count: formatCount(count) })}>
                    {t('quality.rows')}
                  </Link>
                ) : (
                  <span />
                )}
              </li>
            );
          })}
      </ul>
    </section>
  );
}
