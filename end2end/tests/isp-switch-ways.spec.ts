// What leads into a switch and out of one, each with one press and with everything that was typed (ISP-1, ISP-2, GRD-1),
// and the work that is ordered with it (BOK-5).

import { CATALOGUE, CUSTOMER } from '../support/form.ts';
import { INSTALLED, InstalledForm } from '../support/installed.ts';
import { forgetDrafts, logIn, USERS } from '../support/session.ts';
import { AUTHORITY, SwitchForm } from '../support/switch.ts';
import { expect, expectAccessible, test } from '../support/test.ts';

test.beforeEach(async ({ server }) => forgetDrafts(server.url, USERS.oda));

/** GRD-1 */
test('a new order for another operator’s customer becomes a switch with everything typed', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new SwitchForm(page);
  await form.begin();
  await form.chooseAdsl();
  await form.fillCustomer();
  await form.findAddress('Prøveveien 17');
  await form.checkButton.click();
  await expect(page.getByText(form.text('order_form.rival_title'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: form.text('order_form.rival_switch') }).click();
  await expect(form.field('authority')).toBeFocused();
  await expect(page).toHaveURL(/\/orders\/switch\?draft=/);
  await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
  await expect(form.field('product_from', 'combobox').locator('option:checked')).toHaveText(CATALOGUE.nb.adslShared);
  await expect(form.field('switch_number')).toHaveValue('21900017');
  await expect(form.field('product', 'combobox').locator('option:checked')).toHaveText(CATALOGUE.nb.adslShared);
  await expect(form.field('first_name')).toHaveValue(CUSTOMER.firstName);
  // What Kapaks said holds for the switch as well.
  await form.expectLight('order_form.check_green');
  await page.reload();
  await expect(page).toHaveURL(/\/orders\/switch\?draft=/);
  await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
});

/** ISP-1: shared stays shared; the wanted access is noted on the order and changed to afterwards. */
test('another access type: switched first and changed afterwards', async ({ page }) => {
  test.slow();
  await logIn(page, 'en', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page, 'en');
  await form.authorise(AUTHORITY.adsl);
  await form.useGiver();
  await form.type('date_of_birth', '14.03.1971');
  await form.chooseAdsl('4096/512 kbit/s', CATALOGUE.en.adslFull);
  await form.expectSaid('product', 'error.switch.access_differs', {}, 'combobox');
  await expect(page.getByText(form.text('order_form.ways_title', { product: CATALOGUE.en.adslFull }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: form.text('order_form.ways_first') }).click();
  await expect(form.field('product', 'combobox').locator('option:checked')).toHaveText(CATALOGUE.en.adslShared);
  await expect(form.field('product', 'combobox')).not.toHaveAttribute('aria-invalid');
  await expect(page.getByText(form.text('order_form.ways_afterwards', { product: CATALOGUE.en.adslFull }))).toBeVisible();
  await form.findAddress('Prøveveien 17A');
  await form.check('order_form.check_green');
  await form.fillContact();
  await form.useEarliest();
  await form.confirmInformed();
  await form.submit();
  // CAN-1: at once, for the order is carried out within seconds here.
  const cancel = page.getByRole('button', { name: form.text('order.cancel'), exact: true });
  await expect(cancel).toHaveAttribute('aria-disabled', 'true');
  await expect(cancel).toHaveAccessibleDescription(form.pattern('reason.transition.cancel_by_request'));
  await expect(page.getByText(form.text('order.switch_afterwards', { product: CATALOGUE.en.adslFull }))).toBeVisible();
  await expect(page.getByText('FM-1001')).toBeVisible();
  await expectAccessible(page);
});

/** ISP-1, GRD-1: when it is urgent the customer terminates, and a new order goes. */
test('another access type: terminated and ordered new', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.operatorShared);
  await form.fillCustomer();
  await form.chooseAdsl('4096/512 kbit/s', CATALOGUE.nb.adslFull);
  await page.getByRole('button', { name: form.text('order_form.ways_new') }).click();
  await expect(form.field('product', 'combobox')).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: form.text('order_form.title'), exact: true })).toBeVisible();
  await expect(form.field('product', 'combobox').locator('option:checked')).toHaveText(CATALOGUE.nb.adslFull);
  await expect(form.field('first_name')).toHaveValue(CUSTOMER.firstName);
  await form.findAddress('Prøveveien 32');
  await form.checkButton.click();
  const ends = page.getByRole('checkbox', { name: form.pattern('order_form.rival_terminated', { operator: 'Fjordnett' }) });
  await expect(ends).toBeVisible();
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.pattern('error.existing_line.other_operator'))).toBeVisible();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await ends.check();
  await expect(form.errorSummary.getByText(form.pattern('error.existing_line.other_operator'))).toBeHidden();
  await form.holdSlot();
  await form.fillContact();
  await form.confirmAll();
  await form.submit();
  await expect(page.getByText(form.pattern('error.existing_line.terminated'))).toBeVisible();
});

