import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const TESTS = 'tests';

export default defineConfig({
  testDir: TESTS,
  // A worker starts a server of its own with a throw-away database, and a project has its own workers: what one file does to
  // its orders no other file meets, whichever was first.
  projects: readdirSync(join(import.meta.dirname, TESTS))
    .filter((file) => file.endsWith('.spec.ts'))
    .sort()
    .map((file) => ({ name: file.replace('.spec.ts', ''), testMatch: file })),
  fullyParallel: false,
  workers: 2,
  // A flaky test is a bug of the product or of the test: it is found, not rerun.
  retries: 0,
  forbidOnly: process.env['CI'] === 'true',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    // A step that does not come about is told of soon, with the place, and not by the test's own time-out.
    actionTimeout: 10_000,
    viewport: { width: 1280, height: 800 },
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
    // Each test would install the application once more. Where the service worker matters, the file allows it.
    serviceWorkers: 'block',
    // Recording costs every test, and what a run that nobody watches has recorded nobody opens.
    trace: process.env['CI'] === 'true' ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['JARA_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
