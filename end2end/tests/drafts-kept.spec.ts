// OFF-1: when a draft is kept, and what is said when it can be read, copied or kept for long only in part.

import type { Page } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { comeBack, forgetDrafts, logIn, PASSWORD, USERS } from '../support/session.ts';
import type { Server } from '../support/server.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const SAVED = /^Kladd · lagret \d\d:\d\d$/;
const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const SAVE = /\/api\/v1\/drafts\/[0-9a-f-]{36}$/;

async function begin(page: Page): Promise<OrderForm> {
  const form = new OrderForm(page);
  await form.begin();
  return form;
}

const row = (page: Page, text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text });

/** OFF-1 */
test('what is said to be saved is there after a reload in that very moment', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = await begin(page);
  await form.type('first_name', 'Åshild');
  await expect(page.getByText(SAVED)).toBeVisible();
  for (const reference of ['NB-1', 'NB-12', 'NB-123']) {
    await form.field('customer_order_ref').fill(reference);
    await expect(page.getByText(SAVED)).toBeHidden();
    await expect(page.getByText(SAVED)).toBeVisible();
    await page.reload();
    await expect(form.field('customer_order_ref')).toHaveValue(reference);
  }
});

for (const [how, leave] of [
  ['closed', async (page: Page) => page.close()],
  ['loaded anew', async (page: Page) => page.reload().then(() => page.close())],
  ['left by an address', async (page: Page) => page.goto('/icon.svg').then(() => page.close())],
] as const) {
  /** OFF-1: a tab that goes before the form has saved by itself saves as it goes. */
  test(`what was typed in the last moment before a tab is ${how} is there`, async ({ page, context }) => {
    // Only this browser can have it.
    await context.route(/\/api\/v1\/drafts/, async (route) => route.abort());
    await logIn(page, 'nb', USERS.oda, '/orders/new');
    const form = await begin(page);
    await form.type('first_name', 'Vigdis');
    await expect(page.getByText(SAVED)).toBeVisible();
    const address = page.url();
    await form.field('customer_order_ref').fill('NB-siste');
    await form.field('project_reference').fill('Siste tast');
    await leave(page);
    const next = await context.newPage();
    await next.goto(address);
    await expect(new OrderForm(next).field('customer_order_ref')).toHaveValue('NB-siste');
    await expect(new OrderForm(next).field('project_reference')).toHaveValue('Siste tast');
  });
}

/** OFF-1: the text that goes with an action on a case is typed, too. */
test('what is written to go with an action is there when the page is back, until it has been sent', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?turn=partner&status=incomplete');
  await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().click();
  const update = page.getByRole('button', { name: 'Customer Update' }).first();
  const written = page.getByRole('dialog').getByLabel(nb('order.update_comment'));
  await update.click();
  await written.fill('Portkoden er 4711, og det ringes på hos naboen.');
  // In the same moment, before half a second is over.
  await page.reload();
  await update.click();
  await expect(written).toHaveValue('Portkoden er 4711, og det ringes på hos naboen.');
  await page.getByRole('button', { name: nb('ui.cancel'), exact: true }).click();
  await page.getByRole('button', { name: 'Cancel Line Item' }).first().click();
  await expect(page.getByRole('dialog').getByLabel(new RegExp(`^${nb('order.cancel_comment')}`))).toHaveValue('');
  await page.keyboard.press('Escape');
  await update.click();
  await expect(written).toHaveValue(/^Portkoden er 4711/);
  await page.getByRole('dialog').getByRole('button', { name: nb('order.update_confirm') }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('main')).toContainText('Portkoden er 4711');
});

