// What would come of the file? The third step: what the dry run found, in figures, on the map and row by row; nothing is written yet.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type ClinicPlan, type ClinicSession, type DryRunSummary, type FindingGroup, findingGroups, type RowOutcome, rowOutcomes } from '../../data/contract/import-clinic.ts';
import { checkImport, clinicSessionQuery, refusedAddress } from '../api/import-clinic.ts';
import { formatCount, formatNumber } from '../locales/format.ts';
import { useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Stat } from '../parts/stat.tsx';
import { samePlan } from '../state/import-plan.ts';
import { ImportFindings } from './import-findings.tsx';
import { ImportPlaces } from './import-places.tsx';
import { useImportWords } from './import-words.ts';

const tones = { new: 'good', changed: 'warn', unchanged: 'plain', refused: 'alarm' } as const;

/** Gives the count of an outcome. */
const countOf = (summary: DryRunSummary, outcome: RowOutcome): number => (outcome === 'new' ? summary.taken : summary[outcome]);

export function ImportCheck({ session, plan }: { session: ClinicSession; plan: ClinicPlan | null }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useReason();
  const { id, dryRun, fields, state } = session;
  const [only, setOnly] = useQueryState('only', parseAsStringLiteral(rowOutcomes));
  const [asked, setGroup] = useQueryState('group', parseAsStringLiteral(findingGroups));
  const [picked, setPicked] = useState<number | null>(null);
  const checking = useMutation({ mutationFn: (wish: ClinicPlan) => checkImport(id, wish), onSuccess: (begun) => client.setQueryData(clinicSessionQuery(id).queryKey, begun.session) });
  if (dryRun === null) return null;
  const written = state === 'committed';
  const isStale = !written && !samePlan(plan, session.plan);
  const group: FindingGroup = asked ?? (dryRun.refused > 0 ? 'refused' : dryRun.changed > 0 ? 'changed' : dryRun.remarked > 0 ? 'remarked' : 'refused');
  const counts = { rows: formatCount(dryRun.rows), taken: formatCount(dryRun.taken), changed: formatCount(dryRun.changed), unchanged: formatCount(dryRun.unchanged), refused: formatCount(dryRun.refused) };
  const openOutcome = (outcome: RowOutcome): void => {
    void setOnly(only === outcome ? null : outcome);
    if (outcome === 'refused' || outcome === 'changed') void setGroup(outcome);
  };
  const label = (name: string, count: number): string => t('imports.check.show', { name, count: formatCount(count) });
  return (
    <>
      {isStale && (
        <div className="import-problem">
          <FormNote kind="refused">
            {t('imports.check.stale')}{' '}
            <button type="button" className="link-button" disabled={checking.isPending || plan === null} onClick={() => plan !== null && checking.mutate(plan)}>
              {t('imports.check.again')}
            </button>
            {checking.error !== null && <span className="import-detail">{reasonOf(checking.error)}</span>}
          </FormNote>
        </div>
      )}
      <section className="card-part" aria-labelledby="import-summary">
        <div className="import-part-head">
          <h2 id="import-summary">{t('imports.check.finding', counts)}</h2>
          <span className="quiet small figure">{t('imports.check.took', { seconds: formatNumber(dryRun.milliseconds / 1000, 1) })}</span>
        </div>
        <div className="stats import-stats">
          {rowOutcomes.map((outcome) => (
            <Stat key={outcome} name={t(`imports.check.${outcome}`)} count={countOf(dryRun, outcome)} note={t('imports.check.rowsNote')} tone={countOf(dryRun, outcome) === 0 ? 'plain' : tones[outcome]} label={label(t(`imports.check.${outcome}`), countOf(dryRun, outcome))} pressed={only === outcome} onOpen={() => openOutcome(outcome)} />
          ))}
          <Stat name={t('imports.check.remarked')} count={dryRun.remarked} note={t('imports.check.rowsNote')} label={label(t('imports.check.remarked'), dryRun.remarked)} pressed={group === 'remarked'} onOpen={() => void setGroup('remarked')} />
        </div>
        {dryRun.endsGuest && !written && (
          <p className="import-note import-note-warn">
            <Icon name="alert" size={14} /> <strong>{t('imports.check.endsGuest')}</strong> {t('imports.check.endsGuestWhat')}
          </p>
        )}
        <div className="import-halves">
          <Reasons dryRun={dryRun} session={session} />
          <ChangedFields dryRun={dryRun} fields={fields} />
        </div>
      </section>
      <ImportPlaces session={session} dryRun={dryRun} only={only} onOnly={(outcome) => void setOnly(outcome)} picked={picked} onPick={setPicked} />
      <ImportFindings session={session} dryRun={dryRun} group={group} onGroup={(next) => void setGroup(next)} picked={picked} onPick={setPicked} />
      {!written && (
        <div className="import-acts">
          <Link className="button" href={`/imports/${id}/columns`}>
            <Icon name="left" />
            {t('imports.check.toColumns')}
          </Link>
          <p className="quiet small import-acts-words" id="import-why">
            {isStale ? t('imports.check.stale') : dryRun.taken + dryRun.changed === 0 ? t('imports.check.nothingToWrite') : ''}
          </p>
          {isStale || dryRun.taken + dryRun.changed === 0 ? (
            <button type="button" className="button button-main" disabled aria-describedby="import-why">
              {t('imports.check.toCommit')}
              <Icon name="right" />
            </button>
          ) : (
            <Link className="button button-main" href={`/imports/${id}/commit`}>
              {t('imports.check.toCommit')}
              <Icon name="right" />
            </Link>
          )}
        </div>
      )}
    </>
  );
}

/** Why rows are refused, and the way to mend them. */
function Reasons({ dryRun, session }: { dryRun: DryRunSummary; session: ClinicSession }) {
  const { t } = useTranslation();
  const words = useImportWords();
  return (
    <div>
      <h3 className="import-sub">{t('imports.check.reasons')}</h3>
      {dryRun.refusals.length === 0 ? (
        <p className="quiet small">{t('imports.check.noReasons')}</p>
      ) : (
        <>
          <ul className="import-reasons small">
            {dryRun.refusals.map(({ field, expected, rows }) => (
              <li key={`${field ?? ''} ${expected.en}`}>
                <span>
                  <strong>{words.field(session.fields, field)}</strong> {t('imports.check.expected', { expected: words.said(expected) })}
                </span>
                <span className="figure">{formatCount(rows)}</span>
              </li>
            ))}
          </ul>
          <p className="small">
            <a className="button button-small" href={refusedAddress(session.id)} download="refused.csv">
              <Icon name="download" size={12} />
              {t('imports.check.download')}
            </a>{' '}
            <span className="quiet">{t('imports.check.downloadWhat')}</span>
          </p>
        </>
      )}
    </div>
  );
}

function ChangedFields({ dryRun, fields }: { dryRun: DryRunSummary; fields: ClinicSession['fields'] }) {
  const { t } = useTranslation();
  const words = useImportWords();
  const changed = Object.entries(dryRun.changedFields).sort(([, a], [, b]) => b - a);
  return (
    <div>
      <h3 className="import-sub">{t('imports.check.fields')}</h3>
      {changed.length === 0 ? (
        <p className="quiet small">{t('imports.check.noFields')}</p>
      ) : (
        <ul className="import-reasons small">
          {changed.map(([field, rows]) => (
            <li key={field}>
              <span>{words.field(fields, field)}</span>
              <span className="figure">{formatCount(rows)}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
