// How is Anlan built and tested? One file: `--mode web` builds the page, `--mode server` the server, vitest reads the rest.
import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { postgisBundleFile } from './server/db/postgis-bundle.ts';
import { leanPostgisBundle } from './server/operations/lean-postgis.ts';

interface BuiltFile {
  readonly type: 'chunk' | 'asset';
  readonly fileName: string;
  readonly source?: string | Uint8Array;
  readonly moduleIds?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string>; readonly importedAssets: ReadonlySet<string> };
}

/** Pages that open without a line (web/service-worker.ts), what every page needs, and what they load behind themselves. */
const shellModules = /\/web\/(main\.tsx|locales\/[\w.-]+\.ts|screens\/frame\.tsx)$/;
const shellPages = /\/web\/(screens\/(report|hazard|hazard-print|place-map-lazy|photo-field)\.tsx|state\/photo\.ts|parts\/qr-code\.tsx)$/;

/** Writes shell.json: the files of the pages that open without a line, and a version that changes with any of them. */
function shellList() {
  return {
    name: 'shell-list',
    // After files that held styles alone are gone.
    enforce: 'post' as const,
    generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void }, _options: unknown, bundle: Record<string, BuiltFile>) {
      const files = new Set<string>();
      const add = (name: string, behind: boolean): void => {
        const file = bundle[name];
        if (file === undefined || (files.has(name) && !behind)) return;
        files.add(name);
        for (const asset of [...(file.viteMetadata?.importedCss ?? []), ...(file.viteMetadata?.importedAssets ?? [])]) files.add(asset);
        for (const next of file.imports ?? []) if (!files.has(next)) add(next, false);
        if (behind) for (const next of file.dynamicImports ?? []) if (!files.has(next)) add(next, false);
      };
      for (const file of Object.values(bundle)) {
        const ids = (file.moduleIds ?? []).map((id) => id.replaceAll('\\', '/'));
        if (ids.some((id) => shellPages.test(id))) add(file.fileName, true);
        else if (ids.some((id) => shellModules.test(id))) add(file.fileName, false);
      }
      const list = [...files].filter((name) => name.startsWith('assets/')).sort();
      const version = createHash('sha256').update(list.join('\n')).digest('hex').slice(0, 16);
      this.emitFile({ type: 'asset', fileName: 'shell.json', source: JSON.stringify({ version, files: list.map((name) => `/${name}`) }) });
    },
  };
}

/** Puts the lean archive of PostGIS beside the worker that unpacks it. */
function leanPostgis() {
  return {
    name: 'lean-postgis',
    generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: Uint8Array }): void }) {
      const archive = new URL('node_modules/@electric-sql/pglite-postgis/dist/postgis.tar.gz', import.meta.url);
      this.emitFile({ type: 'asset', fileName: postgisBundleFile, source: leanPostgisBundle(readFileSync(archive)) });
    },
  };
}

export default defineConfig(({ mode }) => {
  if (mode === 'server') {
    return {
      // Built in, so that a start loads the few functions that are used and not the whole library.
      plugins: [leanPostgis()],
      ssr: { noExternal: [/^@turf\//, /^(point-in-polygon-hao|polyclip-ts|robust-predicates|splaytree-ts|bignumber\.js)$/] },
      build: {
        ssr: true,
        outDir: 'dist/server',
        emptyOutDir: true,
        target: 'node20',
        sourcemap: true,
        rolldownOptions: {
          // Several entries: `ssr: 'file'` would silently drop all but one of them.
          input: {
            main: 'server/main.ts',
            'command-line': 'server/command-line.ts',
            'embedded-worker': 'server/db/embedded-worker.ts',
            'job-worker': 'server/jobs/job-worker.ts',
          } as Record<string, string>,
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    };
  }
  return {
    root: mode === 'web' ? 'web' : undefined,
    plugins: [react(), shellList() as never],
    build: {
      outDir: '../dist/web',
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: false,
      rolldownOptions: {
        // The pages of the API name their script, and a service worker must keep its address: their names are fixed; everything else carries its hash.
        input: { index: 'web/index.html', 'item-map': 'web/item-map.ts', 'service-worker': 'web/service-worker.ts' } as Record<string, string>,
        output: { entryFileNames: (chunk: { name: string }): string => (['item-map', 'service-worker'].includes(chunk.name) ? `${chunk.name}.js` : 'assets/[name]-[hash].js') },
      },
    },
    worker: { format: 'es' as const },
    server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
    test:
      mode === 'bench'
        ? { include: ['test/bench/**/*.bench.ts'], testTimeout: 1_200_000, fileParallelism: false }
        : {
            include: ['test/**/*.test.ts'],
            testTimeout: 60_000,
            hookTimeout: 180_000,
            maxWorkers: 2,
            globalSetup: ['test/global-setup.ts'],
          },
  };
});
