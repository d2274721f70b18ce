// Can it be delivered? Every answer of Kapaks, what the form says of it, and what it then allows (KAP, GRD-1).

import type { Page } from '@playwright/test';
import { CATALOGUE, OrderForm } from '../support/form.ts';
import { logIn } from '../support/session.ts';
import { expect, test } from '../support/test.ts';

/** A form with ADSL chosen and the address found, ready to ask. */
async function formAt(page: Page, house: string, product?: string): Promise<OrderForm> {
  await logIn(page, 'nb', undefined, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.chooseAdsl('4096/512 kbit/s', product);
  await form.findAddress(`Prøveveien ${house}`);
  return form;
}

/** Everything else is in order, so that only the answer of Kapaks decides whether the order can go. */
async function fillTheRest(form: OrderForm): Promise<void> {
  await form.fillCustomer();
  await form.fillContact();
  await form.confirmVisit();
}

test('green: how fast, how long the answer holds, and a technician can be booked', async ({ page }) => {
  const form = await formAt(page, '1B');
  await expect(form.light).toContainText(form.text('order_form.check_not_asked'));
  await form.check('order_form.check_green');
  await expect(form.light).toContainText(form.pattern('order_form.check_best_speed'));
  await expect(form.light).toContainText(form.pattern('order_form.check_valid_until'));
  await expect(form.slots.getByRole('button')).not.toHaveCount(0);
});

test('yellow for a fault: no technician and why, and the order may go', async ({ page }) => {
  const form = await formAt(page, '2');
  await fillTheRest(form);
  await form.check('order_form.check_fault');
  await expect(page.getByText(form.text('reason.booking.fault'))).toBeVisible();
  await expect(form.slots).toBeHidden();
  await form.wishEarliest();
  await form.submit();
});

test('yellow for an uncertain answer: a technician should be booked, and the order may go without', async ({ page }) => {
  const form = await formAt(page, '3');
  await fillTheRest(form);
  await form.check('order_form.check_uncertain');
  await expect(form.slots.getByRole('button')).not.toHaveCount(0);
  await form.wishEarliest();
  await form.submit();
});

test('red with alternatives: the order cannot go, and what is green there is one press away', async ({ page }) => {
  const form = await formAt(page, '4');
  await fillTheRest(form);
  await form.check('order_form.check_red');
  await expect(form.light).toContainText(form.text('order_form.check_alternatives'));
  await expect(page.getByText(form.text('reason.booking.red'))).toBeVisible();
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.access_check.red'))).toBeVisible();
  await form.light.getByRole('button', { name: CATALOGUE.nb.operatorShared }).press('Enter');
  await expect(form.field('product', 'combobox').locator('option:checked')).toHaveText(CATALOGUE.nb.operatorShared);
  // The button that was pressed has gone, and the next thing to do has the focus.
  await expect(page.getByRole('button', { name: form.text('order_form.check_button_again') })).toBeFocused();
  await expect(form.errorSummary.getByText(form.text('error.access_check.red'))).toBeHidden();
  await form.expectLight('order_form.check_again');
  await form.check('order_form.check_green');
});

test('red for everything: no alternative, and the order cannot go', async ({ page }) => {
  const form = await formAt(page, '5');
  await form.check('order_form.check_red');
  await expect(form.light).toContainText(form.text('order_form.check_no_alternatives'));
  // How fast the line is says nothing where it cannot be had.
  await expect(form.light).not.toContainText(form.pattern('order_form.check_best_speed'));
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.access_check.red'))).toBeVisible();
});

test('several hits: none is preselected, and each has its own light', async ({ page }) => {
  const form = await formAt(page, '6');
  await form.check('order_form.check_pick');
  const hits = page.getByRole('group', { name: form.text('order_form.check_hit') }).getByRole('radio');
  await expect(hits).toHaveCount(3);
  for (const hit of await hits.all()) await expect(hit).not.toBeChecked();
  await expect(page.getByText(form.text('reason.booking.pick_hit'))).toBeVisible();
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.pattern('error.access_check.hit.missing'))).toBeVisible();
  const choose = (light: string) =>
    page
      .getByRole('group', { name: form.text('order_form.check_hit') })
      .locator('label')
      .filter({ hasText: form.text(light) })
      .getByRole('radio')
      .check({ force: true });
  await choose('order_form.check_red');
  await form.expectLight('order_form.check_red');
  await choose('order_form.check_uncertain');
  await form.expectLight('order_form.check_uncertain');
  await choose('order_form.check_green');
  await form.expectLight('order_form.check_green');
  await expect(form.slots.getByRole('button')).not.toHaveCount(0);
});

test('a time-out can be tried again, and then the answer is there', async ({ page }) => {
  const form = await formAt(page, '7');
  await form.check('order_form.check_timed_out');
  await expect(form.light).toContainText(form.text('order_form.check_timed_out_why'));
  await expect(page.getByText(form.text('reason.booking.try_again'))).toBeVisible();
  await form.check('order_form.check_green');
});

