// A new version waits for the user, and a broken one for nobody (OFF-7).

import type { Page } from '@playwright/test';
import { Dist } from '../support/dist.ts';
import { OrderForm } from '../support/form.ts';
import { Server } from '../support/server.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test as base } from '../support/test.ts';
import { words } from '../support/words.ts';
import { build, installed, Workers } from '../support/worker.ts';

/** Every test deploys on its own. */
const test = base.extend<{ dist: Dist; own: Server }>({
  dist: async ({}, use) => {
    const dist = await Dist.copy();
    await use(dist);
    await dist.delete();
  },
  own: async ({ dist }, use) => {
    const server = await Server.start({ JARA_SPA_DIR: dist.folder });
    await use(server);
    await server.stop();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

/** Where a page is broken on purpose, and throws. */
const broken = test.extend({
  quiet: async ({}, use) => {
    await use();
  },
});

test.use({ serviceWorkers: 'allow' });
test.setTimeout(120_000);

/** The application looks for a new version, as it does each hour. */
async function look(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('jara-look')));
}

const ready = (page: Page) => page.getByText(words('nb', 'shell.version_ready'));

test('a new version waits while a form is open, and is taken with everything saved', async ({ page, context, dist }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  await installed(page);
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', 'Solveig');
  const before = await build(page);
  const other = await context.newPage();
  await other.goto('/orders');
  await expect(other.getByRole('table')).toBeVisible();

  await dist.deploy();
  await look(page);
  await expect(ready(page)).toBeVisible({ timeout: 30_000 });
  await expect(ready(other)).toBeVisible();
  await expectAccessible(page);
  // Nothing happens by itself: the form goes on.
  await form.type('last_name', 'Myrland');
  expect(await build(page)).toBe(before);

  // Typed in the last moment and not saved yet.
  await form.field('contact_name').fill('Solveig Myrland');
  const workers = await Workers.of(page);
  await page.getByRole('button', { name: words('nb', 'shell.version_use') }).click();
  await expect
    .poll(async () => {
      await workers.letRest();
      return build(page);
    })
    .not.toBe(before);
  await expect(form.field('first_name')).toHaveValue('Solveig');
  await expect(form.field('last_name')).toHaveValue('Myrland');
  await expect(form.field('contact_name')).toHaveValue('Solveig Myrland');
  await expect(ready(page)).toBeHidden();

  // The other tab goes on with its version, whose files it still finds, and is told.
  expect(await build(other)).toBe(before);
  await expect(other.getByText(words('nb', 'shell.version_elsewhere'))).toBeVisible();
  const status = await other.evaluate(async (address) => (await fetch(address)).status, before);
  expect(status).toBe(200);
  await other.getByRole('button', { name: words('nb', 'shell.version_use') }).click();
  await expect.poll(async () => build(other)).not.toBe(before);
});

test('a version of which a file is missing or broken is not installed', async ({ page, context, dist }) => {
  await logIn(page, 'nb', USERS.oda, '/');
  await installed(page);
  const before = await build(page);
  await dist.deploy();
  await dist.change(await dist.file('.css'), (text) => `${text}/* cut`);
  // The attempt is over when the worker that was to be installed is given up.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await new Promise<void>((done) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
          if (worker.state === 'redundant') done();
        });
      });
      dispatchEvent(new Event('jara-look'));
    });
  });
  await expect(ready(page)).toBeHidden();
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  // The one that is installed is whole, also without a connection.
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await build(page)).toBe(before);
});

broken('a page of which a file is gone is loaded anew, and says so when that does not help', async ({ page, dist }) => {
  const wasm = await dist.file('_bg.wasm');
  await dist.change('index.html', (text) => text.replaceAll(wasm, wasm.replace(/[0-9a-f]{16}/, 'f'.repeat(16))));
  await page.goto('/orders');
  await expect(page.getByText('Siden ble ikke lastet helt.')).toBeVisible();
  await expectAccessible(page);
  await dist.change('index.html', (text) => text.replaceAll('f'.repeat(16), /[0-9a-f]{16}/.exec(wasm)?.[0] ?? ''));
  await page.getByRole('link', { name: 'last siden på nytt' }).click();
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
});

broken('an installation that has lost a file heals itself from the version that is there', async ({ page, dist }) => {
  await page.goto('/');
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
  await installed(page);
  const before = await build(page);
  const wasm = await dist.file('_bg.wasm');
  await dist.deploy();
  await page.evaluate(async (path) => {
    for (const name of await caches.keys()) await (await caches.open(name)).delete(path);
  }, `/${wasm}`);
  await page.reload();
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
  expect(await build(page)).not.toBe(before);
});

test('a server without a worker takes it out of the browsers', async ({ page, dist }) => {
  await page.goto('/');
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
  await installed(page);
  await dist.remove('sw.js');
  await page.reload();
  const left = async () =>
    page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]);
  await expect.poll(left).toEqual([0, 0]);
  await page.reload();
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
});

test('a worker is called back by the file that keeps nothing', async ({ page, dist }) => {
  await page.goto('/');
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
  await installed(page);
  await dist.change('sw.js', (text) => text.replace(/^const BUILD = .*$/m, "const BUILD = '';").replace(/^const FILES = .*$/m, 'const FILES = {};'));
  await look(page);
  await expect.poll(async () => page.evaluate(async () => (await caches.keys()).length)).toBe(0);
  await page.reload();
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
});
