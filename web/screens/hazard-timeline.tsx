// What has happened to this hazard, who did it, and what did they say? Newest last; steps of the system and of imports are quieter.
import { useTranslation } from 'react-i18next';
import type { HazardStep } from '../../data/contract/hazard-page.ts';
import { type RoleId, roles } from '../../data/contract/access.ts';
import { moveFields, moveOf } from '../../data/contract/closing.ts';
import type { HazardPage } from '../api/hazards.ts';
import { formatInstant, formatNumber } from '../locales/format.ts';
import { Answer, type Asked, Bones } from '../parts/answer.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { type Names, useNames } from '../state/names.tsx';

/** Gives who did a step: the name with its role where it may be seen. */
export function useStepWords(): { who(step: HazardStep): string; what(step: HazardStep): string } {
  const { t } = useTranslation();
  const names = useNames();
  const known = ['enterprise', 'inspector', 'hotline', 'department', 'reviewer', 'office', 'system', 'township'] as const;
  return {
    who: ({ actorName, actorRole }) => {
      const role = roles.find(({ id }) => id === (actorRole as RoleId));
      const old = known.find((one) => one === actorRole);
      const roleWords = actorRole === 'import' ? t('hazard.byImport') : role !== undefined ? names.pick(role.zh, role.en) : old === undefined ? actorRole : t(`object.role.${old}`);
      return actorName === null || actorName === '' ? roleWords : `${actorName} · ${roleWords}`;
    },
    what: ({ move, kind }) => {
      if (move === 'report') return t('hazard.step.report');
      if (move === 'record') return t('hazard.step.record');
      const row = move === null ? undefined : moveOf(move);
      return row === undefined ? t(`object.eventKind.${kind}`) : names.pick(row.zh, row.en);
    },
  };
}

const icons: Readonly<Record<string, IconName>> = { chase: 'bulletin', split: 'clusters', merge: 'link', 'grant-extension': 'clock', 'refuse-extension': 'clock', 'ask-extension': 'clock', close: 'check', 'sign-office': 'check', pass: 'check' };

export function HazardTimeline({ asked, page }: { asked: Asked<{ events: readonly HazardStep[] }>; page: HazardPage }) {
  const { t } = useTranslation();
  const names = useNames();
  const { who, what } = useStepWords();
  return (
    <section className="card-part" aria-labelledby="life-title">
      <h2 id="life-title">{t('object.timeline')}</h2>
      <Answer asked={asked} shape={<Bones rows={4} height={32} />} empty={{ when: ({ events }) => events.length === 0, words: <p>{t('hazard.noSteps')}</p> }}>
        {({ events }) => (
          <ol className="timeline">
            {events.map((step) => {
              const quiet = step.actorRole === 'system' || step.actorRole === 'import' || step.move === 'record';
              const icon = step.move === null ? undefined : icons[step.move];
              return (
                <li key={step.sequence} className={quiet ? 'timeline-step step-quiet' : 'timeline-step'}>
                  <time className="figure quiet small" dateTime={step.at}>
                    {formatInstant(step.at)}
                  </time>
                  <span>
                    <strong>
                      {icon !== undefined && <Icon name={icon} size={12} />} {what(step)}
                    </strong>
                    {step.toStatusCode !== null && step.fromStatusCode !== null && step.fromStatusCode !== step.toStatusCode && (
                      <span className="quiet"> {t('object.moveTo', { from: names.code('hazard-statuses', step.fromStatusCode), to: names.code('hazard-statuses', step.toStatusCode) })}</span>
                    )}
                  </span>
                  <span className="quiet small">
                    <bdi>{who(step)}</bdi>
                  </span>
                  <Said step={step} names={names} related={page.related} />
                </li>
              );
            })}
          </ol>
        )}
      </Answer>
    </section>
  );
}

/** What the step says, field by field. */
function Said({ step, names, related }: { step: HazardStep; names: Names; related: HazardPage['related'] }) {
  const { t } = useTranslation();
  const said: [string, string][] = [];
  for (const [name, value] of Object.entries(step.data ?? {})) {
    if (value === null || value === '' || value === undefined) continue;
    const field = Object.hasOwn(moveFields, name) ? moveFields[name as keyof typeof moveFields] : undefined;
    // A first record repeats what the page already shows.
    if (field !== undefined && step.move !== 'record' && !(step.move === 'report' && ['title', 'kindCode', 'levelCode', 'clauseId'].includes(name))) said.push([names.pick(field.zh, field.en), wordsOf(field.form, value, names, related, t('hazard.photoCount', { count: Array.isArray(value) ? value.length : 0 }))]);
    else if (name === 'reviewDueOn' || name === 'verifyDueOn') said.push([t(`hazard.said.${name}`), String(value)]);
  }
  const note = step.note !== null && step.note !== '' && !said.some(([, words]) => words === step.note) ? step.note : null;
  if (said.length === 0 && note === null) return null;
  return (
    <>
      {note !== null && (
        <p className="said small">
          <bdi>{note}</bdi>
        </p>
      )}
      {said.length > 0 && (
        <dl className="said small">
          {said.map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{words}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function wordsOf(form: string, value: unknown, names: Names, related: HazardPage['related'], photos: string): string {
  if (form.startsWith('code:')) return names.code(form.slice(5), String(value));
  // The unit stands in the title of the field.
  if (form === 'money') return formatNumber(Number(value));
  if (form === 'evidence') return photos;
  if (form === 'hazard') return related.find(({ id }) => id === value)?.code ?? `#${String(value)}`;
  return String(value);
}
