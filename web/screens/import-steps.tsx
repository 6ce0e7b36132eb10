// At which of the four steps is a file, and which of them may be opened?
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type ImportStep, importSteps } from '../state/import-plan.ts';

/** `id` null = the file is not there yet. `open` are the steps that can be gone to. */
export function ImportSteps({ id, current, open }: { id: string | null; current: ImportStep; open: readonly ImportStep[] }) {
  const { t } = useTranslation();
  const here = importSteps.indexOf(current);
  return (
    <nav className="import-steps" aria-label={t('imports.steps')}>
      <ol>
        {importSteps.map((step, place) => {
          const words = (
            <>
              <span className="import-step-number figure" aria-hidden="true">
                {place + 1}
              </span>
              <span className="import-step-name">{t(`imports.step.${step}`)}</span>
            </>
          );
          const state = place === here ? 'import-step import-step-here' : place < here ? 'import-step import-step-done' : 'import-step';
          return (
            <li key={step} className={state} aria-current={place === here ? 'step' : undefined}>
              {id !== null && step === 'file' ? <Link href="/imports">{words}</Link> : id !== null && step !== current && open.includes(step) ? <Link href={`/imports/${id}/${step}`}>{words}</Link> : <span className="import-step-words">{words}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
