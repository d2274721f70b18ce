// OFF-3: the outbox when tabs, browser, server, session and user change under it. Orders are counted in the database.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page } from '@playwright/test';
import { crash, killBrowser } from '../support/chromium.ts';
import { OrderForm } from '../support/form.ts';
import { Proxy, isSubmit } from '../support/proxy.ts';
import { comeBack, enterCredentials, forgetDrafts, logIn, PASSWORD, USERS } from '../support/session.ts';
import type { Server } from '../support/server.ts';
import { ordersOf } from '../support/stored.ts';
import { expect, test as base } from '../support/test.ts';
import { words } from '../support/words.ts';
import { draftsFetchedAhead } from '../support/worker.ts';

const test = base.extend<{ wire: Proxy }>({
  wire: async ({ server }, use) => {
    const wire = await Proxy.before(server);
    await use(wire);
    await wire.close();
  },
});

// Whole forms, several tabs, restarts: each test is a long one.
test.describe.configure({ timeout: 120_000 });

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const IDLE_SECONDS = 30 * 60;

/** A whole order in a tab of its own, seen to be saved. */
async function fill(page: Page, wire: Proxy, reference: string): Promise<OrderForm> {
  await page.goto(`${wire.url}/orders/new`);
  const form = new OrderForm(page);
  await form.begin();
  await form.fillUnbooked('Prøveveien 1');
  await form.type('customer_order_ref', reference);
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  return form;
}

async function expectWaiting(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: nb('order_form.waiting'), exact: true })).toBeVisible();
}

async function expectAllSent(page: Page): Promise<void> {
  await expect(page.getByText(nb('shell.all_sent'))).toBeVisible();
}

const submitsOf = (wire: Proxy) => wire.seen.filter(isSubmit);

/** The order is there, once, and oda's; what has just been said to be sent may be on its last yard. */
async function expectOne(server: Server, reference: string): Promise<void> {
  const makers = () => ordersOf(server, reference).map(({ createdBy }) => createdBy);
  await expect.poll(makers, { message: `orders ${reference}` }).toEqual([USERS.oda]);
}

test('two tabs that send at once send one after the other, and each order once', async ({ context, page, wire, server }) => {
  await logIn(page, 'nb', USERS.oda, wire.url);
  const other = await context.newPage();
  const forms = [await fill(page, wire, 'E2E-faner-1'), await fill(other, wire, 'E2E-faner-2')];
  await context.setOffline(true);
  for (const form of forms) {
    await form.page.bringToFront();
    await form.submitButton.click();
    await expectWaiting(form.page);
  }
  const before = submitsOf(wire).length;
  const first = wire.next('hold', isSubmit);
  const second = wire.next('hold', isSubmit);
  await context.setOffline(false);
  for (const form of forms) await comeBack(form.page);
  await first.met;
  // While the first has no answer, nobody sends anything else; the events of both tabs have been handled by now.
  for (const form of forms) await form.page.evaluate(async () => new Promise(requestAnimationFrame));
  expect(submitsOf(wire)).toHaveLength(before + 1);
  first.release();
  await second.met;
  second.release();
  for (const form of forms) {
    await form.page.bringToFront();
    await expectAllSent(form.page);
  }
  await expectOne(server, 'E2E-faner-1');
  await expectOne(server, 'E2E-faner-2');
  const keys = submitsOf(wire).slice(before).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a server that is restarted between receiving an order and answering has it once', async ({ page, wire, server }) => {
  await logIn(page, 'nb', USERS.oda, wire.url);
  const form = await fill(page, wire, 'E2E-omstart');
  const held = wire.next('hold-answer', isSubmit);
  await form.submitButton.click();
  await held.met;
  await expectOne(server, 'E2E-omstart');
  await server.kill();
  wire.down();
  held.drop();
  await expectWaiting(page);
  await server.up();
  wire.up();
  await page.waitForURL(/\/orders\/1-\d+$/);
  await expectOne(server, 'E2E-omstart');
  expect(new Set(submitsOf(wire).map(({ key }) => key)).size).toBe(1);
});

test('after many tries in vain an order goes at once when the connection is back', async ({ context, page, wire, server }) => {
  await logIn(page, 'nb', USERS.oda, wire.url);
  const form = await fill(page, wire, 'E2E-tilbake');
  await draftsFetchedAhead(page);
  await context.setOffline(true);
  await form.submitButton.click();
  await expectWaiting(page);
  await page.getByRole('link', { name: nb('order_form.to_drafts') }).click();
  // Each try doubles the wait for the next: after six it is longer than anybody should wait here. It also tries by itself.
  const tries = async () => Number(/Forsøkt (\d+) ganger/.exec(await page.getByRole('main').innerText())?.[1] ?? '1');
  for (let before = await tries(); before < 7; before = await tries()) {
    await page.getByRole('button', { name: nb('drafts.send_now') }).click();
    await expect.poll(tries).toBeGreaterThan(before);
  }
  await context.setOffline(false);
  await expectOne(server, 'E2E-tilbake');
  await expectAllSent(page);
});

