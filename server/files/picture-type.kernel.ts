// What is a file by its content, whatever its name or sender says?

/** Kinds that are told apart. `heic` holds the whole family in which iPhones take pictures; `other` is everything else. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic' | 'other';

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean => [...text].every((letter, place) => bytes[at + place] === letter.charCodeAt(0));
/** Brands of ISO media files that hold HEVC or AV1 pictures (ISO/IEC 23008-12, annex B; AVIF 1.1). */
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'];

/**
 * Gives the type by the first bytes: JPEG (ISO/IEC 10918-1, SOI and a marker), PNG (ISO/IEC 15948, signature and IHDR), WebP (RFC 9649), HEIC. Short input and all
 * else, SVG and HTML among it, are `other`.
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff && bytes.length > 20) return 'image/jpeg';
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n') && startsWith(bytes, 12, 'IHDR')) return 'image/png';
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBPVP8')) return 'image/webp';
  if (startsWith(bytes, 4, 'ftyp') && heicBrands.some((brand) => startsWith(bytes, 8, brand))) return 'image/heic';
  return 'other';
}
