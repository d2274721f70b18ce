import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests',
  // Each worker starts a server of its own with a throw-away database, so the files do not meet.
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
    trace: 'retain-on-failure',
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
