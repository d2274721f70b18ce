// The list of orders while the backend cannot be asked.

import { randomUUID } from 'node:crypto';
import { logIn } from '../support/session.ts';
import { expect, test } from '../support/test.ts';

/** OFF-2: an order changes, the list is told so, and cannot ask what has become of it. */
test('a list that cannot be brought up to date stays, and says from when it is', async ({ page }) => {
  await logIn(page, 'nb', 'ingrid.vale', '/orders?turn=partner');
  const rows = page.getByRole('table').getByRole('link', { name: /^1-\d+$/ });
  await expect(rows).not.toHaveCount(0);
  const before = await rows.count();
  const number = (await rows.first().textContent())?.trim() ?? '';
  await page.route('**/api/v1/orders?**', (route) => route.abort());

  const order = await page.request.get(`/api/v1/orders/${number}`);
  const cancelled = await page.request.post(`/api/v1/orders/${number}/lines/1/actions`, {
    headers: { 'If-Match': order.headers()['etag'] ?? '', 'Idempotency-Key': randomUUID() },
    data: { action: 'cancel', comment: 'Kunden har ombestemt seg' },
  });
  expect(cancelled.ok(), await cancelled.text()).toBe(true);

  const stale = page.getByText(/^Listen vises slik den var /);
  await expect(stale).toBeVisible();
  await expect(rows).toHaveCount(before);

});
