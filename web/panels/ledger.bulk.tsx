// How is one act done for many hazards? Chosen, filled in, seen beforehand row by row, then confirmed.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoleId } from '../../data/contract/access.ts';
import { roleOf } from '../../data/contract/access.ts';
import { type Move, moveFields, type MoveFieldId, moveOf, moves } from '../../data/contract/closing.ts';
import { handlersQuery, moveMany, type MoveResult, type ShownRow } from '../api/ledger.ts';
import { formatCount } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormNote } from '../parts/form.tsx';
import { useNames } from '../state/names.tsx';

/** Acts that make sense for many at once: those whose fields say the same of each. Evidence, a hazard to merge into, and what is left to do are of one hazard alone. */
const single: ReadonlySet<string> = new Set(['evidence', 'hazard']);
const leftOut: ReadonlySet<string> = new Set(['edit', 'split', 'comment', 'pass', 'close', 'return', 'submit', 'reopen', 'start-by-default', 'ask-extension']);

/** Gives the acts a role may do for many at once. */
function actsOf(role: RoleId): readonly Move[] {
  return (moves as readonly Move[]).filter((move) => move.roles.includes(role) && !leftOut.has(move.id) && (Object.entries(move.fields) as [MoveFieldId, string][]).every(([field, needed]) => needed === 'never' || !single.has(moveFields[field].form)));
}

export function BulkDialog({ ids, rows, role, onClose, onDone }: { ids: readonly number[]; rows: ReadonlyMap<number, ShownRow>; role: RoleId; onClose(): void; onDone(moved: number): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const reasonOf = useReason();
  const acts = actsOf(role);
  const [act, setAct] = useState(() => acts.find(({ id }) => id === 'hand-over')?.id ?? acts[0]?.id ?? '');
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [seen, setSeen] = useState<readonly MoveResult[] | null>(null);
  const [running, setRunning] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  // One wish, however often a bad line repeats it.
  const wish = useRef(crypto.randomUUID());
  const move = moveOf(act);
  const ready = seen?.filter(({ missing }) => missing.length === 0) ?? [];
  const ask = async (preview: boolean): Promise<void> => {
    setRunning(true);
    setFault(null);
    try {
      const given = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== '' && move !== undefined && name in move.fields));
      const typed = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, moveFields[name as MoveFieldId].form === 'money' ? Number(value) : value]));
      const { moved, results } = await moveMany({ move: act, values: typed, ids: preview ? ids : ready.map(({ hazardId }) => hazardId), preview, requestKey: preview ? null : wish.current });
      if (preview) setSeen(results);
      else onDone(moved);
    } catch (error) {
      setFault(reasonOf(error as Error));
    } finally {
      setRunning(false);
    }
  };
  return (
    <Dialog title={t('ledger.bulk.title', { count: formatCount(ids.length) })} onClose={onClose}>
      <form
        className="form ledger-bulk"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(seen === null);
        }}
      >
        {seen === null ? (
          <>
            <label className="field">
              {t('ledger.bulk.move')}
              <select
                className="input"
                value={act}
                onChange={(event) => {
                  setAct(event.target.value);
                  setValues({});
                }}
              >
                {acts.map(({ id, zh, en }) => (
                  <option key={id} value={id}>
                    {names.pick(zh, en)}
                  </option>
                ))}
              </select>
            </label>
            {move !== undefined && (Object.keys(move.fields) as MoveFieldId[]).filter((field) => moveFields[field].form !== 'evidence').map((field) => <MoveField key={`${act} ${field}`} field={field} needed={move.fields[field] === 'always'} ids={ids} value={values[field] ?? ''} onChange={(value) => setValues((before) => ({ ...before, [field]: value }))} />)}
          </>
        ) : (
          <Outcome results={seen} rows={rows} />
        )}
        {fault !== null && <FormNote kind="refused">{t('ledger.bulk.failed', { reason: fault })}</FormNote>}
        <div className="form-buttons">
          {seen !== null && (
            <button type="button" className="button" disabled={running} onClick={() => setSeen(null)}>
              {t('ledger.bulk.back')}
            </button>
          )}
          <button type="submit" className="button button-main" disabled={running || move === undefined || (seen !== null && ready.length === 0)}>
            {seen === null ? t(running ? 'ledger.bulk.previewing' : 'ledger.bulk.preview') : t(running ? 'ledger.bulk.confirming' : 'ledger.bulk.confirm', { count: formatCount(ready.length) })}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function MoveField({ field, needed, ids, value, onChange }: { field: MoveFieldId; needed: boolean; ids: readonly number[]; value: string; onChange(value: string): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { zh, en, form } = moveFields[field];
  const isHandler = field === 'handler';
  const handlers = useQuery({ ...handlersQuery(ids), enabled: isHandler });
  const list = form.startsWith('code:') ? names.list(form.slice(5)) : undefined;
  const roleWords = (role: string): string => {
    const row = roleOf(role as RoleId);
    return names.pick(row.zh, row.en);
  };
  const options = isHandler
    ? // Who reaches only some of them would stop the whole act.
      (handlers.data?.handlers ?? []).filter(({ reaches }) => reaches === ids.length).map(({ id, name, role, reaches }) => ({ value: id, text: t('ledger.bulk.handlerReach', { name, role: roleWords(role), count: reaches }) }))
    : list?.entries.filter((entry) => entry.offByDefault !== true).map((entry) => ({ value: entry.code, text: names.pick(entry.zh, entry.en) }));
  const common = { className: 'input', required: needed, value };
  return (
    <label className="field">
      <span>
        {names.pick(zh, en)}
        {needed && <span className="quiet small"> {t('ledger.bulk.needed')}</span>}
      </span>
      {options !== undefined ? (
        <select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="">{isHandler && handlers.data !== undefined && options.length === 0 ? t('ledger.bulk.handlerNone') : t('ledger.bulk.choose')}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      ) : form === 'text' ? (
        <textarea {...common} rows={2} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...common} type={form === 'date' ? 'date' : form === 'money' ? 'number' : 'text'} min={form === 'money' ? 0 : undefined} onChange={(event) => onChange(event.target.value)} />
      )}
    </label>
  );
}

