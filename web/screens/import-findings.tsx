// What was found in each row? Refused rows with the reason, changed ones with what was and what comes, and remarks, a page at a time.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useTranslation } from 'react-i18next';
import { type ClinicSession, type DryRunSummary, type FindingGroup, findingGroups, type RowFinding } from '../../data/contract/import-clinic.ts';
import { findingsQuery } from '../api/import-clinic.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Choice } from '../parts/controls.tsx';
import { Icon } from '../parts/icon.tsx';
import { useImportWords } from './import-words.ts';

const pageRows = 50;

interface FindingsProps {
  readonly session: ClinicSession;
  readonly dryRun: DryRunSummary;
  readonly group: FindingGroup;
  readonly picked: number | null;
  onGroup(group: FindingGroup): void;
  onPick(line: number): void;
}

export function ImportFindings({ session, dryRun, group, picked, onGroup, onPick }: FindingsProps) {
  const { t } = useTranslation();
  const [page, setPage] = useQueryState('page', parseAsInteger.withDefault(1));
  const offset = (Math.max(1, page) - 1) * pageRows;
  const asked = useQuery({ ...findingsQuery(session.id, session.batchId === null ? session.jobId : 'written', group, offset, pageRows), placeholderData: keepPreviousData });
  return (
    <section className="card-part" aria-labelledby="import-findings">
      <div className="import-part-head">
        <h2 id="import-findings">{t('imports.check.findings')}</h2>
        <Choice
          label={t('imports.check.group')}
          value={group}
          options={findingGroups.map((value) => ({ value, text: `${t(`imports.check.${value}`)} ${formatCount(dryRun[value])}` }))}
          onChange={(next) => {
            void setPage(null);
            onGroup(next);
          }}
        />
      </div>
      <Answer asked={asked} shape={<Bones rows={6} height={32} />} empty={{ when: (data) => data.total === 0, words: <p>{t(`imports.check.noRows.${group}`)}</p> }}>
        {(data) => (
          <>
            <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="import-findings">
              <table className="plain-table office-table import-cards import-findings">
                <thead>
                  <tr>
                    <th scope="col">{t('imports.check.line')}</th>
                    <th scope="col">{t('imports.check.code')}</th>
                    <th scope="col">{t('imports.check.finds')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map((row) => (
                    <FindingRow key={row.line} row={row} session={session} picked={row.line === picked} onPick={onPick} />
                  ))}
                </tbody>
              </table>
            </div>
            <div className="import-pages">
              <button type="button" className="button button-small" disabled={data.offset === 0} onClick={() => void setPage(page <= 2 ? null : page - 1)}>
                <Icon name="left" size={12} />
                {t('imports.check.previous')}
              </button>
              <span className="small figure" aria-live="polite">
                {t('imports.check.page', { from: formatCount(Math.min(data.total, data.offset + 1)), to: formatCount(data.offset + data.rows.length), total: formatCount(data.total) })}
              </span>
              <button type="button" className="button button-small" disabled={data.offset + data.rows.length >= data.total} onClick={() => void setPage(page + 1)}>
                {t('imports.check.next')}
                <Icon name="right" size={12} />
              </button>
            </div>
          </>
        )}
      </Answer>
    </section>
  );
}

function FindingRow({ row: { line, code, findings, differences }, session, picked, onPick }: { row: RowFinding; session: ClinicSession; picked: boolean; onPick(line: number): void }) {
  const { t } = useTranslation();
  const words = useImportWords();
  const text = (field: string, value: string | null): string => {
    const said = words.value(session.fields, field, value);
    return said === '' ? t('imports.check.nothing') : said;
  };
  return (
    <tr className={picked ? 'import-chosen' : undefined}>
      <td className="figure" data-label={t('imports.check.line')}>
        <button type="button" className="link-button" aria-label={t('imports.check.showPlace', { line })} aria-pressed={picked} onClick={() => onPick(line)}>
          {line}
        </button>
      </td>
      <th scope="row" data-label={t('imports.check.code')}>
        {code ?? t('imports.crs.dash')}
      </th>
      <td data-label={t('imports.check.finds')}>
        <ul className="import-found">
          {findings.map((finding) => (
            <li key={`${finding.field ?? ''} ${finding.expected.en}`}>
              <Icon name={finding.severity === 'error' ? 'alert' : 'help'} size={12} />
              <span>
                <strong>{words.field(session.fields, finding.field)}</strong> {t('imports.check.seen', { seen: finding.seen })}
                {' → '}
                {t('imports.check.expected', { expected: words.said(finding.expected) })}
              </span>
            </li>
          ))}
          {differences.map(({ field, before, after, withheld }) => (
            <li key={field}>
              <Icon name="right" size={12} />
              <span>
                <strong>{words.field(session.fields, field)}</strong> <span className="quiet">{t('imports.check.before', { before: withheld ? t('imports.check.withheld') : text(field, before) })}</span> {t('imports.check.after', { after: text(field, after) })}
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
