// How is Anlan built and tested? One file: `--mode web` builds the page, `--mode server` the server, vitest reads the rest.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => {
  if (mode === 'server') {
    return {
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
    plugins: [react()],
    build: {
      outDir: '../dist/web',
      emptyOutDir: true,
      target: 'es2022',
      sourcemap: false,
      rolldownOptions: {
        // The pages of the API name their script, so its name is fixed; everything else carries its hash.
        input: { index: 'web/index.html', 'item-map': 'web/item-map.ts' } as Record<string, string>,
        output: { entryFileNames: (chunk: { name: string }): string => (chunk.name === 'item-map' ? 'item-map.js' : 'assets/[name]-[hash].js') },
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
