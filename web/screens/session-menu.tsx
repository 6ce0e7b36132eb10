// Who am I here, and how do I leave? Name and role behind one button; for a guest or stranger the way to sign in.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Grant, roleOf } from '../../data/contract/access.ts';
import { sessionQuery, signOut } from '../api/session.ts';
import { useReason } from '../parts/answer.tsx';
import { Floating } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { addressWith } from '../state/appearance.ts';
import { countUnsent, discardUnsent } from '../state/outbox-store.ts';
import { forgetSession } from '../state/remembered-session.ts';
import { signInAddress } from './sign-in-address.ts';

/** The entry of the session: in the rail of the desk and in the bar of the office. */
export function SessionMenu() {
  const { t, i18n } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  if (session === undefined) return null;
  if (session.kind !== 'user' || session.grant === null) {
    return (
      <a className="session-button" href={addressWith(signInAddress(location))} title={session.kind === 'guest' ? t('session.guestTitle') : undefined}>
        <Icon name="person" />
        <span className="session-name">{t('session.signIn')}</span>
        {session.kind === 'guest' && <span className="quiet small">{t('session.guest')}</span>}
      </a>
    );
  }
  const role = roleOf(session.grant.role);
  const roleName = i18n.language === 'en' ? role.en : role.zh;
  return (
    <Floating
      className="session-button"
      label={t('session.menu', { name: session.name })}
      placement="below"
      width={256}
      trigger={
        <>
          <Icon name="person" />
          <span className="session-name">{session.name}</span>
          <span className="quiet small session-role">{roleName}</span>
          <Icon name="down" size={12} />
        </>
      }
      content={() => (
        <div className="session-menu">
          <p className="session-who">
            <strong>{session.name}</strong>
            <span className="quiet small">
              {session.userName} · {roleName}
            </span>
            <Limits grant={session.grant as Grant} />
          </p>
          <a className="menu-row" href={addressWith('/account')} data-first>
            <Icon name="key" />
            {t('screens.account')}
          </a>
          <SignOut owner={session.id} />
        </div>
      )}
    />
  );
}

function Limits({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  const parts = [
    ...(grant.areaCodes === null ? [] : [t('session.areas', { count: grant.areaCodes.length })]),
    ...(grant.sectorCodes === null ? [] : [t('session.sectors', { count: grant.sectorCodes.length })]),
    ...(grant.siteIds === null ? [] : [t('session.sites', { count: grant.siteIds.length })]),
  ];
  return (
    <span className="quiet small">
      {t('session.limits')} {parts.length === 0 ? t('session.everything') : parts.join(t('words.and'))}
    </span>
  );
}

function SignOut({ owner }: { owner: string | null }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  // The whole page is loaded anew: nothing that only this person may see stays in its memory.
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      forgetSession();
      location.assign(addressWith('/'));
    },
  });
  const [unsent, setUnsent] = useState(0);
  const leave = async (): Promise<void> => {
    const count = owner === null ? 0 : await countUnsent(owner);
    if (count > 0) setUnsent(count);
    else leaving.mutate();
  };
  if (unsent > 0 && owner !== null) {
    return (
      <div className="hint unsent" role="alert">
        <p>{t('outbox.signOutWarning', { count: unsent })}</p>
        <a className="button button-main" href={addressWith('/report')}>
          {t('outbox.lookFirst')}
        </a>
        <button type="button" className="button" disabled={leaving.isPending} onClick={() => leaving.mutate()}>
          {t('outbox.leaveThem')}
        </button>
        <button type="button" className="button" disabled={leaving.isPending} onClick={() => void discardUnsent(owner).then(() => leaving.mutate())}>
          {t('outbox.discardAndLeave')}
        </button>
      </div>
    );
  }
  return (
    <>
      <button type="button" className="menu-row" disabled={leaving.isPending} onClick={() => void leave()}>
        <Icon name="out" />
        {t('session.signOut')}
      </button>
      {leaving.error !== null && (
        <p className="hint" role="alert">
          {t('session.signOutFailed', { reason: reasonOf(leaving.error) })}
        </p>
      )}
    </>
  );
}
