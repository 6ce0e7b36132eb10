// How much waits for me, on every page? One number beside the word "Inbox" that follows the data, at a pace that many open pages can keep.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../data/contract/accounts.ts';
import { inboxCountQuery, inboxQuery } from '../api/inbox.ts';
import { may } from '../api/session.ts';
import { formatCount } from '../locales/format.ts';

/** The first change is followed after a wait by chance, further ones not before so long. In ms. */
const [longestWait, rest] = [1_200, 15_000];
/** Counts beyond are said as "more than": three digits fit beside a word. */
const mostShown = 999;

export interface InboxCount {
  readonly waiting: number;
  readonly late: number;
}

/** Gives how much waits for whoever is signed in; null for those for whom nothing can wait, and while it is not known. `dataVersion` = the newest that the page has heard of; undefined = none yet. */
export function useInboxCount(session: Session | undefined, dataVersion: number | undefined): InboxCount | null {
  const waits = session?.kind === 'user' && (may(session, 'handle') || may(session, 'system'));
  const counted = useQuery({ ...inboxCountQuery(), enabled: waits });
  // The page of the inbox asks the same at once: what it knows is newer.
  const shown = useQuery({ ...inboxQuery(), enabled: false });
  const { refetch, dataUpdatedAt } = counted;
  /** The version that the count is of, and when it last followed one. */
  const followed = useRef<{ version: number | undefined; at: number }>({ version: undefined, at: 0 });
  useEffect(() => {
    if (!waits || dataVersion === undefined || dataUpdatedAt === 0) return undefined;
    if (followed.current.version === undefined) followed.current = { version: dataVersion, at: 0 };
    if (followed.current.version === dataVersion) return undefined;
    const wait = Math.max(Math.random() * longestWait, followed.current.at + rest - Date.now());
    const timer = setTimeout(() => {
      followed.current = { version: dataVersion, at: Date.now() };
      void refetch();
    }, wait);
    return () => clearTimeout(timer);
  }, [waits, dataVersion, dataUpdatedAt, refetch]);
  if (!waits) return null;
  const newest = shown.data !== undefined && shown.dataUpdatedAt > dataUpdatedAt ? shown.data : counted.data;
  return newest === undefined ? null : { waiting: newest.waiting, late: newest.late };
}

/** The number; red where something is late, and in words for those who hear the page. Nothing while nothing waits. */
export function InboxBadge({ count }: { count: InboxCount | null }) {
  const { t } = useTranslation();
  if (count === null || count.waiting === 0) return null;
  const { waiting, late } = count;
  const words = late > 0 ? t('screens.inboxWaitsLate', { waiting: formatCount(waiting), late: formatCount(late) }) : t('screens.inboxWaits', { waiting: formatCount(waiting) });
  return (
    <span className={late > 0 ? 'count-badge count-badge-late' : 'count-badge'} title={words}>
      <span aria-hidden="true">{waiting > mostShown ? `${mostShown}+` : waiting}</span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
