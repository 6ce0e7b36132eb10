// What stands around the ledger's table: the day looked at, columns, copying, the selection under way, the keys?
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type LedgerCount, ledgerSorts } from '../../data/contract/ledger.ts';
import { formatCount } from '../locales/format.ts';
import { Checklist } from '../parts/checklist.tsx';
import { Floating, IconButton } from '../parts/controls.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import type { LedgerAddress } from '../state/ledger-address.ts';
import { defaultColumns, ledgerColumns, pastColumns } from '../state/ledger-columns.ts';

export function LedgerTools({ address, today, phone, download, onCopy, onHelp }: { address: LedgerAddress; today: string; phone: boolean; download: ReactNode; onCopy(): void; onHelp(): void }) {
  const { t } = useTranslation();
  const { look, change } = address;
  const past = look.asKnownOn !== null;
  const order = `${look.sort} ${look.direction}`;
  return (
    <div className="ledger-tools">
      <label className="ledger-past" title={t('ledger.past')}>
        <span className="quiet small">{t('ledger.past')}</span>
        <input className="input" type="date" max={today} value={look.asKnownOn ?? ''} aria-label={t('ledger.past')} onChange={(event) => change({ asKnownOn: event.target.value === '' ? null : event.target.value, sort: null, direction: null })} />
      </label>
      <select
        className="input ledger-order"
        aria-label={t('ledger.order')}
        value={order}
        onChange={(event) => {
          const [sort = '', direction = ''] = event.target.value.split(' ');
          change({ sort, direction });
        }}
      >
        {ledgerSorts
          .filter(({ id }) => !past || id === 'foundAt')
          .flatMap(({ id, usual }) => (usual === 'ascending' ? (['ascending', 'descending'] as const) : (['descending', 'ascending'] as const)).map((direction) => ({ id, direction })))
          .map(({ id, direction }) => (
            <option key={`${id} ${direction}`} value={`${id} ${direction}`}>
              {`${t(`ledger.sort.${id}`)} ${t(`ledger.${direction}`)}`}
            </option>
          ))}
      </select>
      {!phone && (
        <Floating
          className="icon-button"
          label={t('ledger.columns')}
          placement="below"
          width={232}
          trigger={<Icon name="table" />}
          content={() => (
            <>
              <Checklist name={t('ledger.columns')} options={ledgerColumns.slice(1).filter((column) => !past || pastColumns.has(column)).map((column) => ({ value: column, text: t(`ledger.column.${column}`) }))} chosen={look.columns} onChange={(columns) => change({ columns: ['title', ...ledgerColumns.filter((column) => column !== 'title' && columns.includes(column))].join(',') })} />
              <button type="button" className="link-button pad small" disabled={look.columns === defaultColumns} onClick={() => change({ columns: null })}>
                {t('ledger.columnsReset')}
              </button>
            </>
          )}
        />
      )}
      <IconButton icon="copy" label={t('ledger.copy')} onClick={onCopy} />
      {download}
      <IconButton icon="map" label={t(look.map ? 'ledger.mapHide' : 'ledger.mapShow')} pressed={look.map} onClick={() => change({ map: look.map ? '0' : null, row: look.row === null ? null : String(look.row) })} />
      {!phone && <IconButton icon="help" label={t('ledger.help')} keyHint="?" onClick={onHelp} />}
    </div>
  );
}

/** Says, over everything, that it is not now that is looked at. */
export function LedgerBand({ day, truncated, onNow }: { day: string; truncated: number | null; onNow(): void }) {
  const { t } = useTranslation();
  return (
    <div className="ledger-band" role="status">
      <Icon name="clock" />
      <p>
        <strong>{t('ledger.pastBand', { day })}</strong> <span className="small">{t('ledger.pastWhat')}</span>
        {truncated !== null && <span className="small"> {t('ledger.pastMany', { count: formatCount(truncated) })}</span>}
      </p>
      <button type="button" className="button button-small" onClick={onNow}>
        {t('ledger.pastNow')}
      </button>
    </div>
  );
}

export function LedgerSelection({ chosen, total, most, onAll, onNone, onAct }: { chosen: number; total: LedgerCount | null; most: number; onAll(): void; onNone(): void; onAct(): void }) {
  const { t } = useTranslation();
  const few = total !== null && total.exact && total.count <= most;
  return (
    <div className="ledger-selection" role="toolbar" aria-label={t('ledger.selected', { count: chosen })}>
      <strong className="figure">{t('ledger.selected', { count: formatCount(chosen) })}</strong>
      {(!few || chosen < (total?.count ?? 0)) && chosen < most && (
        <button type="button" className="link-button" onClick={onAll}>
          {few ? t('ledger.selectAll', { count: formatCount(total.count) }) : t('ledger.selectMost')}
        </button>
      )}
      <button type="button" className="link-button" onClick={onNone}>
        {t('ledger.selectNone')}
      </button>
      <button type="button" className="button button-main" onClick={onAct}>
        {t('ledger.bulk.act')}
      </button>
    </div>
  );
}

export function LedgerHelp({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const keys = [
    ['j k ↓ ↑', t('ledger.keys.move')],
    ['Enter', t('ledger.keys.open')],
    ['x', t('ledger.keys.select')],
    ['/', t('ledger.keys.search')],
    ['Esc', t('ledger.keys.clear')],
    ['?', t('ledger.keys.help')],
  ] as const;
  return (
    <Dialog title={t('ledger.help')} onClose={onClose}>
      <dl className="ledger-keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
