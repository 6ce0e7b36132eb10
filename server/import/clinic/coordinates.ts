// Where on the ground do the numbers of a file lie? Chinese datums and zones turned into WGS84, and the many ways of writing an angle.
import gcoord from 'gcoord';
import proj4 from 'proj4';
import { zoneOf } from '../../../data/contract/crs.ts';
import type { Cell } from './staging.ts';

export type Convert = (first: number, second: number) => [lng: number, lat: number];

/** Steps of the inverse: the error shrinks about thousandfold with each, so that four are below a millimetre everywhere in China. */
const inverseSteps = 4;

type Forward = (position: [number, number]) => [number, number];
const toGcj02: Forward = (position) => gcoord.transform([...position], gcoord.WGS84, gcoord.GCJ02) as [number, number];
const toBd09: Forward = (position) => gcoord.transform([...position], gcoord.WGS84, gcoord.BD09) as [number, number];

/** The common one-step inverse of these shifts is wrong by metres (DOMAIN §9.2): walk back until the forward shift meets the given place. */
function inverseOf(forward: Forward): Convert {
  return (lng, lat) => {
    let [x, y] = [lng, lat];
    for (let step = 0; step < inverseSteps; step++) {
      const [shiftedX, shiftedY] = forward([x, y]);
      x += lng - shiftedX;
      y += lat - shiftedY;
    }
    return [x, y];
  };
}

const fromGcj02 = inverseOf(toGcj02);
const fromBd09 = inverseOf(toBd09);

/** Gives the forward shift, for tests and figures: WGS84 to the system named. */
export function shiftOf(crs: 'gcj02' | 'bd09'): Forward {
  return crs === 'gcj02' ? toGcj02 : toBd09;
}

/**
 * Gives the function from two numbers of a file to longitude and latitude. `first` is the longitude or easting, unless `swapped`. Numbers outside a projection
 * give NaN. Throws RangeError for an unknown system.
 */
export function converterOf(crs: string, swapped: boolean): Convert {
  const convert = unswapped(crs);
  return swapped ? (first, second) => convert(second, first) : convert;
}

function unswapped(crs: string): Convert {
  if (crs === 'wgs84') return (lng, lat) => [lng, lat];
  if (crs === 'gcj02') return fromGcj02;
  if (crs === 'bd09') return fromBd09;
  const code = Number(/^EPSG:(\d{4})$/.exec(crs)?.[1] ?? Number.NaN);
  if (code === 3857) return projected('EPSG:3857');
  const { meridian, falseEasting } = zoneOf(code);
  return projected(`+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`);
}

function projected(definition: string): Convert {
  const projection = proj4(definition);
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 1e9 || Math.abs(y) > 1e9) return [Number.NaN, Number.NaN];
    const [lng = Number.NaN, lat = Number.NaN] = projection.inverse([x, y]);
    return [lng, lat];
  };
}

export interface ReadNumber {
  readonly value: number;
  readonly notation: 'degrees' | 'degrees-minutes-seconds' | 'metres';
  /** The axis that a hemisphere letter names. */
  readonly axis: 'lng' | 'lat' | null;
}

/** Degrees, minutes, seconds with any of the marks in use; the marks of seconds may be missing. */
const dms = /^([+-]?\d{1,3}(?:\.\d+)?)\s*[°º度d]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’‘分m]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|″|”|“|''|′′|秒|s)?)?)?$/i;
const spaced = /^([+-]?\d{1,3})[\s:-]+(\d{1,2})[\s:-]+(\d{1,2}(?:\.\d+)?)$/;

/** Reads one coordinate of a cell: a number, or degrees with minutes and seconds, with or without hemisphere. Null for anything else; minutes and seconds must be below 60. */
export function readCoordinate(cell: Cell): ReadNumber | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? { value: cell, notation: Math.abs(cell) > 360 ? 'metres' : 'degrees', axis: null } : null;
  if (typeof cell !== 'string') return null;
  // Most cells are plain degrees.
  if (/^-?\d{1,3}\.\d+$/.test(cell)) return { value: Number(cell), notation: Math.abs(Number(cell)) > 360 ? 'metres' : 'degrees', axis: null };
  let text = cell.normalize('NFKC').trim();
  if (text === '' || text.length > 60) return null;
  // The s of 3d5m7s says seconds, not south.
  if (/m\s*[\d.]+\s*s$/i.test(text)) text = text.slice(0, -1);
  const hemisphere = /^(东经|西经|北纬|南纬|[nsew])|(?:东经|西经|北纬|南纬|[nsew])$/i.exec(text)?.[0]?.toLowerCase() ?? '';
  text = text.replace(/^(东经|西经|北纬|南纬|[nsew])\s*[:：]?\s*|\s*(东经|西经|北纬|南纬|[nsew])$/gi, '').trim();
  const sign = /^(西经|南纬|w|s)$/.test(hemisphere) ? -1 : 1;
  const axis = /^(东经|西经|e|w)$/.test(hemisphere) ? 'lng' : /^(北纬|南纬|n|s)$/.test(hemisphere) ? 'lat' : null;
  if (/^[+-]?\d+(\.\d+)?$/.test(text.replaceAll(',', ''))) {
    const value = sign * Number(text.replaceAll(',', ''));
    return { value, notation: Math.abs(value) > 360 ? 'metres' : 'degrees', axis };
  }
  const match = dms.exec(text) ?? spaced.exec(text);
  if (match === null) return null;
  const [, degrees = '0', minutes = '0', seconds = '0'] = match;
  if (Number(minutes) >= 60 || Number(seconds) >= 60) return null;
  const size = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600;
  return { value: (degrees.startsWith('-') ? -1 : 1) * sign * size, notation: 'degrees-minutes-seconds', axis };
}

/** Reads both numbers of one cell: "121.5,37.4", "121.5 37.4", "东经121°30′，北纬37°24′", in the order of the text. Null for anything else. */
export function readPair(cell: Cell): [ReadNumber, ReadNumber] | null {
  if (typeof cell !== 'string') return null;
  const text = cell.normalize('NFKC').trim().replace(/^[[({]|[\])}]$/g, '').replace(/经度|纬度|坐标|lng|lat|lon|[:：=]/gi, ' ').trim();
  if (text === '' || text.length > 120) return null;
  const parts = /[,，;；、/|]/.test(text) ? text.split(/[,，;；、/|]/) : text.split(/(?<=[\d秒"″”分′'度°nsew])\s+(?=[-+\d东西南北nsew])/i);
  const [first, second, more] = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (first === undefined || second === undefined || more !== undefined) return null;
  const [a, b] = [readCoordinate(first), readCoordinate(second)];
  return a === null || b === null ? null : [a, b];
}
