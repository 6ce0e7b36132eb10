// Is what is kept of a picture upright, scaled and bare, whatever came in?
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { evidenceTypes } from '../../../data/contract/evidence.ts';
import { checkPictureType, longestSide, preparePicture, thumbSide } from '../../../server/files/evidence-picture.ts';
import { readExif } from '../../../server/files/evidence-exif.ts';
import { hammingDistance } from '../../../server/files/picture-hash.kernel.ts';
import type { AppError } from '../../../server/errors.ts';
import { brokenPictures, claiming } from '../../fixtures/broken-pictures.ts';
import { scene } from '../../fixtures/pictures.ts';

const hostile = `<script>alert('x')</script>'; drop table evidence; --`;
/** As a phone writes it: 37.01° N, 122.025° E on 10 April 2026 at 11:30 in the city. */
const exif = {
  IFD0: { Make: hostile, Model: hostile, ImageDescription: hostile, Artist: '王小明', Software: hostile },
  IFD2: { DateTimeOriginal: '2026:04:10 11:30:00', OffsetTimeOriginal: '+08:00', UserComment: hostile },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 0/1 3600/100', GPSLongitudeRef: 'E', GPSLongitude: '122/1 1/1 3000/100', GPSHPositioningError: '12/1' },
};

/** The markers of a JPEG before its data. */
function markersOf(jpeg: Buffer): string[] {
  const markers: string[] = [];
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    markers.push((jpeg[at + 1] ?? 0).toString(16));
    if (jpeg[at + 1] === 0xda) break;
  }
  return markers;
}

