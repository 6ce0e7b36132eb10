// How is one field of a move entered? By its form in the table: text, date, money, code, clause, person, another hazard.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../data/contract/access.ts';
import { type MoveFieldId, moveFields } from '../../data/contract/closing.ts';
import { dateOfDay, dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { closingRule } from '../../data/vocabulary/closing-rules.ts';
import { handlersQuery, hazardByCodeQuery, type HazardPage } from '../api/hazards.ts';
import { Choice } from '../parts/controls.tsx';
import { Mark } from '../parts/mark.tsx';
import { useNames } from '../state/names.tsx';
import { ClausePicker } from './clause-picker.tsx';
import { Needed } from './photo-field.tsx';

/** Lists so short that all their codes stand side by side. */
const fewCodes = 5;

export type Entered = Readonly<Partial<Record<MoveFieldId, unknown>>>;

interface FieldProps {
  readonly field: MoveFieldId;
  readonly value: unknown;
  /** All that is entered: some fields follow others. */
  readonly entered: Entered;
  readonly page: HazardPage;
  readonly needed: boolean;
  readonly fault: string | null;
  onChange(value: unknown): void;
}

export function MoveField(props: FieldProps) {
  const { field, value, entered, page, needed, fault, onChange } = props;
  const names = useNames();
  const { form, zh, en } = moveFields[field];
  const label = names.pick(zh, en);
  const text = value === null || value === undefined ? '' : String(value);
  if (form === 'clause') {
    const level = entered.levelCode ?? page.item.properties['levelCode'];
    if (level !== 'LV-M' && text === '') return null;
    const found = String(page.item.properties['foundAt']);
    return <ClausePicker value={text === '' ? null : text} onChange={onChange} sectorCode={String(page.item.properties['sectorCode'])} kindCode={String(page.item.properties['kindCode'])} foundOn={dateOfDay(dayOfInstant(Date.parse(found)))} label={label} needed={needed || (level === 'LV-M' && (entered.expertRecord ?? '') === '')} fault={fault} />;
  }
  if (form.startsWith('code:')) return <CodeField {...props} label={label} list={form.slice(5)} text={text} />;
  if (field === 'handler') return <HandlerField {...props} label={label} text={text} />;
  if (form === 'hazard') return <HazardField {...props} label={label} />;
  return (
    <Labelled label={label} needed={needed} fault={fault}>
      {(id, note) =>
        form === 'text' ? (
          <textarea id={id} className="input" rows={3} maxLength={2000} value={text} aria-invalid={fault !== null} aria-required={needed} aria-describedby={note} onChange={(event) => onChange(event.target.value)} />
        ) : form === 'money' ? (
          <input id={id} className="input figure" type="number" inputMode="decimal" min={0} step="any" value={text} aria-invalid={fault !== null} aria-required={needed} aria-describedby={note} onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))} />
        ) : form === 'date' ? (
          <>
            <input id={id} className="input figure" type="date" value={text} aria-invalid={fault !== null} aria-required={needed} aria-describedby={note} onChange={(event) => onChange(event.target.value)} />
            <QuickDates field={field} page={page} value={text} onChange={onChange} />
          </>
        ) : (
          <input id={id} className="input" maxLength={form === 'person' ? 120 : 300} value={text} aria-invalid={fault !== null} aria-required={needed} aria-describedby={note} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Labelled>
  );
}

function Labelled({ label, needed, fault, hint, children }: { label: string; needed: boolean; fault: string | null; hint?: ReactNode; children(id: string, note: string): ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {needed && <Needed />}
      </label>
      {children(id, `${id}-note`)}
      <p id={`${id}-note`} className={fault === null ? 'field-note quiet small' : 'field-note field-fault small'} aria-live="polite">
        {fault ?? hint}
      </p>
    </div>
  );
}

