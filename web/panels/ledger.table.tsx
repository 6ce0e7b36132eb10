// How are a million rows shown in one window? Only what is seen is drawn; pages come from both ends; nothing jumps under the hand.
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LedgerDirection, LedgerSort } from '../../data/contract/ledger.ts';
import type { ShownRow } from '../api/ledger.ts';
import { Icon } from '../parts/icon.tsx';
import { columnSorts, columnWidths, type LedgerColumn } from '../state/ledger-columns.ts';
import { useNames } from '../state/names.tsx';
import { cellOf, DueClock, Flags, LevelMark, textOf, waitWords } from './ledger.cells.tsx';

/** Heights of a row and of a card, in px; every one alike, so that a place in the list is a multiplication. */
const heights = { row: 44, card: 116 };
/** Rows drawn beyond the window, and rows from an end at which the next page is asked for. */
const [overscan, ahead] = [8, 20];

export interface LedgerTableProps {
  readonly rows: readonly ShownRow[];
  readonly columns: readonly LedgerColumn[];
  readonly cards: boolean;
  readonly sort: LedgerSort;
  readonly direction: LedgerDirection;
  readonly past: boolean;
  readonly day: number;
  /** Row under the keys. */
  readonly focused: number | null;
  readonly chosen: ReadonlySet<number>;
  /** Rows that have just changed. */
  readonly fresh: ReadonlySet<number>;
  readonly selectable: boolean;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly reading: boolean;
  readonly scroller: RefObject<HTMLDivElement | null>;
  onFocus(id: number): void;
  onHover(id: number | null): void;
  onOpen(id: number): void;
  onChoose(id: number, range: boolean): void;
  onSort(sort: LedgerSort): void;
  onBefore(): void;
  onAfter(): void;
  /** Told when the first row that is seen changes. */
  onTop(index: number): void;
}

export function LedgerTable(props: LedgerTableProps) {
  const { rows, cards, hasBefore, hasAfter, reading, scroller, focused } = props;
  const { t } = useTranslation();
  const height = cards ? heights.card : heights.row;
  const [top, setTop] = useState(0);
  const [room, setRoom] = useState(600);
  const hand = useRef<number | null>(null);
  const places = useMemo(() => new Map(rows.map(({ id }, place) => [id, place])), [rows]);
  const anchor = useRef<{ id: number; offset: number } | null>(null);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const watcher = new ResizeObserver(() => setRoom(element.clientHeight));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [scroller]);

  // Rows came or went: the row under the hand, else the first that is seen, stays where it is.
  useLayoutEffect(() => {
    const element = scroller.current;
    const held = anchor.current;
    const place = held === null ? undefined : places.get(held.id);
    if (element === null || held === null || place === undefined) return;
    const wanted = place * height - held.offset;
    if (Math.abs(element.scrollTop - wanted) > 0.5) element.scrollTop = wanted;
  }, [places, height, scroller]);

  const first = Math.max(0, Math.floor(top / height) - overscan);
  const last = Math.min(rows.length, Math.ceil((top + room) / height) + overscan);
  const hold = (scrollTop: number): void => {
    const underHand = hand.current === null ? undefined : places.get(hand.current);
    const held = underHand !== undefined && underHand * height >= scrollTop && underHand * height < scrollTop + room ? underHand : Math.min(rows.length - 1, Math.ceil(scrollTop / height));
    const row = rows[held];
    anchor.current = row === undefined || scrollTop <= 0 ? null : { id: row.id, offset: held * height - scrollTop };
  };
  const onScroll = (): void => {
    const element = scroller.current;
    if (element === null) return;
    setTop(element.scrollTop);
    hold(element.scrollTop);
    props.onTop(Math.floor(element.scrollTop / height));
  };
  useEffect(() => {
    if (reading || rows.length === 0) return;
    if (hasBefore && top < ahead * height) props.onBefore();
    else if (hasAfter && top + room > (rows.length - ahead) * height) props.onAfter();
  });
  // The row under the keys is always seen.
  useEffect(() => {
    const element = scroller.current;
    const place = focused === null ? undefined : places.get(focused);
    if (element === null || place === undefined) return;
    const headRoom = cards ? 0 : 36;
    if (place * height < element.scrollTop) element.scrollTop = place * height;
    else if ((place + 1) * height > element.scrollTop + element.clientHeight - headRoom) element.scrollTop = (place + 1) * height - element.clientHeight + headRoom;
    // Only when the keys move: rows that come do not pull the list.
  }, [focused]);

  const width = props.columns.reduce((sum, column) => sum + columnWidths[column], props.selectable ? 40 : 0);
  const hover = (id: number | null): void => {
    hand.current = id;
    props.onHover(id);
    if (scroller.current !== null) hold(scroller.current.scrollTop);
  };
  return (
    <div className="ledger-scroller" ref={scroller} onScroll={onScroll} onMouseLeave={() => hover(null)} tabIndex={0} role={cards ? 'group' : 'grid'} aria-label={t('ledger.rows')} aria-rowcount={cards ? undefined : -1} aria-activedescendant={focused === null ? undefined : `ledger-row-${focused}`} aria-busy={reading}>
      {!cards && <Head {...props} width={width} />}
      <div className="ledger-sheet" role={cards ? 'list' : 'rowgroup'} style={{ height: rows.length * height, minWidth: cards ? undefined : width }}>
        {rows.slice(first, last).map((row, k) => (
          <div key={row.id} className="ledger-place" style={{ transform: `translateY(${(first + k) * height}px)`, height }} role={cards ? 'listitem' : 'presentation'}>
            {cards ? <Card {...props} row={row} hover={hover} /> : <Row {...props} row={row} hover={hover} />}
          </div>
        ))}
      </div>
      {rows.length > 0 && (
        // Only rows may stand in a grid.
        <div className="ledger-end quiet small" role={cards ? undefined : 'row'}>
          <span role={cards ? undefined : 'gridcell'} aria-live="polite">
            {hasAfter ? t('ledger.loading') : t('ledger.end')}
          </span>
        </div>
      )}
    </div>
  );
}

