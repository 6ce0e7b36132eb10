// Which views of the ledger are there, with how many rows each, and how is one's own kept?
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LedgerCount, type LedgerView, ledgerViews } from '../../data/contract/ledger.ts';
import { deleteView, ledgerCountsQuery, savedViewsQuery, saveView } from '../api/ledger.ts';
import { formatCount } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Floating, IconButton } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { keptOf, type LedgerAddress } from '../state/ledger-address.ts';
import { useNames } from '../state/names.tsx';
import { useNotice } from '../state/notice.tsx';

/** Gives a count in words: "10,000+" when it is a floor. */
export function useCountWords(): (count: LedgerCount) => string {
  const { t } = useTranslation();
  return ({ count, exact }) => (exact ? formatCount(count) : t('ledger.atLeast', { count: formatCount(count) }));
}

/** Tabs of the views everybody has, then one's own. A guest has nothing of one's own and nothing to review. */
export function LedgerViews({ address, personal }: { address: LedgerAddress; personal: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const countWords = useCountWords();
  const { look, change, replaceWith, parameters } = address;
  const counts = useQuery(ledgerCountsQuery()).data?.views;
  const saved = useQuery({ ...savedViewsQuery(), enabled: personal }).data?.views ?? [];
  const kept = keptOf(parameters);
  const own = saved.find(({ query }) => sameQuery(query, kept));
  const offered = ledgerViews.filter(({ id }) => personal || !['mine', 'my-review'].includes(id));
  const open = (view: LedgerView): void => change({ ...Object.fromEntries(Object.keys(parameters).map((key) => [key, null])), view: view === 'all' ? null : view, columns: parameters.columns, map: parameters.map });
  return (
    <nav className="ledger-tabs" aria-label={t('ledger.tabs')}>
      {offered.map(({ id, zh, en, noteZh, noteEn }) => {
        const count = counts?.find((row) => row.id === id);
        return (
          <button key={id} type="button" className="ledger-tab" aria-current={own === undefined && look.view === id && look.asKnownOn === null ? 'page' : undefined} title={names.pick(noteZh, noteEn)} onClick={() => open(id)}>
            {names.pick(zh, en)}
            <span className={count !== undefined && count.count > 0 && id === 'overdue' ? 'ledger-count ledger-count-over' : 'ledger-count'}>{count === undefined ? '…' : countWords(count)}</span>
          </button>
        );
      })}
      {saved.map((view) => (
        <span key={view.id} className="ledger-tab-own" aria-label={t('ledger.own')}>
          <button type="button" className="ledger-tab" aria-current={own?.id === view.id ? 'page' : undefined} onClick={() => replaceWith(view.query)}>
            {view.name}
          </button>
          {own?.id === view.id && <RemoveView id={view.id} name={view.name} />}
        </span>
      ))}
      {personal && look.asKnownOn === null && <SaveView query={kept} />}
    </nav>
  );
}

function sameQuery(a: string, b: string): boolean {
  const sorted = (query: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.sort();
    return parameters.toString();
  };
  return sorted(a) === sorted(b);
}

function RemoveView({ id, name }: { id: number; name: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const remove = async (): Promise<void> => {
    await deleteView(id).catch(() => undefined);
    await client.invalidateQueries({ queryKey: savedViewsQuery().queryKey });
    tell(t('ledger.removed', { name }));
  };
  return <IconButton className="pill-clear" icon="close" label={t('ledger.remove', { name })} onClick={() => void remove()} />;
}

function SaveView({ query }: { query: string }) {
  const { t } = useTranslation();
  return <Floating className="ledger-tab ledger-save" label={t('ledger.save')} placement="below" width={280} trigger={<><Icon name="plus" size={12} />{t('ledger.save')}</>} content={(close) => <SaveForm query={query} onDone={close} />} />;
}

function SaveForm({ query, onDone }: { query: string; onDone(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const reasonOf = useReason();
  const [name, setName] = useState('');
  const save = async (): Promise<void> => {
    try {
      await saveView(name.trim(), query);
      await client.invalidateQueries({ queryKey: savedViewsQuery().queryKey });
      tell(t('ledger.saved', { name: name.trim() }));
      onDone();
    } catch (error) {
      tell(t('ledger.saveFailed', { reason: reasonOf(error as Error) }));
    }
  };
  return (
    <form
      className="form ledger-days"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="field">
        {t('ledger.saveName')}
        <input className="input" data-first required maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <p className="quiet small">{t('ledger.saveWhat')}</p>
      <button type="submit" className="button button-main" disabled={name.trim() === ''}>
        {t('ledger.save')}
      </button>
    </form>
  );
}
