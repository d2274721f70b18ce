// Drafts keep themselves in the browser, and come back.

import { CUSTOMER, OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;

/** OFF-1, with the answers that the form has got: nobody is asked again. */
test('a draft survives a reload and a tab that is closed', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.chooseAdsl();
  await form.fillCustomer();
  await form.findAddress('Prøveveien 1A');
  await form.check('order_form.check_green');
  await form.type('project_reference', 'Nye kontorer');
  await form.field('customer_order_ref').pressSequentially('E2E-kladd');
  await expect(page.getByText(SAVED)).toBeVisible();
  await expect(page).toHaveURL(/draft=/);
  const address = page.url();
  // What is said to be saved is what another tab sees.
  const other = await context.newPage();
  await other.goto(address);
  await expect(new OrderForm(other).field('customer_order_ref')).toHaveValue('E2E-kladd');
  await other.close();
  await page.reload();
  const expectAll = async (again: OrderForm) => {
    await expect(again.field('first_name')).toHaveValue(CUSTOMER.firstName);
    await expect(again.field('last_name')).toHaveValue(CUSTOMER.lastName);
    await expect(again.field('street')).toHaveValue('Prøveveien');
    await expect(again.field('project_reference')).toHaveValue('Nye kontorer');
    await expect(again.field('customer_order_ref')).toHaveValue('E2E-kladd');
    await again.expectLight('order_form.check_green');
  };
  await expectAll(form);
  expect(page.url()).toBe(address);
  await page.close({ runBeforeUnload: false });
  const tab = await context.newPage();
  await tab.goto('/drafts');
  await tab.getByRole('link', { name: form.text('drafts.go_on_with', { name: 'Solveig Myrland' }) }).first().click();
  await expect(tab).toHaveURL(address);
  await expectAll(new OrderForm(tab));
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
