// What is to be done next with this hazard, by whoever looks? Buttons from the table of moves; those that are off say why.
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HazardStep } from '../../data/contract/hazard-page.ts';
import { type Move, moveOf } from '../../data/contract/closing.ts';
import type { HazardPage } from '../api/hazards.ts';
import { FormNote } from '../parts/form.tsx';
import { useNames } from '../state/names.tsx';
import type { Letter } from '../state/outbox.ts';
import { MoveForm, type MoveResult } from './move-form.tsx';
import { useOutbox } from './outbox-provider.tsx';

/** What carries a hazard on, the first that is on goes first; the others stand beside it. */
const leading = ['accept-transfer', 'grant-extension', 'accept', 'assign', 'start', 'submit', 'close', 'sign-office', 'sign-department', 'pass'] as const;

export function HazardMoves({ page, steps, letter: letterId, mergeInto, onMergeOver }: { page: HazardPage; steps: readonly HazardStep[]; letter: string | null; mergeInto: { id: number; code: string } | null; onMergeOver(): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { letters } = useOutbox();
  const own = letters.filter(({ wish }) => wish.kind === 'move' && wish.hazardId === page.item.id);
  const mended = own.find(({ id, state }) => String(id) === letterId && state === 'refused') ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const [done, setDone] = useState<{ words: string; link: { href: string; words: string } | null } | null>(null);
  const wanted = mergeInto !== null ? 'merge' : (chosen ?? (mended?.wish.kind === 'move' ? mended.wish.move : null));
  useEffect(() => {
    if (mergeInto !== null) setDone(null);
  }, [mergeInto]);
  const close = (): void => {
    setChosen(null);
    onMergeOver();
    if (mended !== null) history.replaceState(null, '', location.pathname);
  };
  const over = (move: Move, result: MoveResult): void => {
    const name = names.pick(move.zh, move.en);
    close();
    setDone(result.kind === 'kept' ? { words: t('hazard.moveKept', { move: name }), link: null } : { words: t('hazard.moveDone', { move: name, status: names.code('hazard-statuses', result.statusCode) }), link: null });
  };
  const offered = page.moves.flatMap(({ id, on, missing }) => {
    const move = moveOf(id);
    return move === undefined ? [] : [{ move, on, missing }];
  });
  const main = leading.map((id) => offered.find(({ move, on }) => on && move.id === id)).find((one) => one !== undefined);
  const move = wanted === null ? undefined : moveOf(wanted);
  const waits = own.some(({ state }) => state !== 'refused');
  return (
    <section className="card-part moves no-print" aria-labelledby="moves-title">
      <h2 id="moves-title">{move === undefined ? t('hazard.next') : names.pick(move.zh, move.en)}</h2>
      {done !== null && move === undefined && <FormNote kind="done">{done.words}</FormNote>}
      {move !== undefined ? (
        <MoveForm key={`${move.id} ${mended?.id ?? ''}`} move={move} page={page} steps={steps} mended={mended as Letter | null} initial={mergeInto === null ? {} : { intoHazard: mergeInto.id }} onCancel={close} onDone={(result) => over(move, result)} />
      ) : waits ? (
        <p className="small">{t('hazard.waitsInOutbox')}</p>
      ) : offered.length === 0 ? (
        <p className="quiet small">{t('hazard.noMoves')}</p>
      ) : (
        <>
          {main !== undefined && (
            <button type="button" className="button button-main move-main" onClick={() => setChosen(main.move.id)}>
              {names.pick(main.move.zh, main.move.en)}
            </button>
          )}
          <ul className="move-list">
            {offered
              .filter((one) => one !== main && one.on)
              .map((one) => (
                <li key={one.move.id}>
                  <button type="button" className="button" onClick={() => setChosen(one.move.id)}>
                    {names.pick(one.move.zh, one.move.en)}
                  </button>
                </li>
              ))}
          </ul>
          <ul className="move-list-off">
            {offered
              .filter((one) => !one.on)
              .map((one) => (
                <OffMove key={one.move.id} words={one.missing.map(({ zh, en }) => names.pick(zh, en)).join(names.pick('；', '; '))}>
                  {names.pick(one.move.zh, one.move.en)}
                </OffMove>
              ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** A move that may not be made now: it can be reached by the keyboard, and says why in words beside it. */
function OffMove({ words, children }: { words: string; children: ReactNode }) {
  const id = useId();
  return (
    <li className="move-off">
      <button type="button" className="button" aria-disabled="true" aria-describedby={id} title={words}>
        {children}
      </button>
      <span id={id} className="small quiet">
        {words}
      </span>
    </li>
  );
}
