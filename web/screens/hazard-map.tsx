// Where is the hazard, where its site, and where were the pictures taken? On one small map.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Evidence } from '../../data/contract/evidence.ts';
import type { HazardPage } from '../api/hazards.ts';
import { itemQuery } from '../api/queries.ts';
import { formatPosition } from '../locales/format.ts';
import type { ShownPlace } from '../map/place-map.tsx';
import { SmallMap } from './place-map-lazy.tsx';

/** Gives a position to stand for a geometry: the first one. */
function firstOf(geometry: { readonly coordinates: unknown } | null | undefined): readonly [number, number] | null {
  let inner: unknown = geometry?.coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  return Array.isArray(inner) && typeof inner[0] === 'number' && typeof inner[1] === 'number' ? [inner[0], inner[1]] : null;
}

export function HazardMap({ page, evidence }: { page: HazardPage; evidence: readonly Evidence[] }) {
  const { t } = useTranslation();
  const { properties, geometry } = page.item;
  const layer = typeof properties['siteLayer'] === 'string' ? properties['siteLayer'] : '';
  const site = useQuery({ ...itemQuery(layer, page.siteId ?? 0), enabled: page.siteId !== null && layer !== '' }).data;
  const at = firstOf(geometry);
  const siteAt = firstOf(site?.geometry);
  if (at === null) return null;
  const places: ShownPlace[] = [
    { kind: 'hazard', key: 'hazard', lng: at[0], lat: at[1], label: String(properties['code']) },
    ...(siteAt === null ? [] : [{ kind: 'site' as const, key: 'site', lng: siteAt[0], lat: siteAt[1], label: String(site?.properties['name'] ?? '') }]),
    ...evidence.flatMap(({ id, place }, index) => (place === null || place[0] === undefined || place[1] === undefined ? [] : [{ kind: 'photo' as const, key: `photo ${id}`, lng: place[0], lat: place[1], label: t('hazard.photoHere', { number: index + 1 }), mark: String(index + 1) }])),
  ];
  return (
    <section className="card-part hazard-map no-print" aria-labelledby="place-title">
      <h2 id="place-title">{t('hazard.place')}</h2>
      <div className="hazard-map-box">
        <SmallMap places={places} ring={page.placeAccuracyMetres === null ? null : { lng: at[0], lat: at[1], metres: page.placeAccuracyMetres }} label={t('hazard.mapLabel')} />
      </div>
      <p className="small quiet">
        <span className="map-key map-key-hazard" /> {t('hazard.key.hazard')} {siteAt !== null && <><span className="map-key map-key-site" /> {t('hazard.key.site')} </>}
        {evidence.length > 0 && <><span className="map-key map-key-photo" /> {t('hazard.key.photo')} </>}
        <span className="figure">{formatPosition(at[0], at[1])}</span>
      </p>
    </section>
  );
}
