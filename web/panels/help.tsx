// What do the words mean, what do the codes stand for, how is it counted and what does it rest on? The desk's help.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { criteriaQuery, glossaryQuery, methodsQuery, vocabulariesQuery } from '../api/queries.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Choice } from '../parts/controls.tsx';
import { Mark } from '../parts/mark.tsx';
import { useNames } from '../state/names.tsx';
import { Panel, Section } from './panel.tsx';

type Chapter = 'keys' | 'glossary' | 'lists' | 'criteria' | 'methods';
const chapters: readonly Chapter[] = ['keys', 'glossary', 'lists', 'criteria', 'methods'];

/** The help panel. `keys` are the shortcuts in force: key and what it does. */
export function HelpPanel({ keys }: { keys: readonly { key: string; words: string }[] }) {
  const { t } = useTranslation();
  const [chapter, setChapter] = useState<Chapter>('keys');
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const fits = (...texts: readonly (string | null | undefined)[]): boolean => wanted === '' || texts.some((one) => one?.toLowerCase().includes(wanted) === true);
  return (
    <Panel finding={t('help.finding')}>
      <Choice<Chapter> label={t('panels.help')} value={chapter} options={chapters.map((one) => ({ value: one, text: t(`help.${one}`) }))} onChange={setChapter} />
      {chapter !== 'keys' && <input className="input" type="search" placeholder={t('help.find')} aria-label={t('help.find')} value={text} onChange={(event) => setText(event.target.value)} />}
      {chapter === 'keys' && <Keys keys={keys} />}
      {chapter === 'glossary' && <Glossary fits={fits} text={text} />}
      {chapter === 'lists' && <Lists fits={fits} text={text} />}
      {chapter === 'criteria' && <Criteria fits={fits} text={text} />}
      {chapter === 'methods' && <Methods fits={fits} text={text} />}
    </Panel>
  );
}

interface Wanted {
  readonly text: string;
  fits(...texts: readonly (string | null | undefined)[]): boolean;
}

function Keys({ keys }: { keys: readonly { key: string; words: string }[] }) {
  return (
    <dl className="keys">
      {keys.map(({ key, words }) => (
        <div key={key} className="key-row">
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Nothing({ text }: { text: string }) {
  const { t } = useTranslation();
  return <p className="quiet">{t('help.nothing', { text })}</p>;
}

function Glossary({ fits, text }: Wanted) {
  const names = useNames();
  const glossary = useQuery(glossaryQuery());
  return (
    <Answer asked={glossary} shape={<Bones rows={8} height={40} />}>
      {(data) => {
        const entries = data.entries.filter((entry) => fits(entry.zh, entry.en, entry.definitionZh, entry.definitionEn));
        return entries.length === 0 ? (
          <Nothing text={text} />
        ) : (
          <dl className="glossary">
            {entries.map((entry) => (
              <div key={entry.key}>
                <dt>
                  {names.pick(entry.zh, entry.en)} <span className="quiet">{names.pick(entry.en, entry.zh)}</span>
                </dt>
                <dd>{names.pick(entry.definitionZh, entry.definitionEn)}</dd>
              </div>
            ))}
          </dl>
        );
      }}
    </Answer>
  );
}

function Lists({ fits, text }: Wanted) {
  const { t } = useTranslation();
  const names = useNames();
  const lists = useQuery(vocabulariesQuery());
  return (
    <Answer asked={lists} shape={<Bones rows={8} height={24} />}>
      {(data) => {
        const found = data.lists
          .map((list) => ({ list, entries: list.entries.filter((entry) => fits(list.zh, list.en, entry.code, entry.zh, entry.en, entry.noteZh, entry.noteEn)) }))
          .filter(({ entries }) => entries.length > 0);
        if (found.length === 0) return <Nothing text={text} />;
        return found.map(({ list, entries }) => (
          <details key={list.id} className="fold" open={text.trim() !== ''}>
            <summary>
              {names.pick(list.zh, list.en)} <span className="quiet figure">{entries.length}</span>
            </summary>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{t('help.term')}</th>
                  <th scope="col">{t('help.english')}</th>
                  <th scope="col">{t('help.code')}</th>
                </tr>
              </thead>
              <tbody>
                {entries.map((entry) => (
                  <tr key={entry.code}>
                    <td>
                      {entry.zh} {entry.mark !== undefined && <Mark mark={entry.mark} />}
                    </td>
                    <td>{entry.en}</td>
                    <td className="figure quiet">{entry.code}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        ));
      }}
    </Answer>
  );
}

function Criteria({ fits, text }: Wanted) {
  const { t } = useTranslation();
  const names = useNames();
  const criteria = useQuery(criteriaQuery());
  return (
    <Answer asked={criteria} shape={<Bones rows={8} height={24} />}>
      {(data) => {
        const found = data.documents
          .map((document) => ({ document, clauses: data.clauses.filter((clause) => clause.documentId === document.id && fits(document.titleZh, document.titleEn, document.number, clause.article, clause.zh, clause.en)) }))
          .filter(({ document, clauses }) => clauses.length > 0 || (text.trim() === '' && document.id !== ''));
        if (found.length === 0) return <Nothing text={text} />;
        return (
          <>
            <p className="hint">{t('help.prevails')}</p>
            {found.map(({ document, clauses }) => (
              <details key={document.id} className="fold" open={text.trim() !== ''}>
                <summary>
                  {names.pick(document.titleZh, document.titleEn)} <Mark mark={document.mark} /> <span className="quiet figure">{t('help.clauses', { count: clauses.length })}</span>
                </summary>
                <p className="quiet small">
                  {[document.issuer, document.number, document.validFrom === null ? null : t('help.inForce', { from: document.validFrom }), document.validTo === null ? null : t('help.until', { to: document.validTo })].filter((one) => one !== null).join(' · ')}
                </p>
                {(names.language === 'en' ? document.noteEn : document.noteZh) !== null && <p className="quiet small">{names.language === 'en' ? document.noteEn : document.noteZh}</p>}
                <ul className="clauses">
                  {clauses.map((clause) => (
                    <li key={clause.id}>
                      <span className="quiet figure">{clause.article}</span> {names.pick(clause.zh, clause.en)} <Mark mark={clause.mark} />
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </>
        );
      }}
    </Answer>
  );
}

function Methods({ fits, text }: Wanted) {
  const names = useNames();
  const methods = useQuery(methodsQuery());
  return (
    <Answer asked={methods} shape={<Bones rows={6} height={48} />}>
      {(data) => {
        const entries = Object.entries(data.methods).filter(([key, method]) => fits(key, method.zh, method.en));
        return entries.length === 0 ? (
          <Nothing text={text} />
        ) : (
          entries.map(([key, method]) => (
            <Section key={key} finding={<span className="figure">{key}</span>}>
              <p>{names.pick(method.zh, method.en)}</p>
            </Section>
          ))
        );
      }}
    </Answer>
  );
}
