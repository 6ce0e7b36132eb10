// Which office pages can be opened from the desk? Those the session may open, behind one button of the rail.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/session.ts';
import { Floating } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { addressWith } from '../state/appearance.ts';
import { InboxBadge, useInboxCount } from './inbox-count.tsx';
import { opens, screens } from './screens.ts';

/** Draws nothing when no page is open. A link loads the page anew: the map gives its graphics memory back, which a teardown inside the page would not. */
export function OfficeLinks({ dataVersion }: { dataVersion: number | undefined }) {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  const count = useInboxCount(session, dataVersion);
  const open = screens.filter((screen) => screen.listed && opens(screen, session));
  if (open.length === 0) return null;
  return (
    <Floating
      className="session-button"
      label={t('screens.office')}
      placement="right"
      width={200}
      trigger={
        <>
          <Icon name="list" />
          <span className="session-name">{t('screens.office')}</span>
          <InboxBadge count={count} />
          <Icon name="down" size={12} />
        </>
      }
      content={() => (
        <nav className="session-menu" aria-label={t('screens.office')}>
          {open.map((screen, place) => (
            <a key={screen.path} className="menu-row" href={addressWith(screen.path)} data-first={place === 0 ? '' : undefined}>
              <Icon name={screen.icon} />
              {t(`screens.${screen.word}`)}
              {screen.path === '/inbox' && <InboxBadge count={count} />}
            </a>
          ))}
        </nav>
      )}
    />
  );
}
