// How much JavaScript does the page load? Gzipped sizes of the built files, as a browser would fetch them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = 'dist/web/assets';
const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
const gzipped = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + gzipped(file), 0);

const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');
const statics = /(?:from|^import|;import|\}import)\s*"\.\/([\w.-]+\.js)"/g;
const dynamics = /import\(\s*[`"']\.\/([\w.-]+\.js)[`"']\s*\)/g;

/** Gives files and all that they import before they run; with `later` also what they load behind themselves, screens aside. */
function reached(from: readonly string[], later: boolean): Set<string> {
  const wanted = [...from];
  const found = new Set<string>();
  while (wanted.length > 0) {
    const file = wanted.pop() ?? '';
    if (found.has(file)) continue;
    found.add(file);
    for (const match of textOf(file).matchAll(statics)) wanted.push(match[1] ?? '');
    if (later) for (const match of textOf(file).matchAll(dynamics)) if (!isScreen(match[1] ?? '')) wanted.push(match[1] ?? '');
  }
  return found;
}
const pageScripts = [...readFileSync('dist/web/index.html', 'utf8').matchAll(/assets\/([\w.-]+\.js)/g)].map((match) => match[1] ?? '');
/** Gives the files of a name: one, or more where the builder gave another part the same name. */
const chunksOf = (name: string): string[] => {
  const asked = scripts.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));
  expect([name, asked.length > 0]).toEqual([name, true]);
  return asked;
};
/** The desk, the frame, and the pages inside it, as web/screens/screens.ts lists them. */
const screenNames = [...readFileSync('web/screens/screens.ts', 'utf8').matchAll(/import\('\.\/([\w-]+)\.tsx'\)/g)].map((match) => match[1] ?? '');
const isScreen = (file: string): boolean => ['desk', 'frame', ...screenNames].some((name) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file));

/** Scripts of the page, those of the screen its address asks for first, and what they import before they run. */
const firstScripts = (screen: 'desk' | 'frame'): Set<string> => reached([...pageScripts, ...chunksOf(screen)], false);

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

  it('loads at most 1.3 MB of gzipped JavaScript on any one page, whatever is opened on it', () => {
    const pages = [{ name: 'desk', files: chunksOf('desk') }, ...screenNames.map((name) => ({ name, files: [...chunksOf('frame'), ...chunksOf(name)] }))];
    // The worker of the map is started by its address, not imported.
    const workers = scripts.filter((file) => /worker/.test(file));
    const sizes = pages.map(({ name, files }) => ({ name, size: sum(reached([...pageScripts, ...files, ...workers], true)) })).sort((a, b) => b.size - a.size);
    console.log(`whole pages: ${sizes.map(({ name, size }) => `${name} ${size}`).join(', ')} B gzipped; all ${scripts.length} files ${sum(scripts)} B`);
    expect(sizes.length).toBeGreaterThan(10);
    for (const { name, size } of sizes) expect([name, size <= 1_300_000]).toEqual([name, true]);
  });

  it('leaves deck.gl, the UI kit and the drawing tools until the map stands', () => {
    const first = [...firstScripts('desk')].join(' ');
    for (const late of ['deck-overlay', 'ui-kit', 'terra-draw']) expect(first).not.toContain(late);
    for (const late of ['deck-overlay', 'ui-kit', 'terra-draw']) expect(scripts.some((file) => file.startsWith(late))).toBe(true);
  });
});
