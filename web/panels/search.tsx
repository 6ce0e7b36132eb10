// Where is it? Search by name, pinyin or code; a text that reads as coordinates offers to go there.
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import type { SearchHit } from '../api/client.ts';
import { searchQuery } from '../api/queries.ts';
import { formatPosition } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';
import { readPlace } from '../state/coordinates.ts';
import { useMapActions } from '../state/map-actions.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';

/** Wait after the last key before the server is asked. */
const quietMilliseconds = 180;
/** Zoom at which a hit or a typed place is shown. */
const hitZoom = 14;

/** The search box with its results (combobox pattern). `box` of the city helps to read swapped coordinates. */
export function SearchPanel({ box }: { box: Box | null }) {
  const { t } = useTranslation();
  const names = useNames();
  const { change } = useView();
  const map = useMapActions();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), quietMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  const place = readPlace(text, box);
  const result = useQuery(searchQuery(place === null ? asked : ''));
  const hits = useDeferredValue(place === null && asked !== '' ? (result.data?.hits ?? []) : []);
  const count = place === null ? hits.length : 1;
  const take = (index: number): void => {
    const hit: SearchHit | undefined = hits[index];
    if (place !== null) map.goTo(place.lng, place.lat, hitZoom);
    else if (hit !== undefined) {
      change({ object: { collection: hit.collection, id: hit.id } });
      map.goTo(hit.centre[0], hit.centre[1], hitZoom);
    } else return;
    setOpen(false);
    input.current?.blur();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setActive((at) => (count === 0 ? 0 : (at + (event.key === 'ArrowDown' ? 1 : count - 1)) % count));
    } else if (event.key === 'Enter') take(active);
    else if (event.key === 'Escape') {
      event.stopPropagation();
      if (open) setOpen(false);
      else setText('');
    }
  };
  const shown = open && text.trim() !== '';
  return (
    <div className="search" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <Icon name="search" />
      <input
        ref={input}
        id="search"
        className="search-input"
        type="search"
        role="combobox"
        autoComplete="off"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && count > 0 ? `${listId}-${active}` : undefined}
        aria-keyshortcuts="/"
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKey}
      />
      <div className="search-results" hidden={!shown}>
        <ul id={listId} role="listbox" aria-label={t('search.results', { count })}>
          {shown && place !== null && (
            <Option id={`${listId}-0`} active onTake={() => take(0)} title={t('search.goTo', { text: formatPosition(place.lng, place.lat) })} under={place.swapped ? t('goTo.swapped', { text: formatPosition(place.lng, place.lat) }) : ''} />
          )}
          {shown &&
            hits.map((hit, index) => (
              <Option key={`${hit.collection}/${hit.id}`} id={`${listId}-${index}`} active={index === active} onTake={() => take(index)} title={hit.name} under={[names.layer(hit.collection), hit.areaCode === null ? '' : names.area(hit.areaCode)].filter((one) => one !== '').join(' · ')} />
            ))}
        </ul>
        {shown && count === 0 && (
          <p className="search-none quiet" role="status">
            {result.error !== null ? t('search.failed') : result.isFetching || asked !== text.trim() ? t('state.loading') : `${t('search.none', { text: asked })}. ${t('search.noneWhat')}`}
          </p>
        )}
      </div>
    </div>
  );
}

function Option({ id, active, title, under, onTake }: { id: string; active: boolean; title: string; under: string; onTake(): void }) {
  return (
    // The keyboard stays in the box above (aria-activedescendant); pressing must not take the focus away before the click.
    <li id={id} role="option" aria-selected={active} className="search-hit" onPointerDown={(event) => event.preventDefault()} onClick={onTake}>
      <span>{title}</span>
      <span className="quiet small">{under}</span>
    </li>
  );
}
