// Who did what to which record from where, and is the chain whole? Search, pages, verification, and the whole of it to take away.
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Grant, roleOf, roles } from '../../data/contract/access.ts';
import type { AuditEntry } from '../../data/contract/audit.ts';
import { type AuditAsked, auditExportAddress, auditPageRows, auditQuery, verifyAudit } from '../api/administration.ts';
import { adminZh } from '../locales/admin.zh-cn.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useNames } from '../state/names.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { useGrantWords } from './grant-words.ts';

type ActionKey = keyof typeof adminZh.audit.action;

export function AuditTab() {
  const { t } = useTranslation();
  const [actor, setActor] = useState('');
  // A link may name what is looked for.
  const [linked] = useState(() => (new URLSearchParams(location.search).get('subject') ?? '').slice(0, 200));
  const [subject, setSubject] = useState(linked);
  const [asked, setAsked] = useState<AuditAsked>({ actor: '', subject: linked, before: null });
  /** First sequence numbers of the pages before this one, for the way back. */
  const [trail, setTrail] = useState<readonly (number | null)[]>([]);
  const page = useQuery(auditQuery(asked));
  const entries = page.data?.entries ?? [];
  const search = (event: FormEvent): void => {
    event.preventDefault();
    setTrail([]);
    setAsked({ actor: actor.trim(), subject: subject.trim(), before: null });
  };
  const seek = (patch: Partial<AuditAsked>): void => {
    const next = { ...asked, ...patch, before: null };
    setActor(next.actor);
    setSubject(next.subject);
    setTrail([]);
    setAsked(next);
  };
  return (
    <section aria-label={t('admin.tab.audit')}>
      <Chain />
      <form className="page-tools" onSubmit={search} role="search">
        <input type="search" className="input page-search" placeholder={t('admin.audit.actorHint')} aria-label={t('admin.audit.actor')} value={actor} onChange={(event) => setActor(event.target.value)} />
        <input type="search" className="input page-search" placeholder={t('admin.audit.subjectHint')} aria-label={t('admin.audit.subject')} value={subject} onChange={(event) => setSubject(event.target.value)} />
        <button type="submit" className="button">
          <Icon name="search" />
          {t('admin.audit.search')}
        </button>
        {(asked.actor !== '' || asked.subject !== '') && (
          <button type="button" className="link-button" onClick={() => seek({ actor: '', subject: '' })}>
            {t('admin.audit.all')}
          </button>
        )}
      </form>
      <Answer asked={page} shape={<Bones rows={10} height={28} />} empty={{ when: (data) => data.entries.length === 0, words: t('admin.audit.none') }}>
        {(data) => <Entries entries={data.entries} onActor={(name) => seek({ actor: name })} onSubject={(name) => seek({ subject: name })} />}
      </Answer>
      <div className="pager">
        <button
          type="button"
          className="button button-small"
          disabled={trail.length === 0}
          onClick={() => {
            setAsked({ ...asked, before: trail.at(-1) ?? null });
            setTrail(trail.slice(0, -1));
          }}
        >
          {t('admin.audit.newer')}
        </button>
        <button
          type="button"
          className="button button-small"
          disabled={entries.length < auditPageRows || page.isPlaceholderData}
          onClick={() => {
            setTrail([...trail, asked.before]);
            setAsked({ ...asked, before: entries.at(-1)?.sequence ?? null });
          }}
        >
          {t('admin.audit.older')}
        </button>
      </div>
    </section>
  );
}

