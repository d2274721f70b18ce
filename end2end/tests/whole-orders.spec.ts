// What is done to whole orders and to several at once (CAN-4, STA-1).

import { OrderList, readCsv, saved } from '../support/list.ts';
import { cells, ProjectForm } from '../support/project.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES, words } from '../support/words.ts';
import { readSheet } from '../support/workbook.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** CAN-4, CAN-2, CAN-3 */
test('several orders are cancelled with one reason and a sum of the fees', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?status=incomplete');
  const list = new OrderList(page);
  await list.settled();
  const [first = '', second = ''] = await list.numbers();
  const bar = page.getByRole('group', { name: nb('orders.chosen_actions') });
  await expect(bar).toBeHidden();
  for (const number of [first, second]) await page.getByRole('checkbox', { name: nb('orders.choose_one', { id: number }) }).check();
  await expect(bar.getByRole('status')).toHaveText(nb('orders.chosen_other', { n: '2' }));
  await expectAccessible(page);

  await bar.getByRole('button', { name: nb('order.cancel_whole'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: nb('orders.cancel_several', { n: '2' }) });
  const confirm = dialog.getByRole('button', { name: nb('orders.cancel_confirm_several', { n: '2' }) });
  await expect(confirm).toBeVisible();
  await expect(dialog.getByText(nb('order.cancel_free'))).toBeVisible();
  await expectAccessible(page);
  await confirm.click();
  await expect(dialog.getByText(nb('order.cancel_reason_missing'))).toBeVisible();
  await dialog.getByRole('radio', { name: nb('order.reason_customer_withdrew') }).click();
  await confirm.click();
  await expect(page.getByText(nb('orders.cancelled_several', { n: '2' }))).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(bar).toBeHidden();
  await expect(list.row(first)).toHaveCount(0);

  await page.goto(`/orders/${first}`);
  await expect(page.getByText(nb('reason.case.customer_withdrew')).first()).toBeVisible();
});

/** CAN-4: what may not be cancelled is named beforehand. */
test('what has ended is named and left alone', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?status=closed');
  const list = new OrderList(page);
  await list.settled();
  const [closed = ''] = await list.numbers();
  await list.row(closed).getByRole('link').first().focus();
  // With the keys alone: the space bar chooses the row.
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: nb('orders.choose_one', { id: closed }) })).toBeChecked();
  await page.getByRole('button', { name: nb('order.cancel_whole'), exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: nb('orders.cancel_one', { id: closed }) });
  await expect(dialog.getByText(`${closed}: ${nb('orders.cancel_nothing_left')}`)).toBeVisible();
  await expect(dialog.getByRole('button', { name: nb('orders.cancel_confirm_several', { n: '0' }) })).toHaveAccessibleDescription(
    nb('orders.cancel_nothing'),
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

/** STA-1 */
test('several orders that ended badly are marked as seen at once', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?status=rejected,closed&sort=status');
  const list = new OrderList(page);
  await list.settled();
  await list.showRows('200');
  const statuses = await list.values('status');
  const numbers = await list.numbers();
  const rejected = numbers[statuses.indexOf('Rejected')] ?? '';
  const closed = numbers[statuses.indexOf('Closed')] ?? '';
  for (const number of [rejected, closed]) await page.getByRole('checkbox', { name: nb('orders.choose_one', { id: number }) }).check();
  await page.getByRole('button', { name: nb('order.mark_seen'), exact: true }).click();
  await expect(page.getByText(`${nb('orders.seen_one', { n: '1' })} ${nb('orders.seen_rest_one', { n: '1' })}`)).toBeVisible();
  await page.goto(`/orders/${rejected}`);
  await expect(page.getByRole('button', { name: nb('order.mark_unseen'), exact: true })).toBeVisible();
});

test('all rows of a page are chosen and let go, stay chosen on the next page, and are exported alone', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const list = new OrderList(page);
  await list.settled();
  const all = page.getByRole('checkbox', { name: nb('orders.choose_all') });
  const bar = page.getByRole('group', { name: nb('orders.chosen_actions') });
  await all.check();
  await expect(bar.getByRole('status')).toHaveText(nb('orders.chosen_other', { n: '20' }));
  const [first = '', second = ''] = await list.numbers();
  await list.link('orders.next_page').click();
  await expect(list.links.first()).not.toHaveText(first);
  await list.settled();
  await expect(all).not.toBeChecked();
  const [third = ''] = await list.numbers();
  await bar.getByRole('button', { name: nb('orders.choose_none') }).click();
  await expect(bar).toBeHidden();
  await page.getByRole('checkbox', { name: nb('orders.choose_one', { id: third }) }).check();
  await page.goBack();
  await list.settled();
  await page.getByRole('checkbox', { name: nb('orders.choose_one', { id: second }) }).check();
  await expect(all).toHaveJSProperty('indeterminate', true);
  const csv = await saved(bar.getByRole('button', { name: nb('orders.export_chosen_csv') }));
  const [, ...rows] = readCsv(csv.bytes.toString('utf8'));
  expect(rows.map(([number]) => number).filter(Boolean).toSorted()).toEqual([second, third].toSorted());
  const xlsx = await saved(bar.getByRole('button', { name: nb('orders.export_chosen_xlsx') }));
  const [, ...inSheet] = readSheet(xlsx.bytes);
  expect(inSheet.map(([number]) => number).toSorted()).toEqual([second, third].toSorted());
});

for (const language of LANGUAGES) {
  /** CAN-4 */
  test(`a project is cancelled as a whole (${language})`, async ({ page }) => {
    test.slow();
    const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);
    await logIn(page, language, USERS.oda, '/orders/new');
    const form = new ProjectForm(page, language);
    await form.openProject();
    await form.show('grid');
    await (await form.cell(1, 'first_name')).focus();
    await page.keyboard.press('Control+Home');
    // The house whose orders move five times as slowly: nothing costs more before it is cancelled.
    await form.paste([cells({ lastName: 'Helland', number: '29' }), cells({ lastName: 'Altmann', number: '29' })]);
    await expect(form.grid.getByRole('row')).toHaveCount(3);
    await form.confirmAllLines();
    await form.button('project_check_all').click();
    await expect(form.row(2).getByRole('gridcell').last()).toHaveText(form.text('order_form.project_green'));
    await page.getByRole('button', { name: form.pattern('order_form.use_earliest') }).click();
    await form.submitButton.click();
    await page.waitForURL(/\/orders\/1-\d+$/);
    const number = page.url().split('/').at(-1) ?? '';
    await page.getByRole('button', { name: text('order.cancel_whole'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: text('orders.cancel_one', { id: number }) });
    await dialog.getByRole('radio', { name: text('order.reason_wrong_order') }).click();
    await dialog.getByRole('button', { name: text('orders.cancel_confirm_several', { n: '2' }) }).click();
    await expect(page.getByText(text('orders.cancelled_one', { n: '1' }))).toBeVisible();
    await expect(page.getByRole('button', { name: text('order.cancel_whole'), exact: true })).toBeHidden();
    await expect(page.getByRole('main').getByText('Cancelled', { exact: true }).first()).toBeVisible();
  });
}
