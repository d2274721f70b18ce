// Ending what is installed (TRM): found by its number, confirmed, with its last day said before anybody submits.

import { INSTALLED, InstalledForm } from '../support/installed.ts';
import { CUSTOMER } from '../support/form.ts';
import { expectPrintable } from '../support/print.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES } from '../support/words.ts';

for (const language of LANGUAGES) {
  /** TRM-1, TRM-3 */
  test(`a subscription is ended, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    await logIn(page, language, USERS.ingrid, '/orders/new');
    const form = new InstalledForm(page, language);
    await form.answer('terminate');
    await expect(page.getByRole('heading', { level: 1, name: form.text('order_form.title_termination') })).toBeVisible();
    await expectAccessible(page);
    await form.find(language === 'nb' ? 'jx 400001' : INSTALLED.shared);
    await expect(page.getByRole('heading', { level: 3, name: form.text('order_form.installed_whose') })).toBeVisible();
    await form.confirmed.check();
    await form.useEarliest();
    const runsOn = page.getByRole('status').filter({ hasText: form.pattern('order_form.runs_on') });
    await expect(runsOn).toBeVisible();
    await form.type('customer_order_ref', 'E2E-oppsigelse');
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await expect(page).toHaveURL(/\/orders\/terminate\?draft=/);
    await form.submit();
    await expect(page.getByText(form.text('orders.kind.terminate')).first()).toBeVisible();
    await expect(page.getByText(form.text('order_form.summary_last_day'), { exact: true })).toBeVisible();
    const way = page.getByRole('list', { name: form.text('order.delivery') });
    await expect(way).toContainText('Delivery (L)');
    await expect(way).not.toContainText('Field Service');
    await expectAccessible(page);
    await expectPrintable(page);

    await page.getByRole('link', { name: form.pattern('portfolio.subscription_title') }).click();
    await expect(page.getByRole('button', { name: form.text('portfolio.terminate'), exact: true })).toHaveAttribute('aria-disabled', 'true');
  });
}

/** TRM-1, TRM-2, TRM-4 */
test('each error says what is wrong, and a live order is a link', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/terminate');
  const form = new InstalledForm(page);
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  await form.expectSaid('installed_number', 'error.subscription.missing');
  await form.type('installed_number', INSTALLED.anotherPartners);
  await form.expectSaid('installed_number', 'error.subscription.unknown');
  await form.type('installed_number', INSTALLED.ended);
  await form.expectSaid('installed_number', 'error.subscription.terminated');
  await expect(form.confirmed).toHaveCount(0);
  await form.type('installed_number', INSTALLED.ending);
  await form.expectSaid('installed_number', 'error.subscription.live_order');
  await expect(page.getByRole('link', { name: form.pattern('portfolio.open_order') })).toHaveAttribute('href', /\/orders\/1-\d+$/);
  await expectAccessible(page);
  await form.find(INSTALLED.circuit);
  await expect(form.confirmed).toHaveAccessibleDescription(form.pattern('error.subscription.not_confirmed'));
  const today = await page.evaluate(() => new Date().toLocaleDateString('nb-NO', { day: '2-digit', month: '2-digit', year: 'numeric' }));
  await form.type('requested_date', today);
  await form.expectSaid('requested_date', 'error.termination.too_early');
  await form.confirmed.check();
  await form.useEarliest();
  await expect(form.errorSummary).toHaveCount(0);
});

/** OFF-3 */
test('a termination that is submitted without a connection goes when it is back, once', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/terminate');
  const form = new InstalledForm(page);
  await form.find(INSTALLED.telephone);
  await form.confirmed.check();
  await form.useEarliest();
  await form.type('customer_order_ref', 'E2E-uten-nett');
  await context.setOffline(true);
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  await context.setOffline(false);
  await page.waitForURL(/\/orders\/1-\d+$/);
  await page.goto('/orders?q=E2E-uten-nett');
  await expect(page.getByRole('table').getByRole('link', { name: /^1-\d+$/ })).toHaveCount(1);
});

/** GRD-3 */
test('what was typed is there from one need to another, and after a reload', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new InstalledForm(page);
  await form.begin();
  await form.type('first_name', CUSTOMER.firstName);
  await page.getByRole('button', { name: form.text('order_form.need_again') }).click();
  await form.answer('terminate');
  await form.find(INSTALLED.circuit);
  await expect(page).toHaveURL(/\/orders\/terminate\?draft=/);
  await page.reload();
  await expect(form.field('installed_number')).toHaveValue(INSTALLED.circuit);
  await expect(form.confirmed).toBeVisible();
  await page.getByRole('button', { name: form.text('order_form.need_again') }).click();
  await form.begin();
  await expect(form.field('first_name')).toHaveValue(CUSTOMER.firstName);
});

/** WCAG 2.1.1 */
test('a subscription is ended with the keys alone', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/portfolio?status=active&sort=number&product=HDSL');
  const { keyboard } = page;
  const form = new InstalledForm(page);
  await page.getByRole('table').getByRole('link').first().press('Enter');
  await page.getByRole('button', { name: form.text('portfolio.terminate'), exact: true }).press('Enter');
  await expect(form.confirmed).toBeVisible();
  await form.confirmed.focus();
  await keyboard.press('Space');
  await page.getByRole('button', { name: form.pattern('order_form.use_earliest') }).press('Enter');
  await form.field('customer_order_ref').focus();
  await keyboard.press('Control+Enter');
  await page.waitForURL(/\/orders\/1-\d+$/);
});
