// Drafts keep themselves in the browser, and come back.

import { CUSTOMER, OrderForm } from '../support/form.ts';
import { type Locator, type Page } from '@playwright/test';
import { comeBack, forgetDrafts, logIn, PASSWORD, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;
const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

function row(page: Page, text: string): Locator {
  return page.getByRole('main').getByRole('listitem').filter({ hasText: text });
}

/** Begins a draft for somebody and waits until it is kept. */
async function begin(page: Page, first: string, last: string): Promise<OrderForm> {
  await page.goto('/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', first);
  await form.type('last_name', last);
  await expect(page.getByText(SAVED)).toBeVisible();
  return form;
}

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
test('a draft outlives its tab, is listed, and can be deleted and brought back', async ({ context, page, server }) => {
  await forgetDrafts(server.url, USERS.ingrid);
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
  await other.getByRole('button', { name: words('nb', 'ui.undo') }).click();
  await expect(row).toBeVisible();

  await row.getByRole('link', { name: words('nb', 'drafts.go_on_with', { name: 'Solveig Myrland' }) }).click();
  await expect(new OrderForm(other).field('first_name')).toHaveValue('Solveig');
});

/** OFF-1: who deletes one after the other has all of them back, by the keyboard. */
test('two drafts that were deleted come back one after the other', async ({ page, server }) => {
  await forgetDrafts(server.url, USERS.ingrid);
  await logIn(page);
  await begin(page, 'Ada', 'Førstevik');
  await begin(page, 'Bo', 'Andrevik');
  await page.goto('/drafts');
  const gone = (name: string) => row(page, name).getByRole('button', { name: nb('drafts.delete_this', { name }) });
  const undo = page.getByRole('button', { name: nb('ui.undo'), exact: true });
  await gone('Ada Førstevik').press('Enter');
  await expect(undo).toBeFocused();
  await gone('Bo Andrevik').press('Enter');
  await expect(row(page, 'Andrevik')).toHaveCount(0);
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(page, 'Bo Andrevik')).toBeVisible();
  await undo.press('Enter');
  await expect(row(page, 'Ada Førstevik')).toBeVisible();
  await expect(undo).toHaveCount(0);
});

/** OFF-1: several of the same kind, each with how far it has come, counted by the rules of the form. */
test('drafts stand side by side, tell what is left of them, and can be copied', async ({ page, server }) => {
  await forgetDrafts(server.url, USERS.ingrid);
  await logIn(page);
  const form = await begin(page, 'Eivor', 'Halvgjort');
  await form.chooseAdsl();
  await form.type('date_of_birth', '12.03.1971');
  await page.getByRole('checkbox', { name: nb('order_form.contact_present') }).check();
  await expect(page.getByText(SAVED)).toBeVisible();
  const first = page.url();
  await begin(page, 'Torbjørn', 'Nettbegynt');
  expect(page.url()).not.toBe(first);

  await page.goto('/drafts');
  await expect(row(page, 'Eivor Halvgjort')).toContainText('Jara ADSL delt tilgang');
  await expect(row(page, 'Eivor Halvgjort')).toContainText(nb('drafts.done', { done: '2', of: '7' }));
  // Contact: the name and the first number; the second number is only asked for.
  await expect(row(page, 'Eivor Halvgjort')).toContainText('Kontaktperson (2)');
  await expect(row(page, 'Eivor Halvgjort')).toContainText('Bekreftelser (5)');
  await expect(row(page, 'Torbjørn Nettbegynt')).toContainText(nb('drafts.no_product'));
  await expect(row(page, 'Torbjørn Nettbegynt')).toContainText(nb('drafts.done', { done: '0', of: '7' }));
  await expect(row(page, 'Torbjørn Nettbegynt')).toContainText('Hvem (1)');

  await row(page, 'Eivor Halvgjort').getByRole('button', { name: nb('drafts.copy_this', { name: 'Eivor Halvgjort' }) }).click();
  const copy = new OrderForm(page);
  await expect(copy.field('first_name')).toHaveValue('Eivor');
  await expect(copy.field('product', 'combobox')).toHaveValue('ADSL_SHARED');
  // What was confirmed for the one is not confirmed for the other.
  await expect(page.getByRole('checkbox', { name: nb('order_form.contact_present') })).not.toBeChecked();
  expect(page.url()).not.toBe(first);
  await copy.type('first_name', 'Eivors');
  await expect(page.getByText(SAVED)).toBeVisible();
  await page.goto('/drafts');
  await expect(row(page, 'Eivor Halvgjort')).toHaveCount(1);
  await expect(row(page, 'Eivors Halvgjort')).toHaveCount(1);

  await test.step('where there are many, one is found by a word', async () => {
    for (const name of ['Anne', 'Berit', 'Carl']) await begin(page, name, 'Mangfold');
    await page.goto('/drafts');
    await page.getByLabel(nb('drafts.filter')).fill('halv eivors');
    await expect(page.getByText(nb('drafts.count_one', { n: '1' }), { exact: true })).toBeVisible();
    await expect(row(page, 'Eivors Halvgjort')).toHaveCount(1);
    await expect(row(page, 'Mangfold')).toHaveCount(0);
    await page.getByLabel(nb('drafts.filter')).fill('finnes ikke');
    await expect(page.getByText(nb('drafts.filter_none'), { exact: true })).toBeVisible();
  });
});

