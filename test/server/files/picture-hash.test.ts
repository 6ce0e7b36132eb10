// Are copies of a picture noticed, and different pictures left alone? Measured on scenes drawn from seeds.
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { evidenceRules } from '../../../data/vocabulary/evidence-rules.ts';
import { hammingDistance, hashSide, pictureHash } from '../../../server/files/picture-hash.kernel.ts';
import { preparePicture } from '../../../server/files/evidence-picture.ts';
import { scene, scenePicture } from '../../fixtures/pictures.ts';

const alike = evidenceRules.alikeBits.value;
const hashOf = async (picture: Buffer): Promise<bigint> => {
  const { hash } = await preparePicture(picture, 'image/jpeg');
  if (hash === null) throw new Error('expected a picture that shows something');
  return hash;
};
const greys = fc.uint8Array({ minLength: hashSide ** 2, maxLength: hashSide ** 2 });

describe('the hash', () => {
  it('has 64 bits, half of them set, and does not depend on the mean brightness', () => {
    fc.assert(
      fc.property(greys, fc.integer({ min: 0, max: 60 }), (values, more) => {
        const dim = values.map((value) => Math.floor(value * 0.7));
        const hash = pictureHash(dim);
        fc.pre(hash !== null);
        expect(hammingDistance(hash as bigint, 0n)).toBe(32);
        // Lighter by one and the same amount: only rounding of the last digits may turn a coefficient that lies on the median.
        expect(hammingDistance(hash as bigint, pictureHash(dim.map((value) => value + more)) ?? 0n)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200 },
    );
  });

  it('is turned into its opposite by a negative', () => {
    fc.assert(
      fc.property(greys, (values) => {
        const hash = pictureHash(values);
        fc.pre(hash !== null);
        expect(hammingDistance(hash as bigint, pictureHash(values.map((value) => 255 - value)) ?? 0n)).toBeGreaterThanOrEqual(62);
      }),
      { numRuns: 100 },
    );
  });

  it('tells a wave along the rows from one along the columns (worked out by hand)', () => {
    const along = Uint8Array.from({ length: hashSide ** 2 }, (_, at) => 128 + Math.round(100 * Math.cos(((2 * (at % hashSide) + 1) * Math.PI) / (2 * hashSide))));
    const down = Uint8Array.from({ length: hashSide ** 2 }, (_, at) => 128 + Math.round(100 * Math.cos(((2 * Math.floor(at / hashSide) + 1) * Math.PI) / (2 * hashSide))));
    expect(hammingDistance(pictureHash(along) ?? 0n, pictureHash(down) ?? 0n)).toBeGreaterThan(alike);
  });

  it('is none for a picture that shows nothing, and refuses another size', () => {
    expect(pictureHash(new Uint8Array(hashSide ** 2).fill(30))).toBeNull();
    expect(() => pictureHash(new Uint8Array(10))).toThrow(/seen 10 values, expected 1024/);
  });

  it('distances are those of a metric, with signed numbers too', () => {
    const hash = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(hash, hash, hash, (a, b, c) => {
        expect(hammingDistance(a, a)).toBe(0);
        expect(hammingDistance(a, b)).toBe(hammingDistance(b, a));
        expect(hammingDistance(a, c)).toBeLessThanOrEqual(hammingDistance(a, b) + hammingDistance(b, c));
        expect(hammingDistance(a, ~a)).toBe(64);
      }),
    );
  });
});

const cut = async (picture: Buffer, share: number): Promise<Buffer> => {
  const { width, height } = await sharp(picture).metadata();
  const [x, y] = [Math.round(width * share), Math.round(height * share)];
  return sharp(picture).extract({ left: x, top: y, width: width - 2 * x, height: height - 2 * y }).jpeg({ quality: 85 }).toBuffer();
};
/** Ways in which a picture is sent on, and the least share of copies that must be noticed. */
const ways: readonly (readonly [string, number, (picture: Buffer) => Promise<Buffer>])[] = [
  ['scaled to half', 1, (picture) => sharp(picture).resize(320).jpeg({ quality: 85 }).toBuffer()],
  ['scaled to a quarter', 1, (picture) => sharp(picture).resize(160).jpeg({ quality: 85 }).toBuffer()],
  ['recompressed at quality 30', 1, (picture) => sharp(picture).jpeg({ quality: 30 }).toBuffer()],
  ['scaled and recompressed twice', 1, async (picture) => sharp(await sharp(picture).resize(480).jpeg({ quality: 60 }).toBuffer()).resize(400).jpeg({ quality: 50 }).toBuffer()],
  ['as WebP and back', 1, async (picture) => sharp(await sharp(picture).webp({ quality: 50 }).toBuffer()).jpeg().toBuffer()],
  ['a little lighter', 0.95, (picture) => sharp(picture).modulate({ brightness: 1.1 }).jpeg({ quality: 85 }).toBuffer()],
  ['grey', 0.95, (picture) => sharp(picture).greyscale().jpeg({ quality: 85 }).toBuffer()],
  ['cut by 1 % on each side', 0.95, (picture) => cut(picture, 0.01)],
  ['cut by 2 % on each side', 0, (picture) => cut(picture, 0.02)],
  ['cut by 5 % on each side', 0, (picture) => cut(picture, 0.05)],
];

describe('copies', () => {
  const seeds = Array.from({ length: 40 }, (_, k) => 1000 + k);
  it('that were scaled, recompressed or cut by a little are noticed', async () => {
    const pictures = await Promise.all(seeds.map((seed) => scenePicture(seed)));
    const hashes = await Promise.all(pictures.map(hashOf));
    const lines: string[] = [];
    for (const [way, least, change] of ways) {
      const distances = await Promise.all(pictures.map(async (picture, place) => hammingDistance(hashes[place] ?? 0n, await hashOf(await change(picture)))));
      const share = distances.filter((distance) => distance <= alike).length / distances.length;
      lines.push(`${way}: ${(share * 100).toFixed(0)} % within ${alike} bits, median ${distances.sort((a, b) => a - b)[20]}, most ${distances.at(-1)}`);
      expect.soft([way, share >= least]).toEqual([way, true]);
    }
    process.stdout.write(`copies of ${seeds.length} scenes\n  ${lines.join('\n  ')}\n`);
  });

  it('500 different pictures are not taken for each other', async () => {
    const hashes = await Promise.all(Array.from({ length: 500 }, async (_, seed) => hashOf(await scenePicture(seed + 1, 320, 240))));
    const histogram = new Array<number>(65).fill(0);
    for (let a = 0; a < hashes.length; a++) for (let b = 0; b < a; b++) histogram[hammingDistance(hashes[a] ?? 0n, hashes[b] ?? 0n)] = (histogram[hammingDistance(hashes[a] ?? 0n, hashes[b] ?? 0n)] ?? 0) + 1;
    const pairs = (500 * 499) / 2;
    const wrong = histogram.slice(0, alike + 1).reduce((sum, count) => sum + count, 0);
    const nearest = histogram.findIndex((count) => count > 0);
    const mean = histogram.reduce((sum, count, bits) => sum + count * bits, 0) / pairs;
    process.stdout.write(`500 different scenes: ${wrong} of ${pairs} pairs within ${alike} bits; nearest pair ${nearest}, mean ${mean.toFixed(1)} bits\n`);
    expect(wrong).toBe(0);
  });

  it('the same place after something small was taken away: how often it is near is printed', async () => {
    const distances = await Promise.all(seeds.map(async (seed) => hammingDistance(await hashOf(await (await scene(seed)).jpeg().toBuffer()), await hashOf(await (await scene(seed, 640, 480, 2)).jpeg().toBuffer()))));
    process.stdout.write(`same viewpoint, 2 of 14 shapes gone: ${[alike, evidenceRules.unchangedBits.value].map((bits) => `${distances.filter((distance) => distance <= bits).length} of ${distances.length} within ${bits} bits`).join(', ')}, median ${distances.sort((a, b) => a - b)[20]}\n`);
    expect(distances.some((distance) => distance > 0)).toBe(true);
  });
});
