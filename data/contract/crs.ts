// In which coordinate reference systems do we speak? Each with its OGC address, the order of its axes and its EPSG code.
import proj4 from 'proj4';

export interface Crs {
  /** OGC name, e.g. http://www.opengis.net/def/crs/EPSG/0/4490. */
  readonly uri: string;
  readonly zh: string;
  readonly en: string;
  /** EPSG code, which is the SRID in the database; 4326 for CRS84. */
  readonly srid: number;
  /** True when the authority says north (latitude) before east (longitude). */
  readonly northFirst: boolean;
  /** Metres on a plane instead of degrees. */
  readonly projected: boolean;
}

const epsg = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`;

/** Longitude, latitude on WGS 84: how everything is stored, and what counts when nothing is said. */
export const crs84: Crs = { uri: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84', zh: 'WGS 84 经度在前', en: 'WGS 84, longitude first', srid: 4326, northFirst: false, projected: false };

const everywhere: readonly Crs[] = [
  crs84,
  { uri: epsg(4326), zh: 'WGS 84 纬度在前', en: 'WGS 84, latitude first', srid: 4326, northFirst: true, projected: false },
  { uri: epsg(4490), zh: 'CGCS2000 纬度在前', en: 'CGCS2000, latitude first', srid: 4490, northFirst: true, projected: false },
  { uri: epsg(3857), zh: 'Web 墨卡托', en: 'Web Mercator', srid: 3857, northFirst: false, projected: true },
];

/**
 * Gives central meridian (degrees east) and false easting (metres) of a CGCS2000 3-degree Gauss-Krueger zone: EPSG 4513..4533 carry the zone's number
 * (25..45) before the easting, 4534..4554 do not (EPSG registry). Throws RangeError for any other code.
 */
export function zoneOf(code: number): { readonly meridian: number; readonly falseEasting: number } {
  if (!Number.isInteger(code) || code < 4513 || code > 4554) throw new RangeError(`zone: seen EPSG:${code}, expected 4513 to 4554`);
  const hasNumber = code <= 4533;
  const place = code - (hasNumber ? 4513 : 4534);
  return { meridian: 75 + 3 * place, falseEasting: 500_000 + (hasNumber ? (25 + place) * 1_000_000 : 0) };
}

/** Gives the CRS offered for a city whose projected zone is known (null = not yet): five, or four without it. North before east in the zone, as EPSG says. */
export function crsOf(zoneEpsg: number | null): readonly Crs[] {
  if (zoneEpsg === null) return everywhere;
  const { meridian } = zoneOf(zoneEpsg);
  return [...everywhere, { uri: epsg(zoneEpsg), zh: `CGCS2000 三度带 中央经线 ${meridian}°`, en: `CGCS2000, 3-degree zone about ${meridian}° E`, srid: zoneEpsg, northFirst: true, projected: true }];
}

/** Gives a function from coordinates of a CRS, in its own order, to longitude and latitude in degrees. CGCS2000 and WGS 84 count as equal (they differ by centimetres). */
export function toLngLat(crs: Crs): (first: number, second: number) => [number, number] {
  if (!crs.projected) return crs.northFirst ? (lat, lng) => [lng, lat] : (lng, lat) => [lng, lat];
  const projection = proj4(definitionOf(crs));
  return (first, second) => {
    const [lng = Number.NaN, lat = Number.NaN] = projection.inverse(crs.northFirst ? [second, first] : [first, second]);
    return [lng, lat];
  };
}

function definitionOf({ srid }: Crs): string {
  if (srid === 3857) return 'EPSG:3857';
  const { meridian, falseEasting } = zoneOf(srid);
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`;
}
