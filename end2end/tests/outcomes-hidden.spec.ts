// OFF-3: a form that nobody sees has told nobody. In a file of its own, because the slot of this house goes to others once.

import { CUSTOMER, OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const NAME = `${CUSTOMER.firstName} ${CUSTOMER.lastName}`;

// A whole form, and two tabs.
test.setTimeout(120_000);

test('what was refused while its form stood in a tab that nobody saw is told in the one that is seen', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 10');
  const seen = await context.newPage();
  await seen.goto('/drafts');
  await expect(seen.getByRole('heading', { level: 1, name: nb('drafts.title') })).toBeVisible();
  await page.bringToFront();
  await context.setOffline(true);
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: nb('order_form.waiting'), exact: true })).toBeVisible();
  // As when another tab is brought before it, which a browser without a screen does not do.
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await seen.bringToFront();
  await context.setOffline(false);
  await expect(seen.getByText(nb('drafts.state_refused'), { exact: true })).toBeVisible();
  await expect(seen.getByRole('region', { name: nb('ui.messages') }).getByText(nb('outbox.refused', { name: NAME }))).toBeVisible();
  // Whoever comes back to the form finds what is wrong there, and nothing of it in the outbox any more.
  await page.evaluate(() => {
    Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  await expect(form.errorSummary).toBeVisible();
  await expect(seen.getByText(nb('drafts.outbox_none'), { exact: true })).toBeVisible();
});
