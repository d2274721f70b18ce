// Telephone numbers: new, reserved or brought along (NUM).

import type { Page } from '@playwright/test';
import { CATALOGUE, OrderForm } from '../support/form.ts';
import { USERS, comeBack, logIn } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { type Language } from '../support/words.ts';

/** Telephony with its number chosen to be of this origin, and everything but the place and what follows from it. */
async function telephony(page: Page, language: Language, product: 'pstn' | 'isdn', origin: 'reserved' | 'ported'): Promise<OrderForm> {
  await logIn(page, language, USERS.oda, '/orders/new');
  const form = new OrderForm(page, language);
  const data = CATALOGUE[language];
  await form.begin();
  await form.chooseProduct(data[product]);
  if (product === 'isdn') await page.getByRole('combobox', { name: data.isdnAccess }).selectOption({ label: data.primary });
  await page.getByRole('combobox', { name: data.number }).selectOption({ label: data[origin] });
  await form.fillCustomer();
  await form.fillContact();
  await form.confirmVisit();
  return form;
}

test('a number is reserved when Kapaks has answered, given back, and lost to somebody else', async ({ page }) => {
  const form = await telephony(page, 'nb', 'pstn', 'reserved');
  // The reason stands where the numbers will be, until Kapaks has answered.
  await expect(page.getByText(form.text('error.numbers.check_first'))).toBeVisible();
  await form.findAddress('Prøveveien 1');
  await form.check('order_form.check_green');
  await expect(page.getByText(form.text('error.numbers.check_first'))).toBeHidden();

  const held = await form.reserveNumber();
  await expect(held).toContainText(/(19|20):\d\d/);
  await expectAccessible(page);
  await held.click();
  await expect(form.numbers.getByRole('button', { pressed: true })).toHaveCount(0);

  await form.numbers.getByRole('button', { name: / 04$/ }).click();
  await expect(page.getByText(form.text('order_form.numbers_gone'))).toBeVisible();
  await expect(form.numbers.getByRole('button', { name: / 04$/ })).toHaveCount(0);
  await form.reserveNumber();
  await expect(page.getByText(form.text('order_form.numbers_gone'))).toBeHidden();
});

test('a number that is gone when it is confirmed is said at its place, and the technician stays booked', async ({ page }) => {
  const form = await telephony(page, 'nb', 'pstn', 'reserved');
  await form.findAddress('Prøveveien 13');
  await form.check('order_form.check_green');
  await form.holdSlot();
  const [numbers = ''] = (await (await form.reserveNumber(/ 07$/)).innerText()).split('\n');
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.pattern('error.numbers.gone', { numbers }))).toBeVisible();
  await expect(page.getByText(form.text('order_form.numbers_gone'))).toBeVisible();
  await expect(form.slots.getByRole('button', { pressed: true })).toBeVisible();
  const mine = await form.reserveNumber();
  const number = (await mine.innerText()).split('\n')[0] ?? '';
  await form.submit();
  await expect(page.getByText(number, { exact: true })).toBeVisible();
});

test('a reservation that has run out is said, and a new one is one click away', async ({ page, server }) => {
  const form = await telephony(page, 'nb', 'isdn', 'reserved');
  await form.findAddress('Prøveveien 1A');
  await form.check('order_form.check_green');
  await form.field('numbers_count', 'combobox').selectOption({ label: form.text('order_form.numbers_many', { count: '30' }) });
  await expect(await form.reserveNumber()).toContainText(/(19|20):\d\d/);
  // It is there again after a reload.
  await page.reload();
  await expect(form.numbers.getByRole('button', { pressed: true })).toBeVisible();
  await server.advance(21 * 60);
  await comeBack(page);
  await expect(page.getByText(form.pattern('error.numbers.ran_out', { minutes: '20' }))).toBeVisible();
  await expect(form.numbers.getByRole('button', { pressed: true })).toHaveCount(0);
  await expect(page.getByText(form.pattern('order_form.numbers_still_free'))).toBeVisible();
  await page.getByRole('button', { name: form.text('order_form.numbers_same') }).click();
  const held = form.numbers.getByRole('button', { pressed: true });
  await expect(held).toBeVisible();
  const shown = (await held.innerText()).split('\n');
  await form.holdSlot();
  await form.submit();
  // The row is shown from its first to its last number.
  await expect(page.getByText(new RegExp(`^${shown[0] ?? ''} – \\d\\d \\d\\d \\d\\d \\d\\d$`))).toBeVisible();
});

test('a ported number goes with the operator that it comes from', async ({ page }) => {
  const form = await telephony(page, 'en', 'pstn', 'ported');
  await form.findAddress('Prøveveien 1B');
  await form.check('order_form.check_green');
  await form.holdSlot();
  await page.getByRole('textbox', { name: 'The number to port' }).fill('22 33 44 55');
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.pattern('error.numbers.donor.missing'))).toBeVisible();
  await expect(form.numbers).toBeHidden();
  await form.type('donor', 'Fjordnett');
  await expectAccessible(page);
  await form.submit();
  await expect(page.getByText(form.text('order.numbers_ported', { number: '22 33 44 55', donor: 'Fjordnett' }))).toBeVisible();
});

test('a number that is chosen without a connection is reserved when it is back', async ({ page, context }) => {
  const form = await telephony(page, 'nb', 'pstn', 'reserved');
  await form.findAddress('Prøveveien 3A');
  await form.check('order_form.check_uncertain');
  await expect(form.numbers).toBeVisible();
  await context.setOffline(true);
  await form.numbers.getByRole('button').first().click();
  await expect(page.getByText(form.text('order_form.number_waits'))).toBeVisible();
  await expect(page.getByText(form.pattern('order_form.waits'))).toContainText(form.text('order_form.waits_numbers'));
  await context.setOffline(false);
  await expect(form.numbers.getByRole('button', { pressed: true })).toBeVisible();
});
