// Two who change the same thing: both versions side by side, and nothing is overwritten silently (OFF-5).

import { type Page } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { forgetDrafts, logIn, USERS } from '../support/session.ts';
import { AUTHORITY, SwitchForm } from '../support/switch.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;
const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** The choice of one version in the row of a field. */
function choice(page: Page, field: string, value: string) {
  return page.getByRole('row', { name: new RegExp(`^${field}`) }).getByRole('radio', { name: new RegExp(`: ${value}$`) });
}

/** OFF-5 */
test('a draft that was changed in two browsers is put together field by field', async ({ page, browser, server }) => {
  // Two browsers wait for each other several times.
  test.setTimeout(120_000);
  await forgetDrafts(server.url, USERS.oda);
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const mine = new OrderForm(page);
  await mine.begin();
  await mine.chooseAdsl();
  await mine.fillCustomer();
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await logIn(other, 'nb', USERS.oda, '/drafts');
  await other.getByRole('link', { name: nb('drafts.go_on_with', { name: 'Solveig Myrland' }) }).click({ timeout: 20_000 });
  const theirs = new OrderForm(other);
  await expect(theirs.field('first_name')).toHaveValue('Solveig');

  const context = page.context();
  await context.setOffline(true);
  await mine.type('last_name', 'Myrlund');
  await mine.type('customer_invoice_ref', 'Kostnadssted 4410');
  await expect(page.getByText(SAVED)).toBeVisible();
  await theirs.type('last_name', 'Myrlandsen');
  await theirs.type('project_reference', 'Nye kontorer');
  await theirs.page.getByRole('combobox', { name: /^Hastighet/ }).selectOption({ label: '8128/640 kbit/s' });
  const saved = other.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/api/v1/drafts/'));
  expect((await saved).status()).toBe(200);
  await context.setOffline(false);

  // Nothing changes under the hands: the form says what has happened, and what was typed stands.
  await page.getByRole('button', { name: nb('drafts.compare'), exact: true }).click({ timeout: 20_000 });
  const table = page.getByRole('table');
  // Choices are called as in the catalogue, and only what differs is shown.
  await expect(table.getByRole('row', { name: /^Hastighet/ })).toContainText('8128/640 kbit/s');
  await expect(table.getByRole('row', { name: /^Fornavn/ })).toHaveCount(0);
  await page.getByRole('checkbox', { name: nb('ui.compare_show_same') }).check();
  await expect(table.getByRole('row', { name: /^Fornavn/ })).toContainText('Solveig');
  await page.getByRole('checkbox', { name: nb('ui.compare_show_same') }).uncheck();
  await expectAccessible(page);

  // What one side alone has changed goes without saying; the name must be chosen.
  await expect(choice(page, 'Prosjektreferanse', 'Nye kontorer')).toBeChecked();
  await expect(choice(page, 'Fakturareferanse', 'Kostnadssted 4410')).toBeChecked();
  const save = page.getByRole('button', { name: nb('order_form.conflict_save') });
  await expect(save).toHaveAccessibleDescription(nb('order_form.conflict_left_one', { n: '1' }));
  await choice(page, 'Etternavn', 'Myrlandsen').focus();
  await page.keyboard.press('Space');
  await save.click();
  await expect(mine.field('last_name')).toHaveValue('Myrlandsen');
  await expect(mine.field('customer_invoice_ref')).toHaveValue('Kostnadssted 4410');
  await expect(mine.field('project_reference')).toHaveValue('Nye kontorer');
  await expect(page.getByRole('combobox', { name: /^Hastighet/ }).locator('option:checked')).toHaveText('8128/640 kbit/s');

  // The other browser has its form open: it is told, and takes all of the new version.
  await other.getByRole('button', { name: nb('drafts.compare'), exact: true }).click({ timeout: 20_000 });
  await other.getByRole('button', { name: nb('ui.compare_all_theirs') }).click();
  await other.getByRole('button', { name: nb('order_form.conflict_save') }).click();
  await expect(theirs.field('customer_invoice_ref')).toHaveValue('Kostnadssted 4410');
  await expect(other.getByRole('button', { name: nb('drafts.compare'), exact: true })).toHaveCount(0);
  await elsewhere.close();
});

