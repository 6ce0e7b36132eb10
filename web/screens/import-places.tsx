// Where do the rows of the dry run lie, and what would come of each? The map, its legend as switches, and the row that is picked out.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import { type ClinicSession, type DryRunSummary, type RowOutcome, rowOutcomes } from '../../data/contract/import-clinic.ts';
import { importPlacesQuery } from '../api/import-clinic.ts';
import { cityQuery } from '../api/queries.ts';
import { formatCount } from '../locales/format.ts';
import { Answer } from '../parts/answer.tsx';
import { SmallImportMap } from './import-map-lazy.tsx';

interface PlacesProps {
  readonly session: ClinicSession;
  readonly dryRun: DryRunSummary;
  /** Only rows of this outcome are drawn; null = all. */
  readonly only: RowOutcome | null;
  readonly picked: number | null;
  onOnly(outcome: RowOutcome | null): void;
  onPick(line: number | null): void;
}

/** Gives a box a little wider than its places, so that a single place has a neighbourhood (about a kilometre). */
function widened(box: readonly number[] | null): Box | null {
  const [west, south, east, north] = box ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return null;
  return [west - 0.01, south - 0.01, east + 0.01, north + 0.01];
}

export function ImportPlaces({ session, dryRun, only, picked, onOnly, onPick }: PlacesProps) {
  const { t } = useTranslation();
  const places = useQuery(importPlacesQuery(session.id, session.batchId === null ? session.jobId : 'written'));
  const city = useQuery(cityQuery()).data;
  const box = useMemo(() => widened(dryRun.box) ?? city?.box ?? null, [dryRun.box, city]);
  const shown = useMemo(() => (places.data?.features ?? []).filter(({ properties }) => only === null || properties.outcome === only).map(({ geometry, properties: { line, outcome } }) => ({ line, kind: outcome, geometry })), [places.data, only]);
  const one = picked === null ? undefined : places.data?.features.find(({ properties }) => properties.line === picked)?.properties;
  return (
    <section className="card-part" aria-labelledby="import-places">
      <div className="import-part-head">
        <h2 id="import-places">{t('imports.check.map')}</h2>
        <span className="quiet small figure">{dryRun.places === 0 ? t('imports.check.noPlaces') : t('imports.check.mapCount', { total: formatCount(dryRun.places), shown: formatCount(dryRun.placesShown) })}</span>
      </div>
      {dryRun.places > 0 && (
        <Answer asked={places} shape={<div className="import-map-box bone" />}>
          {() => (
            <>
              <div className="import-map-box import-map-tall">
                <SmallImportMap places={shown} picked={picked} box={box} label={t('imports.check.map')} onPick={onPick} />
              </div>
              <div className="import-legend" role="group" aria-label={t('imports.check.mapKey')}>
                {rowOutcomes.map((outcome) => (
                  <button key={outcome} type="button" className="button button-small" aria-pressed={only === outcome} title={t(only === outcome ? 'imports.check.all' : 'imports.check.only', { name: t(`imports.check.${outcome}`) })} onClick={() => onOnly(only === outcome ? null : outcome)}>
                    <span className={`import-sign import-sign-${outcome}`} aria-hidden="true" />
                    {t(`imports.check.${outcome}`)}
                  </button>
                ))}
                <span className="small figure" aria-live="polite">
                  {one !== undefined && t('imports.check.picked', { line: one.line, code: one.code ?? '', outcome: t(`imports.check.${one.outcome}`) })}
                </span>
              </div>
            </>
          )}
        </Answer>
      )}
    </section>
  );
}
