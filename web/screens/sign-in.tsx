// How does somebody come in? The sign-in page: for strangers, for guests who want to do more, and for a change of account.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../api/session.ts';
import { FormNote } from '../parts/form.tsx';
import { addressWith } from '../state/appearance.ts';
import { returnPath } from './sign-in-address.ts';
import { SignInForm } from './sign-in-form.tsx';

export default function SignInScreen() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  const asked = new URLSearchParams(location.search);
  const back = returnPath(asked.get('return'), location.origin);
  if (session === undefined) return null;
  // The page is loaded anew: nothing that was read as somebody else stays.
  const leave = (): void => location.assign(addressWith(back));
  return (
    <section className="sign-in">
      <h1>{t('signIn.title')}</h1>
      {session.kind === 'user' && (
        <p>
          {t('signIn.already', { name: session.name })} <a href={addressWith(back)}>{t('signIn.goOn')}</a>
        </p>
      )}
      {asked.get('problem') === 'oidc' && <FormNote kind="refused">{t('signIn.oidcFailed')}</FormNote>}
      {session.needsSetup ? <p>{t('signIn.needsSetUp')}</p> : <SignInForm oidc={session.oidc} returnTo={back} onDone={leave} />}
      <p className="quiet small">{t(session.guest.allowed ? 'signIn.guestOpen' : 'signIn.noAccount')}</p>
      {session.guest.allowed && (
        <a className="link-button" href={addressWith('/')}>
          {t('signIn.asGuest')}
        </a>
      )}
    </section>
  );
}
