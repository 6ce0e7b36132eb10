// Which rows of the ledger are wanted? One pill a filter, which says what is chosen and takes it off again.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codesUnder } from '../../data/vocabulary/code-list.ts';
import { Checklist } from '../parts/checklist.tsx';
import { Choice, Floating, IconButton } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { type LedgerAddress, type LedgerField, ledgerFields, pastFields } from '../state/ledger-address.ts';
import { useNames } from '../state/names.tsx';

const codeFilters: readonly { readonly field: LedgerField; readonly list: string | null; readonly column: 'sector' | 'department' | 'area' | 'level' | 'status' | 'kind' | 'source' }[] = [
  { field: 'areaCode', list: null, column: 'area' },
  { field: 'departmentCode', list: 'departments', column: 'department' },
  { field: 'sectorCode', list: 'sectors', column: 'sector' },
  { field: 'levelCode', list: 'hazard-levels', column: 'level' },
  { field: 'statusCode', list: 'hazard-statuses', column: 'status' },
  { field: 'sourceCode', list: 'hazard-sources', column: 'source' },
  { field: 'kindCode', list: 'hazard-kinds', column: 'kind' },
];
const deadlines = { any: {}, open: { open: 'true' }, overdue: { overdue: 'true' }, overdue30: { overdueDaysMin: '31' }, due7: { dueWithinDays: '7' }, due30: { dueWithinDays: '30' } } as const;
type Deadline = keyof typeof deadlines;
const deadlineFields = ['open', 'overdue', 'overdueDaysMin', 'dueWithinDays'] as const;
/** Waits until nobody types any more, in ms. */
const typingPause = 300;

export function LedgerFilters({ address, searchBox }: { address: LedgerAddress; searchBox: { readonly current: HTMLInputElement | null } }) {
  const { t } = useTranslation();
  const { look, change } = address;
  const past = look.asKnownOn !== null;
  const any = Object.keys(look.selection).length > 0 || look.flags.length > 0 || look.handler !== null || look.words !== '' || look.bbox !== null;
  return (
    <div className="ledger-filters" role="group" aria-label={t('filters.title')}>
      {!past && <Words address={address} box={searchBox} />}
      {codeFilters.map((filter) => (
        <CodePill key={filter.field} address={address} {...filter} />
      ))}
      <DeadlinePill address={address} />
      <FoundPill address={address} />
      {!past && <FlagPill address={address} />}
      {!past && <HandlerPill address={address} />}
      {!past && look.bbox !== null && <Pill name={t('ledger.filter.box')} set onClear={() => change({ bbox: null })} />}
      {any && (
        <button type="button" className="link-button small" onClick={() => change({ q: null, flags: null, handler: null, bbox: null, ...Object.fromEntries(ledgerFields.map((field) => [field, null])) })}>
          {t('ledger.filter.clear')}
        </button>
      )}
    </div>
  );
}

/** A search whose words go into the address when the typing rests. */
function Words({ address, box }: { address: LedgerAddress; box: { readonly current: HTMLInputElement | null } }) {
  const { t } = useTranslation();
  const { look, change } = address;
  const [text, setText] = useState(look.words);
  const told = useRef(look.words);
  useEffect(() => {
    if (look.words !== told.current) setText(look.words);
    told.current = look.words;
  }, [look.words]);
  useEffect(() => {
    if (text.trim() === look.words) return undefined;
    const timer = setTimeout(() => {
      told.current = text.trim();
      change({ q: text.trim() === '' ? null : text.trim() });
    }, typingPause);
    return () => clearTimeout(timer);
  }, [text]);
  return <input ref={box as never} className="input ledger-search" type="search" maxLength={60} placeholder={t('ledger.search')} aria-label={t('ledger.search')} aria-keyshortcuts="/" value={text} onChange={(event) => setText(event.target.value)} />;
}

/** One filter: what it is called and what is chosen; with something chosen, a cross that takes it off. */
function Pill({ name, value, set, width = 272, content, onClear }: { name: string; value?: string; set: boolean; width?: number; content?(close: () => void): ReactNode; onClear(): void }) {
  const { t } = useTranslation();
  const words = (
    <>
      {name}
      {value !== undefined && <span className="pill-value">{value}</span>}
    </>
  );
  return (
    <span className={set ? 'pill pill-set' : 'pill'}>
      {content === undefined ? (
        <span className="pill-words">{words}</span>
      ) : (
        <Floating
          className="pill-words"
          label={t('ledger.filter.choose', { name })}
          placement="below"
          width={width}
          trigger={
            <>
              {words}
              {!set && <Icon name="down" size={10} />}
            </>
          }
          content={content}
        />
      )}
      {set && <IconButton className="pill-clear" icon="close" label={t('filters.clearOne', { name: `${name} ${value ?? ''}`.trim() })} onClick={onClear} />}
    </span>
  );
}

