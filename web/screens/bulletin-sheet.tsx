// How does a bulletin look? A sheet of paper with head, sections, tables and notes; every number that has rows opens them.
import { useTranslation } from 'react-i18next';
import type { Briefing, BriefingCell, BriefingForm, BriefingTable } from '../../data/contract/briefings.ts';
import type { BulletinPage } from '../api/bulletins.ts';
import { formatInstant } from '../locales/format.ts';

export function BulletinSheet({ page: { briefing, summary } }: { page: BulletinPage }) {
  const { t } = useTranslation();
  const { words } = briefing;
  return (
    <article className="bulletin" lang={briefing.language} data-published={summary.number === null ? undefined : ''}>
      <header className="bulletin-head">
        <p className="bulletin-masthead">{briefing.masthead}</p>
        <p className="bulletin-number">
          <span>{briefing.number}</span>
          <span>{briefing.issuedBy}</span>
          <span>{briefing.issuedOn}</span>
        </p>
        <h1>{briefing.title}</h1>
        {briefing.synthetic !== null && <p className="synthetic bulletin-synthetic">{briefing.synthetic}</p>}
        <dl className="bulletin-lead">
          {briefing.lead.map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </header>
      {briefing.sections.map(({ id, heading, sentences, tables }) => (
        <section key={id} aria-label={heading} className={`bulletin-section bulletin-section-${id}`}>
          <h2>{heading}</h2>
          {sentences.map((sentence) => (
            <p key={sentence.text}>
              {sentence.text}
              {sentence.basis.length > 0 && <BasisLinks briefing={briefing} ids={sentence.basis} />}
            </p>
          ))}
          {tables.filter(({ rows }) => rows.length > 0).map((table) => (
            <SheetTable key={table.id} table={table} />
          ))}
        </section>
      ))}
      <details className="bulletin-basis">
        <summary>{t('bulletins.showBasis')}</summary>
        <BasisTable briefing={briefing} />
        <h2>{words['methods']}</h2>
        <dl>
          {briefing.methods.map(({ key, title, text }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </details>
      <footer className="bulletin-notes">
        <h2>{words['notes']}</h2>
        <ol>
          {briefing.footnotes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ol>
      </footer>
    </article>
  );
}

/** The rows of the ledger behind a number, as they stand now. */
const ledgerAddress = (rows: string): string => (rows.startsWith('hazards/') ? `/${rows}` : `/ledger?${rows}`);

/** The figures a sentence rests on; those with rows open them. */
function BasisLinks({ briefing, ids }: { briefing: Briefing; ids: readonly string[] }) {
  const { t } = useTranslation();
  const figures = ids.flatMap((id) => briefing.basis.filter((figure) => figure.id === id));
  return (
    <span className="bulletin-sources" aria-label={t('bulletins.basisOf', { names: figures.map(({ title }) => title).join(t('words.and')) })}>
      {figures.map((figure) =>
        figure.rows === null ? (
          <span key={figure.id} title={`n = ${figure.n} · ${figure.methodTitle}`}>
            {figure.title}
          </span>
        ) : (
          <a key={figure.id} href={ledgerAddress(figure.rows)} title={`${t('bulletins.rows')} · n = ${figure.n} · ${figure.methodTitle}`}>
            {figure.title}
          </a>
        ),
      )}
    </span>
  );
}

const isNumber = (form: BriefingForm): boolean => form !== 'text' && form !== 'date';

function SheetTable({ table: { id, caption, note, columns, rows } }: { table: BriefingTable }) {
  return (
    <figure className="bulletin-figure">
      <figcaption>{caption}</figcaption>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className={`bulletin-table bulletin-table-${id}`}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.id} scope="col" className={isNumber(column.form) ? 'cell-number' : undefined}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                {row.map((cell, at) => {
                  const column = columns[at];
                  const form = cell.form ?? column?.form ?? 'text';
                  return at === 0 ? (
                    <th key={column?.id} scope="row">
                      <Cell cell={cell} form={form} />
                    </th>
                  ) : (
                    <td key={column?.id} className={isNumber(form) ? 'figure cell-number' : undefined}>
                      <Cell cell={cell} form={form} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {note !== null && <p className="quiet small">{note}</p>}
    </figure>
  );
}

function Cell({ cell: { text, value, rows }, form }: { cell: BriefingCell; form: BriefingForm }) {
  const { t } = useTranslation();
  if (form === 'bar' && typeof value === 'number') {
    return (
      <span className="bulletin-bar">
        <span aria-hidden="true" className="bulletin-bar-track">
          <span style={{ width: `${value * 100}%` }} />
        </span>
        {text}
      </span>
    );
  }
  return rows === null ? text : (
    <a href={ledgerAddress(rows)} title={t('bulletins.rows')}>
      {text}
    </a>
  );
}

function BasisTable({ briefing: { basis, words } }: { briefing: Briefing }) {
  return (
    <div className="table-scroll" tabIndex={0}>
      <table className="bulletin-table">
        <thead>
          <tr>
            <th scope="col">{words['figure']}</th>
            <th scope="col" className="cell-number">
              {words['value']}
            </th>
            <th scope="col" className="cell-number">
              {words['of']}
            </th>
            <th scope="col" className="cell-number">
              n
            </th>
            <th scope="col">{words['asOf']}</th>
            <th scope="col">{words['method']}</th>
          </tr>
        </thead>
        <tbody>
          {basis.map((figure) => (
            <tr key={figure.id} id={`figure-${figure.id}`}>
              <th scope="row">{figure.title}</th>
              <td className="figure cell-number">
                <Cell cell={{ text: figure.text, value: figure.value, rows: figure.rows }} form={figure.form} />
              </td>
              <td className="figure cell-number">{figure.denominator === null ? '' : `${figure.numerator}/${figure.denominator}`}</td>
              <td className="figure cell-number">{figure.n}</td>
              <td className="figure">{formatInstant(figure.asOf)}</td>
              <td>{figure.methodTitle}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
