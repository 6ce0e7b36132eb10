// Does the house still stand as designed? Arrows between rooms, cycles, file length, first sentences, paths named in READMEs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const code = files.filter((file) => /^(web|server|data|styles)\/.*\.(ts|tsx|mjs)$/.test(file));

/** Imports of a file as repository paths; packages are left out. */
function importsOf(file: string): { path: string; typeOnly: boolean }[] {
  const text = readFileSync(file, 'utf8');
  const found: { path: string; typeOnly: boolean }[] = [];
  const pattern = /(?:^|\n)\s*(import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'|import\(\s*'(\.[^']+)'\s*\)|(?:^|\n)\s*import\s+'(\.[^']+)'/g;
  for (const match of text.matchAll(pattern)) {
    const specifier = match[3] ?? match[4] ?? match[5];
    if (specifier === undefined) continue;
    const path = normalize(join(dirname(file), specifier.replace(/\?.*$/, '')));
    found.push({ path, typeOnly: match[2] !== undefined });
  }
  return found;
}

/** The room of a file: the two upper folders, or the single files that are rooms of their own. */
function roomOf(file: string): string {
  if (['data/catalogue.ts', 'server/main.ts', 'server/config.ts', 'server/errors.ts', 'server/command-line.ts', 'server/prepare.mjs', 'web/main.tsx', 'web/item-map.ts', 'web/item-map-view.ts'].includes(file)) return file;
  const parts = file.split('/');
  if (parts[0] === 'styles') return 'styles';
  return parts.slice(0, 2).join('/');
}

/** What each room may import besides itself. `type:` = types only. The table of the house; a change here is a change of architecture. */
const allowed: Record<string, string[]> = {
  'data/vocabulary': [],
  'data/contract': [],
  'data/reference': ['data/contract'],
  'data/catalogue.ts': ['data/contract', 'data/reference'],
  'data/demo': ['data/contract', 'data/reference', 'data/catalogue.ts'],
  styles: ['data/contract'],
  'server/errors.ts': ['data/contract'],
  'server/db': ['server/errors.ts'],
  'server/queries': ['data/contract', 'server/db', 'server/errors.ts'],
  'server/commands': ['data/contract', 'server/queries', 'server/db', 'server/errors.ts'],
  'server/import': ['data/contract', 'data/catalogue.ts', 'data/demo', 'data/reference', 'server/commands', 'server/queries', 'server/db', 'server/errors.ts'],
  'server/briefings': ['data/contract', 'styles'],
  'server/exports': ['data/contract', 'data/catalogue.ts', 'server/briefings', 'server/queries', 'server/access', 'server/db', 'server/errors.ts'],
  'server/basemaps': ['data/contract', 'server/errors.ts'],
  'server/tiles': ['data/contract', 'server/queries', 'server/db', 'server/errors.ts'],
  'server/analyses': ['data/contract', 'server/queries', 'server/tiles', 'server/db', 'server/errors.ts'],
  'server/access': ['data/contract', 'server/db', 'server/errors.ts'],
  'server/jobs': ['data/contract', 'server/db', 'server/errors.ts'],
  'server/live': ['data/contract', 'server/db', 'server/errors.ts'],
  'server/files': ['data/contract', 'server/db', 'server/errors.ts'],
  'server/operations': ['data/contract', 'server/queries', 'server/commands', 'server/access', 'server/db', 'server/errors.ts'],
  'server/api': ['data/contract', 'data/catalogue.ts', 'server/queries', 'server/commands', 'server/import', 'server/exports', 'server/basemaps', 'server/db', 'server/tiles', 'server/analyses', 'server/briefings', 'server/access', 'server/jobs', 'server/live', 'server/files', 'server/operations', 'server/errors.ts'],
  // Days and lengths are said in words here, so the calendar of the contract is needed.
  'web/locales': ['data/contract'],
  'web/api': ['data/contract', 'type:server/api'],
  'web/state': ['data/contract', 'styles', 'web/locales'],
  'web/parts': ['data/contract', 'styles', 'web/locales'],
  'web/layers': ['data/contract', 'styles', 'web/api', 'web/locales', 'type:web/state'],
  'web/panels': ['data/contract', 'styles', 'web/api', 'web/locales', 'web/layers', 'web/state', 'web/parts'],
  'web/map': ['data/contract', 'styles', 'web/state', 'web/layers'],
};
/** Rooms whose members stay strangers: what two need goes one room down. Their list file alone may import them. */
const strangers = ['server/queries', 'server/analyses', 'web/layers', 'web/panels'];
/** Composition roots may import everything of their side. */
const roots = ['server/main.ts', 'server/command-line.ts', 'server/command-line', 'server/config.ts', 'server/prepare.mjs', 'web/main.tsx', 'web/item-map.ts', 'web/item-map-view.ts', 'web/screens'];

