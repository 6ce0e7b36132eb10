// Which coordinate system does a file declare of itself: a .prj, a crs member, a name of an authority?
import type { Said } from '../../../data/contract/import-clinic.ts';

export interface DeclaredCrs {
  /** Id of the contract; null for a system that is named but not one of ours. */
  readonly crs: string | null;
  /** What the file says, shortened. */
  readonly name: string;
  readonly said: Said;
}

/** Reads an EPSG name, a URN, or the well-known text of a .prj. Null when it says nothing. */
export function readDeclared(text: string | null): DeclaredCrs | null {
  if (text === null || text.trim() === '') return null;
  const name = (/^\s*(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|COMPD_CS)\s*\[\s*"([^"]+)"/i.exec(text)?.[1] ?? text.trim()).slice(0, 80);
  const found = (crs: string): DeclaredCrs => ({ crs, name, said: { zh: `文件写明 ${name}`, en: `the file says ${name}` } });
  const unknown: DeclaredCrs = { crs: null, name, said: { zh: `文件写明 ${name}，本系统不认识`, en: `the file says ${name}, which is not known here` } };
  const code = Number(/(?:^|EPSG[:/]{1,2}(?:0\/)?)(\d{4,5})$/i.exec(text.trim())?.[1] ?? Number.NaN);
  if (code === 4326 || code === 4490 || /CRS:?84$/i.test(text.trim())) return found('wgs84');
  if (code === 3857 || code === 900913) return found('EPSG:3857');
  if (code >= 4513 && code <= 4554) return found(`EPSG:${code}`);
  if (!/[[(]/.test(text)) return unknown;
  const isCgcs = /CGCS_?2000|China_2000|China Geodetic/i.test(text);
  const isWgs = /WGS_?(19)?84|WGS 84/i.test(text);
  if (!isCgcs && !isWgs) return unknown;
  if (!/PROJCS|PROJCRS/i.test(text)) return found('wgs84');
  if (/Mercator_Auxiliary_Sphere|Pseudo-Mercator|Popular Visualisation/i.test(text)) return found('EPSG:3857');
  const parameter = (pattern: string): number => Number(new RegExp(`"(?:${pattern})"\\s*,\\s*(-?[\\d.]+)`, 'i').exec(text)?.[1] ?? Number.NaN);
  const meridian = parameter('central_meridian|Longitude of natural origin');
  const easting = parameter('false_easting|False easting');
  const place = (meridian - 75) / 3;
  if (!isCgcs || !/Gauss|Transverse_?\s?Mercator/i.test(text) || !Number.isInteger(place) || place < 0 || place > 20) return unknown;
  if (easting === 500_000) return found(`EPSG:${4534 + place}`);
  return easting === 500_000 + (25 + place) * 1_000_000 ? found(`EPSG:${4513 + place}`) : unknown;
}
