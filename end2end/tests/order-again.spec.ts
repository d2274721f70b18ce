// "Order again": what has ended comes back as a new draft, with everything but what belonged to that one delivery.

import { randomUUID } from 'node:crypto';
import { OrderForm } from '../support/form.ts';
import { USERS, logIn } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { LANGUAGES, words } from '../support/words.ts';

for (const language of LANGUAGES) {
  test(`a cancelled order is ordered again, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    await logIn(page, language, USERS.ingrid, '/orders?turn=partner');
    const rows = page.getByRole('table').getByRole('link', { name: /^1-\d+$/ });
    await expect(rows).not.toHaveCount(0);
    const number = (await rows.first().textContent())?.trim() ?? '';
    const again = page.getByRole('button', { name: words(language, 'order.order_again'), exact: true });

    await test.step('a line that is under way cannot be ordered again', async () => {
      await rows.first().click();
      await expect(page.getByRole('button', { name: 'Cancel Line Item' }).first()).toBeVisible();
      await expect(again).toHaveCount(0);
    });

    const shown = await page.request.get(`/api/v1/orders/${number}`);
    const { product, lines } = await shown.json();
    const { end_user: endUser, address } = lines[0].details;
    const cancelled = await page.request.post(`/api/v1/orders/${number}/lines/1/actions`, {
      headers: { 'If-Match': shown.headers()['etag'] ?? '', 'Idempotency-Key': randomUUID() },
      data: { action: 'cancel', comment: 'Kunden har ombestemt seg' },
    });
    expect(cancelled.ok(), await cancelled.text()).toBe(true);

    await test.step('the page hears that it has ended, and offers it again', async () => {
      await again.click();
      await expect(page).toHaveURL(/\/orders\/new\?draft=/);
    });

    await test.step('who, where and what are there, and the register is asked anew', async () => {
      const form = new OrderForm(page, language);
      await expect(form.field('product', 'combobox')).toHaveValue(product);
      if (endUser.kind === 'private') {
        await expect(form.field('first_name')).toHaveValue(endUser.first_name);
        await expect(form.field('last_name')).toHaveValue(endUser.last_name);
      } else {
        await expect(form.field('company_name')).toHaveValue(endUser.name);
      }
      await expect(form.field('street')).toHaveValue(address.place.street);
      await expect(page.getByText(form.text('order_form.in_register'), { exact: true })).toBeVisible();
      await expect(form.field('requested_date')).toHaveValue('');
      await expect(form.field('customer_order_ref')).toHaveValue('');
      await expect(page.getByRole('checkbox', { name: form.text('order_form.contact_present') })).not.toBeChecked();
    });
  });
}

/** Who only looks is told why the button is closed. */
test('who may not order is told so where the button stands', async ({ page }) => {
  await logIn(page, 'nb', USERS.jonas, '/orders?status=closed');
  const rows = page.getByRole('table').getByRole('link', { name: /^1-\d+$/ });
  await rows.first().click();
  const again = page.getByRole('button', { name: words('nb', 'order.order_again'), exact: true });
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  await expect(again).toHaveAccessibleDescription(words('nb', 'reason.access.ordering_needed'));
});