/** ISP-2 */
test('no broadband to take over: the switch becomes a new order with everything typed', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.adsl);
  await form.fillCustomer();
  await form.chooseAdsl();
  await form.findAddress('Prøveveien 1');
  await form.checkButton.click();
  await expect(page.getByRole('button', { name: form.text('order_form.ways_to_new') })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: form.text('order_form.ways_to_new') }).click();
  await expect(form.field('product', 'combobox')).toBeFocused();
  await expect(page).toHaveURL(/\/orders\/new\?draft=/);
  await expect(form.field('first_name')).toHaveValue(CUSTOMER.firstName);
  await form.expectLight('order_form.check_green');
  await form.holdSlot();
  await form.fillContact();
  await form.confirmAll();
  await form.submit();
});

/** ISP-2 */
test('one’s own broadband is changed, not switched', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.chooseAdsl('4096/512 kbit/s', CATALOGUE.nb.adslFull);
  await form.findAddress('Prøveveien 31');
  await form.checkButton.click();
  await page.getByRole('button', { name: form.text('order_form.ways_to_change') }).click();
  await expect(page.getByRole('heading', { level: 1, name: form.text('order_form.title_change') })).toBeVisible();
  await expect(new InstalledForm(page).field('installed_number')).toBeFocused();
});

/** BOK-5 */
test('work on the premises is ordered with the booking, and costs what it says', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.operatorShared);
  await form.useGiver();
  await form.type('date_of_birth', '15.03.1971');
  await form.chooseOperatorAccess(CATALOGUE.nb.operatorShared);
  await form.findAddress('Prøveveien 32');
  await form.check('order_form.check_green');
  const summary = page.getByRole('complementary', { name: CATALOGUE.nb.operatorShared });
  const setup = async () => (await summary.getByRole('definition').allInnerTexts()).join('|');
  await expect(form.slots.getByRole('button')).not.toHaveCount(0);
  const before = await setup();
  const socket = page.getByRole('checkbox', { name: 'Ekstra stikkontakt' });
  await expect(socket).toHaveAccessibleDescription(/862,50/);
  await socket.check();
  await expect(summary).toContainText('Ekstra stikkontakt');
  expect(await setup()).not.toBe(before);
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.extra_work.without_booking'))).toBeVisible();
  await form.errorSummary.getByRole('link', { name: form.pattern('error.extra_work.without_booking') }).click();
  await expect(socket).toBeFocused();
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await form.holdSlot();
  await expect(form.errorSummary.getByText(form.text('error.extra_work.without_booking'))).toBeHidden();
  await form.fillContact();
  await form.confirmAll();
  await form.submit();
  await expect(page.getByText('Ekstra stikkontakt')).toBeVisible();
  await expect(page.getByRole('list', { name: form.text('order.delivery') })).toContainText('Field Service');
});

/** WCAG 2.1.1 */
test('a customer is switched with the keys alone', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const { keyboard } = page;
  const form = new SwitchForm(page);
  await form.field('authority').focus();
  await keyboard.type('fm-1001');
  await keyboard.press('Tab');
  await expect(page.getByText(form.text('order_form.authority_good'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: form.pattern('order_form.authority_use_name') }).press('Enter');
  await expect(form.field('authority')).toHaveValue('FM-1001');
  await form.field('product', 'combobox').focus();
  await keyboard.type('Jara ADSL delt');
  for (const [name, letter] of [[CATALOGUE.nb.speed, '4'], [CATALOGUE.nb.staticAddress, 'N'], [CATALOGUE.nb.modem, 'J']] as const) {
    await page.getByRole('combobox', { name }).focus();
    await keyboard.type(letter);
  }
  await form.field('date_of_birth').focus();
  await keyboard.type('16.03.1971');
  const search = form.field('address_search', 'combobox');
  await search.focus();
  await keyboard.type('Prøveveien 17B, 0665 OSLO');
  await expect(page.getByRole('option', { name: 'Prøveveien 17B 0665 OSLO', exact: true })).toBeVisible();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByText(form.text('order_form.in_register'), { exact: true })).toBeVisible();
  await form.checkButton.press('Enter');
  await form.expectLight('order_form.check_green');
  for (const [key, value] of [['contact_name', CUSTOMER.contact], ['contact_phone', CUSTOMER.phone], ['contact_second_phone', CUSTOMER.secondPhone]] as const) {
    await form.field(key).focus();
    await keyboard.type(value);
  }
  await page.getByRole('button', { name: form.pattern('order_form.use_earliest') }).press('Enter');
  await form.customerInformed.focus();
  await keyboard.press('Space');
  await keyboard.press('Control+Enter');
  await page.waitForURL(/\/orders\/1-\d+$/);
});

/** GRD-3 */
test('what was typed for a switch is there from one need to another', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.shdsl);
  await page.getByRole('button', { name: form.text('order_form.need_again') }).click();
  await new InstalledForm(page).answer('terminate');
  await new InstalledForm(page).find(INSTALLED.circuit);
  await page.getByRole('button', { name: form.text('order_form.need_again') }).click();
  await form.answer();
  await expect(form.field('authority')).toHaveValue(AUTHORITY.shdsl);
  await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
});
