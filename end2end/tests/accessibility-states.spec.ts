// What opens over a page, as axe sees it, and every page at the width of 400 % zoom (WCAG 1.4.10) and of a small laptop.

import { type Page } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { OrderList } from '../support/list.ts';
import { comeBack, logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

for (const [language, colorScheme] of [['nb', 'dark'], ['en', 'light']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });
    const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);

    test('what opens over the list: filters, calendar, columns, views, an explanation, the user', async ({ page }) => {
      await logIn(page, language, USERS.ingrid, '/orders');
      const dialog = page.getByRole('dialog');
      const closed = async () => {
        await page.keyboard.press('Escape');
        await expect(dialog).toBeHidden();
      };
      await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText(/1-2\d{4}/);
      await page.getByRole('button', { name: text('orders.filter_more') }).click();
      await page.getByRole('textbox', { name: text('orders.filter_from') }).fill('32.13');
      await page.getByRole('textbox', { name: text('orders.filter_from') }).blur();
      await expectAccessible(page);
      await page.getByRole('button', { name: text('orders.columns'), exact: true }).click();
      await expect(dialog).toBeVisible();
      await expectAccessible(page);
      await closed();
      await page.getByRole('button', { name: text('orders.saved_views') }).click();
      await expectAccessible(page);
      await page.getByRole('menuitem', { name: text('orders.save_view') }).click();
      await dialog.getByRole('button', { name: text('orders.view_save') }).click();
      await expectAccessible(page);
      await closed();
      await page.getByRole('table').getByRole('button', { name: /In Process|Incomplete|Registered/ }).first().focus();
      await expect(page.getByRole('tooltip').first()).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: /Ingrid Vale/ }).click();
      await expect(page.getByRole('menuitem', { name: text('session.log_out') })).toBeVisible();
      await expectAccessible(page);
    });

    test('the warning before the log-out, and the log-in over a page', async ({ page, server }) => {
      await logIn(page, language);
      await server.advance(30 * 60 - 90);
      await comeBack(page);
      await expect(page.getByRole('dialog', { name: text('session.ends_title') })).toBeVisible();
      await expectAccessible(page);
      await server.advance(120);
      await comeBack(page);
      await expect(page.getByRole('dialog', { name: text('session.lapsed_title') })).toBeVisible();
      await expectAccessible(page);
    });

    test('the form with its hits open, and a case with the dialog that cancels a line', async ({ page }) => {
      await logIn(page, language, USERS.ingrid, '/orders/new');
      const form = new OrderForm(page, language);
      await form.begin();
      await form.chooseAdsl();
      await form.field('address_search', 'combobox').fill('Prøveveien 1');
      await expect(page.getByRole('option', { name: /^Prøveveien 1/ }).first()).toBeVisible();
      await expectAccessible(page);
      await page.goto('/orders?turn=partner');
      await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().click();
      await page.getByRole('button', { name: 'Cancel Line Item' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

/** The page itself never scrolls to the side; a table may, in its frame. */
async function expectNoSidewaysScroll(page: Page, frame?: string): Promise<void> {
  const over = (selector: string) => page.locator(selector).evaluate((element) => element.scrollWidth - element.clientWidth);
  await expect.poll(async () => over('html'), page.url()).toBeLessThanOrEqual(0);
  if (frame) expect(await over(frame), 'the usual columns fit').toBeLessThanOrEqual(0);
}

for (const width of [320, 1024, 1280]) {
  test(`no page scrolls to the side at ${width} pixels`, async ({ page }) => {
    test.slow();
    await logIn(page, 'nb', USERS.ingrid, '/orders');
    await page.setViewportSize({ width, height: width === 320 ? 640 : 768 });
    const list = new OrderList(page);
    await list.settled();
    await expectNoSidewaysScroll(page, width === 320 ? undefined : '.table-frame');
    await list.links.first().click();
    await expect(page.getByRole('list', { name: words('nb', 'order.delivery') })).toBeVisible();
    await expectNoSidewaysScroll(page);
    for (const path of ['/', '/drafts', '/ingensteds']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
    }
    await page.goto('/orders/new');
    const form = new OrderForm(page);
    await form.begin();
    await form.submitButton.click();
    await expect(form.errorSummary).toBeFocused();
    await expectNoSidewaysScroll(page);
  });
}
