// A failure nobody foresaw is said, with a way on.

import { logIn } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

/** What the browser reports when the program traps: told to the page without throwing, which every other test forbids. */
for (const from of ['handler', 'task'] as const) {
  test(`a trap in a ${from} is said on the page`, async ({ page }) => {
    await logIn(page);
    await page.evaluate((from) => {
      const trap = new WebAssembly.RuntimeError('unreachable');
      const event =
        from === 'handler'
          ? new ErrorEvent('error', { error: trap })
          : new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason: trap });
      window.dispatchEvent(event);
    }, from);
    const said = page.getByRole('alert').filter({ hasText: words('nb', 'app.broken_text') });
    await expect(said.getByRole('link', { name: words('nb', 'app.reload') })).toBeVisible();
  });
}

test('what is no failure of the program is not said to be one', async ({ page }) => {
  await logIn(page);
  await page.evaluate(() => window.dispatchEvent(new ErrorEvent('error', { error: new Error('of an extension') })));
  await expect(page.getByText(words('nb', 'app.broken_text'))).toHaveCount(0);
});
