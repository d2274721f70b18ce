// Measuring in the browser: what `make bench` runs after the benchmarks in Rust. No part of the tests.

import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

export default defineConfig({
  ...tests,
  testDir: 'bench',
  projects: [{ name: 'bench', testMatch: '*.bench.ts' }],
  // Nothing else may run beside what is measured.
  workers: 1,
  timeout: 15 * 60_000,
  use: { ...tests.use, serviceWorkers: 'allow', trace: 'off', screenshot: 'off' },
});
