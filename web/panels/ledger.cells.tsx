// What does a row of the ledger say in each column? Levels and flags as words in small frames, deadlines as clocks with days.
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import { ledgerWaits } from '../../data/contract/ledger.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import type { ShownRow } from '../api/ledger.ts';
import { formatInstant, formatPosition } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';
import type { LedgerColumn } from '../state/ledger-columns.ts';
import { type Names, useNames } from '../state/names.tsx';

/** From here on a deadline that is still to come counts its days. */
const soonDays = 7;

/** Gives the address of a hazard's page. */
export const hazardAddress = (id: number): string => `/hazards/${id}`;

/** The clock of the enterprise: shape, word and days say it, never tone alone. `day` = the city's day it is looked at. */
export function DueClock({ row, day }: { row: ShownRow; day: number }) {
  const { t } = useTranslation();
  if ('dueKnown' in row && !row.dueKnown && row.waitsFor === undefined) return <span className="quiet" title={t('ledger.dueUnknownTitle')}>{t('ledger.dueUnknown')}</span>;
  if (row.dueOn === null) return <span className="quiet">{t('ledger.noDue')}</span>;
  const left = dayOfDate(row.dueOn) - day;
  const open = openStatusCodes.includes(row.statusCode) && row.statusCode !== 'ST-AWAIT_REVIEW';
  return (
    <span className="ledger-due">
      <span className="figure">{row.dueOn}</span>
      {row.overdueDays > 0 && (
        <span className={row.overdueDays > 30 ? 'ledger-clock ledger-clock-long' : 'ledger-clock ledger-clock-over'}>
          <Icon name="clock" size={12} />
          {t('ledger.overdue', { days: row.overdueDays })}
        </span>
      )}
      {row.overdueDays === 0 && open && left >= 0 && left <= soonDays && (
        <span className="ledger-clock ledger-clock-soon">
          <Icon name="clock" size={12} />
          {left === 0 ? t('ledger.today') : t('ledger.left', { days: left })}
        </span>
      )}
    </span>
  );
}

/** The clock of who verifies or reviews. */
function OtherClock({ row, day }: { row: ShownRow; day: number }) {
  const { t } = useTranslation();
  const isReview = row.statusCode === 'ST-AWAIT_REVIEW';
  const date = isReview ? row.reviewDueOn : row.verifyDueOn;
  if (date === null || date === undefined || !openStatusCodes.includes(row.statusCode)) return <span className="quiet">{t('ledger.none')}</span>;
  const late = day - dayOfDate(date);
  return (
    <span className="ledger-due">
      <span className="figure">{t(isReview ? 'ledger.reviewBy' : 'ledger.verifyBy', { date: date.slice(5) })}</span>
      {late > 0 && (
        <span className="ledger-clock ledger-clock-over">
          <Icon name="clock" size={12} />
          {t('ledger.late', { days: late })}
        </span>
      )}
    </span>
  );
}

export function LevelMark({ code }: { code: string }) {
  const { t } = useTranslation();
  if (code === 'LV-M') return <span className="ledger-mark ledger-major">{t('ledger.major')}</span>;
  return <span className="ledger-mark">{t(code === 'LV-L' ? 'ledger.considerable' : 'ledger.general')}</span>;
}

export function Flags({ flags }: { flags: readonly string[] }) {
  const names = useNames();
  return (
    <>
      {flags.map((flag) => (
        <span key={flag} className={flag === 'FL-LISTED' || flag === 'FL-SUSPENDED' ? 'ledger-mark ledger-mark-loud' : 'ledger-mark'}>
          {names.code('hazard-flags', flag)}
        </span>
      ))}
    </>
  );
}

/** Gives whom a row waits for, in words; '' for nobody. */
export function waitWords(row: ShownRow, names: Names): string {
  const wait = ledgerWaits.find(({ id }) => id === row.waitsFor);
  return wait === undefined ? '' : names.pick(wait.zh, wait.en);
}

export interface CellContext {
  readonly names: Names;
  readonly t: TFunction;
  readonly day: number;
  /** A past day is looked at: what only now is known stays empty. */
  readonly past: boolean;
}

/** Gives the cell of a column. */
export function cellOf(column: LedgerColumn, row: ShownRow, { names, t, day, past }: CellContext): ReactNode {
  const dash = <span className="quiet">{t('ledger.none')}</span>;
  switch (column) {
    case 'title':
      return (
        <span className="ledger-title">
          <Link className="ledger-link" href={hazardAddress(row.id)} tabIndex={-1} title={row.title}>
            {row.title}
          </Link>
          <span className="ledger-under quiet">{row.siteName ?? names.area(row.areaCode)}</span>
        </span>
      );
    case 'level':
      return <LevelMark code={row.levelCode} />;
    case 'due':
      return <DueClock row={row} day={day} />;
    case 'clock':
      return past ? dash : <OtherClock row={row} day={day} />;
    case 'flags':
      return past ? dash : <Flags flags={row.flags ?? []} />;
    case 'handler':
      return past || row.handler === undefined || row.handler === null ? dash : row.handler.isMe ? <strong>{t('ledger.me')}</strong> : row.handler.name;
    default:
      return textOf(column, row, names) || dash;
  }
}

/** Gives a column of a row as plain text: for copying, and for cells that are nothing more. */
export function textOf(column: LedgerColumn, row: ShownRow, names: Names): string {
  switch (column) {
    case 'title':
      return row.title;
    case 'level':
      return names.code('hazard-levels', row.levelCode);
    case 'status':
      return names.code('hazard-statuses', row.statusCode);
    case 'due':
      return row.dueOn ?? '';
    case 'waitsFor':
      return waitWords(row, names);
    case 'handler':
      return row.handler?.name ?? '';
    case 'clock':
      return (row.statusCode === 'ST-AWAIT_REVIEW' ? row.reviewDueOn : row.verifyDueOn) ?? '';
    case 'chase':
      return row.chaseStep === undefined || row.chaseStep === null ? '' : names.code('chase-steps', row.chaseStep);
    case 'flags':
      return (row.flags ?? []).map((flag) => names.code('hazard-flags', flag)).join(' ');
    case 'site':
      return row.siteName ?? '';
    case 'area':
      return names.area(row.areaCode);
    case 'department':
      return names.code('departments', row.departmentCode);
    case 'sector':
      return names.code('sectors', row.sectorCode);
    case 'kind':
      return names.code('hazard-kinds', row.kindCode);
    case 'source':
      return names.code('hazard-sources', row.sourceCode);
    case 'found':
      return formatInstant(row.foundAt);
    case 'updated':
      return row.updatedAt === undefined ? '' : formatInstant(row.updatedAt);
    case 'code':
      return row.code;
    case 'place':
      return formatPosition(row.lng, row.lat);
  }
}

/** Gives rows as a table of texts with tabs between the cells, as spreadsheets take it. A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP CSV injection). */
export function rowsAsTable(columns: readonly LedgerColumn[], rows: readonly ShownRow[], names: Names, t: TFunction): string {
  const safe = (text: string): string => {
    const flat = text.replace(/[\t\r\n]+/g, ' ');
    return /^[=+\-@]/.test(flat) ? `'${flat}` : flat;
  };
  return [columns.map((column) => t(`ledger.column.${column}`)), ...rows.map((row) => columns.map((column) => safe(textOf(column, row, names))))].map((cells) => cells.join('\t')).join('\r\n');
}
