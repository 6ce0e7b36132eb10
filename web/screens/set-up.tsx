// How is the first account made? With the one-time link that the server printed; its token stands behind # and is taken out of the address at once.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordFault } from '../../data/contract/access.ts';
import type { RequestError } from '../api/client.ts';
import { sessionQuery, setUp, signIn } from '../api/session.ts';
import { useReason } from '../parts/answer.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { addressWith } from '../state/appearance.ts';
import { NewPassword } from './password-rule.tsx';

export default function SetUpScreen() {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  const [token] = useState(() => decodeURIComponent(location.hash.slice(1)));
  useEffect(() => history.replaceState(null, '', location.pathname), []);
  if (session === undefined) return null;
  return (
    <section className="sign-in">
      <h1>{t('setUp.title')}</h1>
      {!session.needsSetup ? (
        <>
          <p>{t('setUp.done')}</p>
          <a className="button button-main" href={addressWith('/sign-in')}>
            {t('session.signIn')}
          </a>
        </>
      ) : token === '' ? (
        <p>{t('setUp.noToken')}</p>
      ) : (
        <FirstAccount token={token} />
      )}
    </section>
  );
}

function FirstAccount({ token }: { token: string }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const [userName, setUserName] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const making = useMutation({
    mutationFn: async () => {
      await setUp({ token, userName: userName.trim(), name: name.trim(), password });
      await signIn(userName.trim(), password);
    },
    onSuccess: () => location.assign(addressWith('/admin')),
  });
  const ready = userName.trim() !== '' && name.trim() !== '' && passwordFault(password, userName.trim()) === null && again === password;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) making.mutate();
  };
  const refused = making.error as RequestError | null;
  return (
    <form className="form" onSubmit={send} aria-label={t('setUp.title')}>
      <p className="quiet">{t('setUp.what')}</p>
      <Field label={t('signIn.userName')} hint={t('signIn.userNameRule')} autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus minLength={2} maxLength={40} pattern="[\p{L}\p{N}._\-]+" value={userName} onChange={(event) => setUserName(event.target.value)} />
      <Field label={t('signIn.realName')} autoComplete="name" required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
      <NewPassword userName={userName.trim()} password={password} again={again} onPassword={setPassword} onAgain={setAgain} />
      {refused !== null && <FormNote kind="refused">{refused.status === 403 ? t('setUp.wrongToken') : refused.status === 409 ? t('setUp.done') : reasonOf(refused)}</FormNote>}
      <button type="submit" className="button button-main" disabled={!ready || making.isPending}>
        {t('setUp.make')}
      </button>
    </form>
  );
}
