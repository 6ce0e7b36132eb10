// Which fields does a site of this layer have, and how is each entered? Drawn from the layer's own schema, titles in both languages.
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionProperty } from '../../data/contract/collections.ts';
import { contactNames, fixedNames, mayBeEmpty, sitePropertiesOf, type SiteValue, type SiteValues } from '../../data/contract/site-edits.ts';
import type { SiteLayer } from '../../data/contract/sites.ts';
import { useNames } from '../state/names.tsx';
import type { SiteWords } from './site-words.ts';

/** What may be changed: everything, how the site is reached, or nothing. */
export type SiteScope = 'edit' | 'contacts' | 'nothing';

export interface SiteFieldsProps {
  readonly layer: SiteLayer;
  readonly values: SiteValues;
  /** Names of what was changed and not yet saved. */
  readonly changed: ReadonlySet<string>;
  readonly isNew: boolean;
  readonly scope: SiteScope;
  /** The township that was worked out from the place; null = none was, or it is not known yet. */
  readonly workedArea: string | null;
  /** Whether restricted attributes are shown to whoever edits. */
  readonly restricted: boolean;
  /** What is wrong, by field, in words. */
  readonly faults: Readonly<Record<string, string>>;
  readonly words: SiteWords;
  onChange(name: string, value: SiteValue): void;
}

export function SiteFieldsForm({ layer, values, changed, isNew, scope, workedArea, restricted, faults, words, onChange }: SiteFieldsProps) {
  return (
    <div className="site-fields">
      {sitePropertiesOf(layer).toSorted((a, b) => Number(b.name === 'name') - Number(a.name === 'name')).map((property) => {
        const { name } = property;
        const withheld = property.restricted && !restricted;
        return (
          <Control
            key={name}
            property={property}
            value={values[name] ?? null}
            isChanged={changed.has(name)}
            isNew={isNew}
            needed={!mayBeEmpty(layer, name) && !(isNew && fixedNames.has(name))}
            disabled={withheld || scope === 'nothing' || (scope === 'contacts' && !contactNames.has(name)) || (!isNew && fixedNames.has(name))}
            withheld={withheld}
            workedArea={workedArea}
            fault={faults[name] ?? null}
            words={words}
            onChange={(value) => onChange(name, value)}
          />
        );
      })}
    </div>
  );
}

/** Fields that speak at length stand over the whole width. */
const wideNames = new Set(['name', 'address']);

interface ControlProps {
  readonly property: CollectionProperty;
  readonly value: SiteValue;
  readonly isChanged: boolean;
  readonly isNew: boolean;
  readonly needed: boolean;
  readonly disabled: boolean;
  readonly withheld: boolean;
  readonly workedArea: string | null;
  readonly fault: string | null;
  readonly words: SiteWords;
  onChange(value: SiteValue): void;
}

function Control({ property, value, isChanged, isNew, needed, disabled, withheld, workedArea, fault, words, onChange }: ControlProps) {
  const { t } = useTranslation();
  const names = useNames();
  const id = useId();
  const { name, type } = property;
  const said = { id, className: 'input', disabled, 'aria-required': needed, 'aria-invalid': fault !== null, 'aria-describedby': `${id}-note` };
  const isNumber = type === 'integer' || type === 'number';
  const options: readonly (readonly [string, string])[] | null =
    name === 'areaCode' ? names.townships.map(({ code }) => [code, names.area(code)] as const)
    : property.codeList !== undefined ? (names.list(property.codeList)?.entries ?? []).map((entry) => [entry.code, names.pick(entry.zh, entry.en)] as const)
    : type === 'boolean' ? ([['true', t('sites.yes')], ['false', t('sites.no')]] as const)
    : property.values !== undefined ? property.values.map((word) => [word, word] as const)
    : null;
  const read = (text: string): SiteValue => (text === '' ? null : type === 'boolean' ? text === 'true' : isNumber ? Number(text) : text);
  let field: ReactNode;
  if (withheld) field = <input {...said} value="" placeholder={t('sites.restricted')} readOnly />;
  else if (options !== null) {
    field = (
      <select {...said} value={value === null ? '' : String(value)} onChange={(event) => onChange(read(event.target.value))}>
        <option value="">{name === 'areaCode' ? (workedArea === null ? t('sites.byRule') : t('sites.byRuleIn', { area: names.area(workedArea) })) : disabled ? t('sites.empty') : t('sites.choose')}</option>
        {options.map(([code, label]) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    );
  } else {
    const kind = isNumber ? 'number' : property.format === 'date' ? 'date' : name === 'phone' || name === 'contactPhone' ? 'tel' : 'text';
    field = <input {...said} type={kind} autoComplete="off" step={type === 'integer' ? 1 : 'any'} placeholder={isNew && fixedNames.has(name) ? t('sites.code') : undefined} value={value === null ? '' : String(value)} onChange={(event) => onChange(read(event.target.value))} />;
  }
  const unit = words.unit(name);
  return (
    <div className={`field ${wideNames.has(name) ? 'field-wide' : ''} ${isChanged ? 'field-changed' : ''}`}>
      <label htmlFor={id}>
        {words.title(name)}
        {unit !== '' && <span className="quiet small"> ({unit})</span>}
        {needed && !disabled && (
          <span className="field-needed" title={t('sites.needed')}>
            {' '}
            *
          </span>
        )}
      </label>
      {field}
      <p id={`${id}-note`} className="field-note field-fault small" aria-live="polite">
        {fault}
      </p>
    </div>
  );
}
