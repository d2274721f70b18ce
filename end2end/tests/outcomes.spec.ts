// OFF-3: what became of each submitted order is told once, with the way to it, whatever tabs and reloads there are.

import type { Locator, Page } from '@playwright/test';
import { CUSTOMER, OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';
import { draftsFetchedAhead } from '../support/worker.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const NAME = `${CUSTOMER.firstName} ${CUSTOMER.lastName}`;

// Whole forms, and two tabs.
test.setTimeout(120_000);

/** What is told in a tab about an order. */
function told(page: Page, key: 'confirmed' | 'refused' | 'conflict'): Locator {
  const [before = ''] = nb(`outbox.${key}`, { name: NAME, id: '\0' }).split('\0');
  return page.getByRole('region', { name: nb('ui.messages') }).getByRole('paragraph').filter({ hasText: before });
}

/** Submits without a connection, and leaves the form: what comes of it is told elsewhere. */
async function submitAndLeave(page: Page, form: OrderForm): Promise<void> {
  await draftsFetchedAhead(page);
  await page.context().setOffline(true);
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: nb('order_form.waiting'), exact: true })).toBeVisible();
  await page.getByRole('link', { name: nb('order_form.to_drafts') }).click();
  await expect(page.getByRole('heading', { level: 1, name: nb('drafts.title') })).toBeVisible();
}

/** Lets every wait of the page pass, and whoever asks meanwhile whether the outcome has been told get the answer. */
async function letPass(pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.clock.runFor(20_000);
  for (const page of pages) await page.evaluate(async () => navigator.locks.request('jara-outbox-adding', () => undefined));
}

/** OFF-3 */
test('what was received is told in one of two tabs, with a link to the order, and never again', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillUnbooked('Prøveveien 1');
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await page.bringToFront();
  await submitAndLeave(page, form);
  const tabs = [page, other];
  for (const tab of tabs) await tab.clock.install();
  await context.setOffline(false);
  await expect(page.getByText(nb('drafts.state_confirmed'), { exact: true })).toBeVisible();
  const count = async () => (await Promise.all(tabs.map(async (tab) => told(tab, 'confirmed').count()))).reduce((sum, n) => sum + n);
  // The time after which a message goes by itself is not over yet.
  for (const tab of tabs) await tab.clock.runFor(2000);
  await expect.poll(count).toBe(1);
  const teller = (await told(page, 'confirmed').count()) > 0 ? page : other;
  await teller.bringToFront();
  await told(teller, 'confirmed').getByRole('link', { name: nb('drafts.open_order') }).click();
  await expect(teller).toHaveURL(/\/orders\/1-\d+$/);

  await letPass(tabs);
  for (const tab of tabs) {
    await tab.reload();
    await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
  }
  await letPass(tabs);
  expect(await count()).toBe(0);
});

/** OFF-3: a slot that has gone when it is to be confirmed. */
test('what was refused is told with the way back to its form, and not again after a reload', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 10');
  await submitAndLeave(page, form);
  await context.setOffline(false);
  await expect(told(page, 'refused')).toHaveCount(1);
  await page.reload();
  await page.clock.install();
  await expect(page.getByText(nb('drafts.state_refused'), { exact: true })).toBeVisible();
  await letPass([page]);
  await expect(told(page, 'refused')).toHaveCount(0);
});

/** OFF-3: a failure stays until it is taken away, and its link leads to the form. */
test('what met a change is told with the way back to its form, and stays until it is read', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillUnbooked('Prøveveien 1');
  const draft = new URL(page.url());
  await submitAndLeave(page, form);
  await page.clock.install();
  // Nothing of a new order can meet a change yet: the answer is put in its place.
  await page.route('**/api/v1/orders', async (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 412, contentType: 'application/problem+json', body: JSON.stringify({ status: 412, code: 'version.changed' }) })
      : route.fallback(),
  );
  await context.setOffline(false);
  await expect(page.getByText(nb('drafts.state_conflict'), { exact: true })).toBeVisible();
  await letPass([page]);
  await expect(told(page, 'conflict')).toHaveCount(1);
  await told(page, 'conflict').getByRole('link', { name: nb('drafts.correct') }).click();
  await expect(page).toHaveURL(draft.href);
  await expect(form.field('last_name')).toHaveValue(CUSTOMER.lastName);
});
