// How much JavaScript does the page load? Gzipped sizes of the built files, as a browser would fetch them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = 'dist/web/assets';
const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
const gzipped = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + gzipped(file), 0);

/** Scripts of the page itself and what they import before they run. */
function firstScripts(): Set<string> {
  const wanted = [...readFileSync('dist/web/index.html', 'utf8').matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1] ?? '');
  const found = new Set<string>();
  while (wanted.length > 0) {
    const file = wanted.pop() ?? '';
    if (found.has(file)) continue;
    found.add(file);
    for (const match of readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|^import|;import|\}import)\s*"\.\/([\w.-]+\.js)"/g)) wanted.push(match[1] ?? '');
  }
  return found;
}

describe('the size of the page', () => {
  it('loads at most 600 kB of gzipped JavaScript until the base map and its layers draw', () => {
    const first = firstScripts();
    for (const file of scripts.filter((name) => name.startsWith('maplibre-gl-worker'))) first.add(file);
    console.log(`first paint: ${sum(first)} B gzipped in ${first.size} files`);
    expect(first.size).toBeGreaterThan(1);
    expect(sum(first)).toBeLessThanOrEqual(600_000);
  });

  it('has at most 1.3 MB of gzipped JavaScript in all', () => {
    console.log(`all: ${sum(scripts)} B gzipped in ${scripts.length} files`);
    expect(sum(scripts)).toBeLessThanOrEqual(1_300_000);
  });

  it('leaves deck.gl, the UI kit and the drawing tools until the map stands', () => {
    const first = [...firstScripts()].join(' ');
    for (const late of ['deck-overlay', 'ui-kit', 'terra-draw']) expect(first).not.toContain(late);
    for (const late of ['deck-overlay', 'ui-kit', 'terra-draw']) expect(scripts.some((file) => file.startsWith(late))).toBe(true);
  });
});
