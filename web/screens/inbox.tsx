// What waits for me? Lists by my role, the most pressing first, each with its rows; and beside it the handing over of an officer's work.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRoute } from 'wouter';
import { type Inbox, type InboxListId, inboxListIds } from '../../data/contract/inbox.ts';
import { inboxQuery } from '../api/inbox.ts';
import { may, sessionQuery } from '../api/session.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { InboxHandovers } from './inbox-handovers.tsx';
import { InboxRows } from './inbox-rows.tsx';
import '../../styles/admin.css';
import '../../styles/inbox.css';

/** Brings the UI kit along: only who hands over waits for it. */
const HandoverTab = lazy(() => import('./inbox-handover.tsx'));

export default function InboxScreen() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  const [, route] = useRoute<{ list?: string; page?: string }>('/inbox/:list?/:page?');
  const mayHandOver = may(session, 'handover');
  // Who keeps the accounts has no hazards to handle: for them the page is the handing over.
  const waits = may(session, 'handle') || may(session, 'system');
  const handing = mayHandOver && (route?.list === 'handover' || !waits);
  return (
    <div className="page-body inbox">
      {mayHandOver && waits && (
        <nav className="page-tabs" aria-label={t('screens.inbox')}>
          <Link href="/inbox" className="page-tab" aria-current={handing ? undefined : 'page'}>
            {t('inbox.work')}
          </Link>
          <Link href="/inbox/handover" className="page-tab" aria-current={handing ? 'page' : undefined}>
            {t('inbox.handover')}
          </Link>
        </nav>
      )}
      {handing ? (
        <Suspense fallback={<Bones rows={6} height={32} />}>
          <HandoverTab />
        </Suspense>
      ) : (
        <Work asked={inboxListIds.find((id) => id === route?.list) ?? null} page={Math.max(1, Number(/^\d{1,3}$/.exec(route?.page ?? '')?.[0] ?? 1)) - 1} />
      )}
    </div>
  );
}

/** The lists and the rows of one of them. `asked` = the list in the address; null = the most pressing one that holds anything. */
function Work({ asked, page }: { asked: InboxListId | null; page: number }) {
  const { t } = useTranslation();
  const inbox = useQuery(inboxQuery());
  return (
    <Answer asked={inbox} shape={<Shape />}>
      {(data) => {
        const open = data.lists.find(({ id }) => id === asked) ?? data.lists.find(({ count }) => count > 0);
        return (
          <>
            <header className="page-head inbox-head">
              <h1>{data.waiting === 0 ? t('inbox.findingNone') : data.late > 0 ? t('inbox.findingLate', { waiting: formatCount(data.waiting), late: formatCount(data.late) }) : t('inbox.finding', { waiting: formatCount(data.waiting) })}</h1>
              <span className="quiet small figure">{t('inbox.basis', { at: formatInstant(data.asOf) })}</span>
            </header>
            <InboxHandovers inbox={data} />
            {data.waiting === 0 && asked === null ? (
              <Clear />
            ) : (
              <div className="inbox-columns">
                <Lists lists={data.lists} open={open?.id} />
                {open !== undefined && <InboxRows key={`${open.id} ${page}`} list={open} lists={data.lists} page={page} today={data.today} />}
              </div>
            )}
          </>
        );
      }}
    </Answer>
  );
}

function Lists({ lists, open }: { lists: Inbox['lists']; open: InboxListId | undefined }) {
  const { t } = useTranslation();
  return (
    <nav className="inbox-lists" aria-label={t('inbox.lists')}>
      {lists.map((list) => (
        <Link key={list.id} href={`/inbox/${list.id}`} className={list.count === 0 ? 'inbox-list inbox-list-empty' : 'inbox-list'} aria-current={list.id === open ? 'page' : undefined}>
          <span className="inbox-list-name">{t(`inbox.list.${list.id}`)}</span>
          {list.late > 0 && list.late < list.count && (
            <span className="inbox-late">
              <Icon name="clock" size={12} />
              {t('inbox.late', { count: formatCount(list.late) })}
            </span>
          )}
          {list.late > 0 && list.late === list.count ? (
            // All of them are late: one number says both.
            <span className="inbox-late" title={t('inbox.late', { count: formatCount(list.late) })}>
              <Icon name="clock" size={12} />
              <span className="inbox-list-count">{formatCount(list.count)}</span>
            </span>
          ) : (
            <span className="inbox-list-count">{formatCount(list.count)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

function Clear() {
  const { t } = useTranslation();
  return (
    <div className="inbox-clear">
      <Icon name="check" size={32} />
      <p>{t('inbox.clear')}</p>
      <p className="quiet">{t('inbox.clearWhat')}</p>
      <Link className="button" href="/ledger">
        {t('inbox.toLedger')}
      </Link>
    </div>
  );
}

function Shape() {
  return (
    <div className="inbox-columns">
      <div className="shape">
        <Bones rows={8} height={32} />
      </div>
      <div className="shape">
        <Bones rows={10} height={40} />
      </div>
    </div>
  );
}
