// Every page and state as axe sees it (WCAG 2.2 AA), light and dark, in both languages.

import { OrderForm } from '../support/form.ts';
import { chooseLanguage, forgetDrafts, logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

for (const [language, colorScheme] of [['nb', 'light'], ['en', 'dark']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });
    const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);

    test('the log-in, empty and refused', async ({ page }) => {
      await page.goto('/login');
      await chooseLanguage(page, language);
      await expectAccessible(page);
      await page.getByRole('button', { name: text('login.submit') }).click();
      await expect(page.getByRole('region', { name: text('login.failed') })).toBeVisible();
      await expectAccessible(page);
    });

    test('home, the list, drafts, and a page that does not exist', async ({ page, server }) => {
      await forgetDrafts(server.url, USERS.ingrid);
      await logIn(page, language);
      await expect(page.getByRole('heading', { level: 1, name: /Ingrid Vale/ })).toBeVisible();
      await expect(page.getByRole('link', { name: /1-2\d{4}/ }).first()).toBeVisible();
      await expectAccessible(page);
      await page.goto('/orders');
      await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText(/1-2\d{4}/);
      await expectAccessible(page);
      await page.goto('/orders?q=finnes-ikke');
      await expect(page.getByText(text('orders.none_match'), { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/drafts');
      await expect(page.getByText(text('drafts.none'), { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/ingensteds');
      await expect(page.getByText(text('not_found.what'), { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.goto('/orders/1-99999');
      await expect(page.getByText(text('order.not_found'), { exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    test('the form: the question, empty, with errors, red, and green with a held time; then the order', async ({ page }) => {
      await logIn(page, language, undefined, '/orders/new');
      const form = new OrderForm(page, language);
      await expect(page.getByRole('group', { name: text('order_form.need') })).toBeVisible();
      await expectAccessible(page);
      await form.begin();
      await expectAccessible(page);
      await form.submitButton.click();
      await expect(form.errorSummary).toBeFocused();
      await expectAccessible(page);
      await form.fillAllButAddress();
      await form.findAddress('Prøveveien 5');
      await form.check('order_form.check_red');
      await expectAccessible(page);
      await form.findAddress('Prøveveien 1B');
      await form.check('order_form.check_green');
      await form.holdSlot();
      await expectAccessible(page);
      await form.submit();
      await expect(page.getByRole('list', { name: text('order.delivery') })).toBeVisible();
      await expectAccessible(page);
    });
  });
}
