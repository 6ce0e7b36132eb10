// At which site? By name, code or pinyin, among those within reach.
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { searchQuery } from '../api/queries.ts';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';

export interface PickedSite {
  readonly id: number;
  readonly layer: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
}

export function SitePicker({ value, onChange, fault }: { value: PickedSite | null; onChange(site: PickedSite | null): void; fault: string | null }) {
  const { t } = useTranslation();
  const names = useNames();
  const id = useId();
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const hits = useQuery(searchQuery(sought)).data?.hits.filter(({ collection }) => siteLayers.some((layer) => layer.id === collection)) ?? [];
  if (value !== null) {
    return (
      <p className="site-picked">
        <Icon name="pin" />
        <span>
          {value.name} <span className="quiet small">{names.layer(value.layer)}</span>
        </span>
        <button type="button" className="button button-small" onClick={() => onChange(null)}>
          {t('report.siteOther')}
        </button>
      </p>
    );
  }
  return (
    <div className="field site-picker">
      <label htmlFor={id}>{t('report.site')}</label>
      <input id={id} className="input" type="search" autoComplete="off" value={words} placeholder={t('report.siteFind')} aria-invalid={fault !== null} aria-describedby={`${id}-note`} onChange={(event) => setWords(event.target.value)} />
      {sought.trim() !== '' && (
        <ul className="site-hits">
          {hits.slice(0, 6).map((hit) => (
            <li key={`${hit.collection} ${hit.id}`}>
              <button
                type="button"
                className="card"
                onClick={() => {
                  setWords('');
                  onChange({ id: hit.id, layer: hit.collection, name: hit.name, lng: hit.centre[0], lat: hit.centre[1] });
                }}
              >
                {hit.name} <span className="quiet small">{names.layer(hit.collection)} · {names.area(hit.areaCode)}</span>
              </button>
            </li>
          ))}
          {hits.length === 0 && <li className="quiet small pad">{t('report.siteNone')}</li>}
        </ul>
      )}
      <p id={`${id}-note`} className={fault === null ? 'field-note quiet small' : 'field-note field-fault small'} aria-live="polite">
        {fault}
      </p>
    </div>
  );
}
