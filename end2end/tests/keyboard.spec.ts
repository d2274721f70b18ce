// An order from the log-in to its page with the keys alone: no pointer anywhere.

import { type Locator, type Page, expect } from '@playwright/test';
import { CUSTOMER, OrderForm } from '../support/form.ts';
import { USERS, PASSWORD } from '../support/session.ts';
import { test } from '../support/test.ts';

/** Goes on with the tab key until the focus stands there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('an order is made and sent with the keys alone', async ({ page }) => {
  const form = new OrderForm(page);
  const { keyboard } = page;
  await page.goto('/orders/new');
  await tabTo(page, page.getByLabel(form.text('login.user_name')));
  await keyboard.type(USERS.oda);
  await tabTo(page, page.getByLabel(form.text('login.password')));
  await keyboard.type(PASSWORD);
  await keyboard.press('Enter');

  await tabTo(page, page.getByRole('radio', { name: form.text('order_form.need_new') }));
  await keyboard.press('Space');
  await expect(form.field('product', 'combobox')).toBeFocused();
  await keyboard.type('Jara ADSL delt');
  await keyboard.press('Tab');
  await keyboard.type('4096');
  await keyboard.press('Tab');
  await keyboard.type('Nei');
  await keyboard.press('Tab');
  await keyboard.type('Ja');

  for (const [key, typed] of [
    ['first_name', CUSTOMER.firstName],
    ['last_name', CUSTOMER.lastName],
    ['date_of_birth', CUSTOMER.born],
  ] as const) {
    await tabTo(page, form.field(key));
    await keyboard.type(typed);
  }

  await tabTo(page, form.field('address_search', 'combobox'));
  await keyboard.type('prøvev 1b');
  await expect(page.getByRole('option', { name: 'Prøveveien 1B 0665 OSLO', exact: true })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(form.field('house_number')).toHaveValue('1B');

  await tabTo(page, form.checkButton);
  await keyboard.press('Enter');
  await form.expectLight('order_form.check_green');
  await tabTo(page, form.slots.getByRole('button').first());
  await keyboard.press('Space');
  await expect(form.slots.getByRole('button', { pressed: true })).toBeVisible();

  for (const [key, typed] of [
    ['contact_name', CUSTOMER.contact],
    ['contact_phone', CUSTOMER.phone],
    ['contact_second_phone', CUSTOMER.secondPhone],
  ] as const) {
    await tabTo(page, form.field(key));
    await keyboard.type(typed);
  }
  for (const key of ['door_marked', 'contact_reachable', 'contact_present', 'contact_informed', 'contact_helpful']) {
    await tabTo(page, page.getByRole('checkbox', { name: form.text(`order_form.${key}`) }));
    await keyboard.press('Space');
  }
  await tabTo(page, form.customerInformed);
  await keyboard.press('Space');
  await keyboard.press('Control+Enter');
  await page.waitForURL(/\/orders\/1-\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1-2');
});