/** The verdict on the chain, the newest hash as an anchor for outside, and the download. */
function Chain() {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const tell = useNotice();
  const [anchor, setAnchor] = useState('');
  const checking = useMutation({ mutationFn: () => verifyAudit(anchor.trim()) });
  const verdict = checking.data;
  const fits = anchor.trim() === '' || /^[0-9a-f]{64}$/.test(anchor.trim());
  return (
    <section className="card-part chain" aria-label={t('admin.audit.chain')}>
      <div className="chain-row">
        <input className="input figure" placeholder={t('admin.audit.anchorHint')} aria-label={t('admin.audit.anchor')} aria-invalid={!fits} spellCheck={false} value={anchor} onChange={(event) => setAnchor(event.target.value)} />
        <button type="button" className="button button-main" disabled={checking.isPending || !fits} onClick={() => checking.mutate()}>
          {t(checking.isPending ? 'admin.audit.verifying' : 'admin.audit.verify')}
        </button>
        <span className="chain-downloads">
          <a className="button" href={auditExportAddress('csv')} download>
            <Icon name="download" />
            CSV
          </a>
          <a className="button" href={auditExportAddress('ndjson')} download>
            <Icon name="download" />
            NDJSON
          </a>
        </span>
      </div>
      {!fits && <p className="field-fault small">{t('admin.audit.anchorFault')}</p>}
      {checking.error !== null && <FormNote kind="refused">{reasonOf(checking.error)}</FormNote>}
      {verdict !== undefined && (
        <FormNote kind={verdict.intact ? 'done' : 'refused'}>
          {verdict.intact ? t('admin.audit.intact', { count: formatCount(verdict.entries) }) : t('admin.audit.broken', { count: formatCount(verdict.faults.length) })}
          {verdict.faults.slice(0, 10).map((fault) => (
            <span key={`${fault.kind} ${fault.sequence}`} className="chain-fault">
              {t(`admin.audit.fault.${fault.kind}`, { sequence: fault.sequence, count: fault.count })}
            </span>
          ))}
          <span className="chain-hash">
            {t('admin.audit.newest')} <code className="secret">{verdict.newestHash}</code>
            <button type="button" className="link-button" onClick={() => void copyText(verdict.newestHash).then((done) => tell(t(done ? 'account.copied' : 'account.copyFailed')))}>
              <Icon name="copy" size={12} />
              {t('account.copy')}
            </button>
          </span>
        </FormNote>
      )}
    </section>
  );
}

function Entries({ entries, onActor, onSubject }: { entries: readonly AuditEntry[]; onActor(name: string): void; onSubject(name: string): void }) {
  const { t } = useTranslation();
  const names = useNames();
  const roleName = (id: string): string => {
    const known = roles.find((role) => role.id === id);
    return known === undefined ? id : names.pick(roleOf(known.id).zh, roleOf(known.id).en);
  };
  const actionName = (action: string): string => (Object.hasOwn(adminZh.audit.action, action) ? t(`admin.audit.action.${action as ActionKey}`) : action);
  const detailWords = useDetailWords();
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="plain-table office-table">
        <thead>
          <tr>
            <th scope="col" className="cell-number">
              {t('admin.audit.sequence')}
            </th>
            <th scope="col">{t('admin.audit.at')}</th>
            <th scope="col">{t('admin.audit.actor')}</th>
            <th scope="col">{t('admin.audit.deed')}</th>
            <th scope="col">{t('admin.audit.subject')}</th>
            <th scope="col">{t('admin.audit.address')}</th>
            <th scope="col">{t('admin.audit.detail')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.sequence}>
              <td className="figure cell-number" title={entry.hash}>
                {formatCount(entry.sequence)}
              </td>
              <td className="figure">{formatInstant(entry.at)}</td>
              <td>
                <button type="button" className="link-button" title={t('admin.audit.onlyActor')} onClick={() => onActor(entry.actorName)}>
                  {entry.actorName === '' ? entry.actorKind : entry.actorName}
                </button>
                <span className="quiet small cell-under">{roleName(entry.role)}</span>
              </td>
              <td>{actionName(entry.action)}</td>
              <td>
                <button type="button" className="link-button" title={t('admin.audit.onlySubject')} onClick={() => onSubject(entry.subject)}>
                  {entry.subject}
                </button>
              </td>
              <td className="figure">{entry.address}</td>
              <td className="audit-detail">{detailWords(entry.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type FactKey = keyof typeof adminZh.audit.fact;

/** Gives the facts of a deed in words; what no word is known for stays as it was written. */
function useDetailWords(): (detail: AuditEntry['detail']) => string {
  const { t } = useTranslation();
  const grantWords = useGrantWords();
  return (detail) =>
    Object.entries(detail)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => {
        const grant = name === 'grant' ? Grant.safeParse(value) : undefined;
        const words = grant?.success === true ? grantWords(grant.data) : typeof value === 'string' ? (/^\d{4}-\d\d-\d\dT/.test(value) ? formatInstant(value) : value) : JSON.stringify(value);
        return t('admin.audit.factIs', { name: Object.hasOwn(adminZh.audit.fact, name) ? t(`admin.audit.fact.${name as FactKey}`) : name, value: words });
      })
      .join(t('admin.audit.factEnd'));
}
