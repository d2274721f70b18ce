// No page complains, whoever is logged in: an error in the console is one that nobody was told of.

import type { Page, Request } from '@playwright/test';
import { logIn } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string) => words('nb', key);

/** One of each kind of access, and of the operator's teams: with the orders, without them, and the administrator. */
const USERS = ['jonas.moe', 'oda.strand', 'ingrid.vale', 'tuva.lien', 'emil.bakke', 'kari.nes', 'petter.holm', 'anne.berge'];

/** What the browser itself says of every page, or what a test asks for. */
const KNOWN = [
  // Who is logged in? Nobody yet: that is the answer on the way to the log-in, and the browser writes it down.
  /status of 401 .*\/api\/v1\/session$/,
  /The `integrity` attribute is currently ignored for preload destinations/,
  /Service Worker registration blocked by Playwright/,
];

/** Waits until the page has the answers to all that it has asked, also in the background, and has shown them. */
function everythingAnswered(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  page.on('request', (request) => {
    // The stream of events has no end.
    if (!request.url().endsWith('/api/v1/events')) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return async () => {
    await page.waitForLoadState('load');
    const urls = () => [...open].map((request) => request.url());
    await expect.poll(urls, 'what has no answer yet').toEqual([]);
    // What an answer makes the page ask next is asked before it is painted.
    await page.evaluate(async () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
    await expect.poll(urls, 'what has no answer yet').toEqual([]);
  };
}

for (const user of USERS) {
  test(`every page is quiet for ${user}`, async ({ page }) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      const text = `${message.text()} ${message.location().url}`;
      if (['error', 'warning'].includes(message.type()) && !KNOWN.some((known) => known.test(text))) complaints.push(text);
    });
    const answered = everythingAnswered(page);
    await logIn(page, 'nb', user);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const modules = page.getByRole('navigation', { name: nb('shell.modules') });
    for (const [module, title] of [
      ['nav.orders', 'orders.title'],
      ['nav.drafts', 'drafts.title'],
    ] as const) {
      await modules.getByRole('link', { name: new RegExp(`^${nb(module)}`) }).click();
      await expect(page.getByRole('heading', { level: 1, name: nb(title) })).toBeVisible();
      if (module !== 'nav.orders') continue;
      const first = page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first();
      await expect(first.or(page.getByText(nb('orders.no_access'), { exact: true }))).toBeVisible();
      if (await first.isVisible()) {
        await first.click();
        await expect(page.getByRole('list', { name: nb('order.delivery') })).toBeVisible();
      }
    }
    for (const path of ['/orders/new', '/ingensteds']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    }
    await answered();
    expect(complaints).toEqual([]);
  });
}
