// Which rows may somebody write? Those of their own areas, sectors and sites, and no others.
import type { Reader } from '../../../data/contract/access.ts';
import type { Said } from '../../../data/contract/import-clinic.ts';
import { packColumn } from '../../commands/columns.ts';
import type { SiteLimits } from '../../queries/import-evidence.ts';

/** The limits of who imports; plain data for a worker. */
export type RowScope = Pick<Reader, 'areaCodes' | 'sectorCodes' | 'siteIds' | 'personal' | 'restricted'>;

/** Gives the limits as the statements take them. */
export function siteLimitsOf({ areaCodes, sectorCodes, siteIds }: RowScope): SiteLimits {
  // Nobody limited to single sites may import; should it ever be, nothing is shown.
  return { areas: siteIds !== null ? '' : areaCodes === null ? '*' : packColumn(areaCodes), sectors: sectorCodes === null ? '*' : packColumn(sectorCodes) };
}

/** True when nothing limits who imports. */
export function isFree({ areaCodes, sectorCodes, siteIds }: RowScope): boolean {
  return areaCodes === null && sectorCodes === null && siteIds === null;
}

/** Why a row of a township and sector is not the importer's to write; null when it is. Boats belong to the trade of fishing; roads are public and nobody's to limit. */
export function outOfScope({ areaCodes, sectorCodes, siteIds }: RowScope, table: string, areaCode: string | null, sectorCode: string | null): { field: string; seen: string | null; expected: Said } | null {
  if (siteIds !== null) return { field: 'code', seen: null, expected: { zh: '有导入权限的单位', en: 'somebody who may import for more than single sites' } };
  if (areaCodes !== null && (areaCode === null || !areaCodes.includes(areaCode))) return { field: 'areaCode', seen: areaCode, expected: { zh: `本单位辖区（${areaCodes.join('、')}）内的位置`, en: `a place in your own areas (${areaCodes.join(', ')})` } };
  const sector = table === 'vessels' ? 'SEC-FISH' : sectorCode;
  if (sectorCodes !== null && (sector === null || !sectorCodes.includes(sector))) return { field: 'sectorCode', seen: sector, expected: { zh: `本部门的行业领域（${sectorCodes.join('、')}）`, en: `one of your own sectors (${sectorCodes.join(', ')})` } };
  return null;
}
