// Who is logged in, for how long, and what each may see and do.

import { OrderForm } from '../support/form.ts';
import { comeBack, enterCredentials, forgetDrafts, logIn, PASSWORD, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { Server } from '../support/server.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const IDLE_SECONDS = 30 * 60;

test('a wrong password is said without telling whether the user exists, and empty fields are named', async ({ page }) => {
  await page.goto('/login');
  await page.getByRole('button', { name: nb('login.submit') }).click();
  await expect(page.getByLabel(nb('login.user_name'))).toHaveAccessibleDescription(new RegExp(nb('login.user_name_missing')));
  await expect(page.getByLabel(nb('login.password'))).toHaveAccessibleDescription(new RegExp(nb('login.password_missing')));
  for (const user of [USERS.jonas, 'ingen.slik']) {
    await enterCredentials(page, 'nb', { user, password: 'feil' });
    const failed = page.getByRole('region', { name: nb('login.failed') });
    await expect(failed).toContainText(nb('login.wrong'));
    await expect(failed).toBeFocused();
    await expect(page.getByLabel(nb('login.password'))).toHaveValue('');
  }
  await enterCredentials(page, 'nb', { user: USERS.jonas });
  await expect(page.getByRole('heading', { level: 1, name: /Jonas Moe/ })).toBeVisible();
});

test('guessing is slowed down, and the wait is counted down', async ({ page }) => {
  // A backend of its own: what is remembered of bad guesses must not touch the other tests.
  const server = await Server.start({ JARA_DEMONSTRATION_ORDERS: '0' });
  try {
    await page.goto(`${server.url}/login`);
    const failed = page.getByRole('region', { name: nb('login.failed') });
    const wait = new RegExp(nb('login.wait', { seconds: '#' }).replace('#', '\\d+'));
    // Each wait is longer than the one before: somebody guesses until it is one that a person can read.
    for (let waited = 0; waited < 30; ) {
      const answer = await fetch(`${server.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user_name: USERS.ingrid, password: 'gjetning' }),
      });
      expect([401, 429]).toContain(answer.status);
      if (answer.status !== 429) continue;
      waited = ((await answer.json()) as { retry_after: number }).retry_after;
      if (waited < 30) await server.advance(waited);
    }
    // Now the right password does not help either.
    await enterCredentials(page, 'nb', { user: USERS.ingrid });
    await expect(failed).toContainText(wait);
    await expect(page.getByRole('button', { name: nb('login.submit') })).toHaveAttribute('aria-disabled', 'true');
  } finally {
    await server.stop();
  }
});

test('before a log-out for idleness there is a warning, and staying is one press', async ({ page, server }) => {
  await logIn(page);
  await server.advance(IDLE_SECONDS - 90);
  await comeBack(page);
  const warning = page.getByRole('dialog', { name: nb('session.ends_title') });
  await expect(warning).toBeVisible();
  await expect(warning).toContainText(/1:[0-3]\d/);
  const before = await warning.getByRole('timer').innerText();
  await expect(warning.getByRole('timer')).not.toHaveText(before);
  await warning.getByRole('button', { name: nb('session.stay') }).click();
  await expect(warning).toBeHidden();
  await server.advance(IDLE_SECONDS - 300);
  await comeBack(page);
  await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${nb('nav.orders')}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: nb('orders.title') })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a log-out for idleness keeps what was typed, for the same user only', async ({ page, server }) => {
  await forgetDrafts(server.url, USERS.ingrid);
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', 'Solveig');
  await form.type('last_name', 'Hemmelig');
  await expect(page.getByText(/^Kladd · lagret/)).toBeVisible();
  const draft = page.url();
  await server.advance(IDLE_SECONDS + 60);
  await comeBack(page);
  const again = page.getByRole('dialog', { name: nb('session.lapsed_title') });
  await expect(again).toBeVisible();
  // Whoever stands before the screen now reads nothing of it.
  await expect(page.getByText('Hemmelig')).toBeHidden();
  await expect(form.field('last_name')).toBeHidden();
  await again.getByLabel(nb('login.password')).fill(PASSWORD);
  await again.getByRole('button', { name: nb('login.submit') }).click();
  await expect(again).toBeHidden();
  await expect(form.field('first_name')).toHaveValue('Solveig');
  await expect(form.field('last_name')).toHaveValue('Hemmelig');

  await test.step('another user of the same browser sees nothing of it', async () => {
    await server.advance(IDLE_SECONDS + 60);
    await comeBack(page);
    await again.getByLabel(nb('login.user_name')).fill(USERS.ingrid);
    await again.getByLabel(nb('login.password')).fill(PASSWORD);
    await again.getByRole('button', { name: nb('login.submit') }).click();
    await expect(page.getByRole('heading', { level: 1, name: /Ingrid Vale/ })).toBeVisible();
    await page.getByRole('navigation').getByRole('link', { name: nb('nav.drafts') }).click();
    await expect(page.getByText(nb('drafts.none'), { exact: true })).toBeVisible();
    await page.goto(draft);
    await expect(page.getByText(nb('order_form.draft_missing'))).toBeVisible();
    await expect(page.getByText('Hemmelig')).toHaveCount(0);
  });
});

test('who logs out is gone, and the way back leads through the log-in', async ({ page }) => {
  await logIn(page);
  await page.getByRole('button', { name: /Ingrid Vale/ }).click();
  await page.getByRole('menuitem', { name: nb('session.log_out') }).click();
  await expect(page.getByLabel(nb('login.user_name'))).toBeVisible();
  await page.goto('/orders');
  await expect(page).toHaveURL(/\/login\?next=%2Forders/);
  await enterCredentials(page, 'nb', { user: USERS.ingrid });
  await expect(page.getByRole('heading', { level: 1, name: nb('orders.title') })).toBeVisible();
});

test("another company's order does not exist", async ({ page, browser }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 1A');
  const number = await form.submit();
  await expect(page.getByText('Solveig Myrland').first()).toBeVisible();
  const elsewhere = await browser.newContext({ baseURL: new URL(page.url()).origin });
  const other = await elsewhere.newPage();
  const answers: number[] = [];
  other.on('response', (answer) => {
    if (answer.url().endsWith(`/api/v1/orders/${number}`)) answers.push(answer.status());
  });
  await logIn(other, 'nb', USERS.marte, `/orders/${number}`);
  await expect(other.getByText(nb('order.not_found'), { exact: true })).toBeVisible();
  await expect(other.getByText('Solveig Myrland')).toHaveCount(0);
  expect(answers).toEqual([404]);
  await elsewhere.close();
});

test('who may only look is told whom to ask, and sees no way to order', async ({ page }) => {
  await logIn(page, 'nb', USERS.jonas, '/orders');
  await expect(page.getByRole('heading', { level: 1, name: nb('orders.title') })).toBeVisible();
  await page.goto('/orders/new');
  await expect(page.getByText(nb('order_form.no_access'))).toBeVisible();
  await expect(page.getByText(nb('reason.access.ordering_needed'))).toBeVisible();
});