function Head({ columns, sort, direction, past, selectable, width, onSort }: LedgerTableProps & { width: number }) {
  const { t } = useTranslation();
  const way = (own: LedgerSort): 'ascending' | 'descending' | undefined => (own === sort ? direction : undefined);
  return (
    <div className="ledger-head" role="row" style={{ minWidth: width }}>
      {selectable && <span className="ledger-cell ledger-tick" role="columnheader" />}
      {columns.map((column) => {
        const own = columnSorts[column];
        const sortable = own !== undefined && (!past || own === 'foundAt');
        const active = own === undefined ? undefined : column === 'due' && sort === 'overdueDays' ? (direction === 'ascending' ? 'descending' : 'ascending') : way(own);
        return (
          <span key={column} className="ledger-cell" role="columnheader" aria-sort={active ?? (sortable ? 'none' : undefined)} style={cellStyle(column)}>
            {sortable ? (
              <button type="button" className={active === undefined ? 'ledger-sort' : 'ledger-sort ledger-sorted'} title={t('ledger.sortBy', { name: t(`ledger.column.${column}`) })} onClick={() => onSort(own)}>
                {t(`ledger.column.${column}`)}
                {active !== undefined && <span aria-hidden="true">{active === 'ascending' ? ' ↑' : ' ↓'}</span>}
              </button>
            ) : (
              t(`ledger.column.${column}`)
            )}
          </span>
        );
      })}
    </div>
  );
}

const cellStyle = (column: LedgerColumn) => (column === 'title' ? { flex: `1 0 ${columnWidths[column]}px` } : { flex: `0 0 ${columnWidths[column]}px` });

type RowProps = LedgerTableProps & { row: ShownRow; hover(id: number | null): void };

function classOf({ row, focused, chosen, fresh }: RowProps, base: string): string {
  return [base, focused === row.id && `${base}-focused`, chosen.has(row.id) && `${base}-chosen`, fresh.has(row.id) && 'ledger-fresh'].filter(Boolean).join(' ');
}

function Row(props: RowProps) {
  const { row, columns, chosen, selectable, past, day } = props;
  const { t } = useTranslation();
  const names = useNames();
  const context = { names, t, day, past };
  return (
    <div id={`ledger-row-${row.id}`} className={classOf(props, 'ledger-row')} role="row" aria-selected={selectable ? chosen.has(row.id) : undefined} data-row={row.id} onMouseEnter={() => props.hover(row.id)} onClick={() => props.onFocus(row.id)} onDoubleClick={() => props.onOpen(row.id)}>
      {selectable && (
        <span className="ledger-cell ledger-tick" role="gridcell">
          <Tick {...props} />
        </span>
      )}
      {columns.map((column) => (
        <span key={column} className="ledger-cell" role="gridcell" style={cellStyle(column)} title={column === 'title' ? undefined : textOf(column, row, names)}>
          {cellOf(column, row, context)}
        </span>
      ))}
    </div>
  );
}

function Tick({ row, chosen, onChoose }: RowProps) {
  const { t } = useTranslation();
  return (
    <input
      type="checkbox"
      tabIndex={-1}
      aria-label={t('ledger.selectRow', { code: row.code })}
      checked={chosen.has(row.id)}
      onClick={(event) => {
        event.stopPropagation();
        onChoose(row.id, event.shiftKey);
      }}
      onChange={() => undefined}
    />
  );
}

function Card(props: RowProps) {
  const { row, selectable, day, past } = props;
  const { t } = useTranslation();
  const names = useNames();
  const wait = past ? '' : waitWords(row, names);
  return (
    <article id={`ledger-row-${row.id}`} className={classOf(props, 'ledger-card')} data-row={row.id} onClick={() => props.onOpen(row.id)}>
      <header>
        <LevelMark code={row.levelCode} />
        <span className="ledger-mark">{names.code('hazard-statuses', row.statusCode)}</span>
        <Flags flags={(row.flags ?? []).slice(0, 2)} />
        {selectable && (
          <label className="ledger-card-tick" onClick={(event) => event.stopPropagation()}>
            <Tick {...props} />
          </label>
        )}
      </header>
      <h3>{row.title}</h3>
      <p className="quiet small ledger-under">{[row.siteName, names.area(row.areaCode)].filter(Boolean).join(' · ')}</p>
      <footer className="small">
        <DueClock row={row} day={day} />
        {wait !== '' && (
          <span className="ledger-wait">
            <Icon name="person" size={12} />
            {wait}
          </span>
        )}
        {row.handler !== undefined && row.handler !== null && <span>{row.handler.isMe ? t('ledger.me') : row.handler.name}</span>}
      </footer>
    </article>
  );
}

/** Gives what a key asks of a list, null when nothing. */
export function keyMeans(event: KeyboardEvent | globalThis.KeyboardEvent): 'next' | 'previous' | 'open' | 'choose' | 'search' | 'help' | 'clear' | 'pageDown' | 'pageUp' | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const keys: Readonly<Record<string, ReturnType<typeof keyMeans>>> = { j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Enter: 'open', o: 'open', x: 'choose', '/': 'search', '?': 'help', Escape: 'clear', PageDown: 'pageDown', PageUp: 'pageUp' };
  return keys[event.key] ?? null;
}
