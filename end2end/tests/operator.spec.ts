// The operator's customer service works on the same cases: where it is their turn they say that it can go on.

import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** STA-2 and the table of the lines: Incomplete, Customer Update, and on from there by the operator's accept. */
test('an order that lacked something goes on when the operator has accepted what was added', async ({ page, browser, server }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 11');
  const id = await form.submit();
  const update = page.getByRole('button', { name: 'Customer Update' }).first();
  await expect(update).toBeVisible();
  // STA-2: what customer service asks for stands behind the badge, in the list and here.
  const asked = page.getByRole('tooltip').filter({ hasText: nb('orders.explain_comment') });
  await page.goto(`/orders?q=${id}`);
  await page.getByRole('row').filter({ hasText: id }).getByRole('button', { name: 'Incomplete' }).focus();
  await expect(asked).toBeVisible();
  await page.goto(`/orders/${id}`);
  await page.getByRole('button', { name: 'Incomplete' }).first().focus();
  await expect(asked).toBeVisible();
  await page.keyboard.press('Escape');
  await update.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(nb('order.update_comment')).fill('Riktig navn er Solveig Myrland.');
  await dialog.getByRole('button', { name: nb('order.update_confirm') }).click();
  await expect(dialog).toBeHidden();
  // It is not the partner's turn any more, and no button of theirs brings it on.
  await expect(page.getByRole('button', { name: nb('order.accept'), exact: true })).toHaveCount(0);

  const elsewhere = await browser.newContext({ baseURL: server.url });
  const staff = await elsewhere.newPage();
  await logIn(staff, 'nb', 'kari.nes', `/orders/${id}`);
  const accept = staff.getByRole('button', { name: nb('order.accept'), exact: true });
  await expect(accept).toBeVisible();
  await expectAccessible(staff);
  await accept.press('Enter');
  await expect(staff.getByText(nb('order.accepted', { n: '1' }))).toBeVisible();
  await expect(accept).toHaveCount(0);
  await elsewhere.close();
  const steps = page.getByRole('list', { name: nb('order.delivery') }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'Finished (F)' })).toContainText(nb('ui.step_done'), { timeout: 30_000 });
});
