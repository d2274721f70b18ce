// A line that ended badly is marked as seen, and back (STA-1).

import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES, words } from '../support/words.ts';

for (const language of LANGUAGES) {
  /** STA-1, AUD-1 */
  test(`a rejected line is marked as seen and not seen again, by keyboard (${language})`, async ({ page }) => {
    test.slow();
    const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);
    await logIn(page, language, USERS.oda, '/orders/new');
    const form = new OrderForm(page, language);
    await form.begin();
    await form.fillAllButAddress();
    await form.findAddress('Prøveveien 12');
    await form.check('order_form.check_green');
    await form.holdSlot();
    await form.submit();
    const mark = page.getByRole('button', { name: text('order.mark_seen'), exact: true });
    await expect(mark).toBeVisible({ timeout: 30_000 });
    await expectAccessible(page);
    await mark.press('Enter');
    await expect(page.getByText(text('order.seen_now', { n: '1' }))).toBeVisible();
    const back = page.getByRole('button', { name: text('order.mark_unseen'), exact: true });
    await expect(back).toBeVisible();
    await expect(page.getByText(text('reason.case.seen'))).toBeVisible();
    await back.press('Enter');
    await expect(page.getByText(text('order.unseen_now', { n: '1' }))).toBeVisible();
    await expect(mark).toBeVisible();
    await expect(page.getByText(text('reason.case.unseen'))).toBeVisible();
  });
}
