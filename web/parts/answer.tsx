// How does a panel look while its answer is loading, empty, failed or old? The four states of everything that is asked.
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from './clock.ts';
import { ageParts } from '../locales/format.ts';
import { Icon } from './icon.tsx';

/** What a query tells about itself (the part of TanStack Query's result that is shown). */
export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly isPlaceholderData: boolean;
  readonly dataUpdatedAt: number;
  refetch(): unknown;
}

/** Gives a failure in words: the server's own problem text, or that it does not answer. */
export function useReason(): (error: Error) => string {
  const { t } = useTranslation();
  return (error) => {
    const { status, problem } = error as Error & { status?: number; problem?: { detail: string; code: string } | null };
    if (status === 0 || status === undefined) return t('state.unreachable');
    if (problem?.code === 'starting') return t('state.starting');
    return t('state.refused', { detail: problem?.detail ?? String(status) });
  };
}

/**
 * Shows an answer in its state. `shape` is the outline while nothing is there yet; `empty` tells when data count as nothing and what is said then.
 * After a failure the last good data stay, with their age and a retry.
 */
export function Answer<Data>(props: { asked: Asked<Data>; shape: ReactNode; empty?: { when(data: Data): boolean; words: ReactNode }; children(data: Data): ReactNode }) {
  const { asked, shape, empty, children } = props;
  const lastGood = useRef<{ data: Data; at: number } | null>(null);
  if (asked.data !== undefined && !asked.isPlaceholderData) lastGood.current = { data: asked.data, at: asked.dataUpdatedAt };
  const { t } = useTranslation();
  const data = asked.data ?? lastGood.current?.data;
  if (data === undefined) {
    if (asked.error !== null) return <Failure asked={asked} error={asked.error} keptAt={null} />;
    return (
      <div className="shape" role="status" aria-busy="true" aria-label={t('state.loading')}>
        {shape}
      </div>
    );
  }
  const old = asked.error !== null || asked.isPlaceholderData;
  return (
    <>
      {asked.error !== null && <Failure asked={asked} error={asked.error} keptAt={lastGood.current?.at ?? null} />}
      <div className={old ? 'answer answer-old' : 'answer'} aria-busy={asked.isPlaceholderData}>
        {empty?.when(data) === true ? <Empty>{empty.words}</Empty> : children(data)}
      </div>
    </>
  );
}

function Failure({ asked, error, keptAt }: { asked: Pick<Asked<unknown>, 'refetch' | 'isFetching'>; error: Error; keptAt: number | null }) {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const now = useNow(5_000);
  const age = keptAt === null ? null : ageParts(now - keptAt);
  return (
    <div className="failure" role="alert">
      <Icon name="alert" />
      <p>
        {t('state.failed', { reason: reasonOf(error) })} {age !== null && t('state.keptFrom', { age: t(age.key, { count: age.count }) })}
      </p>
      <button type="button" className="button button-small" onClick={() => void asked.refetch()} disabled={asked.isFetching}>
        {t('state.retry')}
      </button>
    </div>
  );
}

/** Says why there is nothing and what to do. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

/** Draws the outline of rows that are coming: `rows` bars of `height` px. */
export function Bones({ rows, height = 16 }: { rows: number; height?: number }) {
  return (
    <>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="bone" style={{ height, width: `${[92, 78, 85, 64, 88, 71][row % 6]}%` }} />
      ))}
    </>
  );
}