/** OFF-5: two tabs of one browser. */
test('a draft is written in one tab at a time, and another can take over', async ({ page, context, server }) => {
  await forgetDrafts(server.url, USERS.ingrid);
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const first = new OrderForm(page);
  await first.begin();
  await first.type('first_name', 'Tor');
  await expect(page.getByText(SAVED)).toBeVisible();
  const tab = await context.newPage();
  await tab.goto(page.url());
  const second = new OrderForm(tab);
  await expect(second.field('first_name')).toHaveValue('Tor');
  await expect(tab.getByText(nb('order_form.elsewhere'))).toBeVisible();
  await expect(second.field('first_name')).toBeDisabled();
  // Typed a moment before the other tab takes over: it comes along.
  await first.field('last_name').fill('Tofaner');
  await tab.getByRole('button', { name: nb('order_form.work_here') }).click();
  await expect(second.field('last_name')).toHaveValue('Tofaner');
  await expect(second.field('last_name')).toBeEnabled();
  await expect(page.getByText(nb('order_form.elsewhere'))).toBeVisible();
  await expect(first.field('first_name')).toBeDisabled();
  await second.type('first_name', 'Tora');
  await expect(tab.getByText(SAVED)).toBeVisible();
  await tab.close();
  // Who comes back to the first tab goes on with what was written in the second.
  await page.bringToFront();
  await expect(first.field('first_name')).toBeEnabled();
  await expect(first.field('first_name')).toHaveValue('Tora');
  await expect(first.field('last_name')).toHaveValue('Tofaner');
});

/** OFF-5: an action on an order that somebody else has changed meanwhile. */
test('Customer Update on a line that has changed shows then and now, and keeps what was written', async ({ page, browser, server }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?turn=partner&status=incomplete');
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/orders\/1-\d+$/);
  const address = page.url();
  const open = page.getByRole('button', { name: /Customer Update/ }).first();
  const title = /^Customer Update for linje/;
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  // This browser does not hear of the change before it acts.
  await other.route('**/api/v1/events', async (route) => route.abort());
  await logIn(other, 'nb', USERS.oda, new URL(address).pathname);
  await other.getByRole('button', { name: /Customer Update/ }).first().click();
  const late = other.getByRole('dialog', { name: title });
  await late.getByLabel(nb('order.update_comment')).fill('Portkoden er 1234.');

  await open.click();
  const early = page.getByRole('dialog', { name: title });
  await early.getByLabel(nb('order.update_comment')).fill('Ringeklokken er merket.');
  await early.getByRole('button', { name: nb('order.update_confirm') }).click();
  await expect(early).toBeHidden();

  await late.getByRole('button', { name: nb('order.update_confirm') }).click();
  await expect(late).toContainText(nb('order.changed_meanwhile'));
  const status = late.getByRole('table').getByRole('row', { name: /^Status/ });
  await expect(status).toContainText('Incomplete');
  await expect(status).toContainText('Customer Update');
  await expect(late.getByLabel(nb('order.update_comment'))).toHaveValue('Portkoden er 1234.');
  await elsewhere.close();
});

/** OFF-5: the fields of a switch as well, by their own names. */
test('a switch that was changed in two browsers is put together field by field', async ({ page, browser, server }) => {
  // Two browsers wait for each other.
  test.setTimeout(120_000);
  await forgetDrafts(server.url, USERS.oda);
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const mine = new SwitchForm(page);
  await mine.authorise(AUTHORITY.adsl);
  await mine.fillCustomer();
  await expect(page.getByText(SAVED)).toBeVisible();
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await logIn(other, 'nb', USERS.oda, '/drafts');
  await other.getByRole('link', { name: nb('drafts.go_on_with', { name: 'Solveig Myrland' }) }).click({ timeout: 20_000 });
  const theirs = new SwitchForm(other);
  await expect(theirs.field('losing_operator')).toHaveValue('Fjordnett');

  const context = page.context();
  await context.setOffline(true);
  await mine.type('losing_operator', 'Fjordnett Vest');
  await mine.type('customer_invoice_ref', 'Kostnadssted 4411');
  await expect(page.getByText(SAVED)).toBeVisible();
  await theirs.type('losing_operator', 'Fjordnett Øst');
  await theirs.newEndUser.check();
  const saved = other.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/api/v1/drafts/'));
  expect((await saved).status()).toBe(200);
  await elsewhere.close();
  await context.setOffline(false);

  await page.getByRole('button', { name: nb('drafts.compare'), exact: true }).click({ timeout: 20_000 });
  const loser = nb('order_form.losing_operator');
  await expect(page.getByRole('table').getByRole('row', { name: new RegExp(`^${loser}`) })).toContainText('Fjordnett Øst');
  await expectAccessible(page);
  await expect(choice(page, nb('order_form.customer_invoice_ref'), 'Kostnadssted 4411')).toBeChecked();
  const save = page.getByRole('button', { name: nb('order_form.conflict_save') });
  await expect(save).toHaveAccessibleDescription(nb('order_form.conflict_left_one', { n: '1' }));
  await choice(page, loser, 'Fjordnett Øst').check();
  await save.click();
  await expect(mine.field('losing_operator')).toHaveValue('Fjordnett Øst');
  await expect(mine.field('customer_invoice_ref')).toHaveValue('Kostnadssted 4411');
  await expect(mine.newEndUser).toBeChecked();
  await expect(mine.field('authority')).toHaveValue(AUTHORITY.adsl);
});
