// A failure that nobody foresaw: the application itself breaks, and says so with a way on.
//
// Nothing in the product breaks on demand. What can be had is a browser that refuses what the application cannot do
// without: then the framework panics, as it would at any other such failure.

import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;

test.use({ foreseen: /panicked at|unreachable|refused by the test|already mutably borrowed|recursive use/ });

test('a page that breaks says so, keeps what was typed, and goes on after a reload', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', 'Solveig');
  await expect(page.getByText(SAVED)).toBeVisible();
  await page.evaluate(() => {
    const cloneNode = Node.prototype.cloneNode;
    Node.prototype.cloneNode = function refuse() {
      // Once: what says that something broke makes elements too.
      Node.prototype.cloneNode = cloneNode;
      throw new Error('refused by the test');
    };
  });
  await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${words('nb', 'nav.home')}`) }).click();
  const alert = page.getByRole('alert').filter({ hasText: words('nb', 'app.broken_text') });
  await expect(alert).toBeVisible();
  await expect(alert).toBeInViewport();
  await expectAccessible(page);
  await page.goBack();
  await alert.getByRole('link', { name: words('nb', 'app.reload') }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/drafts');
  await expect(page.getByRole('main')).toContainText('Solveig');
});
