// Where is this file on its way from disk to map? One file in the clinic: its head, the four steps, and the one that is open.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useLocation } from 'wouter';
import { clinicKeptHours, type ClinicSession } from '../../data/contract/import-clinic.ts';
import type { RequestError } from '../api/client.ts';
import { clinicSessionQuery, clinicSessionsQuery, isBusy, removeClinicSession } from '../api/import-clinic.ts';
import { formatCount, formatInstant } from '../locales/format.ts';
import { Answer, Bones, useReason } from '../parts/answer.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { useImportDraft } from '../state/import-draft.ts';
import { importSteps, openSteps, stepOfState } from '../state/import-plan.ts';
import { useNames } from '../state/names.tsx';
import { useNotice } from '../state/notice.tsx';
import { ImportCheck } from './import-check.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportCommit } from './import-commit.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportSteps } from './import-steps.tsx';
import { formatBytes, useImportWords } from './import-words.ts';

/** `step` as the address has it: where it does not fit the state of the file, the address is set right. */
export function ImportClinic({ id, step }: { id: string; step: string | undefined }) {
  const { t } = useTranslation();
  const session = useQuery(clinicSessionQuery(id));
  if ((session.error as RequestError | null)?.status === 404) {
    return (
      <section className="page-note">
        <h1>{t('imports.sessions.gone')}</h1>
        <p>{t('imports.sessions.goneWhat', { hours: clinicKeptHours })}</p>
        <Link className="button button-main" href="/imports">
          {t('imports.back')}
        </Link>
      </section>
    );
  }
  return (
    <div className="page-body imports">
      <Answer asked={session} shape={<Bones rows={8} height={32} />}>
        {(data) => <OneFile session={data} step={step} />}
      </Answer>
    </div>
  );
}

function OneFile({ session, step }: { session: ClinicSession; step: string | undefined }) {
  const { t } = useTranslation();
  const names = useNames();
  const client = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const { plan, setPlan } = useImportDraft(session);
  const { id, state, jobId } = session;
  const open = openSteps(session);
  const current = importSteps.find((one) => one === step && open.includes(one)) ?? stepOfState(state);
  if (current !== step) return <Redirect to={`/imports/${id}/${current}`} replace />;
  const renew = (): void => {
    void client.invalidateQueries({ queryKey: clinicSessionQuery(id).queryKey });
    void client.invalidateQueries({ queryKey: clinicSessionsQuery().queryKey });
  };
  return (
    <>
      <header className="page-head import-head">
        <Link className="link-button" href="/imports">
          <Icon name="left" size={14} />
          {t('imports.back')}
        </Link>
        <h1 className="import-name">{session.fileName}</h1>
        <span className="quiet small figure import-facts">
          {names.layer(session.layer)} · {formatBytes(session.bytes)}
          {session.seen !== null && ` · ${t('imports.rows', { count: formatCount(session.seen.rows) })}`} · {t('imports.expires', { at: formatInstant(session.expiresAt) })}
        </span>
        <button type="button" className="button button-small import-remove" disabled={isBusy(state)} onClick={() => setRemoving(true)}>
          {t('imports.remove')}
        </button>
      </header>
      <ImportSteps id={id} current={current} open={open} />
      {session.problem !== null && !isBusy(state) && <Problem problem={session.problem} />}
      {isBusy(state) && jobId !== null ? (
        <div className="card-part">
          <ImportProgress key={jobId} jobId={jobId} words={t(`imports.job.${state as 'looking'}`)} onEnd={renew} />
        </div>
      ) : current === 'columns' ? (
        <ImportColumns session={session} plan={plan} setPlan={setPlan} />
      ) : current === 'check' ? (
        <ImportCheck session={session} plan={plan} />
      ) : (
        <ImportCommit session={session} plan={plan} />
      )}
      {removing && <RemoveDialog session={session} onClose={() => setRemoving(false)} />}
    </>
  );
}

/** Why the last step came to nothing. */
function Problem({ problem }: { problem: NonNullable<ClinicSession['problem']> }) {
  const words = useImportWords();
  const { words: said, detail } = words.fault(problem);
  return (
    <div className="import-problem">
      <FormNote kind="refused">
        {said}
        {detail !== '' && <span className="quiet small import-detail">{detail}</span>}
      </FormNote>
    </div>
  );
}

function RemoveDialog({ session, onClose }: { session: ClinicSession; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const tell = useNotice();
  const reasonOf = useReason();
  const [, navigate] = useLocation();
  const name = session.fileName;
  const removing = useMutation({
    mutationFn: () => removeClinicSession(session.id),
    onSuccess: async () => {
      navigate('/imports');
      tell(t('imports.removed', { name }));
      await client.invalidateQueries({ queryKey: clinicSessionsQuery().queryKey });
    },
  });
  return (
    <Dialog title={t('imports.removeTitle', { name })} onClose={onClose}>
      <div className="form">
        <p>{t('imports.removeWhat')}</p>
        {removing.error !== null && <FormNote kind="refused">{reasonOf(removing.error)}</FormNote>}
        <div className="form-buttons">
          <button type="button" className="button button-main" disabled={removing.isPending} onClick={() => removing.mutate()}>
            {t('imports.removeDo')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('words.cancel')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
