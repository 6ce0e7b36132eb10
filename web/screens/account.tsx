// What may somebody change about their own account? Password, second factor, and the tokens of their scripts.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordFault, roleOf } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import type { RequestError } from '../api/client.ts';
import { changePassword, sessionQuery } from '../api/session.ts';
import { useReason } from '../parts/answer.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { addressWith } from '../state/appearance.ts';
import { TwoFactor } from './account-two-factor.tsx';
import { NewPassword } from './password-rule.tsx';
import { OwnTokens } from './tokens.tsx';

export default function AccountScreen() {
  const { t, i18n } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  if (session?.kind !== 'user' || session.grant === null) return null;
  const role = roleOf(session.grant.role);
  return (
    <div className="page-body account">
      <header className="page-head">
        <h1>{session.name}</h1>
        <p className="quiet">
          {session.userName} · {i18n.language === 'en' ? role.en : role.zh}
        </p>
      </header>
      <div className="account-parts">
        <section className="card-part" aria-label={t('account.password')}>
          <h2>{t('account.password')}</h2>
          <Password session={session} />
        </section>
        <section className="card-part" aria-label={t('account.twoFactor')}>
          <h2>{t('account.twoFactor')}</h2>
          <TwoFactor on={session.twoFactor} />
        </section>
        <section className="card-part card-part-wide" aria-label={t('account.tokens')}>
          <h2>{t('account.tokens')}</h2>
          <p className="quiet">{t('account.tokensWhat')}</p>
          <OwnTokens />
        </section>
      </div>
    </div>
  );
}

function Password({ session }: { session: Session }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const [present, setPresent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const userName = session.userName ?? '';
  // Every session ends with the old password, this one too.
  const changing = useMutation({ mutationFn: () => changePassword(present, password), onSuccess: () => location.assign(addressWith('/sign-in?return=/account')), onError: () => setPresent('') });
  const ready = present !== '' && password === again && passwordFault(password, userName) === null;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) changing.mutate();
  };
  const refused = changing.error as RequestError | null;
  return (
    <form className="form" onSubmit={send}>
      <p className="quiet">{t('account.passwordWhat')}</p>
      <Field label={t('account.present')} type="password" autoComplete="current-password" required maxLength={200} value={present} onChange={(event) => setPresent(event.target.value)} fault={refused?.status === 403 ? t('account.presentWrong') : null} />
      <NewPassword userName={userName} password={password} again={again} onPassword={setPassword} onAgain={setAgain} />
      {refused !== null && refused.status !== 403 && <FormNote kind="refused">{refused.status === 429 ? t('signIn.tooMany') : reasonOf(refused)}</FormNote>}
      <button type="submit" className="button button-main" disabled={!ready || changing.isPending}>
        {t('account.changePassword')}
      </button>
    </form>
  );
}
