// Which pages has the office beside the map? One line a page, in the order of the navigation; only what exists is listed.
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { Permission } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import type { Texts } from '../locales/zh-cn.ts';
import type { IconName } from '../parts/icon.tsx';

export interface Screen {
  /** Its address and all below it (`/ledger` holds `/ledger/hazards/12`). A page reads what follows by wouter's useRoute with the full path. */
  readonly path: `/${string}`;
  /** Its name: web/locales/screens.zh-cn.ts. */
  readonly word: keyof Texts['screens'];
  readonly icon: IconName;
  /** Any one of these permissions opens it; an empty list = everybody, strangers too. */
  readonly needs: readonly Permission[];
  /** Whether the permission is enough, or somebody must be signed in besides: a guest of the demo city may look, but has no inbox. */
  readonly signedIn: boolean;
  /** Whether it stands in the navigation. */
  readonly listed: boolean;
  /** Whether it opens without a line, for whoever was signed in last on this device (web/service-worker.ts keeps its files). */
  readonly offline?: true;
  readonly component: LazyExoticComponent<ComponentType>;
}

/**
 * The pages. Each file has the page as its default export. It stands inside the frame (web/screens/frame.tsx), which gives notices, names of areas, live data and
 * the check of `needs`; a page that uses antd wraps itself in KitProvider. The comments hold the places of the navigation's order.
 */
export const screens: readonly Screen[] = [
  // Ledger 隐患台账 /ledger
  { path: '/ledger', word: 'ledger', icon: 'table', needs: ['read'], signedIn: false, listed: true, component: lazy(() => import('./ledger.tsx')) },
  // Inbox 待办 /inbox
  { path: '/inbox', word: 'inbox', icon: 'inbox', needs: ['handle', 'handover', 'system'], signedIn: true, listed: true, component: lazy(() => import('./inbox.tsx')) },
  // Report 上报 /report
  { path: '/report', word: 'report', icon: 'report', needs: ['report'], signedIn: true, listed: true, offline: true, component: lazy(() => import('./report.tsx')) },
  // Sites 场所 /sites
  { path: '/sites', word: 'sites', icon: 'pin', needs: ['read'], signedIn: false, listed: true, component: lazy(() => import('./sites.tsx')) },
  // Incidents 事故 /incidents
  { path: '/incidents', word: 'incidents', icon: 'incident', needs: ['read'], signedIn: false, listed: true, component: lazy(() => import('./incidents.tsx')) },
  // Imports 数据导入 /imports
  { path: '/imports', word: 'imports', icon: 'upload', needs: ['import'], signedIn: true, listed: true, component: lazy(() => import('./imports.tsx')) },
  // Bulletins 通报 /bulletins
  { path: '/bulletins', word: 'bulletins', icon: 'sheet', needs: ['read'], signedIn: false, listed: true, component: lazy(() => import('./bulletins.tsx')) },
  // Data quality 数据质量 /quality
  { path: '/quality', word: 'quality', icon: 'shield', needs: ['read'], signedIn: false, listed: true, component: lazy(() => import('./quality.tsx')) },
  // Admin 管理 /admin
  { path: '/admin', word: 'admin', icon: 'gear', needs: ['users', 'wall', 'audit', 'system'], signedIn: true, listed: true, component: lazy(() => import('./admin.tsx')) },
  // Pages outside the navigation
  { path: '/hazards', word: 'hazard', icon: 'alert', needs: ['read'], signedIn: false, listed: false, offline: true, component: lazy(() => import('./hazard.tsx')) },
  { path: '/sign-in', word: 'signIn', icon: 'key', needs: [], signedIn: false, listed: false, component: lazy(() => import('./sign-in.tsx')) },
  { path: '/setup', word: 'setUp', icon: 'key', needs: [], signedIn: false, listed: false, component: lazy(() => import('./set-up.tsx')) },
  { path: '/account', word: 'account', icon: 'person', needs: [], signedIn: true, listed: false, component: lazy(() => import('./account.tsx')) },
];

/** Gives whether a session may open a page. */
export function opens(screen: Screen, session: Session | undefined): boolean {
  if (screen.signedIn && session?.kind !== 'user') return false;
  return screen.needs.length === 0 || screen.needs.some((permission) => session?.permissions.includes(permission) ?? false);
}

/** Gives the page an address belongs to. */
export function screenAt(path: string): Screen | undefined {
  return screens.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`));
}
