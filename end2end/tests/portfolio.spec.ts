// What is installed: found, filtered, sorted, exported, and where orders begin from it.

import { OrderForm } from '../support/form.ts';
import { INSTALLED } from '../support/installed.ts';
import { readCsv, saved } from '../support/list.ts';
import { Server } from '../support/server.ts';
import { chooseLanguage, logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { type Language, LANGUAGES, words } from '../support/words.ts';
import { dayOf, readSheet } from '../support/workbook.ts';

for (const language of LANGUAGES) {
  const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);

  test(`the portfolio from the navigation to one subscription, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    await logIn(page, language, USERS.ingrid);
    await page.getByRole('link', { name: text('nav.portfolio'), exact: true }).click();
    await expect(page).toHaveTitle(new RegExp(text('portfolio.title')));
    const table = page.getByRole('table', { name: text('portfolio.title') });
    const links = table.getByRole('rowheader').getByRole('link');
    await expect(links.first()).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('searchbox', { name: text('orders.filter_q'), exact: true }).fill(INSTALLED.adsl);
    await expect(links).toHaveCount(1);
    await expect(page).toHaveURL(/q=JX400001/);
    await page.reload();
    await expect(links).toHaveCount(1);
    await links.first().click();
    await expect(page.getByRole('heading', { level: 1, name: text('portfolio.subscription_title', { number: INSTALLED.adsl }) })).toBeVisible();
    await expect(page.getByText(text('portfolio.since'), { exact: true })).toBeVisible();
    await expect(page.getByText(text('portfolio.no_orders'), { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: text('portfolio.report_fault'), exact: true })).toHaveAccessibleDescription(
      text('reason.subscription.no_fault_module'),
    );
    await expectAccessible(page);
  });
}

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

test('filters and sorts stand in the address, and both files are what is filtered', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/portfolio?limit=200');
  const table = page.getByRole('table', { name: nb('portfolio.title') });
  const links = table.getByRole('rowheader').getByRole('link');
  await expect(links.first()).toBeVisible();
  await page.getByRole('combobox', { name: nb('orders.filter_status') }).selectOption({ label: nb('subscription.status.terminated') });
  await expect(page).toHaveURL(/status=terminated/);
  await page.getByRole('columnheader', { name: nb('portfolio.column_end_user'), exact: true }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=end_user/);
  await expect(table).not.toHaveAttribute('aria-busy', 'true');
  const shown = await links.allInnerTexts();
  const csv = await saved(page.getByRole('button', { name: nb('orders.export_csv') }));
  expect(csv.name).toBe('portfolio.csv');
  const [titles = [], ...rows] = readCsv(csv.bytes.toString('utf8'));
  expect(rows.map(([number]) => number?.replaceAll(/\s/g, ''))).toEqual(shown.map((number) => number.replaceAll(/\s/g, '')));

  const xlsx = await saved(page.getByRole('button', { name: nb('orders.export_xlsx') }));
  expect(xlsx.name).toBe('portfolio.xlsx');
  const [headings, ...cells] = readSheet(xlsx.bytes);
  expect(headings).toEqual(titles);
  expect(cells.map(([number]) => number)).toEqual(rows.map(([number]) => number));
  // A day is a number that sorts, an amount one that adds up.
  const column = (title: string) => titles.indexOf(nb(`portfolio.column_${title}`));
  const [since, rent] = [column('since'), column('monthly_rent')];
  expect(cells.map((row) => dayOf(row[since]))).toEqual(rows.map((row) => row[since]));
  expect(cells.map((row) => row[rent])).toEqual(rows.map((row) => Number(row[rent]?.replace(',', '.'))));
});

test('a portfolio that is too long for a workbook says so, and what to do instead', async ({ page }) => {
  test.slow();
  const server = await Server.start({ JARA_DEMONSTRATION_ORDERS: '0', JARA_DEMONSTRATION_SUBSCRIPTIONS: '10200' });
  try {
    // The operator sees those of all partners.
    await logIn(page, 'nb', 'kari.nes', `${server.url}/portfolio`);
    const refused = async (language: Language, most: string) => {
      await expect(page.getByRole('table').getByRole('rowheader').getByRole('link').first()).toBeVisible();
      await page.getByRole('button', { name: words(language, 'orders.export_xlsx') }).click();
      const why = words(language, 'error.list.too_long_for_a_workbook', { most });
      await expect(page.getByText(words(language, 'orders.export_failed', { why }))).toBeVisible();
    };
    await refused('nb', '10 000');
    await expectAccessible(page);
    await chooseLanguage(page, 'en');
    await refused('en', '10,000');
    await page.getByRole('combobox', { name: words('en', 'orders.filter_status') }).selectOption({ label: words('en', 'subscription.status.terminated') });
    await expect(page).toHaveURL(/status=terminated/);
    const xlsx = await saved(page.getByRole('button', { name: words('en', 'orders.export_xlsx') }));
    const [[first, status] = [], ...rows] = readSheet(xlsx.bytes);
    expect([first, status]).toEqual([words('en', 'portfolio.column_number'), words('en', 'portfolio.column_status')]);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row[1]))).toEqual(new Set([words('en', 'subscription.status.terminated')]));
  } finally {
    await server.stop();
  }
});

test('nothing found, a subscription that does not exist, a backend that is away, no connection', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.ingrid, '/portfolio?q=finnes-ikke');
  await expect(page.getByText(nb('portfolio.none_match'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/portfolio/S-99999');
  await expect(page.getByText(nb('portfolio.not_found'), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.route('**/api/v1/subscriptions?**', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto('/portfolio?sort=place');
  await expect(page.getByText(nb('portfolio.failed'), { exact: true })).toBeVisible();
  await page.unroute('**/api/v1/subscriptions?**');
  await page.getByRole('button', { name: nb('ui.retry') }).click();
  const links = page.getByRole('table').getByRole('rowheader').getByRole('link');
  await expect(links.first()).toBeVisible();
  await context.setOffline(true);
  await page.getByRole('columnheader', { name: nb('portfolio.column_place'), exact: true }).getByRole('button').click();
  await expect(page.getByText(nb('portfolio.failed'), { exact: true })).toBeVisible();
  await context.setOffline(false);
  await expect(links.first()).toBeVisible();
});

test('what is installed is ordered again, with who, where and what', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, `/portfolio?q=${INSTALLED.adsl}`);
  await page.getByRole('table').getByRole('rowheader').getByRole('link').click();
  await page.getByRole('button', { name: nb('portfolio.order_again'), exact: true }).click();
  const form = new OrderForm(page);
  await expect(form.field('product', 'combobox')).toHaveValue('ADSL_FULL');
  await expect(form.field('street')).not.toHaveValue('');
  await expect(form.field('contact_name')).not.toHaveValue('');
});

test('who only looks is told why nothing can be begun', async ({ page }) => {
  await logIn(page, 'nb', USERS.jonas, `/portfolio?q=${INSTALLED.adsl}`);
  await page.getByRole('table').getByRole('rowheader').getByRole('link').click();
  const terminate = page.getByRole('button', { name: nb('portfolio.terminate'), exact: true });
  await expect(terminate).toHaveAttribute('aria-disabled', 'true');
  await expect(terminate).toHaveAccessibleDescription(nb('reason.access.ordering_needed'));
});
