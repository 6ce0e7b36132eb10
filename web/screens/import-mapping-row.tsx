// One field of the layer: its column, why that one, what it holds, and what stands where a cell is empty.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicColumn, ClinicField, MappingProposal } from '../../data/contract/import-clinic.ts';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { columnName, shareOf, sureKey, useImportWords } from './import-words.ts';

interface MappingRowProps {
  readonly field: ClinicField;
  readonly columns: readonly ClinicColumn[];
  readonly proposal: MappingProposal | null;
  readonly column: string | null;
  readonly constant: string;
  /** What the server said against it; null = nothing. */
  readonly fault: string | null;
  onColumn(column: string | null): void;
  onConstant(text: string): void;
}

export function MappingRow({ field, columns, proposal, column, constant, fault, onColumn, onConstant }: MappingRowProps) {
  const { t } = useTranslation();
  const names = useNames();
  const words = useImportWords();
  const id = useId();
  const title = names.pick(field.zh, field.en);
  const chosen = columns.find((one) => one.id === column);
  const list = field.codeList === null ? undefined : names.list(field.codeList);
  const kind = list !== undefined ? names.pick(list.zh, list.en) : t(`imports.mapping.type.${field.format ?? field.type}`);
  const isProposed = column !== null && proposal?.column === column;
  const alternatives = (proposal?.alternatives ?? []).filter((one) => one.column !== column);
  return (
    <tr className={column === null && constant === '' ? 'import-unmapped' : undefined}>
      <th scope="row">
        {title}
        {field.required && <span className="import-needed">{t('imports.mapping.needed')}</span>}
        <span className="quiet small cell-under">
          {kind}
          {field.unit !== null && field.unit !== '1' && ` (${field.unit})`}
        </span>
      </th>
      <td data-label={t('imports.mapping.column')}>
        <select className="input" aria-label={t('imports.mapping.columnOf', { field: title })} value={column ?? ''} aria-invalid={fault !== null} aria-describedby={fault === null ? undefined : `${id}-fault`} onChange={(event) => onColumn(event.target.value === '' ? null : event.target.value)}>
          <option value="">{t('imports.mapping.none')}</option>
          {columns.map((one) => (
            <option key={one.id} value={one.id}>
              {columnName(one)}
            </option>
          ))}
        </select>
        {alternatives.length > 0 && (
          <span className="import-alternatives small">
            <span className="quiet">{t('imports.mapping.alternatives')}</span>
            {alternatives.map((one) => (
              <button key={one.column} type="button" className="link-button" aria-label={t('imports.mapping.take', { column: columnName(columns.find(({ id: letter }) => letter === one.column) ?? { id: one.column, name: '' }), share: shareOf(one.confidence) })} onClick={() => onColumn(one.column)}>
                {columnName(columns.find(({ id: letter }) => letter === one.column) ?? { id: one.column, name: '' })}
              </button>
            ))}
          </span>
        )}
        {fault !== null && (
          <p id={`${id}-fault`} className="field-fault small">
            {fault}
          </p>
        )}
      </td>
      <td className="import-why" data-label={t('imports.mapping.why')}>
        {isProposed && proposal !== null ? (
          <>
            <span className={`import-sure import-sure-${sureKey(proposal.confidence)} figure`}>
              <Icon name={sureKey(proposal.confidence) === 'sure' ? 'check' : sureKey(proposal.confidence) === 'likely' ? 'clock' : 'alert'} size={12} />
              {t(`imports.mapping.${sureKey(proposal.confidence)}`, { share: shareOf(proposal.confidence) })}
            </span>
            <span className="quiet small cell-under">{proposal.reasons.map(words.said).join(names.pick('；', '; '))}</span>
          </>
        ) : (
          column !== null && <span className="quiet small">{t('imports.mapping.byHand')}</span>
        )}
      </td>
      <td className="import-values quiet small" data-label={t('imports.mapping.samples')}>
        {chosen?.samples.slice(0, 3).join(names.pick('、', ', '))}
      </td>
      <td data-label={t('imports.mapping.constant')}>
        <Constant field={field} label={t('imports.mapping.constantOf', { field: title })} value={constant} onChange={onConstant} />
      </td>
    </tr>
  );
}

/** A value for rows that have none: chosen where there is a list, else typed. */
function Constant({ field, label, value, onChange }: { field: ClinicField; label: string; value: string; onChange(text: string): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const list = field.codeList === null ? undefined : names.list(field.codeList);
  const options: readonly (readonly [string, string])[] | null =
    list !== undefined
      ? list.entries.filter(({ offByDefault }) => offByDefault !== true).map(({ code, zh, en }) => [code, names.pick(zh, en)] as const)
      : field.name === 'areaCode'
        ? names.townships.map(({ code }) => [code, names.area(code)] as const)
        : field.type === 'boolean'
          ? [['true', t('imports.mapping.yes')] as const, ['false', t('imports.mapping.no')] as const]
          : null;
  if (options === null) return <input className="input" aria-label={label} maxLength={1000} type={field.format === 'date' ? 'date' : 'text'} inputMode={field.type === 'integer' || field.type === 'number' ? 'decimal' : undefined} value={value} onChange={(event) => onChange(event.target.value)} />;
  return (
    <select className="input" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('imports.mapping.noConstant')}</option>
      {options.map(([code, text]) => (
        <option key={code} value={code}>
          {text}
        </option>
      ))}
    </select>
  );
}
