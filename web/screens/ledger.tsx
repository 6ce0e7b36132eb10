// What stands in the ledger, whose is it, and what is done next? A table of a million rows with the map beside it, live, all of it in the address.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Box } from '../../data/contract/geometry.ts';
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import { ledgerSorts, ledgerViews } from '../../data/contract/ledger.ts';
import { dateOfDay, dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { ledgerCountsQuery, ledgerMatchedQuery, ledgerPlacesQuery, readMatchedIds, type ShownRow } from '../api/ledger.ts';
import { cityQuery } from '../api/queries.ts';
import { may, sessionQuery } from '../api/session.ts';
import { BulkDialog } from '../panels/ledger.bulk.tsx';
import { hazardAddress, rowsAsTable } from '../panels/ledger.cells.tsx';
import { LedgerFilters } from '../panels/ledger.filters.tsx';
import { useLedgerRows } from '../panels/ledger.rows.ts';
import { keyMeans, LedgerTable } from '../panels/ledger.table.tsx';
import { LedgerBand, LedgerHelp, LedgerSelection, LedgerTools } from '../panels/ledger.tools.tsx';
import { LedgerViews, useCountWords } from '../panels/ledger.views.tsx';
import { DownloadMenu } from '../panels/list.download.tsx';
import { Answer, Bones } from '../parts/answer.tsx';
import { useAppearance } from '../state/appearance.ts';
import { phoneQuery, useMedia } from '../state/device.ts';
import { questionOf, useLedgerAddress } from '../state/ledger-address.ts';
import { pastColumns } from '../state/ledger-columns.ts';
import { exportOf, tileQueryOf } from '../state/ledger-export.ts';
import { useNames } from '../state/names.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import '../../styles/ledger.css';

const LedgerMap = lazy(() => import('../map/ledger-map.tsx').then((file) => ({ default: file.LedgerMap })));
/** Hazards that are moved at once (server/api/hazards.ts). */
const mostAtOnce = 200;

export default function LedgerScreen() {
  const { t } = useTranslation();
  const names = useNames();
  const countWords = useCountWords();
  const tell = useNotice();
  const client = useQueryClient();
  const [, go] = useLocation();
  const phone = useMedia(phoneQuery);
  const { theme, language } = useAppearance();
  const address = useLedgerAddress();
  const { look, change, drift } = address;
  // The same question stays the same object while one walks through its rows: what hangs on it would begin anew.
  const asked = JSON.stringify(questionOf(look));
  const question = useMemo(() => questionOf(look), [asked]);
  const session = useQuery(sessionQuery()).data;
  const city = useQuery(cityQuery()).data;
  const past = look.asKnownOn !== null;
  const personal = session?.kind === 'user';
  const handles = personal && may(session, 'handle') && !past;
  const [started] = useState(look.at);
  // The list begins where the address says only when the page opens; from then on it goes on by itself.
  const [from, setFrom] = useState<{ question: string; at: string | null }>({ question: asked, at: started });
  const at = from.question === asked ? from.at : null;
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [acting, setActing] = useState(false);
  const [helping, setHelping] = useState(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const [mapBox, setMapBox] = useState<Box | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const { pages, rows, fresh } = useLedgerRows(question, at, acting);
  const matched = useQuery({ ...ledgerMatchedQuery(question), enabled: !past });
  const version = useQuery(ledgerCountsQuery()).data?.version;
  const places = useQuery(ledgerPlacesQuery(question));
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const day = past ? dayOfDate(look.asKnownOn ?? '') : dayOfInstant(Date.now());
  useEffect(() => {
    if (matched.data !== undefined && version !== undefined) void client.invalidateQueries({ queryKey: ledgerMatchedQuery(question).queryKey });
  }, [version]);
  useEffect(() => {
    setChosen(new Set());
    setFrom((before) => (before.question === asked ? before : { question: asked, at: null }));
    scroller.current?.scrollTo({ top: 0 });
  }, [question]);

  const view = ledgerViews.find(({ id }) => id === look.view);
  const viewName = view === undefined ? '' : names.pick(view.zh, view.en);
  const finding = past || matched.data === undefined || matched.data === null ? t('ledger.heading') : t('ledger.finding', { view: viewName, count: countWords(matched.data) });
  const columns = past ? look.columns.filter((column) => pastColumns.has(column)) : look.columns;
  const open = useCallback(
    (id: number) => {
      // The way back leads to the same row of the same list.
      drift({ row: String(id) });
      setTimeout(() => go(hazardAddress(id)), 0);
    },
    [drift, go],
  );
  const choose = (id: number, range: boolean): void => {
    setChosen((before) => {
      const next = new Set(before);
      const [here, there] = [rows.findIndex((row) => row.id === id), rows.findIndex((row) => row.id === look.row)];
      if (range && there >= 0) for (const row of rows.slice(Math.min(here, there), Math.max(here, there) + 1)) next.add(row.id);
      else if (!next.delete(id)) next.add(id);
      return next.size > mostAtOnce ? before : next;
    });
    drift({ row: String(id) });
  };
  // Keys may come faster than the address is drawn anew.
  const hand = useRef(look.row);
  hand.current = look.row;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (target.closest('input:not([type="checkbox"]), textarea, select, dialog, [popover], .ledger-map') !== null || document.querySelector('dialog[open]') !== null) return;
      const means = keyMeans(event);
      if (means === null || (means === 'open' && target.closest('a, button') !== null)) return;
      const here = rows.findIndex((row) => row.id === hand.current);
      const step = means === 'next' ? 1 : means === 'previous' ? -1 : means === 'pageDown' ? 10 : means === 'pageUp' ? -10 : 0;
      const wanted = rows[Math.max(0, Math.min(rows.length - 1, here + step))];
      event.preventDefault();
      if (step !== 0 && wanted !== undefined) {
        hand.current = wanted.id;
        drift({ row: String(wanted.id) });
      } else if (means === 'open' && hand.current !== null) open(hand.current);
      else if (means === 'choose' && hand.current !== null && handles) choose(hand.current, false);
      else if (means === 'search') searchBox.current?.focus();
      else if (means === 'help') setHelping(true);
      else if (means === 'clear') setChosen(new Set());
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const copy = async (): Promise<void> => {
    const taken = chosen.size === 0 ? rows : rows.filter(({ id }) => chosen.has(id));
    tell((await copyText(rowsAsTable(columns, taken, names, t))) ? t('ledger.copied', { count: taken.length }) : t('ledger.copyFailed'));
  };
  const chooseAll = async (): Promise<void> => setChosen(new Set(await readMatchedIds(question)));
  const done = (moved: number): void => {
    setActing(false);
    setChosen(new Set());
    tell(t('ledger.bulk.done', { count: moved }));
    void pages.refetch();
  };
  const spots = useMemo(() => (past ? (places.data?.features ?? []).map(({ id, geometry, properties }) => ({ id, lng: geometry.coordinates[0], lat: geometry.coordinates[1], levelCode: properties.levelCode, closed: !openStatusCodes.includes(properties.statusCode) })) : rows.map(spotOf)), [past, places.data, rows]);
  const exported = exportOf(look);
  const total = matched.data === undefined || matched.data === null ? undefined : matched.data.count;
  return (
    <div className={look.map ? 'ledger' : 'ledger ledger-alone'}>
      <header className="ledger-top">
        <h1>{finding}</h1>
        <LedgerTools address={address} today={dateOfDay(dayOfInstant(Date.now()))} phone={phone} onCopy={() => void copy()} onHelp={() => setHelping(true)} download={exported === null || past ? null : <DownloadMenu collection="hazards" filters={exported} rows={total} />} />
      </header>
      {past && <LedgerBand day={look.asKnownOn ?? ''} truncated={places.data?.truncated === true ? places.data.features.length : null} onNow={() => change({ asKnownOn: null })} />}
      <LedgerViews address={address} personal={personal} />
      <LedgerFilters address={address} searchBox={searchBox} />
      <div className="ledger-body">
        <section className="ledger-list" aria-label={t('ledger.heading')}>
          <Answer asked={pages} shape={<Bones rows={12} height={phone ? 100 : 36} />} empty={{ when: () => rows.length === 0, words: <><p>{t('ledger.empty')}</p><p className="quiet">{t('ledger.emptyWhat')}</p></> }}>
            {() => (
              <LedgerTable
                rows={rows}
                columns={columns}
                cards={phone}
                sort={look.sort}
                direction={look.direction}
                past={past}
                day={day}
                focused={look.row}
                chosen={chosen}
                fresh={fresh}
                selectable={handles}
                hasBefore={pages.hasPreviousPage}
                hasAfter={pages.hasNextPage}
                reading={pages.isFetching}
                scroller={scroller}
                onFocus={(id) => drift({ row: String(id) })}
                onHover={setHovered}
                onOpen={open}
                onChoose={choose}
                onSort={(sort) => change(sort === look.sort ? { sort, direction: look.direction === 'ascending' ? 'descending' : 'ascending' } : { sort, direction: ledgerSorts.find(({ id }) => id === sort)?.usual ?? null })}
                onBefore={() => void pages.fetchPreviousPage()}
                onAfter={() => void pages.fetchNextPage()}
                onTop={(index) => {
                  const page = cursorAt(pages.data?.pages ?? [], pages.data?.pageParams ?? [], index);
                  if (page !== look.at) drift({ at: page });
                }}
              />
            )}
          </Answer>
          {chosen.size > 0 && <LedgerSelection chosen={chosen.size} total={matched.data ?? null} most={mostAtOnce} onAll={() => void chooseAll()} onNone={() => setChosen(new Set())} onAct={() => setActing(true)} />}
        </section>
        {city !== undefined && (
          <aside className="ledger-map" hidden={!look.map}>
            <Suspense fallback={null}>
              <LedgerMap places={spots} focused={look.row} hovered={hovered} tileQuery={past ? null : tileQueryOf(look)} dataVersion={version ?? 0} cityBox={city.box} theme={theme} language={language} label={t('ledger.mapLabel')} onPick={(id) => drift({ row: String(id) })} onBox={setMapBox} />
            </Suspense>
            {!past && mapBox !== null && (
              <button type="button" className="button button-small ledger-map-filter" aria-pressed={look.bbox !== null} onClick={() => change({ bbox: look.bbox === null ? mapBox.map((degrees) => degrees.toFixed(5)).join(',') : null })}>
                {t(look.bbox === null ? 'ledger.filter.boxSet' : 'ledger.filter.boxClear')}
              </button>
            )}
          </aside>
        )}
      </div>
      {acting && session?.grant != null && <BulkDialog ids={[...chosen]} rows={byId} role={session.grant.role} onClose={() => setActing(false)} onDone={done} />}
      {helping && <LedgerHelp onClose={() => setHelping(false)} />}
    </div>
  );
}

const spotOf = ({ id, lng, lat, levelCode, statusCode }: ShownRow) => ({ id, lng, lat, levelCode, closed: !openStatusCodes.includes(statusCode) });

/** Gives the cursor behind which the page of a row begins; null for the first page, and for pages read backwards, which name their end. */
function cursorAt(pages: readonly { readonly rows: readonly ShownRow[] }[], parameters: readonly unknown[], index: number): string | null {
  let passed = 0;
  for (const [place, page] of pages.entries()) {
    passed += page.rows.length;
    if (index < passed) return (parameters[place] as { after?: string } | undefined)?.after ?? null;
  }
  return null;
}
