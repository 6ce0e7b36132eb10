// What did somebody else change while this form was filled in? Told field by field; what both changed is decided here, nothing is lost.
import { useTranslation } from 'react-i18next';
import type { SiteHistory } from '../api/site-edits.ts';
import { formatInstant } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';
import { type SiteDraftHand, standingValue } from './site-draft.ts';
import { Arrow } from './site-history.tsx';
import type { SiteWords } from './site-words.ts';

export function SiteConflict({ draft, data, words }: { draft: SiteDraftHand; data: SiteHistory; words: SiteWords }) {
  const { t } = useTranslation();
  const { base, news, both, values, placed } = draft;
  if (news.length === 0) return null;
  const latest = data.events.find(({ sequence }) => sequence > base.version);
  const said = (standing: SiteHistory, name: string): string => words.value(name, name === 'retiredOn' ? standing.retiredOn : standingValue(standing, name));
  return (
    <section className="site-conflict" role="alert">
      <p>
        <Icon name="alert" /> <strong>{t('sites.conflict')}</strong>
      </p>
      {latest !== undefined && (
        <p className="quiet small">
          <bdi>{words.who(latest)}</bdi> · {formatInstant(latest.recordedAt)}
          {latest.reason !== null && (
            <>
              {' · '}
              <bdi>{latest.reason}</bdi>
            </>
          )}
        </p>
      )}
      <dl className="said small">
        {news.map((name) => (
          <div key={name}>
            <dt>{words.title(name)}</dt>
            <dd>
              <Arrow before={said(base, name)} after={said(data, name)} />
              {both.includes(name) && <> · {t('sites.conflictMine', { value: words.value(name, name === 'geometry' ? placed : values[name]) })}</>}
            </dd>
          </div>
        ))}
      </dl>
      {both.length > 0 && <p className="small">{t('sites.conflictBoth', { names: both.map(words.title).join(t('words.and')) })}</p>}
      <div className="form-buttons">
        {both.length > 0 && (
          <button type="button" className="button button-small" onClick={() => draft.rebase('theirs')}>
            {t('sites.takeTheirs')}
          </button>
        )}
        <button type="button" className="button button-small" onClick={() => draft.rebase('mine')}>
          {t(both.length > 0 ? 'sites.keepMine' : 'sites.goOn')}
        </button>
      </div>
    </section>
  );
}
