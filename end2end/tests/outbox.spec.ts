// What is submitted goes exactly once, whatever happens on the way (OFF-3).

import type { Page } from '@playwright/test';
import { CUSTOMER, OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { Server } from '../support/server.ts';
import { expect, test } from '../support/test.ts';
import { holdVault } from '../support/vault.ts';

/** Each test knows its own orders by the partner's own number. */
async function wholeForm(page: Page, house: string, reference: string): Promise<OrderForm> {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole(`Prøveveien ${house}`);
  await form.type('customer_order_ref', reference);
  return form;
}

/** How many orders bear the reference, by what the list shows. */
async function expectOneOrder(page: Page, reference: string, url = ''): Promise<void> {
  await page.goto(`${url}/orders?q=${encodeURIComponent(reference)}`);
  const rows = page.getByRole('table').getByRole('row').filter({ hasText: `${CUSTOMER.firstName} ${CUSTOMER.lastName}` });
  await expect(rows).toHaveCount(1);
}

const isSubmit = (url: URL) => url.pathname === '/api/v1/orders';

test('a double click on Submit is one order', async ({ page }) => {
  const reference = 'E2E-dobbelt';
  const form = await wholeForm(page, '1', reference);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && isSubmit(new URL(request.url()))) sent.push(request.headers()['idempotency-key'] ?? '');
  });
  await form.submitButton.dblclick();
  await page.waitForURL(/\/orders\/1-\d+$/);
  expect(new Set(sent).size).toBe(1);
  await expectOneOrder(page, reference);
});

test('Ctrl and Enter submits from any field, and Enter once more changes nothing', async ({ page }) => {
  const reference = 'E2E-tast';
  const form = await wholeForm(page, '1A', reference);
  await form.field('project_reference').focus();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/orders\/1-\d+$/);
  await expectOneOrder(page, reference);
});

test('an answer that is lost on the way is asked for again, and it is one order', async ({ page }) => {
  const reference = 'E2E-tapt';
  const form = await wholeForm(page, '1B', reference);
  const keys: string[] = [];
  await page.route(isSubmit, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.fallback();
    // The backend gets it and does it; nobody hears of it.
    await route.fetch();
    await route.abort('connectionreset');
  });
  await form.submitButton.click();
  await page.waitForURL(/\/orders\/1-\d+$/);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  await expectOneOrder(page, reference);
});

test('what is submitted without a connection waits in the outbox and goes by itself', async ({ page, context }) => {
  const reference = 'E2E-frakoblet';
  const form = await wholeForm(page, '1', reference);
  await form.findAddress('Prøveveien 1B');
  await form.check('order_form.check_green');
  await form.holdSlot(1);
  await context.setOffline(true);
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  await expect(page.getByText(form.text('order_form.waiting_offline'))).toBeVisible();
  await expect(page.getByText(new RegExp(form.text('shell.waiting_one', { n: '1' })))).toBeVisible();
  await context.setOffline(false);
  await page.waitForURL(/\/orders\/1-\d+$/);
  await expect(page.getByText(form.text('shell.all_sent'))).toBeVisible();
  await expectOneOrder(page, reference);
});

// OFF-3: what has been promised must survive the tab.
test('that an order is on its way is said only when it is written down', async ({ page }) => {
  const reference = 'E2E-løfte';
  const form = await wholeForm(page, '1', reference);
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && isSubmit(new URL(request.url()))) sent += 1;
  });
  const writing = await holdVault(page, 'encrypt', 'outbox');
  await form.submitButton.click();
  await expect(page.getByText(form.text('order_form.being_written'), { exact: true }).first()).toBeVisible();
  await expect(page.getByText(form.text('order_form.being_sent'), { exact: true })).toHaveCount(0);
  expect(sent).toBe(0);
  await writing.release();
  await page.waitForURL(/\/orders\/1-\d+$/);
  await expectOneOrder(page, reference);
});

// OFF-3: what is typed into a form whose order is on its way would be typed in vain.
test('a draft that is opened again is no form before it is known that it was not submitted', async ({ page, context }) => {
  const reference = 'E2E-innsendt';
  const form = await wholeForm(page, '1', reference);
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  let away = true;
  await context.route(isSubmit, async (route) => {
    if (away && route.request().method() === 'POST') return route.abort('connectionreset');
    return route.fallback();
  });
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  const address = page.url();
  await page.close();
  const again = await context.newPage();
  const reading = await holdVault(again, 'decrypt', 'outbox');
  await again.goto(address);
  const form2 = new OrderForm(again);
  await expect(form2.field('customer_order_ref')).toHaveValue(reference);
  // Also when this tab has the turn to write.
  const turns = async () => again.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []);
  await expect.poll(turns).toContainEqual(expect.stringMatching(/^jara-draft-.{36}$/));
  await again.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await expect(form2.field('customer_order_ref')).toBeDisabled();
  await expect(form2.submitButton).toBeDisabled();
  await reading.release();
  await expect(again.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  away = false;
  await again.waitForURL(/\/orders\/1-\d+$/);
  await expectOneOrder(again, reference);
});

test('a backend that dies with the submit in its hands gives one order when it is back', async ({ page }) => {
  const server = await Server.start({ JARA_DEMONSTRATION_ORDERS: '0', JARA_DEMONSTRATION_SUBSCRIPTIONS: '0' });
  try {
    const reference = 'E2E-strømbrudd';
    await logIn(page, 'nb', USERS.oda, `${server.url}/orders/new`);
    const form = new OrderForm(page);
    await form.begin();
    await form.fillWhole('Prøveveien 1');
    await form.type('customer_order_ref', reference);
    let died = false;
    await page.route(isSubmit, async (route) => {
      if (died || route.request().method() !== 'POST') return route.fallback();
      died = true;
      await route.fetch();
      await server.kill();
      await route.abort('connectionreset');
    });
    await form.submitButton.click();
    await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
    await server.up();
    await page.waitForURL(/\/orders\/1-\d+$/, { timeout: 30_000 });
    await expectOneOrder(page, reference, server.url);
    // And no other: the backend had none before.
    await page.goto(`${server.url}/orders`);
    await expect(page.getByText(form.text('orders.count_one', { n: '1' }))).toBeVisible();
  } finally {
    await server.stop();
  }
});
