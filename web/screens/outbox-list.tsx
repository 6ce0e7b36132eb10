// What has not reached the server yet, and why? Each kept letter with its state; refused ones are mended or thrown away.
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { moveOf } from '../../data/contract/closing.ts';
import { useNow } from '../parts/clock.ts';
import { Icon } from '../parts/icon.tsx';
import { formatInstant } from '../locales/format.ts';
import { useNames } from '../state/names.tsx';
import type { Letter } from '../state/outbox.ts';
import { useOutbox } from './outbox-provider.tsx';
import '../../styles/outbox.css';

/** Draws nothing while nothing waits and nothing was sent from here. `hazardId` shows only what concerns one hazard. */
export function OutboxList({ hazardId }: { hazardId?: number }) {
  const { t } = useTranslation();
  const { letters, sent, lasts, sendNow } = useOutbox();
  const shown = letters.filter(({ wish }) => hazardId === undefined || (wish.kind === 'move' && wish.hazardId === hazardId));
  if (shown.length === 0 && (hazardId !== undefined || sent.length === 0)) return null;
  return (
    <section className="card-part outbox" aria-labelledby="outbox-title">
      <header className="outbox-head">
        <h2 id="outbox-title">{shown.length === 0 ? t('outbox.empty') : t('outbox.title', { count: shown.length })}</h2>
        {shown.some(({ state }) => state === 'waiting') && (
          <button type="button" className="button button-small" onClick={() => void sendNow()}>
            {t('outbox.sendNow')}
          </button>
        )}
      </header>
      {!lasts && shown.length > 0 && <p className="form-note form-note-refused small">{t('outbox.doesNotLast')}</p>}
      <ul className="outbox-letters">
        {shown.map((letter) => (
          <LetterRow key={letter.id} letter={letter} />
        ))}
        {hazardId === undefined &&
          sent.map(({ letter, receipt }) => (
            <li key={`sent ${letter.id}`} className="outbox-letter">
              <span className="outbox-state outbox-sent">
                <Icon name="check" size={14} /> {t('outbox.sent')}
              </span>
              <Link href={`/hazards/${receipt.hazardId}`} className="outbox-words">
                {receipt.code} · {letter.title}
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}

function LetterRow({ letter }: { letter: Letter }) {
  const { t } = useTranslation();
  const names = useNames();
  const { discard } = useOutbox();
  const now = useNow(1000);
  const { id, wish, photos, state, refusal, notBefore, tries } = letter;
  const move = wish.kind === 'move' ? moveOf(wish.move) : undefined;
  const what = wish.kind === 'report' ? t('outbox.report') : `${wish.hazardCode} · ${names.pick(move?.zh ?? wish.move, move?.en ?? wish.move)}`;
  const wait = Math.ceil((notBefore - now) / 1000);
  const reasons = refusal === null ? '' : refusal.missing.length > 0 ? refusal.missing.map(({ zh, en }) => names.pick(zh, en)).join(names.pick('；', '; ')) : refusal.detail;
  return (
    <li className="outbox-letter">
      <span className={`outbox-state outbox-${state}`}>
        <Icon name={state === 'refused' ? 'alert' : state === 'sending' ? 'upload' : 'clock'} size={14} /> {t(`outbox.state.${state}`)}
      </span>
      <span className="outbox-words">
        <strong>{what}</strong> {letter.title}
        <span className="quiet small cell-under figure">
          {formatInstant(letter.madeAt)}
          {photos.length > 0 && ` · ${t('outbox.photos', { there: photos.filter(({ evidenceId }) => evidenceId !== null).length, count: photos.length })}`}
          {state === 'waiting' && tries > 0 && ` · ${wait > 0 ? t('outbox.again', { seconds: wait }) : t('outbox.soon')}`}
        </span>
        {refusal !== null && <span className="cell-under field-fault small">{reasons}</span>}
      </span>
      {state !== 'sending' && (
        <span className="outbox-acts">
          {state === 'refused' && (
            <Link className="button button-small" href={wish.kind === 'report' ? `/report?letter=${id}` : `/hazards/${wish.hazardId}?letter=${id}`}>
              {t('outbox.mend')}
            </Link>
          )}
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              if (window.confirm(t('outbox.discardSure'))) void discard(id);
            }}
          >
            {t('outbox.discard')}
          </button>
        </span>
      )}
    </li>
  );
}
