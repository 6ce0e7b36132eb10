// How does somebody get from page to page? A bar that shows what fits and keeps the rest under "more"; at the foot of a phone.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Session } from '../../data/contract/accounts.ts';
import { cityQuery } from '../api/queries.ts';
import { Floating, IconButton } from '../parts/controls.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { addressWith, useAppearance } from '../state/appearance.ts';
import { phoneQuery, useMedia } from '../state/device.ts';
import type { LinkState } from '../state/link.ts';
import { InboxBadge, useInboxCount } from './inbox-count.tsx';
import { opens, type Screen, screens } from './screens.ts';
import { SessionMenu } from './session-menu.tsx';

/** Entries that a phone shows beside "more". */
const phoneEntries = 4;
/** Width kept for "more", in px. */
const moreWidth = 88;

interface Entry {
  readonly path: string;
  readonly icon: IconName;
  readonly words: string;
  /** What stands beside the word; its text counts for the width. */
  readonly badge?: ReactNode;
}

export function FrameBar({ session, link, current }: { session: Session; link: LinkState; current: Screen | undefined }) {
  const { t } = useTranslation();
  const { theme, language, setTheme, setLanguage } = useAppearance();
  const phone = useMedia(phoneQuery);
  const reads = session.permissions.includes('read');
  const city = useQuery({ ...cityQuery(), enabled: reads }).data;
  const count = useInboxCount(session, link.health?.dataVersion);
  const open = screens.filter((screen) => screen.listed && opens(screen, session)).map(({ path, icon, word }): Entry => ({ path, icon, words: t(`screens.${word}`), ...(path === '/inbox' ? { badge: <InboxBadge count={count} /> } : {}) }));
  const entries: Entry[] = [...(reads ? [{ path: '/', icon: 'map', words: t('screens.map') } as const] : []), ...open];
  return (
    <>
      <header className="office-bar">
        <a className="bar-brand" href={addressWith('/')} title={t('product.title')}>
          <strong className="brand-name">{t('product.name')}</strong>
          <span className="brand-title bar-title">{t('product.title')}</span>
        </a>
        {city?.synthetic === true && (
          <span className="synthetic bar-synthetic" title={t('furniture.syntheticTitle')}>
            {t('furniture.synthetic')}
          </span>
        )}
        {phone ? <span className="bar-space" /> : <Ways entries={entries} current={current} />}
        {reads && (
          <span className={link.lostSince === null ? 'live-mark bar-live' : 'live-mark live-mark-lost bar-live'}>
            {t(link.lostSince === null ? 'furniture.live' : 'furniture.lost')}
          </span>
        )}
        <IconButton icon={theme === 'night' ? 'sun' : 'moon'} label={t('tools.theme', { name: t(theme === 'night' ? 'tools.night' : 'tools.day') })} onClick={() => setTheme(theme === 'night' ? 'day' : 'night')} />
        <button type="button" className="icon-button small" title={t('tools.languageTitle')} aria-label={t('tools.languageTitle')} onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          {t('tools.languageShort')}
        </button>
        <SessionMenu />
      </header>
      {phone && entries.length > 1 && (
        <nav className="bottom-tabs office-tabs" aria-label={t('screens.navigation')}>
          {entries.slice(0, entries.length > phoneEntries + 1 ? phoneEntries : phoneEntries + 1).map((entry) => (
            <Way key={entry.path} entry={entry} current={current} className="bottom-tab">
              <Icon name={entry.icon} size={18} />
              {entry.words}
              {entry.badge}
            </Way>
          ))}
          {entries.length > phoneEntries + 1 && <More entries={entries.slice(phoneEntries)} current={current} className="bottom-tab" trigger={<><Icon name="more" size={18} />{t('screens.more')}</>} />}
        </nav>
      )}
    </>
  );
}

/** The ways in one row: as many as fit, the others under "more". */
function Ways({ entries, current }: { entries: readonly Entry[]; current: Screen | undefined }) {
  const { t, i18n } = useTranslation();
  const row = useRef<HTMLElement>(null);
  const [fits, setFits] = useState(entries.length);
  const words = entries.map((entry) => entry.words).join();
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const ends = [...element.querySelectorAll<HTMLElement>('.way-measured')].map((way) => way.offsetLeft + way.offsetWidth);
      const room = element.clientWidth;
      setFits((ends.at(-1) ?? 0) <= room ? ends.length : ends.filter((end) => end <= room - moreWidth).length);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    // Grows with what waits.
    for (const measured of element.querySelectorAll('.ways-measured')) watcher.observe(measured);
    return () => watcher.disconnect();
  }, [words, i18n.language]);
  return (
    <nav className="ways" ref={row} aria-label={t('screens.navigation')}>
      <span className="ways-measured" aria-hidden="true">
        {entries.map((entry) => (
          <span key={entry.path} className="way way-measured">
            {entry.words}
            {entry.badge}
          </span>
        ))}
      </span>
      {entries.slice(0, fits).map((entry) => (
        <Way key={entry.path} entry={entry} current={current} className="way">
          {entry.words}
          {entry.badge}
        </Way>
      ))}
      {fits < entries.length && <More entries={entries.slice(fits)} current={current} className="way" trigger={<>{t('screens.more')}<Icon name="down" size={12} /></>} />}
    </nav>
  );
}

function Way({ entry, current, className, children, first }: { entry: Entry; current: Screen | undefined; className: string; children: ReactNode; first?: boolean }) {
  const here = entry.path === current?.path ? 'page' : undefined;
  // The map is a page of its own: it is loaded anew, so that it gives its graphics memory back when it is left.
  if (entry.path === '/') {
    return (
      <a className={className} href={addressWith('/')} data-first={first === true ? '' : undefined}>
        {children}
      </a>
    );
  }
  return (
    <Link className={className} href={entry.path} aria-current={here} data-first={first === true ? '' : undefined}>
      {children}
    </Link>
  );
}

function More({ entries, current, className, trigger }: { entries: readonly Entry[]; current: Screen | undefined; className: string; trigger: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Floating
      className={entries.some((entry) => entry.path === current?.path) ? `${className} way-holds` : className}
      label={t('screens.more')}
      placement="below"
      width={200}
      trigger={trigger}
      content={(close) => (
        // A chosen way closes the box: the page behind it stays the same frame.
        <div className="session-menu" onClick={close}>
          {entries.map((entry, place) => (
            <Way key={entry.path} entry={entry} current={current} className="menu-row" first={place === 0}>
              <Icon name={entry.icon} />
              {entry.words}
              {entry.badge}
            </Way>
          ))}
        </div>
      )}
    />
  );
}
