// How does a facility of the demo city become a row? The fields every layer shares, filled in one place.
import type { Geometry } from '../contract/geometry.ts';
import type { SiteRow } from '../contract/sites.ts';
import { cityName, townships } from './areas.ts';
import { leadDepartment } from './rules.ts';

/** What a facility has of its own; `township` is an index into `townships`. */
export interface Facility {
  readonly layer: string;
  readonly code: string;
  readonly name: string;
  readonly sectorCode: string | null;
  readonly placeTypeCode: string | null;
  readonly township: number;
  readonly riskClass: number | null;
  /** Where it stands within its township; null where nobody writes an address. */
  readonly where: string | null;
  readonly geometry: Geometry;
  readonly attributes: SiteRow['attributes'];
}

/** Gives the row of a facility: department by sector, township by index. */
export function siteRow({ township, where, ...facility }: Facility): SiteRow {
  const area = townships[township];
  return {
    ...facility,
    departmentCode: facility.sectorCode === null ? null : leadDepartment(facility.sectorCode),
    areaCode: area?.code ?? null,
    address: where === null ? null : `${cityName}${area?.name ?? ''}${where}`,
    synthetic: true,
  };
}
