// How does somebody come back after their session ended? The sign-in form in a dialog that keeps the page behind it.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { addOfficeWords } from '../locales/office.ts';
import { addressWith } from '../state/appearance.ts';
import { SignInForm } from './sign-in-form.tsx';
import '../../styles/office.css';

// Over the desk it comes without the frame of the office.
addOfficeWords();

/** A default export, because a lazily loaded component is asked for as one. */
export default function SessionOverDialog({ userName, oidc, onDone }: { userName: string; oidc: boolean; onDone(): void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    // Escape would leave a page that can do nothing: the two ways out are below.
    <dialog ref={box} className="dialog session-over" aria-label={t('signIn.overTitle')} onCancel={(event) => event.preventDefault()}>
      <div className="sign-in">
        <h2>{t('signIn.overTitle')}</h2>
        <p>{t('signIn.overWhat')}</p>
        <SignInForm oidc={oidc} returnTo={`${location.pathname}${location.search}`} userName={userName} onDone={onDone} />
        <a className="link-button" href={addressWith('/')}>
          {t('signIn.leave')}
        </a>
      </div>
    </dialog>
  );
}
