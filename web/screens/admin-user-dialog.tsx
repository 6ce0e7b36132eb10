// How is an account made, changed, closed, or given a new password? One dialog; a password made here is shown once.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passwordFault } from '../../data/contract/access.ts';
import type { AccountSummary } from '../../data/contract/accounts.ts';
import { changeUser, makeUser, usersQuery } from '../api/administration.ts';
import type { RequestError } from '../api/client.ts';
import { useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { useNotice } from '../state/notice.tsx';
import { draftOf, GrantFields, grantOfDraft } from './grant-fields.tsx';
import { ShownOnce } from './tokens.tsx';

/** Signs that are not taken for one another when read aloud or typed from paper. */
const signs = ['abcdefghijkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-+_%'];
const length = 16;

/** Gives a random password that the rule takes: at least one sign of each kind. */
function randomPassword(): string {
  const pick = (from: string): string => from[(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % from.length] ?? '';
  const all = signs.join('');
  for (;;) {
    const text = Array.from({ length }, () => pick(all)).join('');
    if (signs.every((kind) => [...kind].some((sign) => text.includes(sign)))) return text;
  }
}

/** `user` null = a new account. `own` = the administrator's own: nobody decides on their own rights. */
export function UserDialog({ user, own, onClose }: { user: AccountSummary | null; own: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const reasonOf = useReason();
  const [userName, setUserName] = useState(user?.userName ?? '');
  const [name, setName] = useState(user?.name ?? '');
  const [draft, setDraft] = useState(() => draftOf(user?.grant ?? null));
  const [once, setOnce] = useState<string | null>(null);
  const grant = grantOfDraft(draft);
  const renewed = async (): Promise<void> => client.invalidateQueries(usersQuery());

  const saving = useMutation({
    mutationFn: async () => {
      if (grant === null) return;
      if (user === null) {
        const password = randomPassword();
        await makeUser({ userName: userName.trim(), name: name.trim(), password, grant });
        setOnce(password);
        return;
      }
      const rights = JSON.stringify(grant) === JSON.stringify(grantOfDraft(draftOf(user.grant))) ? {} : { grant };
      await changeUser(user.id, { ...(name.trim() === user.name ? {} : { name: name.trim() }), ...rights });
    },
    onSuccess: async () => {
      await renewed();
      if (user === null) return;
      tell(t('admin.users.saved', { name: user.userName }));
      onClose();
    },
  });
  const resetting = useMutation({
    mutationFn: async (id: string) => {
      let password = randomPassword();
      while (passwordFault(password, userName) !== null) password = randomPassword();
      await changeUser(id, { password });
      setOnce(password);
    },
    onSuccess: renewed,
  });
  const closing = useMutation({
    mutationFn: (change: { id: string; disabled: boolean }) => changeUser(change.id, { disabled: change.disabled }),
    onSuccess: async (_, change) => {
      await renewed();
      tell(t(change.disabled ? 'admin.users.closedNow' : 'admin.users.openedNow', { name: userName }));
      onClose();
    },
  });

  if (once !== null) {
    return (
      <Dialog title={t('admin.users.passwordOf', { name: userName })} onClose={onClose}>
        <ShownOnce text={once} what={t('admin.users.passwordOnce')} onClose={onClose} />
      </Dialog>
    );
  }
  const refused = (saving.error ?? resetting.error ?? closing.error) as RequestError | null;
  const busy = saving.isPending || resetting.isPending || closing.isPending;
  const ready = userName.trim().length >= 2 && name.trim() !== '' && grant !== null;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) saving.mutate();
  };
  return (
    <Dialog title={user === null ? t('admin.users.make') : t('admin.users.editOf', { name: user.userName })} onClose={onClose}>
      <form className="form" onSubmit={send}>
        {user === null && <Field label={t('signIn.userName')} hint={t('signIn.userNameRule')} autoCapitalize="none" autoComplete="off" spellCheck={false} required autoFocus minLength={2} maxLength={40} value={userName} onChange={(event) => setUserName(event.target.value)} />}
        <Field label={t('signIn.realName')} autoComplete="off" required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        {own ? <p className="hint">{t('admin.users.own')}</p> : <GrantFields draft={draft} onChange={setDraft} />}
        {user === null && <p className="quiet small">{t('admin.users.passwordLater')}</p>}
        {user !== null && !own && <p className="quiet small">{t('admin.users.endsSessions')}</p>}
        {refused !== null && <FormNote kind="refused">{refused.status === 409 ? t('admin.users.taken', { name: userName }) : reasonOf(refused)}</FormNote>}
        <div className="form-buttons">
          <button type="submit" className="button button-main" disabled={!ready || busy}>
            {t(user === null ? 'admin.users.make' : 'admin.users.save')}
          </button>
          {user !== null && (
            <button type="button" className="button" disabled={busy} onClick={() => resetting.mutate(user.id)}>
              {t('admin.users.reset')}
            </button>
          )}
          {user !== null && !own && (
            <button type="button" className="button" disabled={busy} onClick={() => closing.mutate({ id: user.id, disabled: !user.disabled })}>
              {t(user.disabled ? 'admin.users.open' : 'admin.users.close')}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
