// Do two names mean the same when spaces, width, case, marks and units are left aside?
import { placeHeadings } from '../../../data/vocabulary/import-names.ts';

/** Gives a heading bare: half-width, small letters, without spaces, marks, leading numbers and what stands in brackets. */
export function bareName(name: string): string {
  const wide = name.normalize('NFKC').toLowerCase();
  const bare = wide.replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '').replace(/[\s*_\-—:：.,，。、/\\'"#]+/g, '');
  return bare === '' ? wide.replace(/[\s()[\]【】*_\-:：.]+/g, '') : bare;
}

/** What a heading says of the coordinate system. */
export function crsInName(name: string): 'wgs84' | 'gcj02' | 'bd09' | null {
  const bare = name.normalize('NFKC').toLowerCase();
  if (/gcj-?_?0?2|火星|高德|腾讯|amap/.test(bare)) return 'gcj02';
  if (/bd-?_?0?9|百度|baidu/.test(bare)) return 'bd09';
  if (/wgs-?_?84|gps|cgcs2000|国家2000|大地2000|天地图/.test(bare)) return 'wgs84';
  return null;
}

export type PlaceRole = keyof typeof placeHeadings;
const roles = Object.entries(placeHeadings).map(([role, names]) => [role as PlaceRole, new Set(names.map(bareName))] as const);

/** Gives what part of a place a heading names, and how well (1 = the name itself, less when it only holds it); null for none. */
export function placeRoleOf(name: string): { role: PlaceRole; sureness: number } | null {
  const bare = bareName(name).replace(/wgs84|gcj0?2|bd0?9|cgcs2000|高德|百度|火星|国家2000|gps/g, '');
  if (bare === '') return null;
  for (const [role, names] of roles) if (names.has(bare)) return { role, sureness: 1 };
  if (/经度|longitude/.test(bare) && /纬度|latitude/.test(bare)) return { role: 'pair', sureness: 0.9 };
  if (/经度|longitude|lng$|lon$/.test(bare)) return { role: 'lng', sureness: 0.85 };
  if (/纬度|latitude|lat$/.test(bare)) return { role: 'lat', sureness: 0.85 };
  if (/坐标$/.test(bare)) return { role: 'pair', sureness: 0.6 };
  return null;
}
