// What is known of a hazard besides its life? Facts, the clause with its marks, three clocks, the chase ladder.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HazardStep } from '../../data/contract/hazard-page.ts';
import { dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { chaseSteps } from '../../data/vocabulary/closing-rules.ts';
import type { HazardPage } from '../api/hazards.ts';
import { criteriaQuery } from '../api/queries.ts';
import { formatCount, formatInstant, formatNumber } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';
import { Mark } from '../parts/mark.tsx';
import { addressWith } from '../state/appearance.ts';
import { useNames } from '../state/names.tsx';
import { inForce } from './clause-picker.tsx';

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

interface Clock {
  readonly id: 'verify' | 'rectify' | 'review';
  readonly dueOn: string | null;
  readonly state: 'ahead' | 'running' | 'over';
}

/** The clocks of department, enterprise and reviewer; at most one runs. */
function clocksOf({ item: { properties }, verifyDueOn, reviewDueOn }: HazardPage): readonly Clock[] {
  const status = textOf(properties['statusCode']);
  const order = ['verify', 'rectify', 'review'] as const;
  const now = ['ST-REPORTED', 'ST-VERIFYING', 'ST-REOPENED'].includes(status) ? 0 : ['ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED'].includes(status) ? 1 : status === 'ST-AWAIT_REVIEW' ? 2 : 3;
  const due = [verifyDueOn, properties['dueOn'] === null ? null : textOf(properties['dueOn']), reviewDueOn];
  return order.map((id, place) => ({ id, dueOn: due[place] ?? null, state: place < now ? 'over' : place === now ? 'running' : 'ahead' }));
}

export function HazardClocks({ page }: { page: HazardPage }) {
  const { t } = useTranslation();
  const today = dayOfInstant(Date.now());
  return (
    <ol className="clocks" aria-label={t('hazard.clocks')}>
      {clocksOf(page).map(({ id, dueOn, state }) => {
        const left = dueOn === null ? null : dayOfDate(dueOn) - today;
        const late = state === 'running' && left !== null && left < 0;
        const words = state === 'over' ? t('hazard.clockOver') : state === 'ahead' ? t('hazard.clockAhead') : left === null ? t('object.noDeadline') : left < 0 ? t('object.overdueDays', { days: formatCount(-left) }) : left === 0 ? t('object.dueToday') : t('object.dueInDays', { days: formatCount(left) });
        return (
          <li key={id} className={`clock clock-${state}${late ? ' clock-late' : ''}`} aria-current={state === 'running' ? 'step' : undefined}>
            <span className="clock-name">
              <Icon name={state === 'over' ? 'check' : late ? 'alert' : 'clock'} size={14} /> {t(`hazard.clock.${id}`)}
            </span>
            <span className="clock-days figure">{words}</span>
            <span className="quiet small figure">{dueOn === null ? ' ' : t('hazard.until', { date: dueOn })}</span>
          </li>
        );
      })}
    </ol>
  );
}

export function HazardFacts({ page }: { page: HazardPage }) {
  const { t } = useTranslation();
  const names = useNames();
  const { properties } = page.item;
  const site = page.siteId !== null && properties['siteLayer'] !== null ? { layer: textOf(properties['siteLayer']), id: page.siteId } : null;
  const rows: [string, ReactNode][] = [
    [t('hazard.fact.site'), site === null ? textOf(properties['siteName']) : <a href={addressWith(`/?object=${site.layer}/${site.id}`)}>{textOf(properties['siteName'])}</a>],
    [t('hazard.fact.kind'), names.code('hazard-kinds', textOf(properties['kindCode']))],
    [t('hazard.fact.source'), names.code('hazard-sources', textOf(properties['sourceCode']))],
    [t('hazard.fact.foundAt'), properties['foundAt'] === null ? '' : formatInstant(textOf(properties['foundAt']))],
    [t('hazard.fact.sector'), names.code('sectors', textOf(properties['sectorCode']))],
    [t('hazard.fact.department'), names.code('departments', textOf(properties['departmentCode']))],
    [t('hazard.fact.area'), names.area(properties['areaCode'] === null ? null : textOf(properties['areaCode']))],
    [t('hazard.fact.owner'), textOf(properties['ownerName'])],
    [t('hazard.fact.handler'), page.handler?.name ?? ''],
    [t('hazard.fact.measures'), textOf(properties['measures'])],
    [t('hazard.fact.interim'), textOf(page.interimControl)],
    [t('hazard.fact.funds'), page.fundsYuan === null ? '' : t('hazard.yuan', { value: formatNumber(page.fundsYuan) })],
    [t('hazard.fact.plan'), textOf(page.contingencyPlan)],
    [t('hazard.fact.expert'), textOf(page.expertRecord)],
    [t('hazard.fact.transfer'), page.transferSectorCode === null ? '' : names.code('sectors', page.transferSectorCode)],
    [t('hazard.fact.extension'), page.extensionDueOn === null ? '' : t('hazard.extensionTo', { date: page.extensionDueOn })],
    [t('hazard.fact.signs'), page.signOffs.length === 0 ? '' : page.signOffs.map(({ role, at }) => `${t(`hazard.sign.${role as 'review' | 'department' | 'office'}`)} ${formatInstant(at)}`).join('；')],
  ];
  return (
    <section className="card-part" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('hazard.facts')}</h2>
      <dl className="attributes hazard-facts">
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} className="attribute">
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

export function HazardClause({ page }: { page: HazardPage }) {
  const { t } = useTranslation();
  const names = useNames();
  const criteria = useQuery(criteriaQuery());
  const { clauseId, foundAt, levelCode } = page.item.properties;
  const clause = criteria.data?.clauses.find(({ id }) => id === clauseId);
  const document = criteria.data?.documents.find(({ id }) => id === clause?.documentId);
  if (clauseId === null && levelCode !== 'LV-M') return null;
  const found = dateOf(textOf(foundAt));
  return (
    <section className="card-part" aria-labelledby="clause-title">
      <h2 id="clause-title">{t('object.clause')}</h2>
      {clause === undefined ? (
        <p className="quiet">{clauseId === null ? t('hazard.noClause') : String(clauseId)}</p>
      ) : (
        <blockquote className="clause">
          <p>{names.pick(clause.zh, clause.en)}</p>
          <footer className="small">
            {document === undefined ? clause.documentId : names.pick(document.titleZh, document.titleEn)} · {clause.article} <Mark mark={clause.mark} />
            {document !== undefined && (
              <span className="cell-under quiet figure">
                {document.number ?? ''} {t('hazard.validity', { from: document.validFrom ?? t('hazard.validUnknown'), to: document.validTo ?? t('hazard.validOpen') })}{' '}
                <strong className={inForce(document, found) ? '' : 'fact-overdue'}>{t(inForce(document, found) ? 'hazard.inForce' : 'hazard.notInForce', { date: found })}</strong>
              </span>
            )}
            <span className="cell-under quiet">{t('object.clausePrevails')}</span>
          </footer>
        </blockquote>
      )}
    </section>
  );
}

/** Gives the city's date of an instant. */
function dateOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The ladder of chasing: each step taken with who and when; steps to come are quiet. */
export function ChaseLadder({ page, steps }: { page: HazardPage; steps: readonly HazardStep[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const chases = steps.filter(({ move }) => move === 'chase');
  if (page.chaseStep === null && chases.length === 0) return null;
  const reached = chaseSteps.entries.findIndex(({ code }) => code === page.chaseStep);
  return (
    <section className="card-part" aria-labelledby="ladder-title">
      <h2 id="ladder-title">{t('hazard.ladder', { step: names.code('chase-steps', page.chaseStep) })}</h2>
      <ol className="ladder">
        {chaseSteps.entries.map(({ code }, place) => {
          const last = chases.findLast(({ data }) => data?.['chaseStep'] === code);
          return (
            <li key={code} className={place <= reached ? 'rung rung-taken' : 'rung'} aria-current={place === reached ? 'step' : undefined}>
              <strong>{names.code('chase-steps', code)}</strong>
              {last !== undefined && (
                <span className="small quiet cell-under">
                  {formatInstant(last.at)} {last.actorName ?? ''} {names.code('chase-channels', textOf(last.data?.['chaseWay']))}
                  {textOf(last.data?.['chaseAnswer']) !== '' && ` · ${t('hazard.answered', { words: textOf(last.data?.['chaseAnswer']) })}`}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
