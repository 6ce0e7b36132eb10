// Which hazards stand in this list of the inbox, and which is next? Rows that the keys walk, fifty on a page.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { type InboxList, type InboxListId, type InboxRow } from '../../data/contract/inbox.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { inboxListQuery, inboxMostOffset, inboxPageRows } from '../api/inbox.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';

/** Whose day a list shows; null = it has none. */
const dueOf: Readonly<Record<InboxListId, 'rectify' | 'verify' | 'review' | 'publish' | null>> = {
  overdue: 'rectify', verify: 'verify', mine: 'rectify', 'to-start': 'rectify', returned: 'rectify', review: 'review', sign: 'review', extension: 'rectify', transfer: 'verify', publish: 'publish', relapse: null, rectify: 'rectify', 'due-soon': 'rectify', broken: null,
};
/** From here on a day that is still to come counts its days. */
const soonDays = 7;

const pageAddress = (id: InboxListId, page: number): string => (page === 0 ? `/inbox/${id}` : `/inbox/${id}/${page + 1}`);

/** `list` = its count and first rows, shown until the page is there. `today` = the city's date. */
export function InboxRows({ list, lists, page, today }: { list: InboxList; lists: readonly InboxList[]; page: number; today: string }) {
  const { t } = useTranslation();
  const { id } = list;
  const offset = page * inboxPageRows;
  const asked = useQuery({ ...inboxListQuery(id, Math.min(offset, inboxMostOffset)), placeholderData: page === 0 ? list : undefined });
  const place = useRef<HTMLUListElement>(null);
  useWalk(place, lists, id);
  const due = dueOf[id];
  const next = lists.find((other) => other.id !== id && other.count > 0);
  return (
    <section className="inbox-part" aria-labelledby="inbox-list-title">
      <header className="inbox-part-head">
        <h2 id="inbox-list-title">{t(`inbox.list.${id}`)}</h2>
        <p className="quiet small">{t(`inbox.what.${id}`)}</p>
      </header>
      <Answer
        // The first rows are as good as those of the page: they are not shown as old.
        asked={{ ...asked, isPlaceholderData: false }}
        shape={<Bones rows={10} height={40} />}
        empty={{
          when: (data) => data.count === 0,
          words: (
            <>
              <p>{t('inbox.cleared')}</p>
              {next !== undefined && (
                <p>
                  {t('inbox.clearedWhat')}
                  <Link href={pageAddress(next.id, 0)}>{t(`inbox.list.${next.id}`)}</Link>
                </p>
              )}
            </>
          ),
        }}
      >
        {(data) => (
          <>
            <div className="inbox-sheet">
              <p className="inbox-titles" aria-hidden="true">
                <span>{due === null ? '' : t(`inbox.due.${due}`)}</span>
                <span>{t('inbox.level')}</span>
                <span>{t('inbox.hazard')}</span>
                <span>{t('inbox.site')}</span>
                <span>{t('inbox.status')}</span>
              </p>
              <ul className="inbox-rows" ref={place} aria-label={t(`inbox.list.${id}`)}>
                {data.rows.map((row) => (
                  <Row key={row.id} row={row} today={today} hasDue={due !== null} />
                ))}
              </ul>
            </div>
            {asked.isPlaceholderData && data.count > data.rows.length ? (
              <div className="shape" role="status" aria-busy="true" aria-label={t('state.loading')}>
                <Bones rows={3} height={40} />
              </div>
            ) : (
              <footer className="inbox-foot">
                <span className="quiet small figure">{t('inbox.page', { from: formatCount(Math.min(offset + 1, data.count)), to: formatCount(Math.min(offset + inboxPageRows, data.count)), total: formatCount(data.count) })}</span>
                <Pages id={id} page={page} count={data.count} />
                <span className="quiet small inbox-keys">{t('inbox.keys')}</span>
              </footer>
            )}
            {data.count > inboxMostOffset + inboxPageRows && <p className="quiet small">{t('inbox.tooMany', { most: formatCount(inboxMostOffset + inboxPageRows) })}</p>}
          </>
        )}
      </Answer>
    </section>
  );
}

