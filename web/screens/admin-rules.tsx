// Which words and rules does the program go by, how far is each verified, and since when does it hold? Code lists and criteria, to be read.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriteriaClause, CriteriaDocument } from '../../data/contract/criteria.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';
import { criteriaQuery, vocabulariesQuery } from '../api/queries.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { isVerified, Mark } from '../parts/mark.tsx';
import { useNames } from '../state/names.tsx';

export function RulesTab() {
  const { t } = useTranslation();
  const names = useNames();
  const lists = useQuery(vocabulariesQuery());
  const criteria = useQuery(criteriaQuery());
  const [chosen, setChosen] = useState('criteria');
  return (
    <section className="rules" aria-label={t('admin.tab.rules')}>
      <nav className="rules-lists" aria-label={t('admin.rules.lists')}>
        <Answer asked={lists} shape={<Bones rows={12} height={24} />}>
          {(data) => (
            <ul>
              {[{ id: 'criteria', zh: t('admin.rules.criteria'), en: t('admin.rules.criteria'), entries: criteria.data?.documents ?? [] }, ...data.lists].map((list) => (
                <li key={list.id}>
                  <button type="button" className="menu-row" aria-current={list.id === chosen ? 'page' : undefined} onClick={() => setChosen(list.id)}>
                    <span className="menu-words">{names.pick(list.zh, list.en)}</span>
                    <span className="quiet small figure">{formatCount(list.entries.length)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </nav>
      <div className="rules-body">
        {chosen === 'criteria' ? (
          <Answer asked={criteria} shape={<Bones rows={8} height={48} />}>
            {(data) => <Criteria documents={data.documents} clauses={data.clauses} />}
          </Answer>
        ) : (
          <Answer asked={lists} shape={<Bones rows={8} height={28} />}>
            {(data) => {
              const list = data.lists.find((known) => known.id === chosen);
              return list === undefined ? null : <Codes list={list} />;
            }}
          </Answer>
        )}
      </div>
    </section>
  );
}

function Codes({ list }: { list: CodeList }) {
  const { t } = useTranslation();
  const names = useNames();
  const validity = (from: string | undefined, to: string | undefined): string => [from === undefined ? '' : t('help.inForce', { from }), to === undefined ? '' : t('help.until', { to })].join(' ').trim();
  const hasValidity = list.entries.some((entry) => entry.validFrom !== undefined || entry.validTo !== undefined);
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="plain-table office-table">
        <caption className="quiet small">
          {names.pick(list.zh, list.en)} · {t('admin.rules.verifiedOf', { count: list.entries.filter((entry) => entry.mark !== undefined && isVerified(entry.mark)).length, total: list.entries.length })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('help.code')}</th>
            <th scope="col">{t('help.term')}</th>
            <th scope="col">{t('help.english')}</th>
            <th scope="col">{t('help.marks')}</th>
            {hasValidity && <th scope="col">{t('admin.responsibilities.validity')}</th>}
            <th scope="col">{t('help.note')}</th>
          </tr>
        </thead>
        <tbody>
          {list.entries.map((entry) => (
            <tr key={entry.code} className={entry.offByDefault === true ? 'row-over' : undefined}>
              <td className="figure">{entry.code}</td>
              <th scope="row" className={entry.parent === undefined ? undefined : 'cell-child'}>
                {entry.zh}
              </th>
              <td>{entry.en}</td>
              <td>{entry.mark !== undefined && <Mark mark={entry.mark} />}</td>
              {hasValidity && <td className="figure">{validity(entry.validFrom, entry.validTo)}</td>}
              <td>
                {names.pick(entry.noteZh ?? '', entry.noteEn ?? '')}
                {entry.source !== undefined && <span className="quiet small cell-under">{t('help.source', { source: entry.source })}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Criteria({ documents, clauses }: { documents: readonly CriteriaDocument[]; clauses: readonly CriteriaClause[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const [sought, setSought] = useState('');
  const text = sought.trim().toLowerCase();
  const found = clauses.filter((clause) => text === '' || `${clause.article} ${clause.zh} ${clause.en}`.toLowerCase().includes(text));
  const shown = documents.filter((document) => text === '' || `${document.titleZh} ${document.titleEn} ${document.number ?? ''}`.toLowerCase().includes(text) || found.some((clause) => clause.documentId === document.id));
  return (
    <>
      <div className="page-tools">
        <input type="search" className="input page-search" placeholder={t('admin.rules.find')} aria-label={t('admin.rules.find')} value={sought} onChange={(event) => setSought(event.target.value)} />
        <p className="quiet page-tools-words">{t('help.prevails')}</p>
      </div>
      {shown.length === 0 && <p className="empty">{t('help.nothing', { text: sought })}</p>}
      {shown.map((document) => {
        const own = clauses.filter((clause) => clause.documentId === document.id && (text === '' || found.includes(clause)));
        const note = names.pick(document.noteZh ?? '', document.noteEn ?? '');
        return (
          <details key={document.id} className="fold rule-document" open={text !== ''}>
            <summary>
              <span className="rule-title">{names.pick(document.titleZh, document.titleEn)}</span> <Mark mark={document.mark} />
              <span className="quiet small cell-under">
                {[document.issuer, document.number ?? '', document.validFrom === null ? '' : t('help.inForce', { from: document.validFrom }), document.validTo === null ? '' : t('help.until', { to: document.validTo }), t('help.clauses', { count: own.length })].filter((part) => part !== '').join(' · ')}
              </span>
            </summary>
            {note !== '' && <p className="hint">{note}</p>}
            <ul className="clauses">
              {own.map((clause) => (
                <li key={clause.id}>
                  <strong>{clause.article}</strong> {names.pick(clause.zh, clause.en)} <Mark mark={clause.mark} />
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}
