// Which of the several objects at this place? They open like a hand of cards, one by one.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { itemQuery } from '../api/queries.ts';
import { IconButton } from '../parts/controls.tsx';
import { useNames } from '../state/names.tsx';
import { useView } from '../state/use-view.ts';
import type { ObjectKey } from '../state/view.ts';

/** Cards drawn at most; the count says how many there are. */
const mostCards = 40;

/** The hand of cards for `objects` at one place; opening one keeps the hand for the next. */
export function HandPanel({ objects, onClose }: { objects: readonly ObjectKey[]; onClose(): void }) {
  const { t } = useTranslation();
  const { view, change } = useView();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('.hand-card')?.focus(), [objects]);
  const index = objects.findIndex((object) => object.collection === view.object?.collection && object.id === view.object.id);
  const step = (by: number): void => {
    const next = objects[(index + by + objects.length) % objects.length];
    if (next !== undefined) change({ object: next });
  };
  return (
    <div
      ref={box}
      className="hand"
      role="dialog"
      aria-label={t('hand.finding', { count: objects.length })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className="hand-head">
        <strong className="figure">{t('hand.finding', { count: objects.length })}</strong>
        {index >= 0 && <span className="quiet figure">{t('hand.position', { index: index + 1, count: objects.length })}</span>}
        <IconButton icon="left" label={t('hand.previous')} onClick={() => step(-1)} />
        <IconButton icon="right" label={t('hand.next')} onClick={() => step(1)} />
        <IconButton icon="close" label={t('hand.close')} onClick={onClose} />
      </header>
      <ul className="hand-cards">
        {objects.slice(0, mostCards).map((object) => (
          <Card key={`${object.collection}/${object.id}`} object={object} chosen={object.collection === view.object?.collection && object.id === view.object.id} onOpen={() => change({ object })} />
        ))}
      </ul>
      {objects.length > mostCards && <p className="quiet small">{t('hand.more', { count: mostCards })}</p>}
    </div>
  );
}

function Card({ object, chosen, onOpen }: { object: ObjectKey; chosen: boolean; onOpen(): void }) {
  const names = useNames();
  const item = useQuery(itemQuery(object.collection, object.id));
  const properties = item.data?.properties;
  const title = properties === undefined ? '…' : String(properties.name ?? properties.title ?? properties.code);
  return (
    <li>
      <button type="button" className="hand-card" aria-pressed={chosen} onClick={onOpen}>
        <span className="quiet small">{names.layer(object.collection)}</span>
        <span>{title}</span>
        {properties?.statusCode !== undefined && <span className="quiet small">{names.code('hazard-statuses', String(properties.statusCode))}</span>}
      </button>
    </li>
  );
}
