// What stands at the left of the desk? Name, search, layers with their signs, filters, and how true the data are.
import { useTranslation } from 'react-i18next';
import type { Box } from '../../data/contract/geometry.ts';
import type { ThemeName } from '../../styles/tokens.ts';
import type { City } from '../api/client.ts';
import { formatInstant } from '../locales/format.ts';
import { BasemapPanel } from '../panels/basemap.tsx';
import { FiltersPanel } from '../panels/filters.tsx';
import { LayersPanel } from '../panels/layers.tsx';
import { SearchPanel } from '../panels/search.tsx';
import { IconButton } from '../parts/controls.tsx';
import type { LinkState } from '../state/link.ts';
import { OfficeLinks } from './office-links.tsx';
import { SessionMenu } from './session-menu.tsx';

export function Rail({ city, box, theme, link, folded, onFold }: { city: City | null; box: Box | null; theme: ThemeName; link: LinkState; folded: boolean; onFold(): void }) {
  const { t } = useTranslation();
  const { health } = link;
  if (folded) {
    return (
      <aside className="rail" aria-label={t('panels.layers')}>
        <IconButton icon="layers" label={t('panels.unfoldRail')} onClick={onFold} />
      </aside>
    );
  }
  return (
    <aside className="rail" aria-label={t('panels.layers')}>
      <header className="brand">
        <h1 className="brand-name">{t('product.name')}</h1>
        <span className="brand-title">{t('product.title')}</span>
        <IconButton icon="left" label={t('panels.foldRail')} onClick={onFold} />
      </header>
      <SearchPanel box={city?.box ?? null} />
      <div className="rail-scroll">
        <LayersPanel box={box} theme={theme} dataVersion={health?.dataVersion ?? 0} />
        <BasemapPanel />
        <FiltersPanel />
      </div>
      <div className="rail-session">
        <OfficeLinks dataVersion={health?.dataVersion} />
        <SessionMenu />
      </div>
      <footer className="rail-foot">
        {city?.synthetic === true && (
          <span className="synthetic" title={t('furniture.syntheticTitle')}>
            {t('furniture.synthetic')}
          </span>
        )}
        <span className={link.lostSince === null ? 'live-mark' : 'live-mark live-mark-lost'}>{t(link.lostSince === null ? 'furniture.live' : 'furniture.lost')}</span>
        {health?.dataAsOf !== null && health?.dataAsOf !== undefined && <span className="figure">{t('furniture.asOf', { time: formatInstant(health.dataAsOf) })}</span>}
        <span className="figure">{t('furniture.version', { version: health?.dataVersion ?? 0 })}</span>
        <span>{city?.mapApprovalNumber == null ? t('furniture.noApproval') : t('furniture.approval', { number: city.mapApprovalNumber })}</span>
      </footer>
    </aside>
  );
}
