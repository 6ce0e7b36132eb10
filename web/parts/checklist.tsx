// Which of these does the reader want? A list of choices to tick, with a search when it is long and a count beside each.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../locales/format.ts';

export interface ChecklistOption {
  readonly value: string;
  readonly text: string;
  /** Level in a tree of codes; 0 = top. */
  readonly depth?: number;
  readonly count?: number | undefined;
}

/** Above this many options a search box stands over the list. */
const searchAbove = 12;

/** Ticks several of `options`; an empty list means all. */
export function Checklist(props: { name: string; options: readonly ChecklistOption[]; chosen: readonly string[]; onChange(chosen: string[]): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const shown = props.options.filter((option) => wanted === '' || option.text.toLowerCase().includes(wanted) || option.value.toLowerCase().includes(wanted));
  const toggle = (value: string): void => {
    props.onChange(props.chosen.includes(value) ? props.chosen.filter((other) => other !== value) : [...props.chosen, value]);
  };
  return (
    <div className="checklist">
      {props.options.length > searchAbove && (
        <input className="input" type="search" data-first placeholder={t('filters.find', { name: props.name })} aria-label={t('filters.find', { name: props.name })} value={text} onChange={(event) => setText(event.target.value)} />
      )}
      <div className="checklist-rows" role="group" aria-label={props.name}>
        {shown.map((option) => (
          <label key={option.value} className="checklist-row" style={{ paddingLeft: 8 + (option.depth ?? 0) * 16 }}>
            <input type="checkbox" checked={props.chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <span className="checklist-text">{option.text}</span>
            {option.count !== undefined && <span className="figure quiet">{formatCount(option.count)}</span>}
          </label>
        ))}
        {shown.length === 0 && <p className="quiet pad">{t('filters.nothingFound')}</p>}
      </div>
      <button type="button" className="button button-small" disabled={props.chosen.length === 0} onClick={() => props.onChange([])}>
        {t('filters.all')}
      </button>
    </div>
  );
}
