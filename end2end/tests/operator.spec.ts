// The operator's customer service works on the same cases: where it is their turn they say that it can go on.

import type { Browser, Page } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** The operator's user at the same order, in a browser of their own. */
async function staffAt(browser: Browser, url: string, id: string): Promise<Page> {
  const elsewhere = await browser.newContext({ baseURL: url });
  const staff = await elsewhere.newPage();
  await logIn(staff, 'nb', 'kari.nes', `/orders/${id}`);
  return staff;
}

/** What the partner answers to what was missing. */
async function answer(page: Page, comment: string): Promise<void> {
  const update = page.getByRole('button', { name: 'Customer Update' }).first();
  await expect(update).toBeVisible();
  await update.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(nb('order.update_comment')).fill(comment);
  await dialog.getByRole('button', { name: nb('order.update_confirm') }).click();
  await expect(dialog).toBeHidden();
}

/** STA-2 and the table of the lines: Incomplete, Customer Update, and on from there by the operator's accept. */
test('an order that lacked something goes on when the operator has accepted what was added', async ({ page, browser, server }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 11');
  const id = await form.submit();
  await expect(page.getByRole('button', { name: 'Customer Update' }).first()).toBeVisible();
  // STA-2: what customer service asks for stands behind the badge, in the list and here.
  const asked = page.getByRole('tooltip').filter({ hasText: nb('orders.explain_comment') });
  await page.goto(`/orders?q=${id}`);
  await page.getByRole('row').filter({ hasText: id }).getByRole('button', { name: 'Incomplete' }).focus();
  await expect(asked).toBeVisible();
  await page.goto(`/orders/${id}`);
  await page.getByRole('button', { name: 'Incomplete' }).first().focus();
  await expect(asked).toBeVisible();
  await page.keyboard.press('Escape');
  await answer(page, 'Riktig navn er Solveig Myrland.');
  // It is not the partner's turn any more, and no button of theirs brings it on.
  await expect(page.getByRole('button', { name: nb('order.accept'), exact: true })).toHaveCount(0);

  const staff = await staffAt(browser, server.url, id);
  const accept = staff.getByRole('button', { name: nb('order.accept'), exact: true });
  await expect(accept).toBeVisible();
  await expectAccessible(staff);
  await accept.press('Enter');
  await expect(staff.getByText(nb('order.accepted', { n: '1' }))).toBeVisible();
  await expect(accept).toHaveCount(0);
  await staff.context().close();
  const steps = page.getByRole('list', { name: nb('order.delivery') }).getByRole('listitem');
  await expect(steps.filter({ hasText: 'Finished (F)' })).toContainText(nb('ui.step_done'), { timeout: 30_000 });
});

/** STA-2, STA-3 and the table of the lines: what the partner added was not enough, and in the end it cannot be delivered. */
test('the operator asks the partner back and rejects, and the partner sees whose turn it is and why', async ({ page, browser, server }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 11');
  const id = await form.submit();
  await answer(page, 'Navnet er riktig.');
  const staff = await staffAt(browser, server.url, id);
  const ask = staff.getByRole('button', { name: nb('order.ask'), exact: true });
  const reject = staff.getByRole('button', { name: nb('order.reject'), exact: true });
  const dialog = staff.getByRole('dialog');
  const question = 'Er det Solveig eller Aslak som bor der nå?';

  await test.step('a question needs a reason and words, and is kept while it is written (OFF-1)', async () => {
    await ask.click();
    await dialog.getByRole('button', { name: nb('order.ask_confirm') }).click();
    await expect(dialog.getByText(nb('order.ask_reason_missing'))).toBeVisible();
    await expect(dialog.getByText(nb('order.ask_comment_missing'))).toBeVisible();
    await expectAccessible(staff);
    await dialog.getByRole('radio', { name: nb('reason.case.name_differs') }).check();
    await dialog.getByRole('textbox', { name: nb('order.ask_comment') }).fill(question);
    await expect(dialog.getByText(new RegExp(`^${nb('forms.kept', { when: '' })}`))).toBeVisible();
    const title = nb('order.ask_title', { n: '1', id });
    await staff.goto('/drafts');
    await staff.getByRole('link', { name: nb('forms.go_on_with', { name: title }) }).click();
    await ask.click();
    await expect(dialog.getByRole('radio', { name: nb('reason.case.name_differs') })).toBeChecked();
    await expect(dialog.getByRole('textbox', { name: nb('order.ask_comment') })).toHaveValue(question);
    await dialog.getByRole('button', { name: nb('order.ask_confirm') }).click();
    await expect(dialog).toBeHidden();
    await expect(staff.getByText(nb('order.asked', { n: '1' }))).toBeVisible();
    // It is the partner's turn: nothing of this is open any more.
    await expect(ask).toHaveCount(0);
    await expect(reject).toHaveCount(0);
  });

  await test.step('the partner sees that it is their turn and what is asked, and answers', async () => {
    const main = page.getByRole('main');
    await expect(main.getByText(new RegExp(`^${nb('order.turn_mine', { when: '' }).trim()}`)).first()).toBeVisible();
    await expect(main).toContainText(nb('reason.case.name_differs'));
    await expect(main).toContainText(question);
    await answer(page, 'Det er Solveig.');
  });

  await test.step('what the operator rejects is over, and the partner sees why', async () => {
    await expect(staff.getByRole('main')).toContainText('Det er Solveig.');
    await reject.click();
    await dialog.getByRole('button', { name: nb('order.reject_confirm') }).click();
    await expect(dialog.getByText(nb('order.reject_reason_missing'))).toBeVisible();
    await dialog.getByRole('radio', { name: nb('reason.case.no_capacity') }).check();
    await expectAccessible(staff);
    await dialog.getByRole('button', { name: nb('order.reject_confirm') }).click();
    await expect(dialog).toBeHidden();
    await expect(staff.getByText(nb('order.rejected', { n: '1' }))).toBeVisible();
    await expect(reject).toHaveCount(0);
    await staff.context().close();
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('Rejected');
    await expect(page.getByRole('main')).toContainText(nb('reason.case.no_capacity'));
    await expect(page.getByRole('button', { name: 'Customer Update' })).toHaveCount(0);
  });
});

/** STA-3, CAN-3 and the table of the lines: only what is not accepted yet may be a duplicate, and of what is said. */
test('the operator marks what repeats another order, and the partner sees which', async ({ page }) => {
  await logIn(page, 'nb', 'kari.nes', '/orders?status=in_progress');
  await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().click();
  const duplicate = page.getByRole('button', { name: nb('order.duplicate'), exact: true });
  const dialog = page.getByRole('dialog');
  await duplicate.first().click();
  const confirm = dialog.getByRole('button', { name: nb('order.duplicate_confirm'), exact: true });
  await confirm.click();
  await expect(dialog.getByText(nb('order.duplicate_reason_missing'))).toBeVisible();
  await expect(dialog.getByText(nb('order.duplicate_comment_missing'))).toBeVisible();
  await dialog.getByRole('radio', { name: nb('reason.case.repeats_order') }).check();
  await dialog.getByRole('textbox', { name: nb('order.duplicate_comment') }).fill('Samme som 1-20001.');
  await expectAccessible(page);
  await confirm.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(nb('order.duplicated', { n: '1' }))).toBeVisible();
  await expect(duplicate).toHaveCount(0);
  const main = page.getByRole('main');
  await expect(main).toContainText('Duplicate');
  await expect(main).toContainText(nb('reason.case.repeats_order'));
  await expect(main).toContainText('Samme som 1-20001.');
});
