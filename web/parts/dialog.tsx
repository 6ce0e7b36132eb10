// How does a form stand over a page? The browser's own dialog: focus stays inside, Escape closes, the focus goes back.
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './controls.tsx';

/** Open as long as it is drawn. `onClose` is called on Escape and by its button. */
export function Dialog({ title, onClose, children }: { title: string; onClose(): void; children: ReactNode }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = box.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className="dialog form-dialog"
      aria-labelledby={id}
      onKeyDown={(event) => {
        // A list that is open takes the Escape for itself; the browser would close the box as well.
        if (event.key === 'Escape' && box.current?.querySelector('[role="combobox"][aria-expanded="true"]') != null) event.preventDefault();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className="dialog-head">
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t('words.close')} onClick={onClose} />
      </header>
      <div className="form-dialog-body">{children}</div>
    </dialog>
  );
}
