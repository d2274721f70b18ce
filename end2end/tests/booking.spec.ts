// The technician's time: what is free, what is held and for how long, and what happens when it is gone (BOK).

import type { Locator, Page } from '@playwright/test';
import { CATALOGUE, OrderForm } from '../support/form.ts';
import { comeBack, logIn } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';

/** A whole order for the house, checked and green; only the technician is left. */
async function checkedAt(page: Page, house: string): Promise<OrderForm> {
  await logIn(page, 'nb', undefined, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillAllButAddress();
  await form.findAddress(`Prøveveien ${house}`);
  await form.check('order_form.check_green');
  return form;
}

test('no free time within thirty days is said, and the order may go without', async ({ page }) => {
  const form = await checkedAt(page, '9');
  await expect(page.getByText(form.text('order_form.slots_none'))).toBeVisible();
  await expect(page.getByText(form.text('order_form.manual'))).toBeVisible();
  await form.wishEarliest();
  await form.submit();
});

test('an appointment book that is away is said, and it can be asked again', async ({ page }) => {
  const form = await checkedAt(page, '24');
  await expect(page.getByText(form.text('order_form.slots_away'))).toBeVisible();
  await page.getByRole('button', { name: form.text('order_form.slots_again') }).click();
  await expect(page.getByText(form.text('order_form.slots_away'))).toBeVisible();
});

/** ORD-7 */
test('nobody can confirm to have told the customer before there is a day to tell', async ({ page }) => {
  const form = await checkedAt(page, '1B');
  const informed = form.customerInformed;
  await expect(informed).toBeDisabled();
  await expect(informed).toHaveAccessibleDescription(form.pattern('order_form.customer_informed_first'));
  await informed.press('Space');
  await expect(informed).not.toBeChecked();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  // The error leads to it all the same, and the reason is said there.
  await form.submitButton.click();
  await form.errorSummary.getByRole('link', { name: form.pattern('error.confirmations.customer_informed') }).click();
  await expect(informed).toBeFocused();
  await form.holdSlot();
  await expect(informed).toBeChecked();
  await form.submit();
});

test('a held time can be changed and given back, and the date follows', async ({ page }) => {
  const form = await checkedAt(page, '1B');
  const date = form.field('requested_date');
  const first = await form.holdSlot(0);
  const hours = await first.innerText();
  const day = await date.inputValue();
  // ORD-7: the customer has been told of this day, and is told of another one anew.
  await form.slots.getByRole('button').nth(4).click();
  await expect(date).not.toHaveValue(day);
  await expect(form.customerInformed).not.toBeChecked();
  await expect(form.customerInformed).toHaveAccessibleDescription(form.pattern('order_form.customer_informed_anew'));
  await expect(form.customerInformed).toHaveAccessibleDescription(form.pattern('error.confirmations.customer_informed'));
  const held = form.slots.getByRole('button', { pressed: true });
  await expect(held).toHaveCount(1);
  expect((await held.innerText()).split('\n')[0]).not.toBe(hours.split('\n')[0]);
  await held.click();
  await expect(held).toHaveCount(0);
  await expect(date).toBeEnabled();
  await expect(date).toHaveValue('');
});

/** BOK-4: another speed is another question for Kapaks, and the technician is wanted at the same time all the same. */
test('a technician who is held is held again when Kapaks is asked anew for another speed', async ({ page }) => {
  const form = await checkedAt(page, '1B');
  const time = async (slot: Locator) => (await slot.innerText()).split('\n')[0];
  const wanted = await time(await form.holdSlot(2));
  const day = await form.field('requested_date').inputValue();
  const informed = await form.customerInformed.isChecked();
  await page.getByRole('combobox', { name: CATALOGUE.nb.speed }).selectOption({ label: '2048/512 kbit/s' });
  await form.expectLight('order_form.check_again');
  await form.check('order_form.check_green');
  const held = form.slots.getByRole('button', { pressed: true });
  await expect(held).toHaveCount(1);
  expect(await time(held)).toBe(wanted);
  await expect(form.field('requested_date')).toHaveValue(day);
  expect(await form.customerInformed.isChecked()).toBe(informed);
  await form.submit();
});

test('a time that is gone at the confirmation gives the nearest three, and the order goes with one of them', async ({ page }) => {
  const form = await checkedAt(page, '10');
  const [, hours = ''] = (await (await form.holdSlot(2)).innerText()).split('\n');
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  // Which time it was, and what became of it.
  await expect(form.errorSummary.getByText(form.pattern('error.appointment.gone', { hours }))).toBeVisible();
  await expect(page.getByText(form.text('order_form.slot_gone'))).toBeVisible();
  await expect(form.slots.getByRole('button')).toHaveCount(3);
  await form.holdSlot(0);
  await expect(page.getByText(form.text('order_form.slot_gone'))).toBeHidden();
  await form.submit();
});

/** BOK-4 */
test('a hold that has run out says so, and the same time is booked again with one press', async ({ page, server }) => {
  const form = await checkedAt(page, '1A');
  const held = await form.holdSlot(2);
  await expect(held).toContainText(/(19|20):\d\d/);
  const [day = '', hours = ''] = (await held.innerText()).split('\n');
  await server.advance(21 * 60);
  await comeBack(page);
  const lost = form.pattern('error.appointment.ran_out', { hours, minutes: '20' });
  await expect(form.section('order_form.delivery').getByText(lost)).toBeVisible();
  await expect(form.slots.getByRole('button')).toHaveCount(3);
  await expect(form.slots.getByRole('button', { pressed: true })).toHaveCount(0);
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(lost)).toBeVisible();
  // It is still known after a reload.
  await page.reload();
  await expect(page.getByText(form.pattern('order_form.slot_still_free', { hours }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: form.text('order_form.slot_same') }).click();
  const again = form.slots.getByRole('button', { pressed: true });
  await expect(again).toContainText(day);
  await expect(again).toContainText(hours);
  await expect(page.getByText(form.pattern('order_form.slot_still_free'))).toBeHidden();
  // The customer was told of this very day.
  await expect(form.customerInformed).toBeChecked();
  await form.submit();
});

test('an answer of Kapaks lasts a day', async ({ page, server }) => {
  const form = await checkedAt(page, '1');
  await server.advance(24 * 3600 + 60);
  await comeBack(page);
  // The night has ended the session too: the same person logs in over the page that stands as it was.
  const again = page.getByRole('dialog', { name: form.text('session.lapsed_title') });
  await again.getByLabel(form.text('login.password')).fill('demo-jara-2026');
  await again.getByRole('button', { name: form.text('login.submit') }).click();
  await expect(again).toBeHidden();
  await form.expectLight('order_form.check_too_old');
  await form.check('order_form.check_green');
});
