// How does the clinic show its map without waiting for it? Loaded behind the page; where none can be drawn, that is said.
import { type ComponentType, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportMapProps } from '../map/import-map.tsx';
import { useAppearance } from '../state/appearance.ts';
import { hasWebGl2 } from '../state/device.ts';

const ImportMap = lazy((): Promise<{ default: ComponentType<ImportMapProps> }> => import('../map/import-map.tsx').catch(() => ({ default: NoMap })));
const canDraw = hasWebGl2();

function NoMap() {
  const { t } = useTranslation();
  return <p className="place-map place-map-none quiet small">{t('imports.noMap')}</p>;
}

export function SmallImportMap(props: Omit<ImportMapProps, 'theme' | 'language'>) {
  const { theme, language } = useAppearance();
  const all = { ...props, theme, language };
  if (!canDraw) return <NoMap />;
  return (
    <Suspense fallback={<div className="place-map bone" aria-busy="true" />}>
      <ImportMap {...all} />
    </Suspense>
  );
}