describe('what is kept', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('of a %s has no metadata, no profile, no comment, and the place and time are read before they go', async (format) => {
    const sent = await sharp(await (await scene(3, 3000, 2000)).png().toBuffer()).withExif(exif).withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${'秘密'.repeat(3)}</x:xmpmeta>`).withIccProfile('p3').toFormat(format).toBuffer();
    const before = await sharp(sent).metadata();
    expect([before.exif !== undefined, before.icc !== undefined]).toEqual([true, true]);
    expect(sent.includes('<script>')).toBe(true);
    const kept = await preparePicture(sent, `image/${format}`);
    for (const [stored, side] of [[kept.full, longestSide], [kept.thumb, thumbSide]] as const) {
      const after = await sharp(stored).metadata();
      expect([after.format, after.width, after.exif, after.icc, after.xmp, after.iptc, after.comments]).toEqual(['jpeg', side, undefined, undefined, undefined, undefined, undefined]);
      expect(markersOf(stored).filter((marker) => /^e[1-f]$|^fe$/.test(marker))).toEqual([]);
      for (const secret of ['<script>', 'drop table', '王小明', '秘密', 'Exif', 'GPS']) expect([secret, stored.includes(secret)]).toEqual([secret, false]);
    }
    expect([kept.width, kept.height]).toEqual([2048, 1365]);
    expect(kept.exif.takenAt).toBe('2026-04-10T03:30:00.000Z');
    expect(kept.exif.place?.[0]).toBeCloseTo(122.025, 6);
    expect(kept.exif.place?.[1]).toBeCloseTo(37.01, 6);
    expect(kept.exif.accuracyMetres).toBe(12);
  });

  it('stands upright whichever of the eight ways the camera was held, and hashes alike', async () => {
    const upright = await (await scene(5, 600, 400)).jpeg({ quality: 95 }).toBuffer();
    const { hash, full } = await preparePicture(upright, 'image/jpeg');
    for (let orientation = 1; orientation <= 8; orientation++) {
      // Pixels as the sensor saw them, so that this orientation turns them upright: the turn undone, then the mirror.
      const turns: Record<number, [number, boolean]> = { 1: [0, false], 2: [0, true], 3: [180, false], 4: [180, true], 5: [270, true], 6: [270, false], 7: [90, true], 8: [90, false] };
      const [angle, flop] = turns[orientation] ?? [0, false];
      const mirrored = flop ? await sharp(upright).flop().png().toBuffer() : upright;
      const sent = await sharp(await sharp(mirrored).rotate(angle).png().toBuffer()).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
      const kept = await preparePicture(sent, 'image/jpeg');
      expect([orientation, kept.width, kept.height]).toEqual([orientation, 600, 400]);
      expect([orientation, hammingDistance(kept.hash ?? 0n, hash ?? 0n) <= 2]).toEqual([orientation, true]);
      expect((await sharp(kept.full).metadata()).orientation).toBeUndefined();
    }
    expect((await sharp(full).metadata()).width).toBe(600);
  });

  it('of a polyglot is the picture alone', async () => {
    const jpeg = await (await scene(6)).jpeg().toBuffer();
    const kept = await preparePicture(Buffer.concat([jpeg, Buffer.from(`<html><script>alert('x')</script></html>PK\x03\x04`)]), 'image/jpeg');
    expect(kept.full.includes('<script>')).toBe(false);
    expect(kept.full.subarray(-2).toString('hex')).toBe('ffd9');
  });

  it('of a JPEG that claims more pixels than it holds is bounded: what is missing is grey', async () => {
    const kept = await preparePicture(claiming(await (await scene(9)).jpeg().toBuffer(), 7000, 7000), 'image/jpeg');
    expect([kept.width, kept.height]).toEqual([2048, 2048]);
  });

  it('of a see-through, a 16-bit, a CMYK and a single-pixel picture is plain sRGB', async () => {
    const png = await (await scene(7)).png().toBuffer();
    const cases = [
      [await sharp({ create: { width: 50, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer(), 'image/png'],
      [await sharp(png).toColourspace('rgb16').png().toBuffer(), 'image/png'],
      [await sharp(png).toColourspace('cmyk').jpeg().toBuffer(), 'image/jpeg'],
      [await sharp(png).resize(1, 1).png().toBuffer(), 'image/png'],
    ] as const;
    for (const [sent, type] of cases) {
      const kept = await preparePicture(sent, type);
      const after = await sharp(kept.full).metadata();
      expect([after.space, after.channels, after.hasAlpha]).toEqual(['srgb', 3, false]);
    }
    const clear = await preparePicture(cases[0][0], 'image/png');
    expect((await sharp(clear.full).stats()).channels[0]?.min).toBeGreaterThan(250);
    expect(clear.hash).toBeNull();
  });
});

it('every file of the corpus that reaches the decoder is refused in the words it should be', async () => {
  for (const { name, called, bytes, status, says } of await brokenPictures()) {
    if (bytes.length === 0 || bytes.length > 15e6 || !(evidenceTypes as readonly string[]).includes(called)) continue;
    const work = async (): Promise<unknown> => preparePicture(bytes, checkPictureType(bytes, called));
    const verdict = await work().then(() => ({ code: 'taken', message: '' }), (error: AppError) => error);
    expect.soft([name, verdict.code, verdict.message]).toEqual([name, { 415: 'unsupported-media-type', 400: 'invalid-body', 413: 'too-large' }[status], expect.stringMatching(says)]);
  }
}, 120_000);

describe('EXIF', () => {
  const blockOf = async (given: object): Promise<Uint8Array> => {
    const { exif: block } = await sharp(await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } }).withExif(given as never).jpeg().toBuffer()).metadata();
    if (block === undefined) throw new Error('expected a block');
    return block;
  };

  it('without a zone is Beijing time, with one it is that', async () => {
    expect((await readExif(await blockOf({ IFD2: { DateTimeOriginal: '2026:04:10 00:10:00' } }))).takenAt).toBe('2026-04-09T16:10:00.000Z');
    expect((await readExif(await blockOf({ IFD2: { DateTimeOriginal: '2026:04:10 00:10:00', OffsetTimeOriginal: '-03:30' } }))).takenAt).toBe('2026-04-10T03:40:00.000Z');
  });

  it.each(['0000:00:00 00:00:00', '2026:02:31 10:00:00', '1970:01:01 00:00:00', '2026:04:10T10:00:00Z', '2026:04:10 25:00:00', hostile])('the date %s is none', async (text) => {
    expect((await readExif(await blockOf({ IFD2: { DateTimeOriginal: text } }))).takenAt).toBeNull();
  });

  it.each([
    ['0/0 where a receiver has no fix', { GPSLatitudeRef: 'N', GPSLatitude: '0/1 0/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '0/1 0/1 0/1' }],
    ['a latitude of 120', { GPSLatitudeRef: 'N', GPSLatitude: '120/1 0/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '122/1 0/1 0/1' }],
    ['a division by nought', { GPSLatitudeRef: 'N', GPSLatitude: '37/0 0/0 0/0', GPSLongitudeRef: 'E', GPSLongitude: '122/0 0/1 0/1' }],
    ['half a place', { GPSLatitudeRef: 'N', GPSLatitude: '37/1 0/1 0/1' }],
  ])('%s is no place', async (_name, gps) => {
    expect((await readExif(await blockOf({ IFD3: gps }))).place).toBeNull();
  });

  it('south and west are negative', async () => {
    const { place } = await readExif(await blockOf({ IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '33/1 30/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '70/1 15/1 0/1' } }));
    expect(place).toEqual([-70.25, -33.5]);
  });

  it('cut off, turned around or made of noise gives nulls and never an error', async () => {
    const block = Buffer.from(await blockOf(exif));
    for (let length = 0; length < block.length; length += 3) await readExif(block.subarray(0, length));
    let state = 1;
    for (let round = 0; round < 400; round++) {
      const broken = Buffer.from(block);
      for (let k = 0; k < 6; k++) broken[(state = (state * 48_271) % 2_147_483_647) % broken.length] = state & 255;
      const facts = await readExif(broken);
      expect(facts.takenAt === null || !Number.isNaN(Date.parse(facts.takenAt))).toBe(true);
    }
    expect(await readExif(Buffer.alloc(2_000_000))).toEqual({ takenAt: null, place: null, accuracyMetres: null });
  });
});
