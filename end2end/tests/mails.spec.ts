// What was written to the partner can be read in the demonstration, where there is no mail server (NOT-2).

import { logIn, USERS } from '../support/session.ts';
import { OrderForm } from '../support/form.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

for (const [language, colorScheme] of [['nb', 'light'], ['en', 'dark']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });
    const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);

    /** NOT-1, NOT-2 */
    test('an order that lacks something is told by mail, which leads to the case', async ({ page }) => {
      test.slow();
      await logIn(page, language, USERS.oda, '/orders/new');
      const form = new OrderForm(page, language);
      await form.begin();
      await form.fillAllButAddress();
      await form.findAddress('Prøveveien 11');
      await form.check('order_form.check_green');
      await form.holdSlot();
      await form.submit();
      await expect(page.getByRole('button', { name: text('order.customer_update') })).toBeVisible({ timeout: 30_000 });
      const id = /1-2\d{4}/.exec(page.url())?.[0] ?? '';
      await page.getByRole('link', { name: text('nav.account'), exact: true }).click();
      await page.getByRole('link', { name: text('account.mails_open') }).click();
      await expect(page.getByRole('heading', { level: 1, name: text('mails.title') })).toBeFocused();
      await expect(page.getByText(text('mails.kept_note'))).toBeVisible();
      // The language of the mail is the account's.
      const mail = page.getByRole('listitem').filter({ hasText: `${id}: Incomplete` });
      await mail.getByText(words('nb', 'mail.subject', { id, status: 'Incomplete' })).click();
      await expect(mail).toContainText('ordre@nordavind.example');
      await expect(mail).toContainText(words('nb', 'mail.moved', { id, from: 'In Progress', status: 'Incomplete' }));
      await expect(mail).not.toContainText(/Solveig|Myrland/);
      await expectAccessible(page);
      await mail.getByRole('link', { name: text('mails.open_order', { id }) }).click();
      await expect(page).toHaveURL(new RegExp(`/orders/${id}`));
    });
  });
}

test('the administrator sees the mails to every partner', async ({ page }) => {
  await logIn(page, 'nb', 'anne.berge', '/mails');
  await expect(page.getByText(words('nb', 'mails.lead_all'))).toBeVisible();
  await expectAccessible(page);
});
