// Who has an account, with which rights, and who is locked out? The table of accounts and the way to each.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary, Session } from '../../data/contract/accounts.ts';
import { usersQuery } from '../api/administration.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { UserDialog } from './admin-user-dialog.tsx';
import { useGrantWords } from './grant-words.ts';

export function UsersTab({ session }: { session: Session }) {
  const { t } = useTranslation();
  const users = useQuery(usersQuery());
  const grantWords = useGrantWords();
  const [sought, setSought] = useState('');
  const [open, setOpen] = useState<AccountSummary | 'new' | null>(null);
  const isSought = (user: AccountSummary): boolean => `${user.userName} ${user.name} ${grantWords(user.grant)}`.toLowerCase().includes(sought.trim().toLowerCase());
  return (
    <section aria-label={t('admin.tab.users')}>
      <div className="page-tools">
        <input type="search" className="input page-search" placeholder={t('admin.users.find')} aria-label={t('admin.users.find')} value={sought} onChange={(event) => setSought(event.target.value)} />
        <button type="button" className="button button-main" onClick={() => setOpen('new')}>
          <Icon name="plus" />
          {t('admin.users.make')}
        </button>
      </div>
      <Answer asked={users} shape={<Bones rows={6} height={32} />} empty={{ when: (data) => !data.users.some(isSought), words: t('admin.users.none', { text: sought }) }}>
        {(data) => {
          const shown = data.users.filter(isSought);
          return (
            <div className="table-scroll" tabIndex={0}>
              <table className="plain-table office-table">
                <caption className="quiet small">
                  {t('admin.users.counted', { count: formatCount(shown.length), locked: data.users.filter((user) => user.locked).length, disabled: data.users.filter((user) => user.disabled).length })}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">{t('signIn.userName')}</th>
                    <th scope="col">{t('signIn.realName')}</th>
                    <th scope="col">{t('admin.users.rights')}</th>
                    <th scope="col">{t('admin.users.state')}</th>
                    <th scope="col">{t('admin.users.seen')}</th>
                    <th scope="col">{t('tokens.created')}</th>
                    <th scope="col">
                      <span className="visually-hidden">{t('admin.users.edit')}</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((user) => (
                    <tr key={user.id} className={user.disabled ? 'row-over' : undefined}>
                      <th scope="row">{user.userName}</th>
                      <td>{user.name}</td>
                      <td>{grantWords(user.grant)}</td>
                      <td>
                        <States user={user} />
                      </td>
                      <td className="figure">{user.seenAt === null ? t('admin.users.notNow') : formatInstant(user.seenAt)}</td>
                      <td className="figure">{formatInstant(user.createdAt)}</td>
                      <td className="cell-acts">
                        <button type="button" className="button button-small" aria-label={t('admin.users.editOf', { name: user.userName })} onClick={() => setOpen(user)}>
                          {t('admin.users.edit')}
                        </button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Answer>
      {open !== null && <UserDialog user={open === 'new' ? null : open} own={open !== 'new' && open.userName === session.userName} onClose={() => setOpen(null)} />}
    </section>
  );
}

/** What is special about an account; shape and word, not tone alone. */
function States({ user }: { user: AccountSummary }) {
  const { t } = useTranslation();
  return (
    <span className="states">
      {user.disabled && <span className="state-word state-word-quiet">{t('admin.users.disabled')}</span>}
      {user.locked && (
        <span className="state-word state-word-warn">
          <Icon name="clock" size={12} />
          {t('admin.users.locked')}
        </span>
      )}
      {user.twoFactor && (
        <span className="state-word">
          <Icon name="shield" size={12} />
          {t('admin.users.twoFactor')}
        </span>
      )}
      {!user.disabled && !user.locked && !user.twoFactor && <span className="quiet">{t('admin.users.usual')}</span>}
    </span>
  );
}
