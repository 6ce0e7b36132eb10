// In what do the office pages stand? One bar with the ways between them, the state of the link, and a check of who may open what.
import { useQuery } from '@tanstack/react-query';
import { enableHistorySync } from 'nuqs/adapters/react';
import { Component, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import { permissions, roleOf } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import { areasQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { addOfficeWords } from '../locales/office.ts';
import { Bones } from '../parts/answer.tsx';
import { applyTheme } from '../parts/theme.ts';
import { useAppearance } from '../state/appearance.ts';
import { AreaNamesProvider } from '../state/area-names.tsx';
import { isReady } from '../state/link.ts';
import { NoticeProvider } from '../state/notice.tsx';
import { rememberedSession, rememberSession } from '../state/remembered-session.ts';
import { areaNameOf } from './area-name.ts';
import { FrameBar } from './frame-bar.tsx';
import { LinkBand } from './link-band.tsx';
import { OutboxProvider } from './outbox-provider.tsx';
import { opens, type Screen, screenAt } from './screens.ts';
import { useServerLink } from './server-link.ts';
import { SessionOver } from './session-over.tsx';
import { signInAddress } from './sign-in-address.ts';
import { StartScreen } from './start.tsx';
import '../../styles/office.css';

// Pages move by the router; what they keep in the address must hear of it.
enableHistorySync();
addOfficeWords();

/** The office around the page of the present address. */
export function Frame() {
  const { t } = useTranslation();
  const { theme } = useAppearance();
  const link = useServerLink();
  const session = useQuery({ ...sessionQuery(), enabled: isReady(link) });
  const [path] = useLocation();
  const screen = screenAt(path);
  const [remembered] = useState(rememberedSession);
  useEffect(() => applyTheme(theme), [theme]);
  useEffect(() => {
    document.title = `${t(screen === undefined ? 'screens.notFound' : `screens.${screen.word}`)} · ${t('product.name')}`;
  }, [t, screen]);
  // Without a line some pages open for whoever was here last; what they hold waits in the outbox.
  // Once so opened, the page stays until the server says who is here: nothing that was typed is lost when the line comes back.
  const wentAway = useRef(false);
  wentAway.current = session.data === undefined && screen?.offline === true && remembered !== null && (wentAway.current || link.lostSince !== null || !navigator.onLine);
  const away = wentAway.current ? remembered : null;
  useEffect(() => {
    if (session.data !== undefined) rememberSession(session.data);
  }, [session.data]);
  const shown = isReady(link) ? (session.data ?? away) : away;
  if (shown === null) {
    return <StartScreen steps={link.steps ?? link.health?.steps ?? []} reachable={link.health !== null && link.lostSince === null} messages={link.health?.messages ?? []} />;
  }
  return (
    <Names reads={shown.permissions.includes('read')}>
      <OutboxProvider owner={shown.id}>
        <NoticeProvider>
          <a className="skip" href="#page">
            {t('screens.skip')}
          </a>
          <SessionOver />
          <div className="office">
            <LinkBand link={link} />
            <FrameBar session={shown} link={link} current={screen} />
            <main className="office-page" id="page" tabIndex={-1}>
              <Failing key={screen?.path} words={{ title: t('screens.failed'), what: t('screens.failedWhat'), again: t('screens.reload') }}>
                <Suspense fallback={<Coming />}>
                  <Page screen={screen} session={shown} />
                </Suspense>
              </Failing>
            </main>
          </div>
        </NoticeProvider>
      </OutboxProvider>
    </Names>
  );
}

function Page({ screen, session }: { screen: Screen | undefined; session: Session }) {
  const { t, i18n } = useTranslation();
  if (screen === undefined) {
    return (
      <section className="page-note">
        <h1>{t('screens.notFound')}</h1>
        <p>{t('screens.notFoundWhat')}</p>
        <a className="button" href="/">
          {t('screens.toMap')}
        </a>
      </section>
    );
  }
  if (opens(screen, session)) return <screen.component />;
  if (session.kind === 'stranger') return <Redirect to={signInAddress(location)} replace />;
  const said = (row: { zh: string; en: string }): string => (i18n.language === 'en' ? row.en : row.zh);
  const needs = permissions.filter(({ id }) => screen.needs.includes(id)).map(said);
  return (
    <section className="page-note">
      <h1>{t(session.kind === 'user' ? 'screens.closed' : 'screens.closedSignIn')}</h1>
      {needs.length > 0 && session.grant !== null && <p>{t('screens.closedWhat', { role: session.kind === 'guest' ? t('session.guest') : said(roleOf(session.grant.role)), needs: needs.join(t('words.and')) })}</p>}
      <a className="button button-main" href={signInAddress(location)}>
        {t(session.kind === 'user' ? 'screens.otherAccount' : 'session.signIn')}
      </a>
    </section>
  );
}

/** The shape of a page that is on its way. */
function Coming() {
  const { t } = useTranslation();
  return (
    <div className="page-body" role="status" aria-busy="true" aria-label={t('state.loading')}>
      <Bones rows={6} height={32} />
    </div>
  );
}

/** Names of townships for all pages, where the session may read them. */
function Names({ reads, children }: { reads: boolean; children: ReactNode }) {
  const areas = useQuery({ ...areasQuery(), enabled: reads });
  const names = useMemo(() => (areas.data?.features ?? []).map(areaNameOf), [areas.data]);
  return <AreaNamesProvider areas={names}>{children}</AreaNamesProvider>;
}

/** Keeps the bar when a page throws, or when its file is gone after an update of the program. */
class Failing extends Component<{ words: { title: string; what: string; again: string }; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { title, what, again } = this.props.words;
    return (
      <section className="page-note" role="alert">
        <h1>{title}</h1>
        <p>{what}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {again}
        </button>
      </section>
    );
  }
}
