// The home page: what waits for the user, and the way to it.

import { logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

/** HOM-1 */
test('the count of what waits leads to just those orders', async ({ page }) => {
  await logIn(page);
  const waiting = page.getByRole('link', { name: /^\d+ bestillinger venter på deg/ });
  const said = /^(\d+)/.exec((await waiting.textContent()) ?? '')?.[1] ?? '';
  expect(Number(said)).toBeGreaterThan(0);
  await waiting.click();
  await expect(page.getByRole('heading', { level: 1, name: words('nb', 'orders.title') })).toBeVisible();
  await expect(page).toHaveURL(/turn=partner/);
  await expect(page.getByText(words('nb', 'orders.count_other', { n: said }), { exact: true })).toBeVisible();
  const turns = page.getByRole('table').getByRole('row').filter({ hasNot: page.getByRole('columnheader') });
  await expect(turns.filter({ hasText: words('nb', 'turn.mine') })).toHaveCount(Number(said));
});

/** HOM-1: another company's cases are nobody else's turn. */
test('each company has its own home', async ({ page }) => {
  await logIn(page, 'nb', USERS.marte);
  await expect(page.getByRole('heading', { level: 1, name: words('nb', 'home.welcome', { name: 'Marte Sund' }) })).toBeVisible();
});

test('who types a whole order number comes to that order, and with anything else to what is found', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const id = await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().innerText();
  await page.keyboard.press('Control+K');
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/orders/${id}$`));
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('22-33');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/orders\?q=22-33$/);
});
