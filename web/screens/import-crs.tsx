// Where does the place of a row stand, and in which coordinate system? The candidates with their evidence, and the points of the chosen one on a map.
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { zoneOf } from '../../data/contract/crs.ts';
import type { Box } from '../../data/contract/geometry.ts';
import type { ClinicPlan, ClinicProposal, ClinicSeen, CrsCandidate, PlaceSource } from '../../data/contract/import-clinic.ts';
import { cityQuery } from '../api/queries.ts';
import { formatCount } from '../locales/format.ts';
import { Icon } from '../parts/icon.tsx';
import type { ShownImportPlace } from '../map/import-map.tsx';
import { columnsOfPlace, placeOfKind, withPlace } from '../state/import-plan.ts';
import { CrsTable } from './import-crs-table.tsx';
import { SmallImportMap } from './import-map-lazy.tsx';
import { columnName, useImportWords } from './import-words.ts';

interface CrsProps {
  readonly seen: ClinicSeen;
  readonly proposal: ClinicProposal;
  readonly plan: ClinicPlan;
  onChange(plan: ClinicPlan): void;
}

/** Every system that can be named, beside the candidates. */
const systems: readonly string[] = ['wgs84', 'gcj02', 'bd09', 'EPSG:3857', ...Array.from({ length: 42 }, (_, place) => `EPSG:${4513 + place}`)];

export function ImportCrs({ seen, proposal, plan, onChange }: CrsProps) {
  const { t } = useTranslation();
  const words = useImportWords();
  const id = useId();
  const { crs: found } = proposal;
  const { place } = plan;
  const kinds: readonly PlaceSource['kind'][] = seen.geometries.length > 0 ? ['own', 'columns', 'pair', 'text', 'none'] : ['columns', 'pair', 'text', 'none'];
  const candidate = found.candidates.find(({ crs, swapped }) => crs === plan.crs && swapped === plan.swapped);
  const [other, setOther] = useState(candidate === undefined && plan.crs !== null);
  const column = (label: string, value: string, change: (letter: string) => void) => (
    <div className="field">
      <label htmlFor={`${id}-${label}`}>{label}</label>
      <select id={`${id}-${label}`} className="input" value={value} onChange={(event) => change(event.target.value)}>
        {seen.columns.map((one) => (
          <option key={one.id} value={one.id}>
            {columnName(one)}
          </option>
        ))}
      </select>
    </div>
  );
  const isStale = found.candidates.length > 0 && place.kind !== 'none' && JSON.stringify([place.kind, columnsOfPlace(place)]) !== JSON.stringify([proposal.place.kind, columnsOfPlace(proposal.place)]);
  return (
    <section className="card-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('imports.place.title')}</h2>
      <div className="import-reading">
        <div className="field import-kind">
          <label htmlFor={`${id}-kind`}>{t('imports.place.kind')}</label>
          <select id={`${id}-kind`} className="input" value={place.kind} onChange={(event) => onChange(withPlace(plan, placeOfKind(event.target.value as PlaceSource['kind'], proposal.place, seen.columns)))}>
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`imports.place.kinds.${kind}`)}
              </option>
            ))}
          </select>
        </div>
        {place.kind === 'columns' && column(t('imports.place.first'), place.first, (first) => onChange(withPlace(plan, { ...place, first })))}
        {place.kind === 'columns' && column(t('imports.place.second'), place.second, (second) => onChange(withPlace(plan, { ...place, second })))}
        {(place.kind === 'pair' || place.kind === 'text') && column(t('imports.place.column'), place.column, (letter) => onChange(withPlace(plan, { kind: place.kind, column: letter })))}
        {place.kind !== 'none' && (
          <p className="small import-notation">
            <span className="quiet">{t('imports.place.notation')}</span> {t(`imports.place.notations.${found.notation}`)}
          </p>
        )}
      </div>
      {place.kind !== 'none' && (
        <>
          <h3 className="import-sub">{t('imports.crs.title')}</h3>
          <p className={plan.crs === null ? 'import-note import-note-warn small' : found.ambiguous ? 'import-note small' : 'small'} role={plan.crs === null ? 'alert' : undefined}>
            {plan.crs === null && (
              <>
                <Icon name="alert" size={14} /> <strong>{t('imports.crs.mustSay')}</strong>{' '}
              </>
            )}
            {words.said(found.reason)}
          </p>
          {isStale && <p className="import-note small">{t('imports.place.stale')}</p>}
          <div className="import-crs">
            <div className="import-crs-choice">
              {found.candidates.length > 0 && (
                <CrsTable
                  crs={found}
                  chosen={other ? null : (candidate ?? null)}
                  onChoose={({ crs, swapped }) => {
                    setOther(false);
                    onChange({ ...plan, crs, swapped });
                  }}
                />
              )}
              <OtherSystem
                open={other || found.candidates.length === 0}
                plan={plan}
                onOpen={() => {
                  setOther(true);
                  onChange({ ...plan, crs: null, swapped: false });
                }}
                onChange={onChange}
              />
            </div>
            <Spots candidate={isStale ? undefined : candidate} />
          </div>
        </>
      )}
    </section>
  );
}

/** A system that is no candidate: somebody knows it. */
function OtherSystem({ open, plan, onOpen, onChange }: { open: boolean; plan: ClinicPlan; onOpen(): void; onChange(plan: ClinicPlan): void }) {
  const { t } = useTranslation();
  const nameOf = (crs: string): string => {
    if (crs === 'EPSG:3857') return t('imports.crs.mercator');
    if (crs === 'wgs84' || crs === 'gcj02' || crs === 'bd09') return t(`imports.crs.${crs}`);
    const code = Number(crs.slice(5));
    const { meridian } = zoneOf(code);
    return code <= 4533 ? t('imports.crs.zoneWith', { zone: meridian / 3 }) : t('imports.crs.zoneWithout', { meridian });
  };
  if (!open) {
    return (
      <button type="button" className="link-button" onClick={onOpen}>
        {t('imports.crs.other')} ({t('imports.crs.otherHint')})
      </button>
    );
  }
  return (
    <div className="import-other">
      <select className="input" aria-label={t('imports.crs.other')} value={plan.crs ?? ''} onChange={(event) => onChange({ ...plan, crs: event.target.value === '' ? null : event.target.value })}>
        <option value="">{t('imports.crs.otherChoose')}</option>
        {systems.map((crs) => (
          <option key={crs} value={crs}>
            {nameOf(crs)}
          </option>
        ))}
      </select>
      <label className="page-check small">
        <input type="checkbox" checked={plan.swapped} onChange={(event) => onChange({ ...plan, swapped: event.target.checked })} />
        {t('imports.crs.swapped')}
      </label>
    </div>
  );
}

/** The points as they would lie in the system chosen. */
function Spots({ candidate }: { candidate: CrsCandidate | undefined }) {
  const { t } = useTranslation();
  const city = useQuery(cityQuery()).data;
  const places = useMemo<ShownImportPlace[]>(() => (candidate?.spots ?? []).map((coordinates, line) => ({ line, kind: 'tried', geometry: { type: 'Point', coordinates: [coordinates[0] ?? 0, coordinates[1] ?? 0] } })), [candidate]);
  const box: Box | null = city?.box ?? null;
  return (
    <div className="import-spots">
      <div className="import-map-box">
        <SmallImportMap places={places} picked={null} box={box} label={t('imports.crs.map')} />
      </div>
      <p className="quiet small">{candidate === undefined ? t('imports.crs.noneChosen') : t('imports.crs.mapKey', { count: formatCount(places.length) })}</p>
    </div>
  );
}
