// The list of orders: what it shows, its address, its pages, its file, and what it says when there is nothing to show.

import { randomUUID } from 'node:crypto';
import { OrderForm } from '../support/form.ts';
import { COLUMNS, OrderList, readCsv, saved, USUAL } from '../support/list.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { Server } from '../support/server.ts';
import { LANGUAGES, words } from '../support/words.ts';
import { dayOf, readSheet } from '../support/workbook.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const MINE = nb('turn.mine');

test('each filter leaves what it says, and the address, the reload, "back" and a colleague show the same', async ({ page, browser }) => {
  test.slow();
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const list = new OrderList(page);
  await list.settled();
  const all = await list.total();
  expect(await list.titles()).toEqual(USUAL.map((column) => COLUMNS[column]));

  await list.filter('status').selectOption({ label: 'Incomplete' });
  await list.expectAll('status', (status) => status === 'Incomplete');
  await list.filter('status').selectOption({ label: nb('orders.filter_done') });
  await list.expectAll('turn', (turn) => turn === '–');
  await list.filter('status').selectOption({ label: nb('orders.filter_open') });
  await list.expectAll('turn', (turn) => turn !== '–');
  await list.filter('turn').selectOption({ label: MINE });
  await list.expectAll('turn', (turn) => turn === MINE);
  expect(await list.total()).toBeLessThan(all);
  // The first product of the rows: there is one to be found.
  const [product = ''] = await list.values('product');
  await list.filter('product').selectOption({ label: product });
  await list.expectAll('product', (value) => value === product);
  const narrow = await list.numbers();

  await test.step('a reload and a colleague see the same', async () => {
    await page.reload();
    await list.settled();
    expect(await list.numbers()).toEqual(narrow);
    await expect(list.filter('product')).toHaveValue(/.+/);
    const context = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'nb-NO', serviceWorkers: 'block' });
    const colleague = await context.newPage();
    const { pathname, search } = new URL(page.url());
    await logIn(colleague, 'nb', USERS.oda, pathname + search);
    const theirs = new OrderList(colleague);
    await theirs.settled();
    expect(await theirs.numbers()).toEqual(narrow);
    await context.close();
  });

  await test.step('"back" and "forward" lead through the filters', async () => {
    await page.goBack();
    await expect(list.filter('product')).toHaveValue('');
    await list.expectAll('turn', (turn) => turn === MINE);
    await page.goBack();
    await expect(list.filter('turn')).toHaveValue('');
    await page.goForward();
    await list.expectAll('turn', (turn) => turn === MINE);
  });

  await page.getByRole('button', { name: nb('orders.filter_clear') }).click();
  await expect(list.search).toBeFocused();
  await expect(list.count).toHaveText(nb('orders.count_other', { n: `${all}` }));
  await expect(page).toHaveURL(/\/orders$/);
});

test('a name with å is found by who has no å to type', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const list = new OrderList(page);
  await list.settled();
  const found = async (text: string) => {
    await list.search.fill(text);
    await expect.poll(() => new URL(page.url()).searchParams.get('q') ?? '').toBe(text);
    await list.settled();
    return list.numbers();
  };
  const typedWithout = await found('aasen');
  expect((await list.values('end_user')).join()).toContain('Åsen');
  expect(await found('ÅSEN')).toEqual(typedWithout);
});

