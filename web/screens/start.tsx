// What is the server doing before the city is there? Every step with its state and counts, never a blank page.
import { useTranslation } from 'react-i18next';
import type { StartStep } from '../../data/contract/health.ts';
import { formatCount } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';

/** The page shown while the city loads. `reachable` is false while the server does not answer at all. */
export function StartScreen({ steps, reachable, messages }: { steps: readonly StartStep[]; reachable: boolean; messages: readonly string[] }) {
  const { t, i18n } = useTranslation();
  return (
    <main className="start" aria-busy="true">
      <h1 className="start-title">{t('start.title')}</h1>
      <p className="quiet">{reachable ? t('start.first') : t('start.unreachable')}</p>
      <ol className="steps" aria-label={t('start.progress')}>
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
      {messages.map((message) => (
        <p key={message} className="hint">
          {message}
        </p>
      ))}
      <p className="visually-hidden" role="status">
        {steps.filter((step) => step.state === 'running').map((step) => i18n.language === 'en' ? step.en : step.zh).join(' ')}
      </p>
    </main>
  );
}

function Step({ step }: { step: StartStep }) {
  const { t, i18n } = useTranslation();
  const known = step.total !== null && step.total > 0 && step.done !== null;
  const share = step.state === 'done' ? 1 : known ? Math.min(1, (step.done ?? 0) / (step.total ?? 1)) : 0;
  const amount = step.done === null ? '' : step.total === null ? t('start.so', { done: formatCount(step.done) }) : t('start.of', { done: formatCount(step.done), total: formatCount(step.total) });
  return (
    <li className={`step step-${step.state}`}>
      <span className="step-mark" aria-hidden="true">
        {step.state === 'done' && <Icon name="check" size={14} />}
        {step.state === 'failed' && <Icon name="alert" size={14} />}
      </span>
      <span className="step-name">{i18n.language === 'en' ? step.en : step.zh}</span>
      <span className="step-state quiet figure">
        {amount}
        {step.state === 'done' && step.milliseconds !== null ? ` · ${t('start.seconds', { value: (step.milliseconds / 1000).toFixed(1) })}` : amount === '' ? t(`start.state.${step.state}`) : ''}
      </span>
      <span className={step.state === 'running' && !known ? 'step-bar step-bar-unknown' : 'step-bar'}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </li>
  );
}
