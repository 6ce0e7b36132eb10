// By which clause is it a major hazard? Those of the sector that were in force on the day it was found, with their marks.
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CriteriaClause, CriteriaDocument } from '../../data/contract/criteria.ts';
import { criteriaQuery } from '../api/queries.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Mark } from '../parts/mark.tsx';
import { useNames } from '../state/names.tsx';
import { Needed } from './photo-field.tsx';

/** Clauses shown at once; more are found by words. */
const mostShown = 40;

/** Gives whether a document was in force on a date (YYYY-MM-DD). */
export function inForce({ validFrom, validTo }: Pick<CriteriaDocument, 'validFrom' | 'validTo'>, date: string): boolean {
  return (validFrom === null || validFrom <= date) && (validTo === null || validTo >= date);
}

export function ClausePicker({ value, onChange, sectorCode, kindCode, foundOn, label, needed, fault }: { value: string | null; onChange(id: string | null): void; sectorCode: string | null; kindCode: string | null; foundOn: string; label: string; needed: boolean; fault: string | null }) {
  const { t } = useTranslation();
  const names = useNames();
  const id = useId();
  const criteria = useQuery(criteriaQuery());
  const [words, setWords] = useState('');
  const [everySector, setEverySector] = useState(false);
  const found = useMemo(() => {
    const documents = new Map((criteria.data?.documents ?? []).map((document) => [document.id, document]));
    const sought = words.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
    const text = (clause: CriteriaClause): string => `${clause.id} ${clause.article} ${clause.zh} ${clause.en} ${documents.get(clause.documentId)?.titleZh ?? ''}`.toLowerCase();
    return (criteria.data?.clauses ?? [])
      .flatMap((clause) => {
        const document = documents.get(clause.documentId);
        return document !== undefined && inForce(document, foundOn) ? [{ clause, document }] : [];
      })
      .filter(({ clause }) => everySector || sectorCode === null || clause.sectorCodes.length === 0 || clause.sectorCodes.includes(sectorCode) || clause.id === value)
      .filter(({ clause }) => sought.every((word) => text(clause).includes(word)))
      .sort((a, b) => Number(b.clause.kindCodes.includes(kindCode ?? '')) - Number(a.clause.kindCodes.includes(kindCode ?? '')));
  }, [criteria.data, words, everySector, sectorCode, kindCode, foundOn, value]);
  return (
    <fieldset className="clause-picker" aria-describedby={`${id}-note`}>
      <legend className="field-label">
        {label}
        {needed && <Needed />}
      </legend>
      <div className="page-tools">
        <input className="input page-search" type="search" value={words} placeholder={t('hazard.clauseFind')} aria-label={t('hazard.clauseFind')} onChange={(event) => setWords(event.target.value)} />
        {sectorCode !== null && (
          <label className="page-check">
            <input type="checkbox" checked={everySector} onChange={(event) => setEverySector(event.target.checked)} />
            {t('hazard.clauseEverySector')}
          </label>
        )}
      </div>
      <Answer asked={criteria} shape={<Bones rows={3} height={24} />} empty={{ when: () => found.length === 0, words: <p>{t('hazard.clauseNone', { date: foundOn })}</p> }}>
        {() => (
          <ul className="clause-list">
            {found.slice(0, mostShown).map(({ clause, document }) => (
              <li key={clause.id}>
                <label className="clause-row">
                  <input type="radio" name={id} checked={value === clause.id} onChange={() => onChange(clause.id)} />
                  <span>
                    {names.pick(clause.zh, clause.en)} <Mark mark={clause.mark} />
                    <span className="quiet small cell-under">
                      {names.pick(document.titleZh, document.titleEn)} · {clause.article} · {clause.id}
                    </span>
                  </span>
                </label>
              </li>
            ))}
            {found.length > mostShown && <li className="quiet small pad">{t('hazard.clauseMore', { count: found.length - mostShown })}</li>}
          </ul>
        )}
      </Answer>
      {value !== null && (
        <button type="button" className="link-button" onClick={() => onChange(null)}>
          {t('hazard.clauseClear', { id: value })}
        </button>
      )}
      <p id={`${id}-note`} className={fault === null ? 'field-note quiet small' : 'field-note field-fault small'} aria-live="polite">
        {fault ?? t('object.clausePrevails')}
      </p>
    </fieldset>
  );
}