function Pages({ id, page, count }: { id: InboxListId; page: number; count: number }) {
  const { t } = useTranslation();
  const last = Math.min(Math.ceil(count / inboxPageRows), inboxMostOffset / inboxPageRows + 1) - 1;
  if (last <= 0) return null;
  return (
    <span className="inbox-pages">
      {page > 0 && (
        <Link className="button button-small" href={pageAddress(id, Math.min(page, last + 1) - 1)}>
          <Icon name="left" size={12} />
          {t('inbox.previous')}
        </Link>
      )}
      {page < last && (
        <Link className="button button-small" href={pageAddress(id, page + 1)}>
          {t('inbox.next')}
          <Icon name="right" size={12} />
        </Link>
      )}
    </span>
  );
}

function Row({ row, today, hasDue }: { row: InboxRow; today: string; hasDue: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <li className="inbox-row">
      <span className="inbox-due">{hasDue && <Due dueOn={row.dueOn} today={today} />}</span>
      <span>
        <span className={row.levelCode === 'LV-M' ? 'level-major' : 'level-general'} title={names.code('hazard-levels', row.levelCode)}>
          {t(row.levelCode === 'LV-M' ? 'ledger.major' : row.levelCode === 'LV-L' ? 'ledger.considerable' : 'ledger.general')}
        </span>
      </span>
      <span className="inbox-hazard">
        <Link className="inbox-open" href={`/hazards/${row.id}`}>
          <bdi>{row.title}</bdi>
        </Link>
        <span className="quiet small figure">{row.code}</span>
      </span>
      <span className="inbox-site">
        <bdi>{row.siteName ?? t('inbox.noSite')}</bdi>
        <span className="quiet small">{names.area(row.areaCode)}</span>
      </span>
      <span className="inbox-status">{names.code('hazard-statuses', row.statusCode)}</span>
    </li>
  );
}

/** The day with what is left of it; shape and word say that it is past, not tone alone. */
function Due({ dueOn, today }: { dueOn: string | null; today: string }) {
  const { t } = useTranslation();
  if (dueOn === null) return <span className="quiet">{t('inbox.noDue')}</span>;
  const left = dayOfDate(dueOn) - dayOfDate(today);
  return (
    <>
      <span className="figure">{dueOn}</span>
      {left < 0 && (
        <span className="inbox-late">
          <Icon name="clock" size={12} />
          {t('inbox.days', { count: formatCount(-left) })}
        </span>
      )}
      {left >= 0 && left <= soonDays && <span className="inbox-soon">{left === 0 ? t('inbox.today') : t('inbox.left', { count: left })}</span>}
    </>
  );
}

/** Keys: J, K and the arrows move the focus from row to row, Home and End to the ends, [ and ] open the list before and after. Enter is the link's own. */
function useWalk(place: React.RefObject<HTMLUListElement | null>, lists: readonly InboxList[], open: InboxListId): void {
  const [, go] = useLocation();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, dialog, [popover]') !== null || document.querySelector('dialog[open], :popover-open') !== null) return;
      const filled = lists.filter(({ id, count }) => count > 0 || id === open);
      const turn = { '[': -1, ']': 1 }[event.key];
      if (turn !== undefined) {
        const other = filled[filled.findIndex(({ id }) => id === open) + turn];
        if (other !== undefined) go(`/inbox/${other.id}`);
        return;
      }
      const links = [...(place.current?.querySelectorAll<HTMLElement>('.inbox-open') ?? [])];
      const here = links.indexOf(document.activeElement as HTMLElement);
      const wanted = { j: here + 1, ArrowDown: here + 1, k: Math.max(0, here - 1), ArrowUp: Math.max(0, here - 1), Home: 0, End: links.length - 1 }[event.key];
      const link = wanted === undefined ? undefined : links[Math.min(wanted, links.length - 1)];
      if (link === undefined) return;
      event.preventDefault();
      link.focus();
      link.scrollIntoView({ block: 'nearest' });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [place, lists, open, go]);
}
