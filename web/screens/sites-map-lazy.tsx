// What does the page of sites show on its map, and who tells it? The page holds the map; the form in the panel says what is placed and how.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Geometry } from '../../data/contract/geometry.ts';
import { cityQuery, healthQuery } from '../api/queries.ts';
import type { SitesMapProps } from '../map/sites-map.tsx';
import { useAppearance } from '../state/appearance.ts';
import { hasWebGl2 } from '../state/device.ts';

/** What the form tells the map. */
export interface MapPart {
  readonly subject: string;
  readonly stored: Geometry | null;
  readonly placed: Geometry | null;
  readonly mode: SitesMapProps['mode'];
  /** Whether something is typed that is not saved. */
  readonly dirty: boolean;
  place(geometry: Geometry): void;
}

export const nothingPlaced: MapPart = { subject: '', stored: null, placed: null, mode: 'choose', dirty: false, place: () => undefined };

const SitesMap = lazy(() => import('../map/sites-map.tsx').catch(() => ({ default: NoMap })));
const canDraw = hasWebGl2();

function NoMap() {
  const { t } = useTranslation();
  return <p className="place-map place-map-none quiet small">{t('report.noMap')}</p>;
}

export function LayerMap({ layer, part, onPick }: { layer: string; part: MapPart; onPick(id: number): void }) {
  const { t } = useTranslation();
  const { theme, language } = useAppearance();
  const city = useQuery(cityQuery()).data;
  const dataVersion = useQuery(healthQuery(false)).data?.dataVersion ?? 0;
  if (!canDraw) return <NoMap />;
  if (city === undefined) return <div className="place-map bone" aria-busy="true" />;
  const { subject, stored, placed, mode, place } = part;
  return (
    <Suspense fallback={<div className="place-map bone" aria-busy="true" />}>
      <SitesMap theme={theme} language={language} cityBox={city.box} layer={layer} dataVersion={dataVersion} subject={subject} stored={stored} placed={placed} mode={mode} label={t('sites.map')} pointLabel={t('sites.mapPoint')} onPick={onPick} onPlace={place} />
    </Suspense>
  );
}
