// Reopen (CHG-1, CHG-2) of what is ended, changed and taken over: each comes back into the form of its kind.

import type { Page } from '@playwright/test';
import { escaped, type OrderForm } from '../support/form.ts';
import { InstalledForm } from '../support/installed.ts';
import { Server } from '../support/server.ts';
import { logIn, USERS } from '../support/session.ts';
import { AUTHORITY, SwitchForm } from '../support/switch.ts';
import { expect, expectAccessible, test as base } from '../support/test.ts';

/** The order system does not go on here: nobody is in a hurry to be quicker than it. */
const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start({ JARA_SIMULATOR_STEP_MS: '0' });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

function reopenButton(page: Page) {
  return page.getByRole('button', { name: 'Reopen', exact: true });
}

function heading(form: OrderForm, number: string) {
  return form.page.getByRole('heading', { level: 1, name: form.text('order_form.title_reopened', { id: number }) });
}

/** Begins with the page of an active subscription; which one is told by its place in the portfolio. */
async function begin(form: InstalledForm, at: number, action: 'change' | 'terminate'): Promise<void> {
  await logIn(form.page, 'nb', USERS.ingrid, '/portfolio?product=ADSL_FULL&status=active&sort=-number');
  await form.page.getByRole('table').getByRole('rowheader').getByRole('link').nth(at).click();
  await form.page.getByRole('button', { name: form.text(`portfolio.${action}`), exact: true }).click();
  await form.confirmed.check();
}

/** A date as the form writes it. */
function daysAhead(page: Page, days: number): Promise<string> {
  return page.evaluate((ahead) => {
    const day = new Date(Date.now() + ahead * 24 * 3600 * 1000);
    return day.toLocaleDateString('nb-NO', { day: '2-digit', month: '2-digit', year: 'numeric' });
  }, days);
}

/** CHG-1, TRM-3, TRM-4 */
test('a termination is opened again, and its date is another', async ({ page }) => {
  test.slow();
  const form = new InstalledForm(page);
  await begin(form, 0, 'terminate');
  const [first, other] = [await daysAhead(page, 60), await daysAhead(page, 90)];
  await form.type('requested_date', first);
  await form.type('customer_order_ref', 'E2E-gjenåpnet');
  const number = await form.submit();

  await reopenButton(page).click();
  await expect(heading(form, number)).toBeVisible();
  await expect(page).toHaveURL(/\/orders\/terminate\?draft=/);
  await expect(form.field('requested_date')).toHaveValue(first);
  // The order itself is not in its way.
  await expect(form.confirmed).toBeChecked();
  await expect(page.getByText(form.pattern('order_form.installed_ending'))).toHaveCount(0);
  await expect(form.field('installed_number')).not.toBeEditable();
  await form.expectSaid('installed_number', 'reason.reopen.subscription');
  await expect(form.field('customer_order_ref')).not.toBeEditable();
  await heading(form, number).scrollIntoViewIfNeeded();
  await expectAccessible(page);
  await form.submitButton.click();
  await expect(form.errorSummary).toContainText(form.text('error.reopen.nothing_changed'));

  await form.type('requested_date', other);
  expect(await form.submit()).toBe(number);
  await expect(page.getByText(new RegExp(`: ${escaped(first)} → ${escaped(other)}$`))).toBeVisible();
  await expectAccessible(page);
});

/** CHG-1, CHG-2 */
test('a change keeps what it changes, and says why', async ({ page }) => {
  test.slow();
  const form = new InstalledForm(page);
  await begin(form, 1, 'change');
  const what = page.getByRole('group', { name: form.text('order_form.change_what') });
  await what.getByRole('radio', { name: form.text('order_form.change_contact') }).click();
  await form.type('contact_name', 'Turid Solvang');
  await form.type('requested_date', await daysAhead(page, 60));
  const number = await form.submit();

  await reopenButton(page).click();
  await expect(heading(form, number)).toBeVisible();
  const chosen = what.getByRole('radio', { name: form.text('order_form.change_contact') });
  await expect(chosen).toBeChecked();
  await expect(chosen).toBeDisabled();
  await expect(what).toHaveAccessibleDescription(form.text('reason.reopen.change'));
  await expectAccessible(page);
  await form.type('contact_name', 'Ragnhild Vik');
  expect(await form.submit()).toBe(number);
  await expect(page.getByText(/: Turid Solvang → Ragnhild Vik$/)).toBeVisible();
});

/** CHG-1, ISP-4 */
test('a switch is opened again, and its authority is not asked about', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.ingrid, '/orders/switch');
  const form = new SwitchForm(page);
  await form.authorise(AUTHORITY.adsl);
  await form.useGiver();
  await form.type('date_of_birth', '13.04.1972');
  await form.chooseAdsl();
  await form.findAddress('Prøveveien 17');
  await form.check('order_form.check_green');
  await form.fillContact();
  await form.type('requested_date', await daysAhead(page, 60));
  await form.confirmInformed();
  const number = await form.submit();

  let asked = 0;
  await page.route('**/api/v1/authorities', (route) => {
    asked += 1;
    return route.abort();
  });
  await reopenButton(page).click();
  await expect(heading(form, number)).toBeVisible();
  await expect(form.field('authority')).toHaveValue(AUTHORITY.adsl);
  for (const field of ['authority', 'losing_operator', 'switch_number']) {
    await expect(form.field(field)).not.toBeEditable();
    await form.expectSaid(field, 'reason.reopen.switch');
  }
  await expect(form.field('product_from', 'combobox')).toBeDisabled();
  await expectAccessible(page);
  await form.type('contact_name', 'Turid Solvang');
  expect(await form.submit()).toBe(number);
  await expect(page.getByText(/: Solveig Myrland → Turid Solvang$/)).toBeVisible();
  expect(asked).toBe(0);
});
