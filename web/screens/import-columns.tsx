// Is the file read rightly, which column is what, and where are its places? The second step: what is proposed, to be looked over and changed.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { ClinicPlan, ClinicSession } from '../../data/contract/import-clinic.ts';
import type { RequestError } from '../api/client.ts';
import { checkImport, clinicSessionQuery } from '../api/import-clinic.ts';
import { useReason } from '../parts/answer.tsx';
import { FormNote } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { partOfRefusal, samePlan, stateOfPlan } from '../state/import-plan.ts';
import { ImportCrs } from './import-crs.tsx';
import { ImportMapping } from './import-mapping.tsx';
import { ImportReading } from './import-reading.tsx';

export function ImportColumns({ session, plan, setPlan }: { session: ClinicSession; plan: ClinicPlan | null; setPlan(plan: ClinicPlan): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useReason();
  const [, navigate] = useLocation();
  const { id, seen, proposal, fields, problem } = session;
  const checking = useMutation({
    mutationFn: (wish: ClinicPlan) => checkImport(id, wish.place.kind === 'none' ? { ...wish, crs: null, swapped: false } : wish),
    onSuccess: (begun) => {
      client.setQueryData(clinicSessionQuery(id).queryKey, begun.session);
      navigate(`/imports/${id}/check`);
    },
  });
  if (seen === null || proposal === null || plan === null || session.state === 'unreadable') return <ImportReading session={session} />;
  const state = stateOfPlan(plan, fields, seen.columns);
  const refused = (checking.error as RequestError | null)?.problem?.detail ?? problem?.detail ?? '';
  const isChecked = session.state === 'checked' && samePlan(plan, session.plan);
  const why = state.isEmpty ? t('imports.columns.why.empty') : state.needsCrs ? t('imports.columns.why.crs') : null;
  return (
    <>
      <ImportReading session={session} />
      <ImportMapping session={session} seen={seen} proposal={proposal} plan={plan} state={state} refused={partOfRefusal(refused)} detail={refused} onChange={setPlan} />
      <ImportCrs seen={seen} proposal={proposal} plan={plan} onChange={setPlan} />
      <div className="import-acts">
        {checking.error !== null && <FormNote kind="refused">{reasonOf(checking.error)}</FormNote>}
        <p className="quiet small import-acts-words" id="import-why">
          {why ?? t('imports.columns.kept')}
        </p>
        {isChecked ? (
          <Link className="button button-main" href={`/imports/${id}/check`}>
            {t('imports.columns.toCheck')}
            <Icon name="right" />
          </Link>
        ) : (
          <button type="button" className="button button-main" disabled={why !== null || checking.isPending} aria-describedby="import-why" onClick={() => checking.mutate(plan)}>
            {t('imports.columns.check')}
            <Icon name="right" />
          </button>
        )}
      </div>
    </>
  );
}
