// Small forms and actions on a case that are sent without a connection (OFF-3): they wait by name, go by themselves, and come
// back to their form when they were refused.

import type { BrowserContext, Locator, Page } from '@playwright/test';
import { Contacts } from '../support/contacts.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** The outbox' row of one entry. */
const row = (page: Page, title: string) =>
  page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: nb('drafts.outbox'), exact: true }) })
    .getByRole('listitem')
    .filter({ hasText: title });

/** Goes to another page without asking the backend for the application. */
async function openDrafts(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${nb('nav.drafts')}`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: nb('drafts.title') })).toBeVisible();
}

async function openContacts(page: Page): Promise<Contacts> {
  await logIn(page, 'nb', USERS.ingrid, '/contacts');
  const contacts = new Contacts(page);
  await expect(contacts.row('Kundeservice')).toBeVisible();
  return contacts;
}

async function add(contacts: Contacts, name: string): Promise<void> {
  await contacts.button('contacts.add').click();
  await contacts.field('name').fill(name);
  await contacts.field('phone').fill('40000190');
  await contacts.save.click();
}

/** OFF-2, OFF-3 */
test('a contact that is saved without a connection waits by name, survives the tab, and goes by itself', async ({ page, context }) => {
  const contacts = await openContacts(page);
  // Without a service worker a page that was never opened is not there without a connection.
  await openDrafts(page);
  await page.getByRole('navigation').getByRole('link', { name: nb('nav.contacts'), exact: true }).click();
  await expect(contacts.row('Kundeservice')).toBeVisible();
  await context.setOffline(true);
  await add(contacts, 'Helgevakt');
  await expect(contacts.dialog).toBeHidden();
  await expect(page.getByText(nb('forms.waits_told'))).toBeVisible();
  await expect(page.getByText(new RegExp(nb('shell.waiting_one', { n: '1' })))).toBeVisible();
  await openDrafts(page);
  const title = nb('forms.contact', { name: 'Helgevakt' });
  await expect(row(page, title)).toContainText(nb('drafts.state_queued'));
  // It is in one place only.
  await expect(page.getByText(title)).toHaveCount(1);
  await expectAccessible(page);
  await page.close();

  const next = await context.newPage();
  await context.setOffline(false);
  await next.goto('/contacts');
  await expect(new Contacts(next).row('Helgevakt')).toContainText('40000190');
  await expect(next.getByText(nb('outbox.form_confirmed', { name: title }))).toBeVisible();
  await openDrafts(next);
  await expect(row(next, title)).toContainText(nb('drafts.state_confirmed'));
  await expect(row(next, title)).toContainText(nb('drafts.state_confirmed_form_text'));
});

/** OFF-3: the answer is lost, and what was saved is saved once. */
test('a contact whose answer is lost is asked for again under the same key', async ({ page }) => {
  const contacts = await openContacts(page);
  const keys: string[] = [];
  await page.route(/\/api\/v1\/contacts\/[0-9a-f-]{36}$/, async (route) => {
    if (route.request().method() !== 'PUT') return route.fallback();
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await add(contacts, 'Dagvakt');
  await expect(contacts.row('Dagvakt')).toHaveCount(1);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
});

/** OFF-3: what waits is not changed under way, and can be once it has arrived. */
test('a contact that waits is opened and read, and changed when it has arrived', async ({ page, context }) => {
  const contacts = await openContacts(page);
  await add(contacts, 'Morgenvakt');
  await expect(contacts.row('Morgenvakt')).toBeVisible();
  await context.setOffline(true);
  await contacts.button('contacts.edit_this', { name: 'Morgenvakt' }).click();
  await contacts.field('phone').fill('40000191');
  await contacts.save.click();
  await expect(contacts.dialog).toBeHidden();
  await contacts.button('contacts.edit_this', { name: 'Morgenvakt' }).click();
  await expect(contacts.field('phone')).toHaveValue('40000191');
  await expect(contacts.field('phone')).toBeDisabled();
  await expect(contacts.save).toHaveAccessibleDescription(nb('forms.waits_closed'));
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(contacts.dialog).toBeHidden();
  await expect(contacts.row('Morgenvakt')).toContainText('40000191');
  await contacts.button('contacts.edit_this', { name: 'Morgenvakt' }).click();
  await contacts.field('phone').fill('40000192');
  await contacts.save.click();
  await expect(contacts.row('Morgenvakt')).toContainText('40000192');
});

/** OFF-3, OFF-5 */
test('what a colleague has changed meanwhile brings a waiting contact back, with both versions', async ({ page, context, browser, server }) => {
  const contacts = await openContacts(page);
  await add(contacts, 'Lunsjvakt');
  await expect(contacts.row('Lunsjvakt')).toBeVisible();
  await context.setOffline(true);
  await contacts.button('contacts.edit_this', { name: 'Lunsjvakt' }).click();
  await contacts.field('name').fill('Lunsjvakt A');
  await contacts.save.click();
  await expect(contacts.dialog).toBeHidden();

  const elsewhere = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
  const other = await elsewhere.newPage();
  await logIn(other, 'nb', 'tuva.lien', '/contacts');
  const theirs = new Contacts(other);
  await theirs.button('contacts.edit_this', { name: 'Lunsjvakt' }).click();
  await theirs.field('name').fill('Lunsjvakt B');
  await theirs.save.click();
  await expect(theirs.row('Lunsjvakt B')).toBeVisible();
  await elsewhere.close();

  await context.setOffline(false);
  const title = nb('forms.contact', { name: 'Lunsjvakt A' });
  await expect(page.getByText(nb('outbox.form_conflict', { name: title }))).toBeVisible();
  await openDrafts(page);
  await expect(row(page, title)).toContainText(nb('drafts.state_conflict'));
  await row(page, title).getByRole('link', { name: nb('drafts.correct_form', { name: title }) }).click();
  await expect(contacts.dialog.getByText(nb('contacts.changed_meanwhile'))).toBeVisible();
  await contacts.dialog.getByRole('radio', { name: /: Lunsjvakt A$/ }).check();
  await contacts.save.click();
  await expect(contacts.row('Lunsjvakt A')).toBeVisible();
  await openDrafts(page);
  await expect(page.getByText(nb('drafts.outbox_none'), { exact: true })).toBeVisible();
});

/** OFF-3: refused, with the way back to the form and the error at its field. */
test('a waiting contact that the backend refuses is put right in its form', async ({ page, context }) => {
  const contacts = await openContacts(page);
  await context.setOffline(true);
  await contacts.button('contacts.add').click();
  await contacts.field('name').fill('Alle');
  await contacts.field('phone').fill('40000193');
  await contacts.field('group_email').fill('alle@nordavind.example');
  // Only the backend knows that Kundeservice has these orders.
  await contacts.field('orders_of').selectOption({ label: nb('contacts.orders_of_everyone') });
  await contacts.save.click();
  await expect(contacts.dialog).toBeHidden();
  await context.setOffline(false);
  const title = nb('forms.contact', { name: 'Alle' });
  await expect(page.getByText(nb('outbox.form_refused', { name: title }))).toBeVisible();
  await openDrafts(page);
  await expect(row(page, title)).toContainText(nb('drafts.state_refused'));
  await expectAccessible(page);
  await row(page, title).getByRole('link', { name: nb('drafts.correct_form', { name: title }) }).click();
  await expect(contacts.field('orders_of')).toHaveAccessibleDescription(/Kundeservice/);
  await expect(contacts.field('phone')).toHaveValue('40000193');
  await contacts.field('orders_of').selectOption({ label: nb('contacts.orders_of_nobody') });
  await contacts.save.click();
  await expect(contacts.row('Alle')).toBeVisible();
});

/** OFF-3 */
test('the account that is saved without a connection waits in its form and goes by itself', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.ingrid, '/account');
  const email = page.getByLabel(new RegExp(`^${nb('account.quotes_email')}`));
  await expect(email).toHaveValue(/@/);
  await context.setOffline(true);
  await email.fill('uten-nett@nordavind.example');
  await page.getByRole('button', { name: nb('account.save'), exact: true }).click();
  await expect(page.getByText(/^Sendt inn .* Det venter på nett og går av seg selv\./)).toBeVisible();
  await expect(email).not.toBeEditable();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText(nb('account.saved'))).toBeVisible();
  await expect(email).toBeEditable();
  await email.fill('med-nett@nordavind.example');
  await page.getByRole('button', { name: nb('account.save'), exact: true }).click();
  await expect(page.getByRole('button', { name: nb('forms.start_over') })).toBeHidden();
  await page.reload();
  await expect(email).toHaveValue('med-nett@nordavind.example');
});

/** Cancels the first line of an order that lacks something, without a connection: the action goes into the outbox. */
async function cancelWithoutConnection(page: Page, context: BrowserContext): Promise<{ id: string; title: string; dialog: Locator; cancel: Locator }> {
  await logIn(page, 'nb', USERS.ingrid, '/orders?turn=partner&status=incomplete');
  await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().click();
  await page.waitForURL(/\/orders\/1-\d+$/);
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';
  const title = nb('order.cancel_title', { n: '1', id });
  const dialog = page.getByRole('dialog');
  const cancel = page.getByRole('button', { name: 'Cancel Line Item' }).first();
  await expect(cancel).toBeVisible();
  await context.setOffline(true);
  await cancel.click();
  await dialog.getByRole('radio', { name: nb('order.reason_customer_withdrew') }).check();
  await dialog.getByRole('button', { name: nb('order.cancel_confirm') }).click();
  await expect(dialog).toBeHidden();
  return { id, title, dialog, cancel };
}

/** OFF-3, CAN-3 */
test('a line that is cancelled without a connection says that it waits, and is cancelled once there is one', async ({ page, context }) => {
  const { title, dialog, cancel } = await cancelWithoutConnection(page, context);
  const waits = page.getByText(nb('forms.waits_named', { name: title }));
  await expect(waits).toBeVisible();
  await expectAccessible(page);
  await cancel.click();
  await expect(dialog.getByRole('button', { name: nb('order.cancel_confirm') })).toHaveAccessibleDescription(nb('forms.waits_closed'));
  await expect(dialog.getByRole('radio', { name: nb('order.reason_customer_withdrew') })).toBeChecked();
  await page.keyboard.press('Escape');
  await context.setOffline(false);
  await expect(page.getByText(nb('outbox.form_confirmed', { name: title }))).toBeVisible();
  await expect(waits).toBeHidden();
  await expect(page.getByRole('main')).toContainText(nb('order.reason_customer_withdrew'));
});

/** OFF-3, OFF-5: no form was open when it was refused, and what was seen of the line is kept with what was sent. */
test('a cancellation that came back after its tab was closed shows the line then and now', async ({ page, context, browser, server }) => {
  const { id, title } = await cancelWithoutConnection(page, context);
  await page.close();

  const elsewhere = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
  const other = await elsewhere.newPage();
  await logIn(other, 'nb', USERS.oda, `/orders/${id}`);
  await other.getByRole('button', { name: 'Customer Update' }).first().click();
  const theirs = other.getByRole('dialog');
  await theirs.getByLabel(nb('order.update_comment')).fill('Ringeklokken er merket.');
  await theirs.getByRole('button', { name: nb('order.update_confirm') }).click();
  await expect(theirs).toBeHidden();
  await elsewhere.close();

  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto('/drafts');
  await expect(row(next, title)).toContainText(nb('drafts.state_conflict'));
  await row(next, title).getByRole('link', { name: nb('drafts.correct_form', { name: title }) }).click();
  await next.getByRole('button', { name: 'Cancel Line Item' }).first().click();
  const again = next.getByRole('dialog');
  await expect(again).toContainText(nb('order.changed_meanwhile'));
  const status = again.getByRole('table').getByRole('row', { name: /^Status/ });
  await expect(status).toContainText('Incomplete');
  await expect(status).toContainText('Customer Update');
  await expect(again.getByRole('radio', { name: nb('order.reason_customer_withdrew') })).toBeChecked();
  await expectAccessible(next);
  // Whoever has read what has changed goes on with what was meant.
  await again.getByRole('button', { name: nb('order.cancel_confirm') }).click();
  await expect(again).toBeHidden();
  await expect(next.getByRole('main')).toContainText(nb('order.reason_customer_withdrew'));
});