/** OFF-1: each form that was begun is listed until it is sent or thrown away. */
test('a cancellation that was begun keeps its reason and its words, and is gone on with from the drafts', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders?turn=partner&status=incomplete');
  await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().click();
  const order = page.url();
  const id = new URL(order).pathname.split('/').pop() ?? '';
  const dialog = page.getByRole('dialog');
  const cancel = page.getByRole('button', { name: 'Cancel Line Item' }).first();
  const reason = dialog.getByRole('radio', { name: nb('order.reason_other') });
  const comment = dialog.getByLabel(new RegExp(`^${nb('order.cancel_comment')}`));
  await cancel.click();
  await reason.check();
  await comment.fill('Kunden flytter til utlandet');
  await expect(dialog.getByText(/^Lagret her i dag kl\. \d\d:\d\d$/)).toBeVisible();
  await page.reload();
  await cancel.click();
  await expect(reason).toBeChecked();
  await expect(comment).toHaveValue('Kunden flytter til utlandet');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await page.goto('/drafts');
  const begun = page.locator('section').filter({ has: page.getByRole('heading', { name: nb('forms.title') }) });
  const title = nb('order.cancel_title', { n: '1', id });
  await expect(begun.getByRole('listitem')).toHaveCount(1);
  await expect(begun.getByRole('listitem')).toContainText(title);
  await expectAccessible(page);
  await begun.getByRole('button', { name: nb('forms.throw_away', { name: title }) }).click();
  await expect(begun.getByText(nb('forms.thrown_away', { name: title }))).toBeVisible();
  await expect(begun.getByRole('listitem')).toHaveCount(0);
  await begun.getByRole('button', { name: nb('ui.undo') }).click();
  await begun.getByRole('link', { name: nb('forms.go_on_with', { name: title }) }).click();
  await expect(page).toHaveURL(order);
  await cancel.click();
  await expect(reason).toBeChecked();
  await dialog.getByRole('button', { name: nb('order.cancel_confirm') }).click();
  await expect(dialog).toBeHidden();
  await page.goto('/drafts');
  await expect(page.getByRole('heading', { level: 1, name: nb('drafts.title') })).toBeVisible();
  await expect(page.getByText(nb('drafts.outbox_none'), { exact: true })).toBeVisible();
  await expect(begun).toHaveCount(0);
});

/** OFF-6: what cannot be opened is not gone. */
test('drafts whose key does not come are locked, and are there when it has come', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = await begin(page);
  await form.type('last_name', 'Innelåst');
  await expect(page.getByText(SAVED)).toBeVisible();
  const draft = page.url();
  await context.route('**/api/v1/vault-key', async (route) => route.fulfill({ status: 500, body: '' }));
  // The copies at the backend would say what is in them.
  await context.route(/\/api\/v1\/drafts/, async (route) => route.abort());
  await page.goto('/drafts');
  await expect(page.getByText(nb('drafts.locked'), { exact: true })).toBeVisible();
  await expect(page.getByText('Innelåst')).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(draft);
  await expect(page.getByText(nb('drafts.locked'), { exact: true })).toBeVisible();
  await expect(page.getByText(nb('order_form.draft_missing'))).toHaveCount(0);
  await expectAccessible(page);
  await context.unroute('**/api/v1/vault-key');
  await expect(form.field('last_name')).toHaveValue('Innelåst', { timeout: 20_000 });
  await page.goto('/drafts');
  await expect(row(page, 'Innelåst')).toBeVisible();
});

