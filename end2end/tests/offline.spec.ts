// The application without a connection: it opens, shows what it last knew, and lets steps wait (OFF-2, OFF-4).

import type { Page } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { template, words } from '../support/words.ts';
import { installed, kept } from '../support/worker.ts';

test.use({ serviceWorkers: 'allow' });
// The debug build is fifty megabytes, and is installed in each test.
test.setTimeout(120_000);

/** A text up to where it is filled in. */
function begins(key: string): string {
  return template('nb', key).split('{')[0] ?? '';
}

/** An icon of the set that is not there has no size. */
async function expectIcons(page: Page): Promise<void> {
  const empty = async () =>
    page.evaluate(() => {
      const uses = [...document.querySelectorAll<SVGUseElement>('nav svg use')];
      return uses.length === 0 ? -1 : uses.filter((use) => use.getBBox().width === 0).length;
    });
  await expect.poll(empty).toBe(0);
}

async function openCase(page: Page): Promise<string> {
  const link = page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first();
  const number = (await link.textContent()) ?? '';
  await link.click();
  await expect(page.getByRole('heading', { name: words('nb', 'order.title', { id: number }) })).toBeVisible();
  await expect(page.getByRole('button', { name: words('nb', 'order.print') })).toBeVisible();
  return number;
}

test('every address opens without a connection, with what was seen last and of when it is', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda);
  await expect(page.getByRole('link', { name: /^1-\d+$/ }).first()).toBeVisible();
  await page.getByRole('navigation', { name: words('nb', 'shell.modules') }).getByRole('link', { name: words('nb', 'nav.orders') }).click();
  const number = await openCase(page);
  await installed(page);
  // The catalogue, habits, views, the count, home, the list and the case.
  await kept(page, 7);

  await context.setOffline(true);
  await page.goto(`/orders/${number}?from=elsewhere`);
  await expect(page.getByRole('heading', { name: words('nb', 'order.title', { id: number }) })).toBeVisible();
  await expect(page.getByText(begins('order.stale'))).toBeVisible();
  await expect(page.getByText(begins('shell.offline_since'))).toBeVisible();
  await expectIcons(page);
  await expectAccessible(page);

  await page.getByRole('navigation', { name: words('nb', 'shell.modules') }).getByRole('link', { name: words('nb', 'nav.orders') }).click();
  await expect(page.getByRole('table').getByRole('link', { name: number })).toBeVisible();
  await expect(page.getByText(begins('orders.stale'))).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('link', { name: /^1-\d+$/ }).first()).toBeVisible();
  await expect(page.getByText(begins('home.stale')).first()).toBeVisible();

  // What was never seen is not promised, and another question is not answered with the rows of the one before.
  await page.goto('/orders?q=Aldri+spurt');
  await expect(page.getByText(words('nb', 'orders.failed'))).toBeVisible();

  await page.goto(`/orders/${number}`);
  await expect(page.getByText(begins('order.stale'))).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(begins('order.stale'))).toBeHidden();
  await expect(page.getByText(words('nb', 'shell.all_sent'))).toBeVisible();
});

test('a form is filled in without a connection, its steps wait and are asked by themselves', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  await installed(page);
  await kept(page, 2);
  await context.setOffline(true);
  await page.reload();
  const form = new OrderForm(page);
  await form.begin();
  await form.fillAllButAddress();
  await form.type('street', 'Prøveveien');
  await form.type('house_number', '1');
  await form.type('postcode', '0665');
  await expect(page.getByText(form.text('order_form.register_waits'))).toBeVisible();
  const note = page.getByText(begins('order_form.waits'));
  await expect(note).toContainText(form.text('order_form.waits_register'));
  await expect(note).toContainText(form.text('order_form.waits_check'));
  await expect(note).toContainText(form.text('order_form.waits_booking'));
  await expectAccessible(page);
  // Submit says what is missing and sends nothing.
  await form.submitButton.click();
  await expect(form.errorSummary).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText(form.text('order_form.in_register'), { exact: true })).toBeVisible();
  await form.expectLight('order_form.check_green');
  await expect(note).toBeHidden();
  await form.holdSlot();
  await form.submit();
});

test('Kapaks is asked on return when it was asked for without a connection', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  await installed(page);
  const form = new OrderForm(page);
  await form.begin();
  await form.fillAllButAddress();
  await form.findAddress('Prøveveien 1A');
  await context.setOffline(true);
  await form.checkButton.click();
  await form.expectLight('order_form.check_waits');
  await context.setOffline(false);
  await form.expectLight('order_form.check_green');
  await expect(form.slots).toBeVisible();
});

test('the company register and the free times are asked on return, too', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  await installed(page);
  const form = new OrderForm(page);
  await form.begin();
  await form.chooseAdsl();
  await form.findAddress('Prøveveien 1B');
  await form.check('order_form.check_green');
  await expect(form.slots).toBeVisible();

  await context.setOffline(true);
  await page.getByRole('radio', { name: form.text('order_form.company'), exact: true }).click();
  await form.type('organisation_number', '310001007');
  await expect(page.getByText(form.text('order_form.company_waits'))).toBeVisible();
  await form.slots.getByRole('button').first().click();
  await expect(page.getByText(form.text('order_form.slot_waits'))).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText(form.text('order_form.company_found'), { exact: true })).toBeVisible();
  await expect(form.slots.getByRole('button', { pressed: true })).toBeVisible();
});

test('who is not known is told that the log-in needs the connection and that drafts are safe', async ({ page, context }) => {
  await page.goto('/orders/1-20001');
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
  await installed(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(words('nb', 'app.unreachable_text'))).toBeVisible();
  await expectAccessible(page);
  // And goes on by itself.
  await context.setOffline(false);
  await expect(page.getByLabel(/^Brukernavn/)).toBeVisible();
});
