// Do no more pictures come in and are decoded at once than memory was counted for?
import { expect, it } from 'vitest';
import { createEvidenceSlots } from '../../../server/files/evidence-slots.ts';
import { pictureTypeOf } from '../../../server/files/picture-type.kernel.ts';

it('one sender has four uploads under way at most, all together twelve, and whoever leaves makes room', () => {
  const slots = createEvidenceSlots();
  const leave = Array.from({ length: 4 }, () => slots.enter('a'));
  expect(() => slots.enter('a')).toThrow(/4 of yours/);
  for (const sender of ['b', 'c']) for (let k = 0; k < 4; k++) slots.enter(sender);
  expect(() => slots.enter('d')).toThrow(/12 others/);
  leave[0]?.();
  slots.enter('d');
  expect(() => slots.enter('a')).toThrow(/12 others/);
});

it('two are decoded at once, the rest in the order they came, and one that fails blocks nobody', async () => {
  const slots = createEvidenceSlots();
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (k: number) => async (): Promise<number> => {
    most = Math.max(most, ++running);
    order.push(k);
    await new Promise((resolve) => setTimeout(resolve, 3));
    running -= 1;
    if (k % 3 === 0) throw new Error(`picture ${k}`);
    return k;
  };
  const ends = await Promise.allSettled(Array.from({ length: 20 }, (_, k) => slots.decode(work(k))));
  expect(most).toBe(2);
  expect(order).toEqual(Array.from({ length: 20 }, (_, k) => k));
  expect(ends.map(({ status }) => status === 'rejected')).toEqual(Array.from({ length: 20 }, (_, k) => k % 3 === 0));
  await expect(slots.decode(work(1))).resolves.toBe(1);
});

it('a type is told by the first bytes alone', () => {
  const of = (text: string): string => pictureTypeOf(Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(30)]));
  expect(['\xff\xd8\xff\xe0', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'RIFF\0\0\0\0WEBPVP8 ', '\0\0\0\x18ftypheic', '\0\0\0\x18ftypavif', '\0\0\0\x18ftypisom', 'GIF89a', '<svg', 'RIFF\0\0\0\0WAVE', ''].map(of)).toEqual([
    'image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heic', 'other', 'other', 'other', 'other', 'other',
  ]);
  for (let length = 0; length < 12; length++) expect(pictureTypeOf(Buffer.from('\xff\xd8\xff\xe0 and more', 'latin1').subarray(0, length))).toBe('other');
});
