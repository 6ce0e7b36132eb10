// How are accounts, tokens, the audit and the rules looked after? One page with a tab for each; each shows to whom its business it is.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useLocation } from 'wouter';
import type { Permission } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import { may, sessionQuery } from '../api/session.ts';
import type { Texts } from '../locales/zh-cn.ts';
import { useAppearance } from '../state/appearance.ts';
import { AuditTab } from './admin-audit.tsx';
import { ResponsibilitiesTab } from './admin-responsibilities.tsx';
import { RolesTab } from './admin-roles.tsx';
import { RulesTab } from './admin-rules.tsx';
import { TokensTab } from './admin-tokens.tsx';
import { UsersTab } from './admin-users.tsx';
import { KitProvider } from './kit-provider.tsx';
import '../../styles/admin.css';

interface Tab {
  readonly id: string;
  readonly word: keyof Texts['admin']['tab'];
  /** Any of these shows it; empty = everybody who may open the page. */
  readonly needs: readonly Permission[];
  readonly draw: (session: Session) => ReactNode;
}

const tabs: readonly Tab[] = [
  { id: 'users', word: 'users', needs: ['users'], draw: (session) => <UsersTab session={session} /> },
  { id: 'tokens', word: 'tokens', needs: ['users', 'wall'], draw: (session) => <TokensTab session={session} /> },
  { id: 'audit', word: 'audit', needs: ['audit'], draw: () => <AuditTab /> },
  { id: 'roles', word: 'roles', needs: [], draw: () => <RolesTab /> },
  { id: 'responsibilities', word: 'responsibilities', needs: [], draw: () => <ResponsibilitiesTab /> },
  { id: 'rules', word: 'rules', needs: [], draw: () => <RulesTab /> },
];

export default function AdminScreen() {
  const { t } = useTranslation();
  const { theme } = useAppearance();
  const session = useQuery(sessionQuery()).data;
  const [path] = useLocation();
  if (session === undefined) return null;
  const open = tabs.filter((tab) => tab.needs.length === 0 || tab.needs.some((permission) => may(session, permission)));
  const shown = open.find((tab) => path === `/admin/${tab.id}` || path.startsWith(`/admin/${tab.id}/`));
  if (shown === undefined) return <Redirect to={`/admin/${open[0]?.id ?? 'roles'}`} replace />;
  return (
    <KitProvider theme={theme}>
      <div className="page-body">
        <header className="page-head">
          <h1>{t('screens.admin')}</h1>
        </header>
        <nav className="page-tabs" aria-label={t('screens.admin')}>
          {open.map((tab) => (
            <Link key={tab.id} href={`/admin/${tab.id}`} className="page-tab" aria-current={tab === shown ? 'page' : undefined}>
              {t(`admin.tab.${tab.word}`)}
            </Link>
          ))}
        </nav>
        {shown.draw(session)}
      </div>
    </KitProvider>
  );
}