test('what was typed last before Submit comes back when the tab dies and the order is refused', async ({ context, page, wire }) => {
  await logIn(page, 'nb', USERS.oda, `${wire.url}/orders/new`);
  const form = new OrderForm(page);
  await form.begin();
  // The house where the technician's time has gone when it is to be confirmed.
  await form.fillWhole('Prøveveien 10');
  await form.type('customer_order_ref', 'E2E-siste-ord');
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  const address = page.url();
  const held = wire.next('hold', isSubmit);
  await form.field('project_reference').pressSequentially('Siste ord');
  await page.keyboard.press('Control+Enter');
  await held.met;
  await crash(page);
  held.drop();
  const again = await context.newPage();
  await again.goto(address);
  const back = new OrderForm(again);
  await expect(back.section('order_form.delivery').getByText(nb('order_form.slot_gone')).first()).toBeVisible();
  await expect(back.field('project_reference')).toHaveValue('Siste ord');
});

test('a draft that another tab has sent does not come back as a ghost', async ({ context, page, wire, server }) => {
  await forgetDrafts(server.url, USERS.oda);
  await logIn(page, 'nb', USERS.oda, wire.url);
  const form = await fill(page, wire, 'E2E-gjenferd');
  const other = await context.newPage();
  await other.goto(page.url());
  const same = new OrderForm(other);
  await expect(same.field('customer_order_ref')).toHaveValue('E2E-gjenferd');
  await page.bringToFront();
  await form.submit();
  await other.bringToFront();
  // Whatever the second tab shows by now, what is done there makes neither a draft nor a second order.
  await other.getByLabel(nb('order_form.project_reference')).fill('Gjenferd', { timeout: 2000 }).catch(() => undefined);
  await same.submitButton.click({ timeout: 2000 }).catch(() => undefined);
  await page.goto(`${wire.url}/drafts`);
  await expectAllSent(page);
  await expect(page.getByText(nb('drafts.none'), { exact: true })).toBeVisible();
  await expectOne(server, 'E2E-gjenferd');
});

test('who takes back what is being sent does not order twice', async ({ context, page, wire, server }) => {
  await logIn(page, 'nb', USERS.oda, wire.url);
  const first = await fill(page, wire, 'E2E-først');
  const other = await context.newPage();
  const second = await fill(other, wire, 'E2E-angret');
  const draft = other.url();
  const holdsFirst = wire.next('hold', isSubmit);
  const holdsSecond = wire.next('hold-answer', isSubmit);
  await page.bringToFront();
  await first.submitButton.click();
  await holdsFirst.met;
  await other.bringToFront();
  await second.submitButton.click();
  // The list is opened while the second waits for its turn, and stands there when its turn comes.
  const list = await context.newPage();
  await list.goto(`${wire.url}/drafts`);
  const back = list.getByRole('button', { name: nb('drafts.take_back_this', { name: 'Solveig Myrland' }) });
  await expect(back).toBeVisible();
  holdsFirst.release();
  await holdsSecond.met;
  await back.click({ timeout: 2000 }).catch(() => undefined);
  await other.close();
  holdsSecond.release();
  await list.goto(draft);
  const again = new OrderForm(list);
  const order = list.getByRole('heading', { level: 1, name: /1-\d+/ });
  const missing = list.getByText(nb('order_form.draft_missing'), { exact: true });
  const waiting = list.getByRole('heading', { name: nb('order_form.waiting'), exact: true });
  await expect(again.submitButton.or(order).or(missing).or(waiting).first()).toBeVisible();
  if (await again.submitButton.isVisible()) await again.submitButton.click({ timeout: 2000 }).catch(() => undefined);
  await list.goto(`${wire.url}/drafts`);
  await expectOne(server, 'E2E-først');
  await expectOne(server, 'E2E-angret');
  await expectAllSent(list);
});

