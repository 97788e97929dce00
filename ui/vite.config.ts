import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { budget } from './tools/budget.ts';

const controller = process.env['MILLRACE_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), budget(120_000)],
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: { proxy: { '/api': { target: controller } } },
  test: {
    pool: 'threads',
    isolate: false,
    css: { modules: { classNameStrategy: 'non-scoped' } },
    projects: [
      { extends: true, test: { name: 'cores', environment: 'node', include: ['src/**/*.test.ts', 'test/**/*.test.ts'] } },
      { extends: true, test: { name: 'pages', environment: 'happy-dom', include: ['src/**/*.test.tsx'], setupFiles: ['test/setup.ts'] } },
    ],
  },
});