describe('architecture', () => {
  it('every import follows the table of rooms', () => {
    const wrong: string[] = [];
    for (const file of code) {
      const room = roomOf(file);
      if (roots.includes(room) || file === 'server/jobs/job-worker.ts') continue;
      for (const { path, typeOnly } of importsOf(file)) {
        const target = roomOf(path);
        if (target === room || target === 'data/vocabulary') continue;
        const may = allowed[room] ?? [];
        if (!may.includes(target) && !(typeOnly && may.includes(`type:${target}`))) wrong.push(`${file} → ${path}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('there is no import cycle, types included', () => {
    const graph = new Map(code.map((file) => [file, importsOf(file).map(({ path }) => path)]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, trail: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of code) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('siblings in queries, analyses, layers and panels do not import each other', () => {
    const wrong: string[] = [];
    for (const room of strangers) {
      for (const file of code.filter((name) => name.startsWith(`${room}/`) && !/\/(index|kernels)\.ts$/.test(name))) {
        // One noun may stand in several files: list.tsx, list.kernel.tsx, list.download.tsx.
        const stem = file.replace(/(\.[a-z]+)?\.tsx?$/, '');
        for (const { path } of importsOf(file)) {
          const targetStem = path.replace(/(\.[a-z]+)?\.(tsx?|sql)$/, '');
          const contractOfRoom = /\/(layer|analysis|kernels|query|panel)$/.test(targetStem);
          if (path.startsWith(`${room}/`) && targetStem !== stem && !contractOfRoom) wrong.push(`${file} → ${path}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('no file is longer than 300 lines, tables of data exempt', () => {
    const exempt = /^(data\/(vocabulary|reference)\/|web\/locales\/|data\/contract\/collections)/;
    const long = code
      .filter((file) => !exempt.test(file))
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length }))
      .filter(({ lines }) => lines > 300)
      .map(({ file, lines }) => `${file}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('every file opens with the question it answers', () => {
    const silent = code.filter((file) => !/^(#!.*\n)?\s*(\/\/|\/\*)/.test(readFileSync(file, 'utf8')));
    expect(silent).toEqual([]);
  });

  it('no file or folder is called utils, helpers, common, types or index, save the lists of analyses and layers', () => {
    const bad = code.filter((file) => /(^|\/)(utils?|helpers?|common|types|index)(\.|\/)/.test(file));
    expect(bad.filter((file) => !['server/analyses/index.ts', 'web/layers/index.ts'].includes(file))).toEqual([]);
  });

  it('only config.ts reads the environment', () => {
    const readers = code.filter((file) => file !== 'server/config.ts' && file !== 'server/prepare.mjs' && /process\.env/.test(readFileSync(file, 'utf8')));
    expect(readers).toEqual([]);
  });

  it('every path a README names exists', () => {
    const missing: string[] = [];
    for (const readme of files.filter((file) => /(^|\/)README\.md$/.test(file))) {
      for (const match of readFileSync(readme, 'utf8').matchAll(/`((?:web|server|data|styles|test)\/[\w./-]*\w)`/g)) {
        const path = match[1] ?? '';
        if (!existsSync(path)) missing.push(`${readme}: ${path}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