test('one searches by number, name and place, and by dates as people write them', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const list = new OrderList(page);
  await list.settled();
  const [number = ''] = await list.numbers();
  const [name = ''] = await list.values('end_user');
  const [place = ''] = await list.values('place');
  const street = place.split(' ').slice(0, 2).join(' ').replace(',', '');
  const searchFor = async (text: string) => {
    await list.search.fill(text);
    await expect.poll(() => new URL(page.url()).searchParams.get('q') ?? '').toBe(text);
    await list.settled();
  };
  await searchFor(number);
  await expect(list.links).toHaveText([number]);
  await searchFor(name.toLocaleLowerCase('nb'));
  await expect.poll(async () => list.values('end_user')).toContain(name);
  // A company's order is found by the name of its contact, too, which stands on its page and not in the list.
  for (const found of await list.numbers()) {
    const order = await page.request.get(`/api/v1/orders/${found}`);
    expect(await order.text(), `${found} is of ${name}`).toContain(name);
  }
  await searchFor(street);
  await expect.poll(async () => list.values('place')).toContain(place);
  await page.goBack();
  // Typing has made no entries of its own: "back" leads out of the list.
  await expect(page).not.toHaveURL(/q=/);
  await page.goForward();
  await expect(list.search).toHaveValue(street);
  await searchFor('');

  const [day = ''] = await list.values('requested_date');
  await page.getByRole('button', { name: nb('orders.filter_more') }).click();
  const from = page.getByRole('textbox', { name: nb('orders.filter_from') });
  const to = page.getByRole('textbox', { name: nb('orders.filter_to') });
  await from.fill('31.2.2026');
  await from.blur();
  await expect(from).toHaveAccessibleDescription(new RegExp(nb('orders.filter_date_wrong')));
  await from.fill(day.replaceAll('.', ' '));
  await to.fill(day);
  await to.blur();
  await expect(from).toHaveValue(day);
  await list.expectAll('requested_date', (value) => value === day);
  await page.reload();
  await list.settled();
  await expect(from).toHaveValue(day);
  await page.getByRole('button', { name: nb('orders.filter_fewer') }).click();
  await expect(page).not.toHaveURL(/requested/);
});

test('each column sorts both ways', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.ingrid, `/orders?turn=partner&columns=${Object.keys(COLUMNS).join(',')}`);
  const list = new OrderList(page);
  await list.settled();
  const numbers = (await list.numbers()).toSorted();
  // What is overdue says so behind its date.
  const byDate = (cell: string) => cell.slice(0, '31.12.2026'.length).split('.').toReversed().join('-');
  for (const column of ['end_user', 'status', 'turn', 'product', 'place', 'requested_date', 'agreed_date', 'customer_order_ref', 'number'] as const) {
    await test.step(column, async () => {
      const header = list.header(column);
      await header.getByRole('button').click();
      await expect(header).toHaveAttribute('aria-sort', 'ascending');
      await list.settled();
      const upwards = await list.values(column);
      const orders = await list.numbers();
      expect(orders.toSorted(), 'the same orders').toEqual(numbers);
      await header.getByRole('button').click();
      await expect(header).toHaveAttribute('aria-sort', 'descending');
      await expect.poll(async () => list.numbers()).not.toEqual(orders);
      await list.settled();
      expect(await list.values(column)).toEqual(upwards.toReversed());
      if (column === 'requested_date') expect(upwards.map(byDate)).toEqual(upwards.map(byDate).toSorted());
      if (column === 'number') expect(upwards).toEqual(upwards.toSorted());
    });
  }
});

test('pages lead forward and back, each order stands on one of them', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?sort=end_user');
  const list = new OrderList(page);
  await list.settled();
  const total = await list.total();
  await expect(list.link('orders.previous_page')).toHaveCount(0);
  const pages = [await list.numbers()];
  while ((await list.link('orders.next_page').count()) > 0) {
    await list.link('orders.next_page').click();
    await expect.poll(async () => list.numbers()).not.toEqual(pages.at(-1));
    await list.settled();
    pages.push(await list.numbers());
  }
  const seen = pages.flat();
  expect(seen).toHaveLength(total);
  expect(new Set(seen).size).toBe(total);

  for (const before of pages.slice(-3, -1).toReversed()) {
    await list.link('orders.previous_page').click();
    await expect.poll(async () => list.numbers()).toEqual(before);
  }
  const here = await list.numbers();
  await page.reload();
  await list.settled();
  expect(await list.numbers()).toEqual(here);
  await list.link('orders.first_page').click();
  await expect.poll(async () => list.numbers()).toEqual(pages[0]);
  await list.showRows('50');
  expect(await list.numbers()).toEqual(seen.slice(0, 50));
});