/** OFF-1: the server's copy follows its user, also what was typed without a connection. */
test('a draft follows its user to another browser, and what is deleted there is still here', async ({ page, context, browser, server }) => {
  await forgetDrafts(server.url, USERS.oda);
  await logIn(page, 'nb', USERS.oda);
  const form = await begin(page, 'Randi', 'Reisende');
  const elsewhere = await browser.newContext({ baseURL: server.url });
  const other = await elsewhere.newPage();
  await logIn(other, 'nb', USERS.oda, '/drafts');
  // The first copy is made some seconds after the last key, and told of at once.
  await expect(row(other, 'Randi Reisende')).toContainText('Fra en annen nettleser (Chrome, Linux), i dag kl.');

  await test.step('what was typed without a connection is there when it is back', async () => {
    await context.setOffline(true);
    await form.type('contact_name', 'Randi Reisende');
    await form.type('last_name', 'Frakoblet');
    await expect(page.getByText(SAVED)).toBeVisible();
    await context.setOffline(false);
    await expect(row(other, 'Randi Frakoblet')).toBeVisible({ timeout: 20_000 });
    await row(other, 'Randi Frakoblet').getByRole('link', { name: nb('drafts.go_on_with', { name: 'Randi Frakoblet' }) }).click();
    await expect(new OrderForm(other).field('contact_name')).toHaveValue('Randi Reisende');
  });

  await test.step('deleted there, it stays here until the user says so, and can be kept', async () => {
    await page.goto('/drafts');
    await expect(row(page, 'Randi Frakoblet')).toBeVisible();
    await other.goto('/drafts');
    await row(other, 'Randi Frakoblet').getByRole('button', { name: nb('drafts.delete_this', { name: 'Randi Frakoblet' }) }).click();
    await expect(row(other, 'Randi Frakoblet')).toHaveCount(0);
    await expect(row(page, 'Randi Frakoblet')).toContainText(nb('drafts.gone_text'), { timeout: 20_000 });
    await row(page, 'Randi Frakoblet').getByRole('button', { name: nb('drafts.keep_mine_this', { name: 'Randi Frakoblet' }) }).click();
    await expect(row(page, 'Randi Frakoblet')).not.toContainText(nb('drafts.gone_text'));
    await expect(row(other, 'Randi Frakoblet')).toBeVisible({ timeout: 20_000 });
  });
  await elsewhere.close();
});

/** OFF-1, OFF-6: the log-out for idleness in the middle of a word. */
test('after a log-out for idleness one goes on at the same place in the same field', async ({ page, server }) => {
  await forgetDrafts(server.url, USERS.ingrid);
  await logIn(page);
  // The first key press tells the backend that someone is here: before the clock is put forward, not after.
  const told = page.waitForResponse(
    (response) => response.url().endsWith('/api/v1/session') && response.request().headers()['jara-background'] === undefined,
  );
  const form = await begin(page, 'Signe', 'Midt');
  await told;
  // Far down in the form, between two letters.
  const field = form.field('customer_order_ref');
  await field.pressSequentially('NB-48');
  await page.keyboard.press('ArrowLeft');
  expect(await page.evaluate(() => window.scrollY)).toBeGreaterThan(300);
  const stood = (await field.boundingBox())?.y;
  await server.advance(30 * 60 - 90);
  await comeBack(page);
  // The warning comes over the page, and then the log-in.
  await expect(page.getByRole('dialog', { name: nb('session.ends_title') })).toBeVisible();
  await server.advance(150);
  await comeBack(page);
  const again = page.getByRole('dialog', { name: nb('session.lapsed_title') });
  await expect(again).toBeVisible({ timeout: 20_000 });
  await expect(field).toBeHidden();
  await expect(again.getByLabel(nb('login.password'))).toBeFocused();
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(again).toBeHidden();
  await expect(field).toBeFocused();
  await page.keyboard.type('99');
  await expect(field).toHaveValue('NB-4998');
  // What was before the eyes is before them again.
  expect((await field.boundingBox())?.y).toBeCloseTo(stood ?? 0, -1);
  await expect(page.getByText(SAVED)).toBeVisible();
});

/** OFF-2, OFF-6: without a connection the page counts by itself, and says what the log-in needs. */
test('who leaves a page without a connection is logged out of it, and it waits', async ({ page, context, server }) => {
  await page.clock.install();
  await forgetDrafts(server.url, USERS.oda);
  await logIn(page, 'nb', USERS.oda);
  const form = await begin(page, 'Gunn', 'Frakoblet');
  await context.setOffline(true);
  await page.clock.fastForward(31 * 60 * 1000);
  const again = page.getByRole('dialog', { name: nb('session.lapsed_title') });
  await expect(again).toContainText(nb('session.lapsed_offline'), { timeout: 20_000 });
  await expect(form.field('last_name')).toBeHidden();
  await context.setOffline(false);
  await again.getByLabel(nb('login.password')).fill(PASSWORD);
  await again.getByRole('button', { name: nb('login.submit') }).click();
  await expect(form.field('last_name')).toHaveValue('Frakoblet');
  await expect(form.field('last_name')).toBeVisible();
});
