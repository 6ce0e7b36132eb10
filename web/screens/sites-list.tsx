// Which sites of a layer are in the register, and which answer to these words? Page after page; by pinyin where nothing is written so.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { searchQuery } from '../api/queries.ts';
import { registerQuery, siteChangesQuery } from '../api/site-edits.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { useNames } from '../state/names.tsx';
import { useSiteWords } from './site-words.ts';

/** Wait after the last key before the server is asked, milliseconds. */
const quietMilliseconds = 250;

export function SitesList({ layer, words, onWords, mayEdit }: { layer: SiteLayer; words: string; onWords(words: string): void; mayEdit: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const [sought, setSought] = useState(words.trim());
  useEffect(() => {
    const timer = setTimeout(() => setSought(words.trim()), quietMilliseconds);
    return () => clearTimeout(timer);
  }, [words]);
  const asked = useInfiniteQuery({ ...registerQuery(layer.id, sought), placeholderData: keepPreviousData });
  const count = asked.data?.pages[0]?.numberMatched ?? 0;
  const rows = asked.data?.pages.flatMap(({ features }) => features) ?? [];
  const empty = rows.length === 0 && sought !== '';
  const hits = useQuery({ ...searchQuery(useDeferredValue(sought)), enabled: empty && !asked.isPlaceholderData && asked.data !== undefined }).data?.hits.filter(({ collection }) => collection === layer.id) ?? [];
  return (
    <div className="sites-list">
      <input type="search" className="input" placeholder={t('sites.find')} aria-label={t('sites.find')} value={words} maxLength={60} onChange={(event) => onWords(event.target.value)} />
      <Answer asked={asked} shape={<Bones rows={9} height={44} />} empty={{ when: () => rows.length === 0 && hits.length === 0, words: sought === '' ? t(mayEdit ? 'sites.noneAtAll' : 'sites.noneReader') : t('sites.none', { words: sought }) }}>
        {() => (
          <>
            <p className="quiet small sites-count" role="status">
              {empty ? t('sites.byPinyin') : t(sought === '' ? 'sites.counted' : 'sites.matched', { count: formatCount(count) as never })}
            </p>
            <ul className="sites-rows">
              {empty
                ? hits.map(({ id, name, code, areaCode }) => <Row key={id} layer={layer.id} id={id} name={name} code={code} area={names.area(areaCode)} />)
                : rows.map(({ id, properties }) => <Row key={id} layer={layer.id} id={id} name={String(properties['name'])} code={String(properties['code'])} area={names.area(properties['areaCode'] as string | null)} />)}
            </ul>
            {asked.hasNextPage && (
              <button type="button" className="button sites-more" disabled={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
                {t('sites.more')}
              </button>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

function Row({ layer, id, name, code, area }: { layer: string; id: number; name: string; code: string; area: string }) {
  return (
    <li>
      <Link className="sites-row" href={`/sites/${layer}/${id}`}>
        <span className="sites-name">
          <bdi>{name}</bdi>
        </span>
        <span className="quiet small">{area}</span>
        <span className="quiet small figure">{code}</span>
      </Link>
    </li>
  );
}

/** What was changed by hand of late, in every layer, what is retired among it. */
export function SitesChanges({ layer }: { layer: SiteLayer }) {
  const { t } = useTranslation();
  const names = useNames();
  const words = useSiteWords(layer);
  const asked = useQuery(siteChangesQuery());
  return (
    <Answer asked={asked} shape={<Bones rows={8} height={44} />} empty={{ when: ({ steps }) => steps.length === 0, words: t('sites.noChanges') }}>
      {({ steps }) => (
        <ul className="sites-rows sites-steps">
          {steps.map((step) => (
            <li key={`${step.siteId} ${step.sequence}`}>
              <Link className="sites-row" href={`/sites/${step.layer}/${step.siteId}`}>
                <span className="sites-name">
                  <strong>{t(`sites.kind.${step.kind}`)}</strong> <bdi>{step.siteName}</bdi>
                </span>
                <time className="quiet small figure" dateTime={step.recordedAt}>
                  {formatInstant(step.recordedAt)}
                </time>
                <span className="quiet small sites-step-what">
                  {names.layer(step.layer)} · <span className="figure">{step.siteCode}</span> · <bdi>{words.who(step)}</bdi>
                  {step.reason !== null && (
                    <>
                      {' · '}
                      <bdi>{step.reason}</bdi>
                    </>
                  )}
                  {step.retiredOn !== null && ` · ${t('sites.retired', { day: step.retiredOn })}`}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}
