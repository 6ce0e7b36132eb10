// How does a picture of a stranger become one that is safe to keep: decoded, upright, scaled, without metadata?
import sharp from 'sharp';
import type { EvidenceType } from '../../data/contract/evidence.ts';
import { evidenceTypes } from '../../data/contract/evidence.ts';
import { AppError } from '../errors.ts';
import { type ExifFacts, readExif } from './evidence-exif.ts';
import { hashSide, pictureHash } from './picture-hash.kernel.ts';
import { pictureTypeOf } from './picture-type.kernel.ts';

/** Pixels along the longest side of what is kept. */
export const longestSide = 2048;
export const thumbSide = 320;
/**
 * Most pixels that are decoded. Phones take up to 50 million in one baseline JPEG, which is decoded line by line and scaled on the way. All else (progressive
 * JPEG, PNG, WebP) may have to stand in memory as a whole.
 */
const mostPixels = { baseline: 52_000_000, whole: 25_000_000 };
/** Decoding of one picture may take so long. */
const mostSeconds = 15;
const quality = 85;

export interface Picture {
  /** JPEG without metadata, upright, sRGB. */
  readonly full: Buffer;
  readonly thumb: Buffer;
  readonly width: number;
  readonly height: number;
  /** Null for a picture that shows nothing. */
  readonly hash: bigint | null;
  readonly exif: ExifFacts;
}

/** Throws AppError `unsupported-media-type` unless the content is of a type that is taken in and is what the sender calls it. */
export function checkPictureType(bytes: Uint8Array, called: string): EvidenceType {
  const type = pictureTypeOf(bytes);
  if (type === 'image/heic') throw new AppError('unsupported-media-type', 'picture: seen HEIC or AVIF, expected JPEG, PNG or WebP. 苹果手机：设置→相机→格式→兼容性最佳。 On an iPhone: Settings → Camera → Formats → Most Compatible');
  if (type === 'other') throw new AppError('unsupported-media-type', 'picture: seen content that is no picture of a known kind, expected JPEG, PNG or WebP');
  if (type !== called) throw new AppError('unsupported-media-type', `Content-Type: seen ${JSON.stringify(called.slice(0, 60))} for content that is ${type}, expected them to agree, one of ${evidenceTypes.join(', ')}`);
  return type;
}

/**
 * Decodes a picture and gives what is kept of it. Throws AppError: `too-large` for too many pixels, `invalid-body` for what cannot be decoded whole,
 * `deadline-exceeded` when it takes too long.
 */
export async function preparePicture(bytes: Buffer, type: EvidenceType): Promise<Picture> {
  // `error` and not `warning`: cameras write much that is odd and harmless. A picture that ends too early is an error.
  const input = { limitInputPixels: mostPixels.baseline, failOn: 'error', sequentialRead: true, pages: 1 } as const;
  const { width = 0, height = 0, format, isProgressive, exif } = await decoding(sharp(bytes, { ...input, limitInputPixels: false }).metadata());
  if (`image/${format}` !== type) throw new AppError('unsupported-media-type', `picture: seen ${format}, expected ${type}`);
  const most = type === 'image/jpeg' && isProgressive !== true ? mostPixels.baseline : mostPixels.whole;
  if (width * height > most) throw new AppError('too-large', `picture: seen ${width} × ${height} pixels, expected at most ${most / 1_000_000} million for ${isProgressive === true ? 'a progressive ' : ''}${type}`);
  const { data: full, info } = await decoding(
    sharp(bytes, input)
      .timeout({ seconds: mostSeconds })
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      // Metadata, colour profile included, is left out unless asked for.
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true }),
  );
  const [thumb, grey] = await Promise.all([
    decoding(sharp(full).resize({ width: thumbSide, height: thumbSide, fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 80 }).toBuffer()),
    decoding(sharp(full).resize({ width: hashSide, height: hashSide, fit: 'fill' }).greyscale().raw().toBuffer()),
  ]);
  return { full, thumb, width: info.width, height: info.height, hash: pictureHash(grey), exif: await readExif(exif) };
}

/** Turns what the decoder throws into a sentence for the sender. Its own text may hold bytes of the file and is kept for the log. */
async function decoding<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    if (/timeout/i.test(text)) throw new AppError('deadline-exceeded', `picture: expected one that is decoded within ${mostSeconds} s`, {}, error);
    if (/pixel limit/i.test(text)) throw new AppError('too-large', `picture: expected at most ${mostPixels.baseline / 1_000_000} million pixels`, {}, error);
    throw new AppError('invalid-body', 'picture: seen one that is damaged or ends too early, expected a whole one: send it again', {}, error);
  }
}
