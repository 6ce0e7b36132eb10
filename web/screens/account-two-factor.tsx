// How does an account get a second factor? Password, a picture for the authenticator, codes for the day it is lost, and a first code as proof.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestError } from '../api/client.ts';
import { endTwoFactor, enrolTwoFactor, giveSecondFactor, renewBackupCodes, sessionQuery } from '../api/session.ts';
import { useReason } from '../parts/answer.tsx';
import { Field } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { copyText, useNotice } from '../state/notice.tsx';

type Act = 'enrol' | 'end' | 'renew';

export function TwoFactor({ on }: { on: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const [enrolled, setEnrolled] = useState<{ totpURI: string; backupCodes: string[] } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const asked = useMutation({
    mutationFn: async ({ what, password }: { what: Act; password: string }) => {
      if (what === 'enrol') setEnrolled(await enrolTwoFactor(password));
      else if (what === 'renew') setCodes((await renewBackupCodes(password)).backupCodes);
      else {
        await endTwoFactor(password);
        setCodes(null);
        await client.refetchQueries(sessionQuery());
      }
    },
    onSuccess: () => setAct(null),
  });
  if (enrolled !== null && !on) {
    return (
      <Enrolment
        {...enrolled}
        onDone={() => {
          setCodes(enrolled.backupCodes);
          setEnrolled(null);
          void client.refetchQueries(sessionQuery());
        }}
      />
    );
  }
  const begin = (what: Act): void => {
    asked.reset();
    setAct(what);
  };
  return (
    <div className="form">
      <p className="account-state">
        <Icon name={on ? 'check' : 'alert'} />
        {t(on ? 'account.on' : 'account.off')}
      </p>
      <p className="quiet">{t('account.twoFactorWhat')}</p>
      {codes !== null && <BackupCodes codes={codes} />}
      {act === null ? (
        <div className="form-buttons">
          {on ? (
            <>
              <button type="button" className="button" onClick={() => begin('renew')}>
                {t('account.renew')}
              </button>
              <button type="button" className="button" onClick={() => begin('end')}>
                {t('account.end')}
              </button>
            </>
          ) : (
            <button type="button" className="button button-main" onClick={() => begin('enrol')}>
              {t('account.enrol')}
            </button>
          )}
        </div>
      ) : (
        <PasswordAsked key={act} word={t(`account.${act}`)} pending={asked.isPending} error={asked.error} onGive={(password) => asked.mutate({ what: act, password })} onCancel={() => setAct(null)} />
      )}
    </div>
  );
}

function PasswordAsked({ word, pending, error, onGive, onCancel }: { word: string; pending: boolean; error: Error | null; onGive(password: string): void; onCancel(): void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onGive(password);
  };
  const status = (error as RequestError | null)?.status;
  return (
    <form className="form" onSubmit={send}>
      <Field label={t('account.present')} type="password" autoComplete="current-password" required autoFocus maxLength={200} value={password} onChange={(event) => setPassword(event.target.value)} fault={error === null ? null : status === 400 || status === 401 || status === 403 ? t('account.presentWrong') : t('state.unreachable')} />
      <div className="form-buttons">
        <button type="submit" className="button button-main" disabled={pending || password === ''}>
          {word}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t('words.cancel')}
        </button>
      </div>
    </form>
  );
}

function Enrolment({ totpURI, backupCodes, onDone }: { totpURI: string; backupCodes: readonly string[]; onDone(): void }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const [code, setCode] = useState('');
  const proving = useMutation({ mutationFn: () => giveSecondFactor(code.replace(/\s/g, ''), 'totp'), onSuccess: onDone, onError: () => setCode('') });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    proving.mutate();
  };
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  const refused = proving.error as RequestError | null;
  return (
    <form className="form" onSubmit={send}>
      <p>{t('account.scan')}</p>
      <QrCode text={totpURI} label={t('account.qr')} />
      <p className="quiet small">
        {t('account.secret')} <code className="secret">{secret}</code>
      </p>
      <BackupCodes codes={backupCodes} />
      <Field label={t('signIn.code')} hint={t('account.proof')} inputMode="numeric" autoComplete="one-time-code" required maxLength={10} value={code} onChange={(event) => setCode(event.target.value)} fault={refused === null ? null : refused.status === 401 || refused.status === 400 ? t('signIn.wrongCode') : reasonOf(refused)} />
      <button type="submit" className="button button-main" disabled={proving.isPending || code === ''}>
        {t('account.enrol')}
      </button>
    </form>
  );
}

function BackupCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  const tell = useNotice();
  return (
    <section className="backup-codes" aria-label={t('account.codes')}>
      <p>
        <strong>{t('account.codes')}</strong> <span className="quiet small">{t('account.codesOnce')}</span>
      </p>
      <ul className="figure">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="form-buttons no-print">
        <button type="button" className="button button-small" onClick={() => void copyText(codes.join('\n')).then((done) => tell(t(done ? 'account.copied' : 'account.copyFailed')))}>
          <Icon name="copy" size={14} />
          {t('account.copy')}
        </button>
        <button type="button" className="button button-small" onClick={() => window.print()}>
          <Icon name="print" size={14} />
          {t('account.print')}
        </button>
      </div>
    </section>
  );
}
