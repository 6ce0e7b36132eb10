// How much memory do the largest pictures take that are let in? In a process of its own file, which has drawn none of them itself.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvidenceType } from '../../data/contract/evidence.ts';
import { preparePicture } from '../../server/files/evidence-picture.ts';
import { createEvidenceSlots } from '../../server/files/evidence-slots.ts';

const directory = mkdtempSync(join(tmpdir(), 'anlan-evidence-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Grain of a seed, enlarged: compresses like a photograph and is quickly made. Another process makes it, so that this one stays small. */
const draw = `
const sharp = require('sharp');
const pixels = Buffer.alloc(800 * 600 * 3);
let state = 1;
for (let at = 0; at < pixels.length; at++) pixels[at] = (state = (state * 48271) % 2147483647) & 255;
const [, width, height, format, options, file] = process.argv;
sharp(pixels, { raw: { width: 800, height: 600, channels: 3 } }).blur(2).resize(+width, +height, { fit: 'fill' })[format](JSON.parse(options)).toFile(file);`;
const cases: { name: string; file: string; type: EvidenceType; arguments: [string, string, string, string] }[] = [
  { name: 'baseline JPEG of 50 MP', file: 'a.jpg', type: 'image/jpeg', arguments: ['8160', '6120', 'jpeg', '{"quality":80}'] },
  { name: 'progressive JPEG of 24 MP', file: 'b.jpg', type: 'image/jpeg', arguments: ['6000', '4000', 'jpeg', '{"quality":80,"progressive":true}'] },
  { name: 'interlaced PNG of 24 MP', file: 'c.png', type: 'image/png', arguments: ['6000', '4000', 'png', '{"progressive":true,"compressionLevel":1}'] },
  { name: 'WebP of 24 MP', file: 'd.webp', type: 'image/webp', arguments: ['6000', '4000', 'webp', '{"quality":50,"effort":0}'] },
];
beforeAll(() => {
  for (const one of cases) execFileSync(process.execPath, ['-e', draw, ...one.arguments, join(directory, one.file)]);
});

it('the largest pictures of each kind, four at once, stay within the memory that was counted for: figures are printed', async () => {
  const slots = createEvidenceSlots();
  const lines: string[] = [];
  for (const { name, file, type } of cases) {
    const bytes = readFileSync(join(directory, file));
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
    const started = performance.now();
    const kept = await Promise.all(Array.from({ length: 4 }, () => slots.decode(() => preparePicture(bytes, type))));
    clearInterval(watch);
    lines.push(`${name} (${(bytes.length / 1e6).toFixed(1)} MB) four at once: ${((performance.now() - started) / 4).toFixed(0)} ms each, resident memory at most +${((most - before) / 1e6).toFixed(0)} MB; kept ${((kept[0]?.full.length ?? 0) / 1e3).toFixed(0)} kB`);
    expect.soft([name, kept.every(({ width }) => width === 2048)]).toEqual([name, true]);
    // Two decoded at once; a bitmap of 24 MP in four channels has 96 MB, of 50 MP 200.
    expect.soft([name, most - before < 400e6]).toEqual([name, true]);
  }
  process.stdout.write(`  ${lines.join('\n  ')}\n`);
});
