// Which sites are an enterprise's own? As the server tells them, else as it told them last on this device.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Session } from '../../data/contract/accounts.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import { readRows } from '../api/rows.ts';
import { dataKey } from '../api/queries.ts';
import { type OwnSite, rememberedSites, rememberSites } from '../state/remembered-session.ts';

/** Sites of one account; an enterprise with more finds them by name. */
const mostOwn = 12;

/** Gives the sites of whoever is signed in; none unless `wanted`. */
export function useOwnSites(session: Session | undefined, wanted: boolean): readonly OwnSite[] {
  const owner = session?.id ?? null;
  const asked = useQuery({
    queryKey: [dataKey, 'own-sites', owner],
    queryFn: async (): Promise<OwnSite[]> => {
      const lists = await Promise.all(siteLayers.filter(({ supervised }) => supervised).map(async ({ id: layer }) => (await readRows(layer, {}, mostOwn)).map((item) => ({ id: item.id, layer, name: String(item.properties['name'] ?? ''), ...firstOf(item.geometry) }))));
      return lists.flat().slice(0, mostOwn);
    },
    enabled: wanted && owner !== null,
    staleTime: 600_000,
  }).data;
  useEffect(() => {
    if (asked !== undefined && owner !== null) rememberSites(owner, asked);
  }, [asked, owner]);
  if (!wanted || owner === null) return none;
  return asked ?? rememberedSites(owner);
}
const none: readonly OwnSite[] = [];

function firstOf(geometry: Geometry | null): { lng: number; lat: number } {
  let inner: unknown = geometry?.coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  const [lng, lat] = Array.isArray(inner) ? (inner as number[]) : [];
  return { lng: lng ?? 0, lat: lat ?? 0 };
}