test('the columns are chosen, stand in the address, and are those of both files', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?turn=operator&sort=-requested_date');
  const list = new OrderList(page);
  await list.settled();
  await list.chooseColumns({ customer_order_ref: true, agreed_date: true, turn: false, requested_date: false });
  const shown = ['number', 'status', 'end_user', 'kind', 'product', 'place', 'agreed_date', 'customer_order_ref'] as const;
  expect(await list.titles()).toEqual(shown.map((column) => COLUMNS[column]));
  await page.reload();
  await list.settled();
  expect(await list.titles()).toEqual(shown.map((column) => COLUMNS[column]));
  await list.showRows('200');

  const csv = await saved(page.getByRole('button', { name: nb('orders.export_csv') }));
  expect(csv.name).toBe('orders.csv');
  const [titles, ...rows] = readCsv(csv.bytes.toString('utf8'));
  expect(titles).toEqual(await list.titles());
  expect(rows).toHaveLength(await list.total());
  for (const [at, column] of shown.entries()) {
    const shownAs = (value: string) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1');
    expect(rows.map((row) => shownAs(row[at] ?? '')).slice(0, 200), column).toEqual(await list.values(column));
  }

  const xlsx = await saved(page.getByRole('button', { name: nb('orders.export_xlsx') }));
  expect(xlsx.name).toBe('orders.xlsx');
  const [headings, ...cells] = readSheet(xlsx.bytes);
  expect(headings).toEqual(titles);
  const agreed = shown.indexOf('agreed_date');
  expect(cells.some((row) => typeof row[agreed] === 'number'), 'a day is a number, which sorts').toBe(true);
  expect(cells.map((row) => row.map((cell, at) => (at === agreed && cell !== '' ? dayOf(cell) : cell)))).toEqual(rows);

  await list.chooseColumns({ customer_order_ref: false, agreed_date: false, turn: true, requested_date: true });
  expect(await list.titles()).toEqual(USUAL.map((column) => COLUMNS[column]));
  await expect(page).not.toHaveURL(/columns=/);
});

for (const language of LANGUAGES) {
  const text = (key: string) => words(language, key);

  test(`both files are saved with the keys, and without a connection it is said why not (${language})`, async ({ page, context }) => {
    await logIn(page, language, USERS.ingrid, '/orders');
    await expect(page.getByRole('link', { name: /^1-\d+$/ }).first()).toBeVisible();
    const csv = page.getByRole('button', { name: text('orders.export_csv') });
    const xlsx = page.getByRole('button', { name: text('orders.export_xlsx') });
    const savedNow = async () => {
      const awaited = page.waitForEvent('download');
      await page.keyboard.press('Enter');
      return (await awaited).suggestedFilename();
    };
    await csv.focus();
    expect(await savedNow()).toBe('orders.csv');
    await page.keyboard.press('Tab');
    await expect(xlsx).toBeFocused();
    expect(await savedNow()).toBe('orders.xlsx');
    await expect(xlsx).toBeFocused();

    await context.setOffline(true);
    for (const button of [csv, xlsx]) {
      await expect(button).toHaveAttribute('aria-disabled', 'true');
      await expect(button).toHaveAccessibleDescription(text('orders.export_offline'));
    }
    await expectAccessible(page);
    await context.setOffline(false);
    await expect(xlsx).not.toHaveAttribute('aria-disabled', 'true');
    expect(await savedNow()).toBe('orders.xlsx');
  });
}

