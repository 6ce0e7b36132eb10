// Which tokens open the API, and how is one made or ended? One's own on the account page, all of them for the administrator.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../data/contract/access.ts';
import type { TokenSummary } from '../../data/contract/accounts.ts';
import { makeToken, revokeToken, tokensQuery } from '../api/administration.ts';
import { formatInstant } from '../locales/format.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field, FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { useGrantWords } from './grant-words.ts';

/** The reader's own tokens, and a form for another. */
export function OwnTokens() {
  const { t } = useTranslation();
  const tokens = useQuery(tokensQuery());
  const [making, setMaking] = useState(false);
  return (
    <>
      <div className="form-buttons">
        <button type="button" className="button" onClick={() => setMaking(true)}>
          <Icon name="plus" />
          {t('tokens.make')}
        </button>
      </div>
      <Answer asked={tokens} shape={<Bones rows={3} height={28} />} empty={{ when: (data) => data.tokens.length === 0, words: t('tokens.noneOwn') }}>
        {(data) => <TokenTable tokens={data.tokens} />}
      </Answer>
      {making && <TokenDialog grant={undefined} onClose={() => setMaking(false)} />}
    </>
  );
}

/** Tokens with the way to end each. `owner` names whose a token is; without it the column is left out. */
export function TokenTable({ tokens, owner }: { tokens: readonly TokenSummary[]; owner?: (userId: string | null) => string }) {
  const { t } = useTranslation();
  const grantWords = useGrantWords();
  const [ending, setEnding] = useState<TokenSummary | null>(null);
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="plain-table office-table">
        <thead>
          <tr>
            <th scope="col">{t('tokens.name')}</th>
            {owner !== undefined && <th scope="col">{t('tokens.owner')}</th>}
            <th scope="col">{t('tokens.rights')}</th>
            <th scope="col">{t('tokens.created')}</th>
            <th scope="col">{t('tokens.expires')}</th>
            <th scope="col">{t('tokens.used')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('tokens.end')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id} className={token.revoked ? 'row-over' : undefined}>
              <td>{token.name}</td>
              {owner !== undefined && <td>{owner(token.userId)}</td>}
              <td>{grantWords(token.grant)}</td>
              <td className="figure">{formatInstant(token.createdAt)}</td>
              <td className="figure">{token.expiresAt === null ? t('tokens.never') : formatInstant(token.expiresAt)}</td>
              <td className="figure">{token.lastUsedOn ?? t('tokens.unused')}</td>
              <td className="cell-acts">
                {token.revoked ? (
                  <span className="quiet">{t('tokens.ended')}</span>
                ) : (
                  <button type="button" className="button button-small" aria-label={t('tokens.endOf', { name: token.name })} onClick={() => setEnding(token)}>
                    {t('tokens.end')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {ending !== null && <EndDialog token={ending} onClose={() => setEnding(null)} />}
    </div>
  );
}

function EndDialog({ token, onClose }: { token: TokenSummary; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useReason();
  const tell = useNotice();
  const ending = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: async () => {
      tell(t('tokens.endedNow', { name: token.name }));
      await client.invalidateQueries(tokensQuery());
      onClose();
    },
  });
  return (
    <Dialog title={t('tokens.endOf', { name: token.name })} onClose={onClose}>
      <div className="form">
        <p>{t('tokens.endWhat')}</p>
        {ending.error !== null && <FormNote kind="refused">{reasonOf(ending.error)}</FormNote>}
        <div className="form-buttons">
          <button type="button" className="button button-main" disabled={ending.isPending} onClick={() => ending.mutate()}>
            {t('tokens.end')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('words.cancel')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/**
 * Makes a token and shows its text once. `grant` undefined = one's own rights; null = not chosen well yet, so nothing can be sent. `fields` choose the grant.
 * A wall's token need not end.
 */
export function TokenDialog({ grant, fields, onClose }: { grant: Grant | null | undefined; fields?: ReactNode; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useReason();
  const [name, setName] = useState('');
  const [days, setDays] = useState<'30' | '90' | '365' | 'never'>('90');
  const wall = grant?.role === 'wall';
  const ends = days === 'never' && !wall ? '365' : days;
  const making = useMutation({
    mutationFn: () => makeToken({ name: name.trim(), ...(grant === undefined || grant === null ? {} : { grant }), expiresAt: ends === 'never' ? null : new Date(Date.now() + Number(ends) * 86_400_000).toISOString() }),
    onSuccess: () => void client.invalidateQueries(tokensQuery()),
  });
  if (making.data !== undefined) {
    return (
      <Dialog title={t('tokens.made')} onClose={onClose}>
        <ShownOnce text={making.data.token} what={t('tokens.madeWhat')} onClose={onClose} />
      </Dialog>
    );
  }
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (grant !== null && name.trim() !== '') making.mutate();
  };
  return (
    <Dialog title={t('tokens.make')} onClose={onClose}>
      <form className="form" onSubmit={send}>
        <Field label={t('tokens.name')} hint={t('tokens.nameHint')} required autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        {fields ?? <p className="quiet">{t('tokens.ownRights')}</p>}
        <label className="field">
          <span className="field-label">{t('tokens.expires')}</span>
          <select className="input" value={ends} onChange={(event) => setDays(event.target.value as typeof days)}>
            {(['30', '90', '365'] as const).map((count) => (
              <option key={count} value={count}>
                {t('tokens.days', { count: Number(count) })}
              </option>
            ))}
            {wall && <option value="never">{t('tokens.never')}</option>}
          </select>
        </label>
        {making.error !== null && <FormNote kind="refused">{reasonOf(making.error)}</FormNote>}
        <div className="form-buttons">
          <button type="submit" className="button button-main" disabled={grant === null || name.trim() === '' || making.isPending}>
            {t('tokens.make')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('words.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** A secret that will never be shown again, with the way to copy it. */
export function ShownOnce({ text, what, onClose }: { text: string; what: string; onClose(): void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="form">
      <p>{what}</p>
      <output className="secret secret-once">{text}</output>
      {copied !== null && <FormNote kind={copied ? 'done' : 'refused'}>{t(copied ? 'account.copied' : 'account.copyFailed')}</FormNote>}
      <div className="form-buttons">
        <button type="button" className="button button-main" autoFocus onClick={() => void copyText(text).then(setCopied)}>
          <Icon name="copy" />
          {t('account.copy')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('tokens.kept')}
        </button>
      </div>
    </div>
  );
}