test('a browser that is killed has drafts and outbox when it is back', async ({ playwright, wire, server }) => {
  const profile = await mkdtemp(join(tmpdir(), 'jara-profile-'));
  const launch = async (): Promise<BrowserContext> =>
    playwright.chromium.launchPersistentContext(profile, {
      executablePath: process.env['JARA_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      locale: 'nb-NO',
    });
  try {
    const before = await launch();
    const page = await before.newPage();
    await logIn(page, 'nb', USERS.oda, wire.url);
    await fill(page, wire, 'E2E-drept-kladd');
    const other = await before.newPage();
    const sent = await fill(other, wire, 'E2E-drept-utboks');
    wire.down();
    await sent.submitButton.click();
    await expectWaiting(other);
    const gone = new Promise((closed) => before.once('close', closed));
    await killBrowser(profile);
    await gone;

    wire.up();
    const after = await launch();
    const back = await after.newPage();
    await back.goto(`${wire.url}/drafts`);
    const password = back.getByLabel(nb('login.password'));
    const list = back.getByRole('heading', { level: 1, name: nb('drafts.title') });
    await expect(password.or(list)).toBeVisible();
    if (await password.isVisible()) await enterCredentials(back, 'nb', { user: USERS.oda });
    await expectOne(server, 'E2E-drept-utboks');
    await expectAllSent(back);
    const drafts = back.getByRole('link', { name: nb('drafts.go_on_with', { name: 'Solveig Myrland' }) });
    await expect(drafts, 'the draft of what has been sent is gone').toHaveCount(1);
    await drafts.click();
    const form = new OrderForm(back);
    await expect(form.field('customer_order_ref')).toHaveValue('E2E-drept-kladd');
    await form.submit();
    await expectOne(server, 'E2E-drept-kladd');
    await after.close();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** An order that waits, and a session that ends before it can go; the page asks to log in again. */
async function lapseWithAnOrderWaiting(page: Page, wire: Proxy, server: Server, reference: string): Promise<void> {
  await logIn(page, 'nb', USERS.oda, wire.url);
  const form = await fill(page, wire, reference);
  wire.down();
  await form.submitButton.click();
  await expectWaiting(page);
  await server.advance(IDLE_SECONDS + 60);
  wire.up();
  await comeBack(page);
  await expect(page.getByRole('dialog', { name: nb('session.lapsed_title') })).toBeVisible();
  expect(ordersOf(server, reference)).toEqual([]);
}

test('a session that ends while orders are sent pauses them, until the same user is back', async ({ page, wire, server }) => {
  await lapseWithAnOrderWaiting(page, wire, server, 'E2E-utløpt');
  const tried = submitsOf(wire).length;
  // Nothing makes it try again while nobody is logged in.
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await comeBack(page);
  await page.clock.install();
  await page.clock.runFor(30_000);
  expect(submitsOf(wire)).toHaveLength(tried);
  await page.getByRole('dialog').getByLabel(nb('login.password')).fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: nb('login.submit') }).click();
  await page.clock.runFor(5000);
  await page.clock.resume();
  await page.waitForURL(/\/orders\/1-\d+$/);
  await expectOne(server, 'E2E-utløpt');
});

test('another user in between never sends what is not theirs', async ({ page, wire, server }) => {
  await lapseWithAnOrderWaiting(page, wire, server, 'E2E-andres');
  const dialog = page.getByRole('dialog', { name: nb('session.lapsed_title') });
  await dialog.getByLabel(nb('login.user_name')).fill(USERS.ingrid);
  await dialog.getByLabel(nb('login.password')).fill(PASSWORD);
  await dialog.getByRole('button', { name: nb('login.submit') }).click();
  await expect(page.getByRole('heading', { level: 1, name: /Ingrid Vale/ })).toBeVisible();
  await expectAllSent(page);
  await page.getByRole('navigation').getByRole('link', { name: nb('nav.drafts') }).click();
  await expect(page.getByText(nb('drafts.outbox_none'), { exact: true })).toBeVisible();
  await comeBack(page);
  expect(ordersOf(server, 'E2E-andres')).toEqual([]);
  await page.getByRole('button', { name: /Ingrid Vale/ }).click();
  await page.getByRole('menuitem', { name: nb('session.log_out') }).click();
  await enterCredentials(page, 'nb', { user: USERS.oda });
  await expectOne(server, 'E2E-andres');
  await expectAllSent(page);
});

test('a tab that still belongs to one user sends nothing in the name of another', async ({ context, page, wire, server }) => {
  await logIn(page, 'nb', USERS.oda, wire.url);
  const form = await fill(page, wire, 'E2E-to-brukere');
  // The backend has the order, and nobody has heard of it.
  wire.next('half', isSubmit);
  const held = wire.next('hold', isSubmit);
  await form.submitButton.click();
  await held.met;
  const other = await context.newPage();
  await other.goto(wire.url);
  await other.getByRole('button', { name: /Oda Strand/ }).click();
  await other.getByRole('menuitem', { name: nb('session.log_out') }).click();
  await enterCredentials(other, 'nb', { user: USERS.ingrid });
  await expect(other.getByRole('heading', { level: 1, name: /Ingrid Vale/ })).toBeVisible();
  const tried = submitsOf(wire).length;
  held.drop();
  // The first tab tries again by itself, or has noticed; then it is nobody's any more, or the other's.
  const nobody = page.getByRole('dialog', { name: nb('session.lapsed_title') }).or(page.getByLabel(nb('login.password')));
  await expect(nobody.or(page.getByRole('heading', { level: 1, name: /Ingrid Vale/ })).first()).toBeVisible();
  expect(submitsOf(wire).length - tried).toBeLessThan(3);
  await expectOne(server, 'E2E-to-brukere');
});