test('the rows are walked through with the keys', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const list = new OrderList(page);
  await list.settled();
  const numbers = await list.numbers();
  // One stop for the whole table: from its last header into the first row, and out again.
  await list.header('requested_date').getByRole('button').focus();
  await page.keyboard.press('Tab');
  // The box by which the row is chosen comes before its link.
  await expect(list.table.getByRole('checkbox').nth(1)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(list.links.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.links.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(list.links.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.links.last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/orders/${numbers[2]}$`));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(numbers[2] ?? '');
  await page.goBack();
  await list.settled();
  await list.header('end_user').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(list.header('end_user')).toHaveAttribute('aria-sort', 'ascending');
  await expect(list.header('end_user').getByRole('button')).toBeFocused();
});

test('a row follows its order while it is looked at, and the focus stays where it is', async ({ page }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  // The house whose order moves five times as slowly: there is time to come to the list.
  await form.fillUnbooked('Prøveveien 29');
  const number = await form.submit();
  await page.getByRole('navigation', { name: nb('shell.modules') }).getByRole('link', { name: nb('nav.orders') }).click();
  const list = new OrderList(page);
  await list.settled();
  let loads = 0;
  page.on('load', () => (loads += 1));
  const row = list.row(number);
  await row.getByRole('link').focus();
  const statuses = new Set<string>();
  await expect
    .poll(async () => statuses.add(await row.getByRole('button').first().innerText()).size, { message: 'statuses seen', timeout: 40_000 })
    .toBeGreaterThanOrEqual(3);
  await expect(row.getByRole('link')).toBeFocused();
  expect(loads, 'the page was not loaded again').toBe(0);
});

test('nothing found, a filter that does not exist, a backend that is away: each says what to do', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?q=finnes-ikke');
  const list = new OrderList(page);
  await expect(page.getByText(nb('orders.none_match'), { exact: true })).toBeVisible();
  await page.getByRole('table').getByRole('button', { name: nb('orders.filter_clear') }).click();
  await list.settled();

  await page.goto('/orders?status=nonsense');
  await expect(page.getByText(nb('orders.failed'), { exact: true })).toBeVisible();
  await expect(page.getByText(nb('error.list.filter_unknown'))).toBeVisible();

  await page.route('**/api/v1/orders?**', (route) => route.fulfill({ status: 503, body: '' }));
  // The list would ask again by itself at the next change of an order, which is not what is tried here.
  await page.route('**/api/v1/events**', (route) => route.abort());
  await page.goto('/orders?sort=place');
  await expect(page.getByText(nb('orders.failed'), { exact: true })).toBeVisible();
  await page.unroute('**/api/v1/orders?**');
  await page.getByRole('button', { name: nb('ui.retry') }).click();
  await list.settled();
});

test('a company without orders is told what will stand here', async ({ page }) => {
  const server = await Server.start({ JARA_DEMONSTRATION_ORDERS: '0', JARA_DEMONSTRATION_SUBSCRIPTIONS: '0' });
  try {
    await logIn(page, 'nb', USERS.ingrid, `${server.url}/orders`);
    await expect(page.getByText(nb('orders.empty'), { exact: true })).toBeVisible();
    await expect(page.getByText(nb('orders.empty_text'), { exact: true })).toBeVisible();
  } finally {
    await server.stop();
  }
});

/** OFF-2: an order changes, the list is told so, and cannot ask what has become of it. */
test('a list that cannot be brought up to date stays, and says from when it is', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?turn=partner');
  const list = new OrderList(page);
  await list.settled();
  const before = await list.numbers();
  await page.route('**/api/v1/orders?**', (route) => route.abort());

  const order = await page.request.get(`/api/v1/orders/${before[0]}`);
  const cancelled = await page.request.post(`/api/v1/orders/${before[0]}/lines/1/actions`, {
    headers: { 'If-Match': order.headers()['etag'] ?? '', 'Idempotency-Key': randomUUID() },
    data: { action: 'cancel', comment: 'Kunden har ombestemt seg' },
  });
  expect(cancelled.ok(), await cancelled.text()).toBe(true);

  await expect(page.getByText(/^Listen vises slik den var /)).toBeVisible();
  expect(await list.numbers()).toEqual(before);
});

test('on a laptop nothing in the list is cut, and on a small one the filters take two rows', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders');
  const list = new OrderList(page);
  await list.settled();
  const cut = await page.getByRole('table').evaluate((table) =>
    [...table.querySelectorAll<HTMLElement>('td, td span')]
      .filter((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
      .map((part) => part.innerText),
  );
  expect(cut).toEqual([]);
  await page.setViewportSize({ width: 1024, height: 768 });
  const filters = page.getByRole('region', { name: nb('orders.filters') }).getByRole('combobox');
  const rows = new Set<number>();
  for (const filter of await filters.all()) rows.add(Math.round((await filter.boundingBox())?.y ?? 0));
  expect(rows.size).toBeLessThanOrEqual(2);
});
