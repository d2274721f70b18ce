// An order that repeats another live one is asked about before it is sent (ORD-5).

import { OrderForm } from '../support/form.ts';
import { forgetDrafts, logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

for (const [language, colorScheme] of [['nb', 'light'], ['en', 'dark']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });

    /** ORD-5 */
    test('a repeat is shown in the form, holds Submit back, and goes when it is wanted', async ({ page, server }) => {
      test.slow();
      await forgetDrafts(server.url, USERS.oda);
      const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);
      await logIn(page, language, USERS.oda, '/orders/new');
      const form = new OrderForm(page, language);
      await form.begin();
      await form.fillAllButAddress();
      const born = await form.field('date_of_birth').inputValue();
      // Nobody works on this one by itself, so it stays live.
      await form.findAddress('Prøveveien 15');
      await form.check('order_form.check_green');
      await form.holdSlot();
      await form.submit();
      await expect(page.getByRole('list', { name: text('order.delivery') })).toBeVisible();
      const order = /1-2\d{4}/.exec(page.url())?.[0] ?? '';

      await page.goto('/orders/new');
      await form.begin();
      await form.fillAllButAddress();
      await form.type('date_of_birth', born);
      await form.findAddress('Prøveveien 15');
      const beside = page.getByRole('checkbox', { name: text('order_form.repeats_beside', { order }) });
      await expect(beside).toBeVisible();
      await expect(page.getByRole('link', { name: text('order_form.repeats_open', { order }) })).toHaveAttribute('href', `/orders/${order}`);
      await expectAccessible(page);
      // Somebody else at the same place is no repeat.
      await form.type('date_of_birth', '01.02.1933');
      await expect(beside).toHaveCount(0);
      await form.type('date_of_birth', born);
      await expect(beside).toBeVisible();

      // As a line of a project it is said in the same place, once.
      await form.field('order_type', 'combobox').selectOption('project');
      await form.submitButton.click();
      await expect(form.errorSummary).toBeFocused();
      const line = page.getByRole('region', { name: form.pattern('order_form.project_line_of') });
      await expect(line.getByText(text('error.line.repeats_order', { order }))).toHaveCount(1);
      await form.field('order_type', 'combobox').selectOption('standard');

      await form.check('order_form.check_green');
      await form.holdSlot();
      await form.submitButton.click();
      await expect(form.errorSummary).toBeFocused();
      await form.errorSummary.getByRole('link', { name: new RegExp(text('order_form.repeats_title')) }).press('Enter');
      await expect(beside).toBeFocused();
      await expectAccessible(page);
      await page.keyboard.press('Space');
      await expect(beside).toBeChecked();
      await form.submit();
      await expect(page.getByRole('list', { name: text('order.delivery') })).toBeVisible();
      expect(/1-2\d{4}/.exec(page.url())?.[0]).not.toBe(order);
    });

    /** ORD-5, OFF-3 */
    test('a repeat that the form could not ask about is refused on arrival, and asked about when it is opened', async ({ page, server }) => {
      test.slow();
      await forgetDrafts(server.url, USERS.oda);
      const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);
      await logIn(page, language, USERS.oda, '/orders/new');
      const form = new OrderForm(page, language);
      // The question gets no answer, as when the connection is poor.
      await page.route('**/api/v1/order-repeats', async (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }));
      await form.begin();
      await form.fillAllButAddress();
      const born = await form.field('date_of_birth').inputValue();
      await form.findAddress('Prøveveien 15');
      await form.check('order_form.check_green');
      await form.holdSlot();
      await form.submit();
      await expect(page.getByRole('list', { name: text('order.delivery') })).toBeVisible();
      const order = /1-2\d{4}/.exec(page.url())?.[0] ?? '';

      await page.goto('/orders/new');
      await form.begin();
      await form.fillAllButAddress();
      await form.type('date_of_birth', born);
      await form.findAddress('Prøveveien 15');
      await form.check('order_form.check_green');
      await form.holdSlot();
      await form.submitButton.click();
      const beside = page.getByRole('checkbox', { name: text('order_form.repeats_beside', { order }) });
      await expect(beside).toBeVisible();
      await page.unroute('**/api/v1/order-repeats');
      await beside.check();
      await form.submit();
      await expect(page.getByRole('list', { name: text('order.delivery') })).toBeVisible();
    });
  });
}
