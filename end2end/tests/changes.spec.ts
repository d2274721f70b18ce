// Changing what is installed (CHG, GRD-2): one thing at a time, the rest stays as it is.

import type { Page } from '@playwright/test';
import { CATALOGUE } from '../support/form.ts';
import { INSTALLED, InstalledForm } from '../support/installed.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES } from '../support/words.ts';

/** Begins a change of a subscription from its page; which one is told by its place in the portfolio. */
async function begin(page: Page, form: InstalledForm, at: number): Promise<void> {
  await logIn(page, form.language, USERS.ingrid, '/portfolio?product=ADSL_FULL&status=active&sort=-number');
  await page.getByRole('table').getByRole('rowheader').getByRole('link').nth(at).click();
  await page.getByRole('button', { name: form.text('portfolio.change'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: form.text('order_form.title_change') })).toBeVisible();
  await form.confirmed.check();
}

async function choose(page: Page, form: InstalledForm, what: string): Promise<void> {
  const group = page.getByRole('group', { name: form.text('order_form.change_what') });
  await group.getByRole('radio', { name: form.text(`order_form.change_${what}`) }).click();
}

for (const [at, language] of LANGUAGES.entries()) {
  /** CHG-1 */
  test(`another speed, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    const form = new InstalledForm(page, language);
    await begin(page, form, at);
    await expectAccessible(page);
    await choose(page, form, 'speed');
    const speed = page.getByRole('combobox', { name: CATALOGUE[language].speed });
    const before = await speed.inputValue();
    expect(before).not.toBe('');
    await form.useEarliest();
    await form.submitButton.click();
    await expect(form.errorSummary).toContainText(form.text('error.change.nothing'));
    await speed.selectOption({ label: before === '8128/640' ? '4096/512 kbit/s' : '8128/640 kbit/s' });
    await expectAccessible(page);
    await expect(page).toHaveURL(/\/orders\/modify\?draft=/);
    await form.submit();
    await expect(page.getByText(/kbit\/s → .*kbit\/s/)).toBeVisible();
    await expect(page.getByRole('list', { name: form.text('order.delivery') })).not.toContainText('Field Service');
    await expectAccessible(page);
  });
}

test('another contact person', async ({ page }) => {
  const form = new InstalledForm(page);
  await begin(page, form, 2);
  await choose(page, form, 'contact');
  await form.type('contact_name', 'Turid Solvang');
  await form.useEarliest();
  await form.submit();
  await expect(page.getByText(/→ Turid Solvang/)).toBeVisible();
  // CAN-2: what was never to be set up costs nothing to give up, and nothing is said to rise.
  await page.getByRole('button', { name: 'Cancel Line Item' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(form.text('order.cancel_free_always'))).toBeVisible();
  await dialog.getByRole('button', { name: form.text('order.cancel_keep') }).click();
});

/** TRM-4, GRD-3 */
test('each error says what is wrong', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/modify');
  const form = new InstalledForm(page);
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  await form.expectSaid('installed_number', 'error.subscription.missing');
  await form.expectSaid('change_what', 'error.change.missing', {}, 'group');
  await form.type('installed_number', INSTALLED.changing);
  await form.expectSaid('installed_number', 'error.subscription.live_order');
  await expectAccessible(page);
});

/** TRM-1: the number, and whose it is. */
test('a number that cannot be changed says why, and the customer under a right one is confirmed', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/modify');
  const form = new InstalledForm(page);
  await form.expectEach('installed_number', [
    [INSTALLED.anotherPartners, 'error.subscription.unknown'],
    ['JX4', 'error.subscription.unknown'],
    [INSTALLED.ended, 'error.subscription.terminated'],
    [INSTALLED.ending, 'error.subscription.live_order'],
  ]);
  await form.find(INSTALLED.adsl);
  await expect(form.field('installed_number')).not.toHaveAttribute('aria-invalid');
  await form.submitButton.click();
  await expect(form.confirmed).toHaveAccessibleDescription(form.pattern('error.subscription.not_confirmed'));
  await form.confirmed.check();
  await expect(form.errorSummary).not.toContainText(form.text('error.subscription.not_confirmed'));
  // Another number is another customer, who is confirmed anew.
  await form.find(INSTALLED.telephone);
  await expect(form.confirmed).not.toBeChecked();
});

/** DAT-1, DAT-4, CON-1, CON-2 */
test('a change of the contact is checked as it is typed, and its date as well', async ({ page }) => {
  const form = new InstalledForm(page);
  await begin(page, form, 4);
  await choose(page, form, 'contact');
  await form.expectEach('contact_name', [
    ['', 'error.contact.name.missing'],
    ['Turid', 'error.contact.name.one_word'],
  ]);
  await form.expectEach('contact_phone', [
    ['', 'error.phone.missing'],
    ['4123', 'error.phone.too_few_digits'],
    ['41234567/98765432', 'error.phone.several'],
    ['59001234', 'error.phone.machine_59'],
  ]);
  await form.expectEach('requested_date', [
    ['', 'error.requested_date.missing'],
    ['snart', 'error.requested_date.unreadable'],
    ['31.02.2027', 'error.requested_date.no_such_day'],
    ['+0', 'error.change.too_early'],
    ['+400', 'error.requested_date.too_late'],
  ]);
  await expectAccessible(page);
  await form.type('contact_name', 'Turid Solvang');
  await form.type('contact_phone', '41234567');
  await form.useEarliest();
  await form.submit();
  await expect(page.getByText(/→ Turid Solvang/)).toBeVisible();
});

/** CUS-1, CHG-1 */
test('a change of the customer that changes nothing or is not whole says so', async ({ page }) => {
  const form = new InstalledForm(page);
  await begin(page, form, 4);
  // Another kind of change begins with what is installed, and leaves it there.
  await choose(page, form, 'speed');
  await choose(page, form, 'customer');
  await form.useEarliest();
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(form.text('error.change.nothing'));
  await expectAccessible(page);
  await page.getByRole('radio', { name: form.text('order_form.private'), exact: true }).check();
  await form.expectEach('first_name', [
    ['', 'error.end_user.first_name.missing'],
    ['123', 'error.name.without_letters'],
  ]);
  await form.expectEach('last_name', [['', 'error.end_user.last_name.missing']]);
  await form.expectEach('date_of_birth', [
    ['', 'error.end_user.date_of_birth.missing'],
    ['12.03.2071', 'error.end_user.date_of_birth.in_the_future'],
    ['12.03.1871', 'error.end_user.date_of_birth.before_1900'],
  ]);
  await form.fillCustomer();
  await form.submit();
  await expect(page.getByText(/→ Solveig Myrland/).first()).toBeVisible();
});

/** ISP-1: the other access type is chosen with all that belongs to it. */
test('a change of the access type asks for the product and its choices', async ({ page }) => {
  const form = new InstalledForm(page);
  await begin(page, form, 5);
  await choose(page, form, 'access');
  // Only the same product with the other access type can be chosen.
  const products = form.field('product', 'combobox').locator('option:not([value=""])');
  await expect(products).toHaveText([CATALOGUE.nb.adslShared]);
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  await form.expectSaid('product', 'error.product.missing', {}, 'combobox');
  await form.chooseProduct(CATALOGUE.nb.adslShared);
  await form.submitButton.click();
  await expect(page.getByRole('combobox', { name: CATALOGUE.nb.speed })).toHaveAccessibleDescription(form.pattern('error.attribute.missing'));
  await expect(form.errorSummary).toContainText(form.text('error.access_check.missing'));
  await expectAccessible(page);
});

/** GRD-2 */
test('a customer who moves: what was typed for a new order is carried over', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.ingrid, '/portfolio?product=ADSL_FULL&status=active&sort=-number');
  const number = (await page.getByRole('table').getByRole('rowheader').getByRole('link').nth(3).innerText()).trim();
  await page.goto('/orders/new');
  const form = new InstalledForm(page);
  await form.begin();
  await form.findAddress('Prøveveien 1');
  await form.fillContact();
  await form.confirmVisit();
  await page.getByRole('button', { name: form.text('order_form.need_again') }).click();
  await form.answer('move');
  await form.find(number);
  await form.confirmed.check();
  await expect(form.field('street')).toHaveValue('Prøveveien');
  await form.check('order_form.check_green');
  await form.holdSlot();
  await form.submit();
  await expect(page.getByText(/→ Prøveveien 1, 0665/)).toBeVisible();
  await expect(page.getByRole('list', { name: form.text('order.delivery') })).toContainText('Field Service');
});
