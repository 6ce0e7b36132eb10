// What is handed over on paper? The order to put right by a day, and the form of the re-check: one A4 page each, every fact from the ledger.
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { HazardStep } from '../../data/contract/hazard-page.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { type HazardPage, hazardPageQuery, hazardStepsQuery } from '../api/hazards.ts';
import { cityQuery, criteriaQuery } from '../api/queries.ts';
import { formatInstant, formatNumber } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { useNames } from '../state/names.tsx';
import '../../styles/hazard-print.css';

export type Paper = 'notice' | 'recheck-form';

export default function HazardPrint({ id, paper }: { id: number; paper: Paper }) {
  const { t } = useTranslation();
  const asked = useQuery(hazardPageQuery(id));
  const steps = useQuery(hazardStepsQuery(id));
  useEffect(() => {
    document.title = `${t(paper === 'notice' ? 'hazard.paper.notice' : 'hazard.paper.recheck')} · ${String(asked.data?.item.properties['code'] ?? '')}`;
  }, [t, paper, asked.data]);
  return (
    <div className="paper-page">
      <div className="paper-tools no-print">
        <Link className="button" href={`/hazards/${id}`}>
          <Icon name="left" /> {t('object.back')}
        </Link>
        <button type="button" className="button button-main" onClick={() => window.print()}>
          <Icon name="print" /> {t('hazard.print')}
        </button>
      </div>
      <Answer asked={asked} shape={<Bones rows={8} height={32} />}>
        {(page) => <Sheet page={page} steps={steps.data?.events ?? []} paper={paper} />}
      </Answer>
    </div>
  );
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
/** Gives a text short enough for the page, in characters: the order stays one page, and its code leads to the whole text. */
function shortOf(value: unknown, longest: number): string {
  const signs = [...textOf(value).replaceAll(/\s*\n\s*/g, ' ')];
  return signs.length <= longest ? signs.join('') : `${signs.slice(0, longest).join('')}…`;
}
/** The more is said, the smaller it is set; in px. */
const sizeFor = (characters: number): number => (characters < 600 ? 14 : characters < 900 ? 12 : 10.5);

function Sheet({ page, steps, paper }: { page: HazardPage; steps: readonly HazardStep[]; paper: Paper }) {
  const { t } = useTranslation();
  const names = useNames();
  const city = useQuery(cityQuery()).data;
  const criteria = useQuery(criteriaQuery()).data;
  const { properties, id } = page.item;
  const clause = criteria?.clauses.find((one) => one.id === properties['clauseId']);
  const document = criteria?.documents.find((one) => one.id === clause?.documentId);
  const unit = `${city === undefined ? '' : names.pick(city.name, city.nameEn ?? city.name)}${names.pick('', ' ')}${names.code('departments', textOf(properties['departmentCode']))}`;
  const address = `${location.origin}/hazards/${id}`;
  const submitted = steps.findLast(({ move }) => move === 'submit');
  const code = textOf(properties['code']);
  const orderNumber = t('hazard.paper.number', { code });
  const common: [string, ReactNode][] = [
    [t('hazard.paper.to'), textOf(properties['siteName'])],
    [t('hazard.fact.area'), names.area(properties['areaCode'] === null ? null : textOf(properties['areaCode']))],
    [t('hazard.paper.found'), `${formatInstant(textOf(properties['foundAt']))} · ${names.code('hazard-sources', textOf(properties['sourceCode']))}`],
    [t('hazard.paper.level'), names.code('hazard-levels', textOf(properties['levelCode']))],
    [t('hazard.paper.what'), shortOf(properties['title'], 300)],
    [t('hazard.paper.clause'), clause === undefined ? '' : `${document === undefined ? '' : names.pick(document.titleZh, document.titleEn)} ${clause.article}：${names.pick(clause.zh, clause.en)}${clause.mark === 'V' || clause.mark === 'SEED' ? '' : `（${t('help.unverified')}）`}`],
  ];
  const rows: [string, ReactNode][] =
    paper === 'notice'
      ? [
          ...common,
          [t('hazard.fact.measures'), shortOf(properties['measures'], 320)],
          [t('hazard.fact.interim'), shortOf(page.interimControl, 140)],
          [t('hazard.fact.funds'), page.fundsYuan === null ? '' : t('hazard.yuan', { value: formatNumber(page.fundsYuan) })],
          [t('hazard.fact.plan'), shortOf(page.contingencyPlan, 140)],
          [t('hazard.fact.owner'), textOf(properties['ownerName'])],
          [t('hazard.paper.due'), properties['dueOn'] === null ? t('object.noDeadline') : t('hazard.paper.dueOn', { date: textOf(properties['dueOn']) })],
        ]
      : [
          ...common,
          [t('hazard.paper.order'), orderNumber],
          [t('hazard.paper.due'), textOf(properties['dueOn'])],
          [t('hazard.paper.rectified'), submitted === undefined ? '' : `${formatInstant(submitted.at)} ${shortOf(submitted.data?.['rectification'], 300)}`],
          [t('hazard.paper.opinion'), <Boxes key="boxes" words={[t('hazard.paper.passed'), t('hazard.paper.partly'), t('hazard.paper.failed')]} />],
          [t('hazard.paper.remarks'), <span key="room" className="paper-room" />],
        ];
  return (
    <article className="paper" style={{ fontSize: sizeFor(rows.reduce((sum, [, value]) => sum + (typeof value === 'string' ? value.length : 0), 0)) }} lang={names.language === 'en' ? 'en' : 'zh-CN'}>
      <header className="paper-head">
        <p className="paper-unit">{unit}</p>
        <h1>{t(paper === 'notice' ? 'hazard.paper.notice' : 'hazard.paper.recheck')}</h1>
        <p className="paper-number figure">{paper === 'notice' ? orderNumber : t('hazard.paper.recheckNumber', { code })}</p>
      </header>
      {page.synthetic && <p className="paper-synthetic">{t('hazard.paper.synthetic')}</p>}
      <table className="paper-table">
        <tbody>
          {rows
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <bdi>{value}</bdi>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <p className="paper-words">{t(paper === 'notice' ? 'hazard.paper.noticeWords' : 'hazard.paper.recheckWords')}</p>
      <div className="paper-signs">
        {(paper === 'notice' ? (['inspectors', 'received'] as const) : (['reviewers', 'principal'] as const)).map((name) => (
          <p key={name}>
            <span>{t(`hazard.paper.sign.${name}`)}</span>
            <span className="paper-line" />
            <span>{t('hazard.paper.date')}</span>
          </p>
        ))}
        <p className="paper-seal">
          <span>{unit}</span>
          <span className="quiet">{t('hazard.paper.seal')}</span>
          <span className="figure">{dateOfDay(dayOfInstant(Date.now()))}</span>
        </p>
      </div>
      <footer className="paper-foot">
        <QrCode text={address} label={t('hazard.paper.qr')} />
        <p className="small">
          {t('hazard.paper.scan')}
          <br />
          <span className="figure">{address}</span>
          <br />
          {t('hazard.paper.printed', { at: formatInstant(new Date().toISOString()), sequence: page.sequence })}
        </p>
      </footer>
    </article>
  );
}

function Boxes({ words }: { words: readonly string[] }) {
  return (
    <span className="paper-boxes">
      {words.map((word) => (
        <span key={word}>□ {word}</span>
      ))}
    </span>
  );
}
