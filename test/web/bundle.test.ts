// How much JavaScript does the page load? Gzipped sizes of the built files, as a browser would fetch them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = 'dist/web/assets';
const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
const gzipped = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + gzipped(file), 0);

/** Scripts of the page, those of the screen its address asks for first (`desk` or `frame`), and what they import before they run. */
function firstScripts(screen: 'desk' | 'frame'): Set<string> {
  const asked = scripts.filter((file) => file.startsWith(`${screen}-`));
  expect(asked).toHaveLength(1);
  const wanted = [...[...readFileSync('dist/web/index.html', 'utf8').matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1] ?? ''), ...asked];
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
    const first = firstScripts('desk');
    for (const file of scripts.filter((name) => name.startsWith('maplibre-gl-worker'))) first.add(file);
    console.log(`first paint: ${sum(first)} B gzipped in ${first.size} files`);
    expect(first.size).toBeGreaterThan(1);
    expect(sum(first)).toBeLessThanOrEqual(600_000);
  });

  it('loads at most 200 kB for an office page, and neither the map nor the UI kit, before the page itself', () => {
    const first = firstScripts('frame');
    console.log(`office frame: ${sum(first)} B gzipped in ${first.size} files`);
    expect(sum(first)).toBeLessThanOrEqual(200_000);
    for (const late of ['desk', 'maplibre', 'map-view', 'kit-provider']) expect([...first].join(' ')).not.toContain(late);
  });

  it('has at most 1.4 MB of gzipped JavaScript in all, pages of the office included', () => {
    console.log(`all: ${sum(scripts)} B gzipped in ${scripts.length} files`);
    expect(sum(scripts)).toBeLessThanOrEqual(1_400_000);
  });

  it('leaves deck.gl, the UI kit and the drawing tools until the map stands', () => {
    const first = [...firstScripts('desk')].join(' ');
    for (const late of ['deck-overlay', 'ui-kit', 'terra-draw']) expect(first).not.toContain(late);
    for (const late of ['deck-overlay', 'ui-kit', 'terra-draw']) expect(scripts.some((file) => file.startsWith(late))).toBe(true);
  });
});