function Outcome({ results, rows }: { results: readonly MoveResult[]; rows: ReadonlyMap<number, ShownRow> }) {
  const { t } = useTranslation();
  const names = useNames();
  const blocked = results.filter(({ missing }) => missing.length > 0);
  // What cannot be done stands first: that is what the preview is for.
  const sorted = [...blocked, ...results.filter(({ missing }) => missing.length === 0)];
  const good = results.length - blocked.length;
  return (
    <>
      <p role="status">
        <strong>{blocked.length === 0 ? t('ledger.bulk.resultAll', { count: formatCount(good) }) : good === 0 ? t('ledger.bulk.resultNone') : t('ledger.bulk.result', { count: formatCount(good), blocked: formatCount(blocked.length) })}</strong>
        {blocked.length > 0 && good > 0 && <span className="quiet"> {t('ledger.bulk.partial')}</span>}
      </p>
      <div className="table-scroll ledger-outcome" tabIndex={0}>
        <table className="plain-table office-table">
          <thead>
            <tr>
              <th scope="col">{t('ledger.bulk.hazard')}</th>
              <th scope="col">{t('ledger.bulk.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ hazardId, code, statusCode, missing }) => (
              <tr key={hazardId}>
                <th scope="row">
                  {rows.get(hazardId)?.title ?? code}
                  <span className="cell-under quiet small">{code}</span>
                </th>
                <td>{missing.length === 0 ? t('ledger.bulk.becomes', { status: names.code('hazard-statuses', statusCode) }) : <span className="ledger-missing">{missing.map(({ zh, en }) => names.pick(zh, en)).join(names.language === 'en' ? '; ' : '；')}</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