function CodePill({ address, field, list, column }: { address: LedgerAddress; field: LedgerField; list: string | null; column: (typeof codeFilters)[number]['column'] }) {
  const { t } = useTranslation();
  const names = useNames();
  const { look, change } = address;
  const chosen = (look.selection[field] ?? []) as readonly string[];
  const name = t(`ledger.column.${column}`);
  const codeList = list === null ? undefined : names.list(list);
  const label = (code: string): string => (list === null ? names.area(code) : names.code(list, code));
  const options = list === null ? names.townships.map((area) => ({ value: area.code, text: names.area(area.code) })) : (codeList?.entries ?? []).filter((entry) => entry.offByDefault !== true).map((entry) => ({ value: entry.code, text: names.pick(entry.zh, entry.en), depth: entry.parent === undefined ? 0 : 1 }));
  const take = (codes: readonly string[]): void => {
    // A parent stands for all below it.
    const added = codes.filter((code) => !chosen.includes(code)).flatMap((code) => (codeList === undefined ? [code] : codesUnder(codeList, code)));
    const next = [...new Set([...codes, ...added])].sort();
    change({ [field]: next.length === 0 ? null : next.join(',') });
  };
  return (
    <Pill
      name={name}
      value={chosen.length === 0 ? undefined : chosen.length === 1 ? label(chosen[0] ?? '') : `${chosen.length}`}
      set={chosen.length > 0}
      content={() => <Checklist name={name} options={options} chosen={chosen} onChange={take} />}
      onClear={() => change({ [field]: null })}
    />
  );
}

function DeadlinePill({ address }: { address: LedgerAddress }) {
  const { t } = useTranslation();
  const { look, change } = address;
  const past = look.asKnownOn !== null;
  const current = (Object.keys(deadlines) as Deadline[]).find((choice) => deadlineFields.every((field) => String(look.selection[field] ?? '') === String((deadlines[choice] as Record<string, string>)[field] ?? ''))) ?? 'any';
  const clear = Object.fromEntries(deadlineFields.map((field) => [field, null]));
  const offered = (Object.keys(deadlines) as Deadline[]).filter((choice) => !past || Object.keys(deadlines[choice]).every((field) => pastFields.some((known) => known === field)));
  return (
    <Pill
      name={t('ledger.filter.deadline')}
      value={current === 'any' ? undefined : t(`ledger.filter.${current}`)}
      set={current !== 'any'}
      width={200}
      content={(close) => (
        <div className="choice-column">
          <Choice<Deadline>
            label={t('ledger.filter.deadline')}
            value={current}
            options={offered.map((value) => ({ value, text: t(`ledger.filter.${value}`) }))}
            onChange={(choice) => {
              change({ ...clear, ...deadlines[choice] });
              close();
            }}
          />
        </div>
      )}
      onClear={() => change(clear)}
    />
  );
}

function FoundPill({ address }: { address: LedgerAddress }) {
  const { t } = useTranslation();
  const { look, change } = address;
  const [from, to] = [String(look.selection.foundFrom ?? ''), String(look.selection.foundTo ?? '')];
  const day = (name: 'foundFrom' | 'foundTo', value: string) => (
    <label className="field">
      {t(name === 'foundFrom' ? 'ledger.filter.from' : 'ledger.filter.to')}
      <input className="input" type="date" value={value} min={name === 'foundTo' ? from : undefined} max={name === 'foundFrom' && to !== '' ? to : undefined} onChange={(event) => change({ [name]: event.target.value === '' ? null : event.target.value })} />
    </label>
  );
  return (
    <Pill
      name={t('ledger.filter.found')}
      value={from === '' && to === '' ? undefined : `${from.slice(2)}–${to.slice(2)}`}
      set={from !== '' || to !== ''}
      width={220}
      content={() => (
        <div className="ledger-days">
          {day('foundFrom', from)}
          {day('foundTo', to)}
        </div>
      )}
      onClear={() => change({ foundFrom: null, foundTo: null })}
    />
  );
}

function FlagPill({ address }: { address: LedgerAddress }) {
  const { t } = useTranslation();
  const names = useNames();
  const { look, change } = address;
  const options = (names.list('hazard-flags')?.entries ?? []).filter(({ code }) => code !== 'FL-OVERDUE').map(({ code, zh, en }) => ({ value: code, text: names.pick(zh, en) }));
  return (
    <Pill
      name={t('ledger.filter.flags')}
      value={look.flags.length === 0 ? undefined : look.flags.length === 1 ? names.code('hazard-flags', look.flags[0]) : `${look.flags.length}`}
      set={look.flags.length > 0}
      content={() => <Checklist name={t('ledger.filter.flags')} options={options} chosen={look.flags} onChange={(codes) => change({ flags: codes.length === 0 ? null : codes.join(',') })} />}
      onClear={() => change({ flags: null })}
    />
  );
}

function HandlerPill({ address }: { address: LedgerAddress }) {
  const { t } = useTranslation();
  const { look, change } = address;
  return (
    <Pill
      name={t('ledger.filter.handler')}
      value={look.handler === null ? undefined : t(look.handler === 'me' ? 'ledger.filter.handlerMe' : 'ledger.filter.handlerNone')}
      set={look.handler !== null}
      width={200}
      content={(close) => (
        <div className="choice-column">
          <Choice<'any' | 'me' | 'none'>
            label={t('ledger.filter.handler')}
            value={look.handler ?? 'any'}
            options={[
              { value: 'any', text: t('ledger.filter.any') },
              { value: 'me', text: t('ledger.filter.handlerMe') },
              { value: 'none', text: t('ledger.filter.handlerNone') },
            ]}
            onChange={(choice) => {
              change({ handler: choice === 'any' ? null : choice });
              close();
            }}
          />
        </div>
      )}
      onClear={() => change({ handler: null })}
    />
  );
}
