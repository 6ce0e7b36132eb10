// Where does a typed coordinate lie? A small form that reads degrees and degrees-minutes-seconds and moves the map there.
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import { formatPosition } from '../locales/format.ts';
import { readPlace } from '../state/coordinates.ts';
import { useMapActions } from '../state/map-actions.tsx';
import { useNotice } from '../state/notice.tsx';

/** Zoom at which a typed place is shown. */
const placeZoom = 14;

/** The go-to form; `onDone` closes its box. */
export function GoToPanel({ box, onDone }: { box: Box | null; onDone(): void }) {
  const { t } = useTranslation();
  const map = useMapActions();
  const tell = useNotice();
  const id = useId();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const place = readPlace(text, box);
    setWrong(place === null);
    if (place === null) return;
    map.goTo(place.lng, place.lat, placeZoom);
    const outside = box !== null && (place.lng < box[0] || place.lng > box[2] || place.lat < box[1] || place.lat > box[3]);
    if (outside) tell(t('goTo.outside'));
    else if (place.swapped) tell(t('goTo.swapped', { text: formatPosition(place.lng, place.lat) }));
    onDone();
  };
  return (
    <form className="go-to" onSubmit={submit}>
      <label htmlFor={id}>{t('goTo.label')}</label>
      <input id={id} data-first className="input" value={text} onChange={(event) => setText(event.target.value)} aria-describedby={`${id}-hint`} aria-invalid={wrong} autoComplete="off" />
      <p id={`${id}-hint`} className={wrong ? 'wrong small' : 'quiet small'} role={wrong ? 'alert' : undefined}>
        {wrong ? t('goTo.wrong', { text }) : t('goTo.hint')}
      </p>
      <button type="submit" className="button button-main" disabled={text.trim() === ''}>
        {t('goTo.go')}
      </button>
    </form>
  );
}
