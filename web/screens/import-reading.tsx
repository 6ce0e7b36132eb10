// What is this file, and is it read rightly? Format, sheet, encoding, delimiter and headings, each to be set right, and its first rows.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClinicReading, type ClinicSeen, type ClinicSession } from '../../data/contract/import-clinic.ts';
import { clinicSessionQuery, readImportAgain } from '../api/import-clinic.ts';
import { formatCount } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { keepReading, keptReading } from '../state/import-draft.ts';
import { useImportWords } from './import-words.ts';

const encodings = ClinicReading.shape.encoding.unwrap().options;
const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
type Delimiter = keyof typeof delimiters;

/** What the form holds; '' = as the clinic finds it. */
interface Wish {
  readonly sheet: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly from: string;
  readonly to: string;
}

function wishOf(seen: ClinicSeen | null): Wish {
  const rows = seen?.headingRows ?? [];
  return { sheet: seen?.sheet ?? '', encoding: seen?.encoding?.name ?? '', delimiter: seen?.delimiter ?? '', from: String(rows[0] ?? 0), to: String(rows.at(-1) ?? 0) };
}

/** Gives what is to be said to the server: what was said before and what differs from what was found. Another sheet or encoding has headings of its own. */
function readingOf(before: ClinicReading, wish: Wish, found: Wish): ClinicReading {
  const headings = wish.from !== found.from || wish.to !== found.to;
  const other = wish.sheet !== found.sheet || wish.encoding !== found.encoding || wish.delimiter !== found.delimiter;
  const { headingRows: kept, ...rest } = before;
  return {
    ...rest,
    ...(wish.sheet === found.sheet ? {} : { sheet: wish.sheet }),
    ...(wish.encoding === found.encoding ? {} : { encoding: encodings.find((one) => one === wish.encoding) }),
    ...(wish.delimiter === found.delimiter ? {} : { delimiter: wish.delimiter as Delimiter }),
    ...(headings ? { headingRows: [Number(wish.from), Number(wish.to)] as [number, number] } : kept === undefined || other ? {} : { headingRows: kept }),
  };
}

export function ImportReading({ session }: { session: ClinicSession }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useReason();
  const words = useImportWords();
  const id = useId();
  const { seen } = session;
  const found = wishOf(seen);
  const [wish, setWish] = useState(found);
  const reading = useMutation({
    mutationFn: () => {
      const next = readingOf(keptReading(session.id), wish, found);
      keepReading(session.id, next);
      return readImportAgain(session.id, next);
    },
    onSuccess: (begun) => client.setQueryData(clinicSessionQuery(session.id).queryKey, begun.session),
  });
  const isTable = seen === null || seen.format === 'csv' || seen.format === 'xlsx';
  const isChanged = JSON.stringify(wish) !== JSON.stringify(found);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    reading.mutate();
  };
  const pick = (name: keyof Wish, label: string, options: readonly (readonly [string, string])[], note?: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <select id={`${id}-${name}`} className="input" value={wish[name]} onChange={(event) => setWish({ ...wish, [name]: event.target.value })} aria-describedby={note === undefined ? undefined : `${id}-${name}-note`}>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p id={`${id}-${name}-note`} className="quiet small">
          {note}
        </p>
      )}
    </div>
  );
  const row = (name: 'from' | 'to', label: string) => (
    <div className="field import-row-number">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input id={`${id}-${name}`} className="input figure" type="number" min={0} max={100} required value={wish[name]} aria-describedby={`${id}-headings`} onChange={(event) => setWish({ ...wish, [name]: event.target.value })} />
    </div>
  );
  const known = (name: string) => (encodings.some((one) => one === name) || name === '' ? [] : [[name, name] as const]);
  return (
    <section className="card-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('imports.read.title')}</h2>
      {seen !== null && (
        <dl className="import-facts-list small">
          <div>
            <dt className="quiet">{t('imports.read.format')}</dt>
            <dd>{t(`imports.formats.${seen.format}`)}</dd>
          </div>
          <div>
            <dt className="quiet">{t('imports.read.rows')}</dt>
            <dd className="figure">{formatCount(seen.rows)}</dd>
          </div>
          {seen.geometries.length > 0 && (
            <div>
              <dt className="quiet">{t('imports.read.geometries')}</dt>
              <dd className="figure">{seen.geometries.map(({ type, count }) => `${type} ${formatCount(count)}`).join(', ')}</dd>
            </div>
          )}
        </dl>
      )}
      <form className="import-reading" onSubmit={send}>
        {seen !== null && seen.sheets.length > 0 && pick('sheet', t(seen.format === 'geopackage' ? 'imports.read.layerOfFile' : 'imports.read.sheet'), seen.sheets.map((sheet) => [sheet, sheet] as const))}
        {seen?.encoding != null && pick('encoding', `${t('imports.read.encoding')}${seen.encoding.sure ? '' : ` (${t('imports.read.unsure')})`}`, [...known(seen.encoding.name), ...encodings.map((one) => [one, one] as const)], words.said(seen.encoding.reason))}
        {seen === null && pick('encoding', t('imports.read.encoding'), [['', t('imports.read.unsure')], ...encodings.map((one) => [one, one] as const)])}
        {seen?.delimiter != null && pick('delimiter', t('imports.read.delimiter'), Object.entries(delimiters).map(([sign, name]) => [sign, t(`imports.read.${name}`)] as const))}
        {isTable && seen !== null && (
          <fieldset className="import-heading-rows">
            <legend className="visually-hidden">{t('imports.read.headings')}</legend>
            {row('from', t('imports.read.headingsFrom'))}
            {row('to', t('imports.read.headingsTo'))}
            <p id={`${id}-headings`} className="quiet small">
              {t('imports.read.headingsHint')}
            </p>
          </fieldset>
        )}
        {(seen === null || seen.sheets.length > 0 || seen.encoding !== null || isTable) && (
          <button type="submit" className="button" disabled={reading.isPending || (seen !== null && session.state !== 'unreadable' && !isChanged)}>
            {t(session.state === 'unreadable' && !isChanged ? 'imports.read.tryAgain' : 'imports.read.again')}
          </button>
        )}
      </form>
      {reading.error !== null && <FormNote kind="refused">{reasonOf(reading.error)}</FormNote>}
      {seen !== null && seen.remarks.length > 0 && (
        <ul className="import-remarks small" aria-label={t('imports.read.remarks')}>
          {seen.remarks.map((remark) => (
            <li key={remark.en}>{words.said(remark)}</li>
          ))}
        </ul>
      )}
      {seen !== null && seen.sampleRows.length > 0 && <SampleTable seen={seen} />}
    </section>
  );
}

function SampleTable({ seen }: { seen: ClinicSeen }) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll import-samples" tabIndex={0} role="group" aria-label={t('imports.read.samples', { count: seen.sampleRows.length })}>
      <table className="plain-table office-table">
        <caption className="quiet small">{t('imports.read.samples', { count: seen.sampleRows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports.read.line')}</th>
            {seen.columns.map(({ id: letter, name }) => (
              <th key={letter} scope="col">
                <span className="quiet figure">{letter}</span> {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.sampleRows.map(({ line, cells }) => (
            <tr key={line}>
              <th scope="row" className="figure quiet">
                {line}
              </th>
              {seen.columns.map(({ id: letter }, place) => (
                <td key={letter}>{cells[place] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