test('a second time-out opens Submit without a technician, and says that it is handled by hand', async ({ page }) => {
  const form = await formAt(page, '8');
  await fillTheRest(form);
  await form.check('order_form.check_timed_out');
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.access_check.timed_out'))).toBeVisible();
  await form.checkButton.click();
  await expect(form.light).toContainText(form.text('order_form.check_timed_out_twice_why'));
  await expect(page.getByText(form.text('reason.booking.timed_out'))).toBeVisible();
  await expect(page.getByText(form.text('order_form.manual'))).toBeVisible();
  await form.wishEarliest();
  await form.submit();
});

test('where no line carries it, shared access is red and full access is green', async ({ page }) => {
  const form = await formAt(page, '19');
  await form.check('order_form.check_red');
  await form.chooseAdsl('4096/512 kbit/s', CATALOGUE.nb.adslFull);
  await form.expectLight('order_form.check_again');
  await form.check('order_form.check_green');
});

test('a line that is too long is red for the speed, with the lower speeds offered', async ({ page }) => {
  const form = await formAt(page, '20');
  await form.check('order_form.check_red');
  await form.light.getByRole('button', { name: /2048\/512/ }).first().click();
  await expect(page.getByRole('combobox', { name: CATALOGUE.nb.speed })).toHaveValue('2048/512');
  await form.check('order_form.check_green');
});

test('broken data and an absent Kapaks are faults: said in words, and they can be asked again', async ({ page }) => {
  const form = await formAt(page, '22');
  await form.check('order_form.check_fault');
  await form.findAddress('Prøveveien 23');
  await form.expectLight('order_form.check_stale_place');
  await form.check('order_form.check_fault');
  await expect(page.getByText(form.text('reason.booking.fault'))).toBeVisible();
  await form.findAddress('Prøveveien 1B');
  await form.check('order_form.check_green');
});

test('an answer holds for the product, speed and place that it was asked for', async ({ page }) => {
  const form = await formAt(page, '1B');
  const speed = page.getByRole('combobox', { name: CATALOGUE.nb.speed });
  await form.check('order_form.check_green');
  await speed.selectOption({ label: '8128/640 kbit/s' });
  await form.expectLight('order_form.check_stale_speed');
  await expect(form.slots).toBeHidden();
  // What it was asked for is chosen again: the answer holds again.
  await speed.selectOption({ label: '4096/512 kbit/s' });
  await form.expectLight('order_form.check_green');
  await form.chooseProduct(CATALOGUE.nb.adslFull);
  await form.expectLight('order_form.check_stale_product');
  await form.chooseProduct(CATALOGUE.nb.adslShared);
  await form.findAddress('Prøveveien 1A');
  await form.expectLight('order_form.check_stale_place');
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.access_check.stale.place'))).toBeVisible();
  await form.check('order_form.check_green');
  await expect(form.errorSummary.getByText(form.text('error.access_check.stale.place'))).toBeHidden();
});

test('a telephone number finds the line instead of the address', async ({ page }) => {
  const form = await formAt(page, '6');
  await form.type('check_number', '21 90 00 61');
  await form.check('order_form.check_uncertain');
  await form.type('check_number', '21 90 00 99');
  await form.expectLight('order_form.check_stale_number');
  await form.check('order_form.check_nothing');
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.access_check.nothing_found'))).toBeVisible();
});

/** KAP-5 */
test('a number whose line is in another house opens nothing here, and says where it is', async ({ page }) => {
  const form = await formAt(page, '5');
  await form.type('check_number', '21 90 00 01');
  await form.check('order_form.check_elsewhere');
  await expect(page.getByText(/Prøveveien 1, 0665 OSLO/).first()).toBeVisible();
  await expect(form.slots).toBeHidden();
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.pattern('error.access_check.elsewhere'))).toBeVisible();
});

test('a customer of another operator is no new order: who has them is named, and a switch is offered', async ({ page }) => {
  const form = await formAt(page, '17');
  await form.fillCustomer();
  await form.checkButton.click();
  await expect(page.getByText(form.text('order_form.rival_title'))).toBeVisible();
  // The light does not say that all is well where the order is refused below it.
  await form.expectLight('order_form.check_no_new_order');
  await expect(form.light).not.toContainText(form.text('order_form.check_green'));
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.pattern('error.existing_line.other_operator'))).toBeVisible();
  await page.getByRole('button', { name: form.text('order_form.rival_switch') }).click();
  // Everything typed is carried along, and who has the customer is known.
  await expect(page.getByRole('heading', { level: 1, name: form.text('order_form.title_switch') })).toBeVisible();
  await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
  await expect(form.field('first_name')).toHaveValue('Solveig');
});