/** The usual deadlines of the rules, with where they come from. Counted from today; for an extension from the present deadline. */
function QuickDates({ field, page, value, onChange }: { field: MoveFieldId; page: HazardPage; value: string; onChange(value: unknown): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const today = dayOfInstant(Date.now());
  const dueOn = page.item.properties['dueOn'];
  const from = field === 'newDueOn' && typeof dueOn === 'string' ? dayOfDate(dueOn) : today;
  return (
    <div className="quick-dates">
      {(['due-general', 'due-major'] as const).map((id) => {
        const rule = closingRule(id, dateOfDay(today));
        const date = dateOfDay(from + rule.value);
        return (
          <button key={id} type="button" className="button button-small" aria-pressed={value === date} title={`${names.pick(rule.zh, rule.en)}：${rule.source}`} onClick={() => onChange(date)}>
            +{t('words.day', { count: rule.value })} <Mark mark={rule.mark} />
          </button>
        );
      })}
    </div>
  );
}

function CodeField({ list, label, text, needed, fault, onChange, field, page }: FieldProps & { list: string; label: string; text: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const entries = (names.list(list)?.entries ?? []).filter(({ code }) => field !== 'toDepartmentCode' || code !== page.item.properties['departmentCode']);
  if (entries.length <= fewCodes && (names.list(list)?.entries.length ?? 0) <= fewCodes) {
    return (
      <div className="field">
        <span className="field-label">
          {label}
          {needed && <Needed />}
        </span>
        <Choice label={label} value={text} onChange={onChange} options={entries.map(({ code }) => ({ value: code, text: names.code(list, code) }))} />
        <p className="field-note field-fault small" aria-live="polite">
          {fault}
        </p>
      </div>
    );
  }
  return (
    <Labelled label={label} needed={needed} fault={fault}>
      {(id, note) => (
        <select id={id} className="input" value={text} aria-invalid={fault !== null} aria-required={needed} aria-describedby={note} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('hazard.choose')}</option>
          {entries.map(({ code }) => (
            <option key={code} value={code}>
              {names.code(list, code)}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** Officials whose reach covers the hazard, by name. */
function HandlerField({ label, text, needed, fault, onChange, page }: FieldProps & { label: string; text: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const handlers = useQuery(handlersQuery(page.item.id));
  return (
    <Labelled label={label} needed={needed} fault={fault} hint={handlers.isError ? t('state.unreachable') : undefined}>
      {(id, note) => (
        <select id={id} className="input" value={text} aria-invalid={fault !== null} aria-required={needed} aria-describedby={note} aria-busy={handlers.isFetching} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('hazard.choose')}</option>
          {(handlers.data?.handlers ?? []).map(({ id: person, name, role }) => {
            const row = roles.find((one) => one.id === role);
            return (
              <option key={person} value={person}>
                {name} · {row === undefined ? role : names.pick(row.zh, row.en)}
              </option>
            );
          })}
        </select>
      )}
    </Labelled>
  );
}

/** Another hazard: one of those proposed, or by its number. */
function HazardField({ label, value, needed, fault, onChange, page }: FieldProps & { label: string }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const found = useQuery(hazardByCodeQuery(code.trim())).data?.features[0];
  const proposed = page.related.filter(({ kinship }) => kinship === 'near');
  const picked = proposed.find(({ id }) => id === value);
  return (
    <fieldset className="clause-picker">
      <legend className="field-label">
        {label}
        {needed && <Needed />}
      </legend>
      <ul className="clause-list">
        {proposed.map((other) => (
          <li key={other.id}>
            <label className="clause-row">
              <input type="radio" name="into-hazard" checked={value === other.id} onChange={() => onChange(other.id)} />
              <span>
                <bdi>{other.title}</bdi>
                <span className="quiet small cell-under">{other.code}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <input
        className="input"
        type="search"
        value={code}
        placeholder={t('hazard.byNumber')}
        aria-label={t('hazard.byNumber')}
        aria-invalid={fault !== null}
        onChange={(event) => setCode(event.target.value)}
      />
      {found !== undefined && (
        <label className="clause-row">
          <input type="radio" name="into-hazard" checked={value === found.id} onChange={() => onChange(found.id)} />
          <bdi>{String(found.properties['title'])}</bdi>
        </label>
      )}
      <p className="field-note field-fault small" aria-live="polite">
        {fault}
        {fault === null && picked === undefined && typeof value === 'number' && found?.id !== value ? `#${value}` : ''}
      </p>
    </fieldset>
  );
}
