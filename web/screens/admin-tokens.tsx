// Which tokens hold, whose are they, and how does a wall get one? For the security administrator; the office makes those of walls.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roles } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import { tokensQuery, usersQuery } from '../api/administration.ts';
import { may } from '../api/session.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { draftOf, GrantFields, grantOfDraft } from './grant-fields.tsx';
import { TokenDialog, TokenTable } from './tokens.tsx';

export function TokensTab({ session }: { session: Session }) {
  const { t } = useTranslation();
  const mayAll = may(session, 'users');
  const tokens = useQuery(tokensQuery());
  const users = useQuery({ ...usersQuery(), enabled: mayAll }).data?.users;
  const [making, setMaking] = useState<'any' | 'wall' | null>(null);
  const [draft, setDraft] = useState(() => draftOf(null));
  const begin = (kind: 'any' | 'wall'): void => {
    setDraft({ ...draftOf(null), role: kind === 'wall' ? 'wall' : null });
    setMaking(kind);
  };
  const owner = (userId: string | null): string => (userId === null ? t('tokens.alone') : (users?.find((user) => user.id === userId)?.userName ?? userId));
  return (
    <section aria-label={t('admin.tab.tokens')}>
      <div className="page-tools">
        <p className="quiet page-tools-words">{t(mayAll ? 'admin.tokens.what' : 'admin.tokens.whatOffice')}</p>
        {mayAll && (
          <button type="button" className="button" onClick={() => begin('any')}>
            <Icon name="plus" />
            {t('tokens.make')}
          </button>
        )}
        <button type="button" className="button button-main" onClick={() => begin('wall')}>
          <Icon name="plus" />
          {t('admin.tokens.wall')}
        </button>
      </div>
      <Answer asked={tokens} shape={<Bones rows={5} height={32} />} empty={{ when: (data) => data.tokens.length === 0, words: t('admin.tokens.none') }}>
        {(data) => <TokenTable tokens={data.tokens} owner={mayAll ? owner : undefined} />}
      </Answer>
      {making !== null && (
        <TokenDialog
          grant={grantOfDraft(draft)}
          fields={
            <>
              {making === 'wall' && <p className="quiet">{t('admin.tokens.wallWhat')}</p>}
              <GrantFields draft={draft} onChange={setDraft} offered={making === 'wall' ? ['wall'] : roles.map(({ id }) => id)} />
            </>
          }
          onClose={() => setMaking(null)}
        />
      )}
    </section>
  );
}
