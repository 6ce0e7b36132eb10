// What is this hazard, how does it stand, and what is to be done next? One page a hazard, on a desk and on a phone.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRoute, useSearch } from 'wouter';
import { dayOfInstant } from '../../data/contract/units.ts';
import { type HazardPage, hazardEvidenceQuery, hazardPageQuery, hazardStepsQuery } from '../api/hazards.ts';
import { may, sessionQuery } from '../api/session.ts';
import { formatCount } from '../locales/format.ts';
import { Answer, Bones } from '../parts/answer.tsx';
import { Icon } from '../parts/icon.tsx';
import { addressWith } from '../state/appearance.ts';
import { deadlineOf } from '../state/deadline.ts';
import { useNames } from '../state/names.tsx';
import { copyText, useNotice } from '../state/notice.tsx';
import { keepShell } from '../state/shell.ts';
import { HazardEvidence } from './hazard-evidence.tsx';
import { ChaseLadder, HazardClause, HazardClocks, HazardFacts } from './hazard-facts.tsx';
import { HazardMap } from './hazard-map.tsx';
import { HazardMoves } from './hazard-moves.tsx';
import { HazardRelated } from './hazard-related.tsx';
import { HazardTimeline } from './hazard-timeline.tsx';
import { OutboxList } from './outbox-list.tsx';
import '../../styles/hazard.css';

const HazardPrint = lazy(() => import('./hazard-print.tsx'));

export default function HazardScreen() {
  useEffect(keepShell, []);
  const { t } = useTranslation();
  const [matches, parameters] = useRoute<{ id: string; paper?: string }>('/hazards/:id/:paper?');
  const id = matches && /^\d{1,9}$/.test(parameters.id) ? Number(parameters.id) : null;
  if (id === null) {
    return (
      <section className="page-note">
        <h1>{t('screens.notFound')}</h1>
        <p>{t('hazard.noSuch')}</p>
      </section>
    );
  }
  const paper = matches ? parameters.paper : undefined;
  if (paper === 'notice' || paper === 'recheck-form') {
    return (
      <Suspense fallback={null}>
        <HazardPrint id={id} paper={paper} />
      </Suspense>
    );
  }
  return <OneHazard key={id} id={id} />;
}

function OneHazard({ id }: { id: number }) {
  const { t } = useTranslation();
  const asked = useQuery(hazardPageQuery(id));
  const missing = (asked.error as { status?: number } | null)?.status === 404;
  if (missing && asked.data === undefined) {
    return (
      <section className="page-note">
        <h1>{t('object.missing')}</h1>
        <p>{t('hazard.noSuch')}</p>
      </section>
    );
  }
  return (
    <div className="page-body hazard-page">
      {asked.data === undefined && <OutboxList hazardId={id} />}
      <Answer asked={asked} shape={<Bones rows={8} height={32} />}>
        {(page) => <Loaded page={page} />}
      </Answer>
    </div>
  );
}

function Loaded({ page }: { page: HazardPage }) {
  const { t } = useTranslation();
  const session = useQuery(sessionQuery()).data;
  const { id } = page.item;
  const steps = useQuery(hazardStepsQuery(id));
  const evidence = useQuery({ ...hazardEvidenceQuery(id), enabled: may(session, 'personal') });
  const handles = may(session, 'handle');
  const letter = new URLSearchParams(useSearch()).get('letter');
  // A proposed duplicate opens the form of the move "merge" with its id.
  const [mergeInto, setMergeInto] = useState<{ id: number; code: string } | null>(null);
  const moves = useRef<HTMLDivElement>(null);
  return (
    <>
      <Head page={page} />
      <div className="hazard-columns">
        <div className="hazard-next" ref={moves} tabIndex={-1}>
          <OutboxList hazardId={id} />
          {handles && <HazardMoves page={page} steps={steps.data?.events ?? []} letter={letter} mergeInto={mergeInto} onMergeOver={() => setMergeInto(null)} />}
          {!handles && session?.kind !== 'user' && <p className="quiet small no-print">{t('hazard.signInToHandle')}</p>}
        </div>
        <div className="hazard-main">
          <HazardClocks page={page} />
          <HazardFacts page={page} />
          <HazardClause page={page} />
          <HazardEvidence evidence={evidence} allowed={may(session, 'personal')} />
          <HazardTimeline asked={steps} page={page} />
        </div>
        <div className="hazard-side">
          <HazardMap page={page} evidence={evidence.data?.evidence ?? []} />
          <ChaseLadder page={page} steps={steps.data?.events ?? []} />
          <HazardRelated
            page={page}
            canMerge={page.moves.some((move) => move.id === 'merge' && move.on)}
            onMerge={(other) => {
              setMergeInto(other);
              moves.current?.scrollIntoView({ block: 'start' });
              moves.current?.focus({ preventScroll: true });
            }}
          />
        </div>
      </div>
    </>
  );
}

function Head({ page }: { page: HazardPage }) {
  const { t } = useTranslation();
  const names = useNames();
  const tell = useNotice();
  const { properties, id } = page.item;
  const { overdue, left, open } = deadlineOf(properties, dayOfInstant(Date.now()));
  const running = ['ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED'].includes(String(properties['statusCode']));
  const deadline = !open || !running ? null : overdue > 0 ? t('object.overdueDays', { days: formatCount(overdue) }) : left === null ? t('object.noDeadline') : left === 0 ? t('object.dueToday') : t('object.dueInDays', { days: formatCount(left) });
  const status = names.code('hazard-statuses', String(properties['statusCode']));
  const title = String(properties['title']);
  useEffect(() => {
    document.title = `${title} · ${status} · ${t('product.name')}`;
  }, [title, status, t]);
  const address = `${location.origin}/hazards/${id}`;
  return (
    <header className="hazard-head">
      <p className="hazard-over small quiet">
        <span className="figure">{String(properties['code'])}</span>
        <bdi>{String(properties['siteName'] ?? '')}</bdi>
      </p>
      {/* bdi: marks that turn the writing round (U+202E) end with the title. */}
      <h1>
        <bdi>{title}</bdi>
      </h1>
      <p className="hazard-state">
        <span className={properties['levelCode'] === 'LV-M' ? 'level-major' : 'level-general'}>{names.code('hazard-levels', String(properties['levelCode']))}</span>
        <strong>{status}</strong>
        {deadline !== null && (
          <span className={overdue > 0 ? 'fact-overdue figure' : 'figure'}>
            <Icon name="clock" size={14} /> {deadline}
          </span>
        )}
        {page.flags.map((flag) => (
          <span key={flag} className="state-chip">
            {names.code('hazard-flags', flag)}
          </span>
        ))}
      </p>
      <div className="hazard-tools no-print">
        <a className="button" href={addressWith(`/?object=hazards/${id}`)}>
          <Icon name="map" /> {t('hazard.onMap')}
        </a>
        <button type="button" className="button" onClick={() => void copyText(address).then((done) => tell(done ? t('tools.copied', { text: address }) : t('account.copyFailed')))}>
          <Icon name="link" /> {t('hazard.copyLink')}
        </button>
        <Link className="button" href={`/hazards/${id}/notice`}>
          <Icon name="print" /> {t('hazard.notice')}
        </Link>
        <Link className="button" href={`/hazards/${id}/recheck-form`}>
          <Icon name="print" /> {t('hazard.recheckForm')}
        </Link>
        <button type="button" className="button" onClick={() => window.print()}>
          {t('hazard.print')}
        </button>
      </div>
    </header>
  );
}
