// What has been done to this site, when, by whom and why? Newest first, each field before and after.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { SiteEvent } from '../../data/contract/site-edits.ts';
import { distanceMetres } from '../../data/contract/units.ts';
import { formatInstant, formatLength } from '../locales/format.ts';
import type { SiteWords } from './site-words.ts';

export function SiteTimeline({ events, words }: { events: readonly SiteEvent[]; words: SiteWords }) {
  const { t } = useTranslation();
  if (events.length === 0) return <p className="quiet small">{t('sites.noHistory')}</p>;
  return (
    <ol className="timeline site-timeline">
      {events.map((event) => (
        <li key={event.sequence} className={event.kind === 'imported' ? 'timeline-step step-quiet' : 'timeline-step'}>
          <time className="figure quiet small" dateTime={event.recordedAt}>
            {formatInstant(event.recordedAt)}
          </time>
          <span>
            <strong>{t(`sites.kind.${event.kind}`)}</strong>{' '}
            <span className="quiet small">
              {t('sites.step', { sequence: event.sequence })}
              {event.undoes !== null && ` · ${t('sites.undoes', { sequence: event.undoes })}`}
            </span>
          </span>
          <span className="quiet small">
            <bdi>{words.who(event)}</bdi>
          </span>
          {event.reason !== null && (
            <p className="said small">
              <bdi>{event.reason}</bdi>
            </p>
          )}
          <Changes event={event} words={words} />
        </li>
      ))}
    </ol>
  );
}

/** Each field that changed; of a new site only how much was entered, the form shows what. */
function Changes({ event, words }: { event: SiteEvent; words: SiteWords }) {
  const { t } = useTranslation();
  // A township is told with every move; it is said only when it became another one.
  const changed = Object.keys(event.after).filter((name) => name !== 'areaByRule' && (name !== 'areaCode' || event.before[name] !== event.after[name]));
  if (event.kind === 'created') return <p className="said quiet small">{t('sites.firstValues', { count: changed.length })}</p>;
  if (changed.length === 0) return null;
  return (
    <dl className="said small">
      {changed.map((name) => (
        <div key={name}>
          <dt>{words.title(name)}</dt>
          <dd>
            {name === 'geometry' ? <Moved before={event.before[name]} after={event.after[name]} words={words} /> : <Arrow before={words.value(name, event.before[name])} after={words.value(name, event.after[name])} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Arrow({ before, after }: { before: string; after: string }): ReactNode {
  const { t } = useTranslation();
  return <bdi>{t('sites.arrow', { before, after })}</bdi>;
}

function Moved({ before, after, words }: { before: unknown; after: unknown; words: SiteWords }) {
  const { t } = useTranslation();
  const [from, to] = [before, after] as (Geometry | null | undefined)[];
  if (from?.type !== 'Point' || to?.type !== 'Point') return <>{t('sites.shapeChanged')} · <Arrow before={words.value('geometry', before)} after={words.value('geometry', after)} /></>;
  const length = formatLength(distanceMetres(from.coordinates[0], from.coordinates[1], to.coordinates[0], to.coordinates[1]));
  return (
    <>
      <Arrow before={words.value('geometry', before)} after={words.value('geometry', after)} /> · {t('sites.moved', { length: t(length.key, { value: length.value }) })}
    </>
  );
}
