// Who was here last, when the server cannot be asked? The session as it was told, kept until its owner signs out, so that a page opens without a line.
import { Session } from '../../data/contract/accounts.ts';

const sessionKey = 'anlan.session';
const sitesKey = 'anlan.own-sites';

export interface OwnSite {
  readonly id: number;
  readonly layer: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
}

/** Keeps the session of somebody signed in; forgets the last one for anybody else. */
export function rememberSession(session: Session): void {
  try {
    if (session.kind === 'user') localStorage.setItem(sessionKey, JSON.stringify(session));
    else forgetSession();
  } catch {
    // A browser that keeps nothing opens no page without a line.
  }
}

/** Gives the session of whoever was here last and did not sign out; null when there is none. It opens pages and grants nothing: every answer is the server's. */
export function rememberedSession(): Session | null {
  try {
    const read = Session.safeParse(JSON.parse(localStorage.getItem(sessionKey) ?? 'null'));
    return read.success && read.data.kind === 'user' ? read.data : null;
  } catch {
    return null;
  }
}

/** Forgets who was here: at every sign-out. */
export function forgetSession(): void {
  try {
    localStorage.removeItem(sessionKey);
    localStorage.removeItem(sitesKey);
  } catch {
    // Nothing was kept.
  }
}

/** Keeps the sites of an enterprise, so that it can report on them without a line. */
export function rememberSites(owner: string, sites: readonly OwnSite[]): void {
  try {
    localStorage.setItem(sitesKey, JSON.stringify({ owner, sites }));
  } catch {
    // As above.
  }
}

export function rememberedSites(owner: string): readonly OwnSite[] {
  try {
    const kept = JSON.parse(localStorage.getItem(sitesKey) ?? 'null') as { owner?: unknown; sites?: unknown } | null;
    return kept?.owner === owner && Array.isArray(kept.sites) ? (kept.sites as OwnSite[]) : [];
  } catch {
    return [];
  }
}