/** OFF-1: the copy at the backend is a help; what lies here does not wait for it. */
test('drafts are listed and written while the backend cannot keep copies, and are copied when it can', async ({ page, context, server }) => {
  await forgetDrafts(server.url, USERS.oda);
  await context.route(/\/api\/v1\/drafts/, async (route) => route.fulfill({ status: 500, body: '' }));
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = await begin(page);
  await form.type('last_name', 'Uten kopi');
  await expect(page.getByText(SAVED)).toBeVisible();
  const draft = page.url();
  await page.goto('/drafts');
  await expect(row(page, 'Uten kopi')).toBeVisible();
  await expect(page.getByText(nb('drafts.failed'), { exact: true })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(draft);
  await form.type('first_name', 'Målfrid');
  await expect(page.getByText(SAVED)).toBeVisible();
  await context.unroute(/\/api\/v1\/drafts/);
  const copied = page.waitForResponse((answer) => answer.request().method() === 'PUT' && SAVE.test(answer.url()));
  await comeBack(page);
  expect((await copied).status()).toBe(201);
});

/** OFF-1: a proxy before the backend that takes less than it. */
test('a draft that is too large for the backend is kept here and says so, and the others are copied', async ({ page, context, server }) => {
  await forgetDrafts(server.url, USERS.oda);
  const refused: string[] = [];
  await context.route(SAVE, async (route) => {
    const request = route.request();
    if (request.method() !== 'PUT' || !(request.postData() ?? '').includes('Kjempestor')) return route.fallback();
    refused.push(request.url());
    return route.fulfill({ status: 413, body: '' });
  });
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = await begin(page);
  await form.type('last_name', 'Kjempestor');
  await expect(page.getByText(nb('drafts.only_here_large'), { exact: true })).toBeVisible();
  await expect(page.getByText(SAVED)).toBeVisible();
  await expectAccessible(page);
  const draft = page.url();

  await page.goto('/orders/new');
  await begin(page);
  const copied = page.waitForResponse((answer) => answer.request().method() === 'PUT' && SAVE.test(answer.url()));
  await form.type('last_name', 'Passelig');
  expect((await copied).status()).toBe(201);
  // It was refused for what it is: it is not sent again until it is something else.
  expect(refused).toHaveLength(1);
  await page.goto('/drafts');
  await expect(row(page, 'Kjempestor')).toContainText(nb('drafts.only_here_large'));
  await expect(row(page, 'Passelig')).not.toContainText(nb('drafts.only_here_large'));
  await expectAccessible(page);

  await page.goto(draft);
  await expect(page.getByText(nb('drafts.only_here_large'), { exact: true })).toBeVisible();
  await form.type('last_name', 'Liten');
  await expect(page.getByText(nb('drafts.only_here_large'), { exact: true })).toBeHidden();
});

/** As many drafts at the backend as there is room for, whoever has made them. */
async function fillUp(server: Server, user: string): Promise<void> {
  const session = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_name: user, password: PASSWORD }),
  });
  const cookie = session.headers.getSetCookie().map((set) => set.split(';')[0]).join('; ');
  for (let made = 0; made < 200; made += 1) {
    const saved = await fetch(`${server.url}/api/v1/drafts/${crypto.randomUUID()}`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'if-none-match': '*' },
      body: JSON.stringify({ kind: 'order', body: { order: { lines: [{ end_user: { last_name: `Nummer ${made}` } }] } } }),
    });
    expect(saved.status, await saved.text()).toBe(201);
  }
}

/** OFF-1 */
test('a draft for which there is no room at the backend is kept here and says so, and is copied when there is', async ({ page, server }) => {
  test.setTimeout(120_000);
  const user = 'emil.bakke';
  await forgetDrafts(server.url, user);
  await fillUp(server, user);
  try {
    await logIn(page, 'nb', user, '/orders/new');
    const form = await begin(page);
    await form.type('last_name', 'Overtallig');
    await expect(page.getByText(nb('drafts.only_here_many'), { exact: true })).toBeVisible();
    await page.goto('/drafts');
    await expect(row(page, 'Overtallig')).toContainText(nb('drafts.only_here_many'));
    await row(page, 'Nummer 199').getByRole('button', { name: nb('drafts.delete_this', { name: 'Nummer 199' }) }).click();
    await expect(row(page, 'Overtallig')).not.toContainText(nb('drafts.only_here_many'), { timeout: 20_000 });
  } finally {
    await forgetDrafts(server.url, user);
  }
});

for (const how of ['refuses', 'throws'] as const) {
  /** OFF-1: only from the first draft on is there something that the browser should not clear. */
  test(`the browser is asked once to keep what it has, and one that ${how} keeps drafts all the same`, async ({ page }) => {
    let asked = 0;
    await page.exposeFunction('askedToKeep', () => (asked += 1));
    await page.addInitScript((throws) => {
      const tell = (window as unknown as { askedToKeep: () => Promise<void> }).askedToKeep;
      navigator.storage.persisted = async () => false;
      navigator.storage.persist = async () => {
        await tell();
        if (throws) throw new Error('not here');
        return false;
      };
    }, how === 'throws');
    await logIn(page, 'nb', USERS.oda, '/orders/new');
    const form = await begin(page);
    expect(asked).toBe(0);
    await form.type('first_name', 'Gro');
    await expect(page.getByText(SAVED)).toBeVisible();
    await expect.poll(() => asked).toBe(1);
    await page.reload();
    await form.type('last_name', 'Varig');
    await expect(page.getByText(SAVED)).toBeVisible();
    await page.reload();
    await expect(form.field('last_name')).toHaveValue('Varig');
    expect(asked).toBe(1);
  });
}
