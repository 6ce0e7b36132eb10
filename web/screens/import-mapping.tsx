// Which column goes to which field, how sure is that and why, and what stands where a cell is empty?
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicField, ClinicPlan, ClinicProposal, ClinicSeen, ClinicSession } from '../../data/contract/import-clinic.ts';
import { formatCount } from '../locales/format.ts';
import { FormNote } from '../parts/form.tsx';
import { firstPlan, type partOfRefusal, type PlanState, samePlan, withColumn, withConstant } from '../state/import-plan.ts';
import { useNames } from '../state/names.tsx';
import { columnName } from './import-words.ts';
import { MappingRow } from './import-mapping-row.tsx';

interface MappingProps {
  readonly session: ClinicSession;
  readonly seen: ClinicSeen;
  readonly proposal: ClinicProposal;
  readonly plan: ClinicPlan;
  readonly state: PlanState;
  /** Which part of the plan the server refused, and its words. */
  readonly refused: ReturnType<typeof partOfRefusal>;
  readonly detail: string;
  onChange(plan: ClinicPlan): void;
}

export function ImportMapping({ session, seen, proposal, plan, state, refused, detail, onChange }: MappingProps) {
  const { t } = useTranslation();
  const { pick } = useNames();
  const id = useId();
  const { fields } = session;
  const isShown = ({ name, required }: ClinicField): boolean => required || plan.mapping[name] !== undefined || plan.constants[name] !== undefined || proposal.mapping.some(({ field, column }) => field === name && column !== null);
  // Needed ones first, then in the order of the contract.
  const shown = [...fields.filter((field) => isShown(field) && field.required), ...fields.filter((field) => isShown(field) && !field.required)];
  const others = fields.filter((field) => !isShown(field));
  const proposed = firstPlan({ plan: null, proposal });
  const rowOf = (field: ClinicField) => (
    <MappingRow
      key={field.name}
      field={field}
      columns={seen.columns}
      proposal={proposal.mapping.find((one) => one.field === field.name) ?? null}
      column={plan.mapping[field.name] ?? null}
      constant={plan.constants[field.name] ?? ''}
      fault={refused !== null && refused.field === field.name ? detail : null}
      onColumn={(column) => onChange(withColumn(plan, field.name, column))}
      onConstant={(text) => onChange(withConstant(plan, field.name, text))}
    />
  );
  const head = (
    <thead>
      <tr>
        {(['field', 'column', 'why', 'samples', 'constant'] as const).map((column) => (
          <th key={column} scope="col">
            {t(`imports.mapping.${column}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
  const named = (columns: readonly string[]): string => seen.columns.filter((column) => columns.includes(column.id)).map(columnName).join(t('words.and'));
  return (
    <section className="card-part" aria-labelledby={`${id}-title`}>
      <div className="import-part-head">
        <h2 id={`${id}-title`}>{t('imports.mapping.title')}</h2>
        <span className="quiet small figure">{t('imports.mapping.finding', { mapped: formatCount(Object.keys(plan.mapping).length) })}</span>
        {proposed !== null && !samePlan({ ...plan, place: proposed.place, crs: proposed.crs, swapped: proposed.swapped }, proposed) && (
          <button type="button" className="link-button" onClick={() => onChange({ ...proposed, place: plan.place, crs: plan.crs, swapped: plan.swapped })}>
            {t('imports.mapping.fit')}
          </button>
        )}
      </div>
      {state.lacking.length > 0 && <p className="import-note import-note-warn small">{t('imports.mapping.lacking', { fields: state.lacking.map(({ zh, en }) => pick(zh, en)).join(t('words.and')) })}</p>}
      {state.doubled.length > 0 && <p className="import-note small">{t('imports.mapping.doubled', { columns: named(state.doubled) })}</p>}
      {refused !== null && refused.field !== null && !fields.some(({ name }) => name === refused.field) && <FormNote kind="refused">{detail}</FormNote>}
      <div className="table-scroll" tabIndex={0} role="group" aria-labelledby={`${id}-title`}>
        <table className="plain-table office-table import-cards import-mapping">
          {head}
          <tbody>{shown.map(rowOf)}</tbody>
        </table>
      </div>
      {others.length > 0 && (
        <details className="import-more">
          <summary>{t('imports.mapping.more', { count: others.length })}</summary>
          <div className="table-scroll" tabIndex={0} role="group" aria-label={t('imports.mapping.more', { count: others.length })}>
            <table className="plain-table office-table import-cards import-mapping">
              {head}
              <tbody>{others.map(rowOf)}</tbody>
            </table>
          </div>
        </details>
      )}
      {state.unused.length > 0 && <p className="quiet small">{t('imports.mapping.unused', { columns: state.unused.map(columnName).join(t('words.and')) })}</p>}
      <div className="field import-repeats">
        <label htmlFor={`${id}-repeats`}>{t('imports.mapping.repeats')}</label>
        <select id={`${id}-repeats`} className="input" value={plan.repeats} onChange={(event) => onChange({ ...plan, repeats: event.target.value === 'last' ? 'last' : 'refuse' })}>
          <option value="refuse">{t('imports.mapping.refuse')}</option>
          <option value="last">{t('imports.mapping.last')}</option>
        </select>
      </div>
    </section>
  );
}
