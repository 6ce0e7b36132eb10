// When and where does a picture itself say it was taken? Nothing else of its metadata is read.
import exifr from 'exifr';

export interface ExifFacts {
  /** Instant as ISO 8601 in UTC. */
  readonly takenAt: string | null;
  /** Degrees WGS84. */
  readonly place: readonly [lng: number, lat: number] | null;
  readonly accuracyMetres: number | null;
}

const nothing: ExifFacts = { takenAt: null, place: null, accuracyMetres: null };
/** A block of a camera has some kilobytes, with a preview some tens. */
const mostBytes = 1_000_000;
/** Only these tags of only these blocks; no notes of makers, no comments, no previews, no XMP. */
const options: Parameters<typeof exifr.parse>[1] = {
  tiff: true,
  ifd0: { pick: ['ExifIFD', 'GPS'] },
  exif: { pick: ['DateTimeOriginal', 'OffsetTimeOriginal'] },
  gps: { pick: ['GPSLatitudeRef', 'GPSLatitude', 'GPSLongitudeRef', 'GPSLongitude', 'GPSHPositioningError'] },
  ifd1: false,
  interop: false,
  xmp: false,
  icc: false,
  iptc: false,
  makerNote: false,
  userComment: false,
  translateKeys: true,
  translateValues: false,
  reviveValues: false,
  sanitize: true,
  mergeOutput: false,
};

/**
 * Reads a block of EXIF (`Exif\0\0` and a TIFF structure, as it stands in JPEG, PNG and WebP alike). What is missing, out of range or no date is null; a block that
 * cannot be read gives nulls. A time without a zone is Beijing time: cameras of the city carry that. Never throws.
 */
export async function readExif(block: Uint8Array | undefined): Promise<ExifFacts> {
  if (block === undefined || block.length > mostBytes) return nothing;
  const hasName = Buffer.from(block.subarray(0, 6)).equals(Buffer.from('Exif\0\0'));
  try {
    // A copy: exifr reads the buffer under a view from its start.
    const read = (await exifr.parse(Uint8Array.from(hasName ? block.subarray(6) : block), options)) as { exif?: Record<string, unknown>; gps?: Record<string, unknown> } | undefined;
    return {
      takenAt: instantOf(read?.exif?.['DateTimeOriginal'], read?.exif?.['OffsetTimeOriginal']),
      place: placeOf(read?.gps ?? {}),
      accuracyMetres: within(read?.gps?.['GPSHPositioningError'], 0, 1_000_000),
    };
  } catch {
    return nothing;
  }
}

function within(value: unknown, low: number, high: number): number | null {
  return typeof value === 'number' && value >= low && value <= high ? value : null;
}

/** EXIF 2.32: `YYYY:MM:DD HH:MM:SS`, zone apart as `±HH:MM`. */
function instantOf(date: unknown, offset: unknown): string | null {
  const [, day, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)$/.exec(typeof date === 'string' ? date.trim() : '') ?? [];
  if (day === undefined || time === undefined) return null;
  const zone = /^[+-]\d\d:\d\d$/.exec(typeof offset === 'string' ? offset.trim() : '')?.[0] ?? '+08:00';
  const text = `${day.replaceAll(':', '-')}T${time}${zone}`;
  const instant = new Date(text);
  // A camera whose battery was out says 0000 or 1970; no date of 31 February either.
  if (Number.isNaN(instant.getTime()) || day < '1990' || day >= '2100') return null;
  if (new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) !== text.slice(0, 10)) return null;
  return instant.toISOString();
}

function placeOf(gps: Record<string, unknown>): [number, number] | null {
  const degrees = (name: string, negative: string, most: number): number | null => {
    const [parts, reference] = [gps[name], gps[`${name}Ref`]];
    if (!Array.isArray(parts) || parts.length !== 3) return null;
    const [whole, minutes, seconds] = parts.map((part) => within(part, 0, 180));
    if (whole === undefined || whole === null || minutes === undefined || minutes === null || seconds === undefined || seconds === null || minutes >= 60.001 || seconds >= 60.001) return null;
    return within((whole + minutes / 60 + seconds / 3600) * (reference === negative ? -1 : 1), -most, most);
  };
  const [lng, lat] = [degrees('GPSLongitude', 'W', 180), degrees('GPSLatitude', 'S', 90)];
  // 0/0 is what a receiver without a fix writes.
  return lng === null || lat === null || (lng === 0 && lat === 0) ? null : [lng, lat];
}
