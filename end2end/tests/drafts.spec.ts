// Drafts keep themselves in the browser, and come back.

import { OrderForm } from '../support/form.ts';
import { logIn } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;

/** OFF-1 */
test('what was typed is there again after a reload', async ({ page }) => {
  await logIn(page);
  const form = new OrderForm(page);
  await form.open();
  await form.chooseAdsl();
  await form.fillCustomer();
  await expect(page.getByText(SAVED)).toBeVisible();
  const address = page.url();
  await page.reload();
  await expect(form.field('last_name')).toHaveValue('Myrland');
  expect(page.url()).toBe(address);
});

/** OFF-1: the tab is gone without a word, as in a crash; the list of drafts knows it all the same. */
test('a draft outlives its tab, is listed, and can be deleted and brought back', async ({ context, page }) => {
  await logIn(page);
  const form = new OrderForm(page);
  await form.open();
  await form.chooseAdsl();
  await form.fillCustomer();
  await expect(page.getByText(SAVED)).toBeVisible();
  await page.close();

  const other = await context.newPage();
  await other.goto('/drafts');
  const row = other.getByRole('main').getByRole('listitem').filter({ hasText: 'Solveig Myrland' });
  await expect(row).toContainText('Jara ADSL delt tilgang');

  await row.getByRole('button', { name: words('nb', 'drafts.delete_this', { name: 'Solveig Myrland' }) }).click();
  await expect(row).toHaveCount(0);
  await other.getByRole('button', { name: words('nb', 'drafts.undo') }).click();
  await expect(row).toBeVisible();

  await row.getByRole('link', { name: words('nb', 'drafts.go_on_with', { name: 'Solveig Myrland' }) }).click();
  await expect(new OrderForm(other).field('first_name')).toHaveValue('Solveig');
});
