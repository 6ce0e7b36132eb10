// How does a page show the small map without waiting for it? Loaded behind the page; without WebGL2 the position stands there as text.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { cityQuery } from '../api/queries.ts';
import { formatPosition } from '../locales/format.ts';
import type { PlaceMapProps } from '../map/place-map.tsx';
import { useAppearance } from '../state/appearance.ts';
import { hasWebGl2 } from '../state/device.ts';

const PlaceMap = lazy(() => import('../map/place-map.tsx').catch(() => ({ default: NoMap })));
const canDraw = hasWebGl2();

function NoMap({ places }: PlaceMapProps) {
  const { t } = useTranslation();
  const place = places.find(({ kind }) => kind === 'hazard') ?? places[0];
  return <p className="place-map place-map-none quiet small">{place === undefined ? t('report.noMap') : formatPosition(place.lng, place.lat)}</p>;
}

export function SmallMap(props: Omit<PlaceMapProps, 'theme' | 'language' | 'box'>) {
  const { theme, language } = useAppearance();
  const city = useQuery(cityQuery()).data;
  const all = { ...props, theme, language, box: city?.box ?? null };
  if (!canDraw) return <NoMap {...all} />;
  return (
    <Suspense fallback={<div className="place-map bone" aria-busy="true" />}>
      <PlaceMap {...all} />
    </Suspense>
  );
}
