// How does somebody prove who they are? Name and password, then a code where the account asks for one.
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestError } from '../api/client.ts';
import { giveSecondFactor, oidcAddress, signIn } from '../api/session.ts';
import { useReason } from '../parts/answer.tsx';
import { Field, FormNote } from '../parts/form.tsx';

/** The form of the sign-in page and of the dialog over a page whose session is over. `onDone` is called once somebody is signed in. */
export function SignInForm({ oidc, returnTo, userName: known = '', onDone }: { oidc: boolean; returnTo: string; userName?: string; onDone(): void }) {
  const { t } = useTranslation();
  const [userName, setUserName] = useState(known);
  const [password, setPassword] = useState('');
  const wordsOf = useSignInWords();
  const first = useMutation({ mutationFn: () => signIn(userName.trim(), password), onSuccess: ({ twoFactor }) => !twoFactor && onDone(), onError: () => setPassword('') });
  const provider = useMutation({ mutationFn: () => oidcAddress(returnTo), onSuccess: (address) => location.assign(address) });
  if (first.data?.twoFactor === true) return <SecondFactor onDone={onDone} onBack={first.reset} />;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    first.mutate();
  };
  return (
    <form className="form" onSubmit={send} aria-label={t('signIn.title')}>
      <Field label={t('signIn.userName')} autoComplete="username" autoCapitalize="none" spellCheck={false} required maxLength={80} autoFocus={known === ''} value={userName} onChange={(event) => setUserName(event.target.value)} />
      <Field label={t('signIn.password')} type="password" autoComplete="current-password" required maxLength={200} autoFocus={known !== ''} value={password} onChange={(event) => setPassword(event.target.value)} />
      {first.error !== null && <FormNote kind="refused">{wordsOf(first.error)}</FormNote>}
      <button type="submit" className="button button-main" disabled={first.isPending}>
        {t(first.isPending ? 'signIn.checking' : 'session.signIn')}
      </button>
      {oidc && (
        <>
          <button type="button" className="button" disabled={provider.isPending} onClick={() => provider.mutate()}>
            {t('signIn.oidc')}
          </button>
          {provider.error !== null && <FormNote kind="refused">{t('signIn.oidcFailed')}</FormNote>}
        </>
      )}
    </form>
  );
}

function SecondFactor({ onDone, onBack }: { onDone(): void; onBack(): void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'totp' | 'backup-code'>('totp');
  const [code, setCode] = useState('');
  const wordsOf = useSignInWords();
  const second = useMutation({ mutationFn: (given: string) => giveSecondFactor(given, kind), onSuccess: onDone, onError: () => setCode('') });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    second.mutate(kind === 'totp' ? code.replace(/\s/g, '') : code.trim());
  };
  const backup = kind === 'backup-code';
  const status = (second.error as RequestError | null)?.status;
  return (
    <form className="form" onSubmit={send} aria-label={t('signIn.secondTitle')}>
      <Field
        key={kind}
        label={t(backup ? 'signIn.backupCode' : 'signIn.code')}
        hint={t(backup ? 'signIn.backupHint' : 'signIn.codeHint')}
        autoComplete="one-time-code"
        inputMode={backup ? 'text' : 'numeric'}
        required
        autoFocus
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      {second.error !== null && <FormNote kind="refused">{status === 401 ? t('signIn.wrongCode') : status === 400 ? t('signIn.codesSpent') : wordsOf(second.error)}</FormNote>}
      <button type="submit" className="button button-main" disabled={second.isPending}>
        {t(second.isPending ? 'signIn.checking' : 'signIn.confirm')}
      </button>
      <div className="form-ways">
        <button
          type="button"
          className="link-button"
          onClick={() => {
            setKind(backup ? 'totp' : 'backup-code');
            setCode('');
            second.reset();
          }}
        >
          {t(backup ? 'signIn.useCode' : 'signIn.useBackup')}
        </button>
        <button type="button" className="link-button" onClick={onBack}>
          {t('signIn.otherName')}
        </button>
      </div>
    </form>
  );
}

/** Gives a refused sign-in in words that never tell which of name and password was wrong. */
function useSignInWords(): (error: Error) => string {
  const { t } = useTranslation();
  const reasonOf = useReason();
  return (error) => {
    const { status, problem } = error as RequestError;
    if (status === 401) return t('signIn.wrong');
    const minutes = /(\d+) more minutes/.exec(problem?.detail ?? '')?.[1];
    if (status === 429) return minutes === undefined ? t('signIn.tooMany') : t('signIn.locked', { minutes });
    return reasonOf(error);
  };
}
