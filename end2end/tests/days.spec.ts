// ORD-4: a draft has fourteen days, says so from the tenth, and what is typed outlives it.

import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;
const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const DAY = 24 * 3600;

test('a draft near its end is named with the days left, and is begun again after it', async ({ page, server }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', 'Torunn');
  await form.type('last_name', 'Lykke');
  await expect(page.getByText(SAVED)).toBeVisible();
  const row = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Torunn Lykke' });

  // A day before the tenth nothing is said. The days in between have ended the session.
  await server.advance(9 * DAY);
  await logIn(page, 'nb', USERS.oda, '/drafts');
  await expect(row).toBeVisible();
  await expect(row).not.toContainText(/dager? igjen/);

  await server.advance(DAY);
  await logIn(page, 'nb', USERS.oda, '/');
  const left = page.getByRole('link', { name: 'Torunn Lykke: 4 dager igjen' });
  await expect(left).toBeVisible();
  await expectAccessible(page);
  await left.click();
  await expect(form.field('last_name')).toHaveValue('Lykke');

  await page.goto('/drafts');
  await expect(row).toContainText('4 dager igjen');
  const draft = await row.getByRole('link', { name: nb('drafts.go_on_with', { name: 'Torunn Lykke' }) }).getAttribute('href');

  await server.advance(4 * DAY);
  await logIn(page, 'nb', USERS.oda, '/drafts');
  await expect(row).toContainText(nb('drafts.over'));
  await expect(row.getByRole('link', { name: nb('drafts.go_on_with', { name: 'Torunn Lykke' }) })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto('/');
  await expect(page.getByRole('main').getByText('Torunn Lykke')).toBeVisible();
  await expect(page.getByRole('link', { name: /dager? igjen$/ })).toHaveCount(0);
  // Who kept the address comes no further; the same button stands there, too.
  await page.goto(draft ?? '');
  await expect(page.getByText(nb('drafts.over'), { exact: true })).toBeVisible();
  await expect(form.field('last_name')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: nb('drafts.begin_again') }).click();
  await expect(form.field('last_name')).toHaveValue('Lykke');
  await expect(form.field('first_name')).toHaveValue('Torunn');
});

/** STA-2 */
test('an order that should have been delivered says so in the list and on its page', async ({ page, server }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  // Nobody works on this one by itself, so its day passes.
  await form.fillWhole('Prøveveien 15');
  const number = await form.submit();
  await expect(page.getByRole('main')).not.toContainText(/forsinket/i);
  await server.advance(60 * DAY);
  await logIn(page, 'nb', USERS.oda, `/orders?q=${number}`);
  const row = page.getByRole('row').filter({ hasText: number });
  await expect(row.getByText(nb('orders.overdue'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await row.getByRole('link', { name: number }).click();
  await expect(page.getByRole('list', { name: nb('order.delivery') })).toContainText(/skulle vært \d\d\.\d\d, forsinket/);
  await expectAccessible(page);
});
