// An order from the log-in to its page with the keys alone: no pointer anywhere.

import { type Locator, type Page, expect } from '@playwright/test';
import { CUSTOMER, OrderForm } from '../support/form.ts';
import { forgetDrafts, logIn, USERS, PASSWORD } from '../support/session.ts';
import { test } from '../support/test.ts';
import { LANGUAGES, words } from '../support/words.ts';

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

for (const language of LANGUAGES) {
  test(`a date is typed as people write it, or found in the calendar, which says why a day is closed, in ${language}`, async ({ page }) => {
    await logIn(page, language, USERS.oda, '/orders/new');
    const form = new OrderForm(page, language);
    const { keyboard } = page;
    await form.begin();
    await form.chooseAdsl();
    const date = form.field('requested_date');
    await tabTo(page, date);
    await keyboard.type('24/12');
    await keyboard.press('Tab');
    await expect(date).toHaveValue(/^24\.12\.20\d\d$/);
    const year = (await date.inputValue()).slice(-2);
    for (const [typed, shown] of [
      [`24.12.${year}`, `24.12.20${year}`],
      ['+16', /^\d\d\.\d\d\.20\d\d$/],
    ] as const) {
      await date.press('Control+a');
      await keyboard.type(typed);
      await keyboard.press('Tab');
      await expect(date).toHaveValue(shown);
    }

    await date.press('Control+a');
    await keyboard.press('Delete');
    await keyboard.press('Tab');
    await expect(page.getByRole('button', { name: form.text('ui.open_calendar') })).toBeFocused();
    await keyboard.press('Enter');
    const calendar = page.getByRole('dialog').filter({ has: page.getByRole('grid') });
    await expect(calendar).toBeVisible();
    // The week ends with a Sunday, on which nobody works.
    await keyboard.press('End');
    const closed = calendar.locator('button:focus');
    const weekday = form.text('ui.weekdays').split(',')[6] ?? '';
    await expect(closed).toHaveAccessibleName(new RegExp(`^${weekday} `, 'i'));
    await expect(closed).toHaveAttribute('aria-disabled', 'true');
    const name = (await closed.getAttribute('aria-label')) ?? '';
    const why = name.slice(name.lastIndexOf(', ') + 2);
    expect(why).not.toBe(form.text('ui.day_open'));
    await expect(calendar.getByText(why)).toBeVisible();
    await keyboard.press('Enter');
    await expect(calendar, 'a closed day is not chosen').toBeVisible();
    await keyboard.press('PageDown');
    await keyboard.press('Home');
    await expect(calendar.locator('button:focus')).toHaveAccessibleName(new RegExp(`, ${form.text('ui.day_open')}$`));
    await keyboard.press('Enter');
    await expect(calendar).toBeHidden();
    await expect(date).toHaveValue(/^\d\d\.\d\d\.20\d\d$/);
    await expect(date).not.toHaveAttribute('aria-invalid');
  });
}

/** OFF-2, OFF-3: without a connection, in English. */
test('drafts and the outbox are worked with by the keys alone', async ({ page, context, server }) => {
  const en = (key: string, values: Record<string, string> = {}) => words('en', key, values);
  const { keyboard } = page;
  await forgetDrafts(server.url, USERS.oda);
  // Without a connection a page is there that was there before.
  await logIn(page, 'en', USERS.oda, '/drafts');
  await expect(page.getByText(en('drafts.none'), { exact: true })).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${en('nav.orders')}`) }).click();
  await page.getByRole('link', { name: en('orders.new'), exact: true }).click();
  const form = new OrderForm(page, 'en');
  await form.begin();
  await form.fillUnbooked('Prøveveien 1');
  await context.setOffline(true);
  await keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: en('order_form.waiting'), exact: true })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: en('order_form.new_one') }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: en('order_form.need_new') }));
  await keyboard.press('Space');
  await tabTo(page, form.field('last_name'));
  await keyboard.type('Keyhand');
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: new RegExp(`^${en('nav.drafts')}`) }));
  await keyboard.press('Enter');

  await tabTo(page, page.getByRole('button', { name: en('drafts.send_now') }));
  await keyboard.press('Enter');
  await expect(page.getByText(en('drafts.state_queued'), { exact: true })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: en('drafts.delete_this', { name: 'Keyhand' }) }));
  await keyboard.press('Enter');
  await expect(page.getByText(en('drafts.deleted', { name: 'Keyhand' }))).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: en('ui.undo') }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: en('drafts.copy_this', { name: 'Keyhand' }) }));
  await keyboard.press('Enter');
  await expect(form.field('last_name')).toHaveValue('Keyhand');
  await context.setOffline(false);
  await expect(page.getByText(en('shell.all_sent'))).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: new RegExp(`^${en('nav.drafts')}`) }));
  await keyboard.press('Enter');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: en('drafts.open_order') }));
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/orders\/1-\d+$/);
});
