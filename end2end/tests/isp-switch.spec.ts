// Taking a customer over from another operator (ISP): by an authority that NRDB knows, with its own dates and technician.

import { CATALOGUE } from '../support/form.ts';
import { expectPrintable } from '../support/print.ts';
import { forgetDrafts, logIn, USERS } from '../support/session.ts';
import { AUTHORITY, SwitchForm } from '../support/switch.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES } from '../support/words.ts';

test.beforeEach(async ({ server }) => forgetDrafts(server.url, USERS.oda));

for (const language of LANGUAGES) {
  /** ISP-2, ISP-3, ISP-4, ISP-6, DAT-3 */
  test(`ADSL is switched without a technician, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    test.slow();
    await logIn(page, language, USERS.oda, '/orders/new');
    const form = new SwitchForm(page, language);
    await form.answer();
    await expect(page.getByRole('heading', { level: 1, name: form.text('order_form.title_switch') })).toBeVisible();
    await expectAccessible(page);
    await form.authorise(AUTHORITY.adsl.toLowerCase());
    // NRDB knows the rest.
    await expect(form.field('product_from', 'combobox').locator('option:checked')).toHaveText(CATALOGUE[language].adslShared);
    await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
    await expect(form.field('switch_number')).toHaveValue('21900017');
    await form.useGiver();
    await expect(form.field('first_name')).not.toHaveValue('');
    await form.type('date_of_birth', '12.03.1971');
    await form.chooseAdsl();
    await form.findAddress('Prøveveien 17');
    await form.check('order_form.check_green');
    // ISP-6: nobody comes, and nobody can be booked.
    await expect(page.getByText(form.text('reason.booking.not_for_switch'))).toBeVisible();
    await expect(form.slots).toBeHidden();
    await expect(page.getByRole('checkbox', { name: form.text('order_form.door_marked') })).toHaveCount(0);
    await form.fillContact();
    await form.useEarliest();
    await form.confirmInformed();
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await expect(page).toHaveURL(/\/orders\/switch\?draft=/);
    await form.submit();
    await expect(page.getByText(form.text('orders.kind.isp_switch')).first()).toBeVisible();
    await expect(page.getByRole('list', { name: form.text('order.delivery') })).not.toContainText('Field Service');
    await expectAccessible(page);
    await expectPrintable(page);
  });
}

/** ISP-4 */
test('every answer of NRDB is said in words, and the right one clears it', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  await form.expectSaid('authority', 'error.authority.missing');
  for (const [reference, code] of [
    [AUTHORITY.expired, 'error.authority.expired'],
    [AUTHORITY.anotherPartners, 'error.authority.other_partner'],
    [AUTHORITY.notTheOwners, 'error.authority.not_the_owner'],
    [AUTHORITY.used, 'error.authority.used'],
    [AUTHORITY.withdrawn, 'error.authority.withdrawn'],
  ] as const) {
    await form.authorise(reference, 'order_form.authority_bad');
    await form.expectSaid('authority', code);
  }
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await form.type('authority', 'FM-9999');
  await form.expectSaid('authority', 'error.authority.unknown');
  await form.authorise(AUTHORITY.adsl);
  await expect(form.field('authority')).not.toHaveAttribute('aria-invalid');
  await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
  // Another authority is for another subscription: what the first had filled in goes with it.
  await form.type('authority', AUTHORITY.operatorFull);
  await expect(form.field('losing_operator')).toHaveValue('Polarlinje');
  await expect(form.field('product_from', 'combobox').locator('option:checked')).toHaveText('Operatøraksess full tilgang');
});

/** ISP-4: NRDB is away, and the button asks again. */
test('an authority that could not be checked is asked about again', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  let away = true;
  await page.route('**/api/v1/authorities', async (route) =>
    away
      ? route.fulfill({ status: 201, contentType: 'application/json', body: JSON.stringify({ reference: AUTHORITY.adsl, answer: { kind: 'away' } }) })
      : route.continue(),
  );
  await form.type('authority', AUTHORITY.adsl);
  await form.expectSaid('authority', 'error.authority.away');
  away = false;
  await page.getByRole('button', { name: form.text('order_form.authority_check') }).click();
  await expect(page.getByText(form.text('order_form.authority_good'), { exact: true })).toBeVisible();
});

/** ISP-4: somebody else may become the end user; then both names go with the order. */
test('another end user is confirmed, with both names', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.adsl);
  await form.fillCustomer();
  await form.submitButton.click();
  await expect(form.newEndUser).toHaveAccessibleDescription(form.pattern('error.switch.end_user_differs'));
  await form.newEndUser.check();
  await expect(form.newEndUser).toHaveAccessibleDescription(form.pattern('order_form.new_end_user_both', { name: 'Solveig Myrland' }));
  await expect(form.errorSummary).not.toContainText(form.text('order_form.new_end_user_short'));
});

/** BOK-1, DAT-3: a technician comes to operator access, on a day that a switch can be made. */
test('operator access on full access is switched with a technician', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.operatorFull);
  await expect(page.getByText(form.text('order_form.switch_full_place'))).toBeVisible();
  await expect(form.field('switch_number')).toHaveCount(0);
  await form.useGiver();
  await form.type('date_of_birth', '12.03.1972');
  await form.chooseAdsl('4096/512 kbit/s', CATALOGUE.nb.adslFull);
  await form.findAddress('Prøveveien 18');
  await form.check('order_form.check_green');
  await form.holdSlot();
  await form.fillContact();
  await form.confirmAll();
  await expectAccessible(page);
  await form.submit();
  await expect(page.getByRole('list', { name: form.text('order.delivery') })).toContainText('Field Service');
});

/** ISP-6: Online ADSL may be on either access, and nobody comes when it becomes Jara ADSL. */
test('Online ADSL becomes Jara ADSL without a technician', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.online);
  await expect(page.getByRole('radio', { name: form.text('order_form.access_shared'), exact: true })).toBeChecked();
  await form.useGiver();
  await form.type('date_of_birth', '12.03.1973');
  await form.chooseAdsl();
  await form.findAddress('Prøveveien 25');
  await form.check('order_form.check_green');
  await expect(page.getByText(form.text('reason.booking.not_for_switch'))).toBeVisible();
  await form.fillContact();
  await form.useEarliest();
  await form.confirmInformed();
  await form.submit();
});

/** DAT-3, DAT-6 */
test('SHDSL takes 21 days, and what is too early is put right with one press', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.shdsl);
  await form.chooseShdsl();
  await expect(page.getByText(form.text('order_form.when_help_switch', { days: '21' }))).toBeVisible();
  await form.type('requested_date', '+17');
  await form.expectSaid('requested_date', 'error.switch.too_early', { days: '21' });
  const date = page.getByRole('textbox', { name: new RegExp(`^${form.text('order_form.requested_date')}`) });
  await page.getByRole('button', { name: /^Bruk \d\d\.\d\d\.\d{4}$/ }).click();
  await expect(date).not.toHaveAttribute('aria-invalid');
});

/** OFF-1 */
test('what is typed is there again after a reload, at the address of the switch', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.operatorShared);
  await form.fillCustomer();
  await form.newEndUser.check();
  await expect(page).toHaveURL(/\/orders\/switch\?draft=/);
  await expect(page.getByText(/lagret \d/)).toBeVisible();
  await page.reload();
  await expect(form.field('authority')).toHaveValue(AUTHORITY.operatorShared);
  await expect(form.field('losing_operator')).toHaveValue('Fjordnett');
  await expect(form.field('first_name')).toHaveValue('Solveig');
  await expect(form.newEndUser).toBeChecked();
  await expect(page.getByText(form.text('order_form.authority_good'), { exact: true })).toBeVisible();
});

/** OFF-3, OFF-4 */
test('without a connection the authority waits, and what is submitted goes once when it is back', async ({ page, context }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  await context.setOffline(true);
  await form.type('authority', AUTHORITY.adsl);
  await expect(page.getByText(form.text('order_form.authority_waits'))).toBeVisible();
  await expect(page.getByText(form.text('order_form.waits_authority'))).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByText(form.text('order_form.authority_good'), { exact: true })).toBeVisible();
  await form.useGiver();
  await form.type('date_of_birth', '12.03.1974');
  await form.chooseAdsl();
  await form.findAddress('Prøveveien 17');
  await form.check('order_form.check_green');
  await form.fillContact();
  await form.useEarliest();
  await form.confirmInformed();
  await form.type('customer_order_ref', 'E2E-bytte-uten-nett');
  await context.setOffline(true);
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  await context.setOffline(false);
  await page.waitForURL(/\/orders\/1-\d+$/);
  await page.goto('/orders?q=E2E-bytte-uten-nett');
  await expect(page.getByRole('table').getByRole('link', { name: /^1-\d+$/ })).toHaveCount(1);
});

/** ISP-4: what the page was told counts for nothing; the backend goes by its own record, and says so at the field. */
test('a switch that the backend refuses is back in its form, and goes when it is put right', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/switch');
  const form = new SwitchForm(page);
  let good: unknown;
  await page.route('**/api/v1/authorities', async (route) => {
    const response = await route.fetch();
    const said = (await response.json()) as { reference: string; answer: unknown };
    if (said.reference === AUTHORITY.adsl) good = said.answer;
    await route.fulfill({ response, json: { ...said, answer: good } });
  });
  await form.authorise(AUTHORITY.adsl);
  await form.useGiver();
  await form.type('date_of_birth', '12.03.1968');
  await form.chooseAdsl();
  await form.findAddress('Prøveveien 17');
  await form.check('order_form.check_green');
  await form.fillContact();
  await form.useEarliest();
  await form.confirmInformed();
  const told = page.waitForResponse('**/api/v1/authorities');
  await form.type('authority', AUTHORITY.expired);
  await told;
  await expect(page.getByText(form.text('order_form.authority_good'), { exact: true })).toBeVisible();
  const refused = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/api/v1/orders'));
  await form.submitButton.click();
  expect((await refused).status()).toBe(422);
  await expect(form.errorSummary).toBeVisible();
  await form.expectSaid('authority', 'error.authority.expired');
  await expect(page).toHaveURL(/\/orders\/switch\?draft=/);
  await expectAccessible(page);
  await form.authorise(AUTHORITY.adsl);
  await expect(form.field('authority')).not.toHaveAttribute('aria-invalid');
  await form.submit();
  await expect(page.getByText(form.text('orders.kind.isp_switch')).first()).toBeVisible();
});
