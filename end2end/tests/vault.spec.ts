// What is kept in the browser opens for its user alone (OFF-6), and what cannot be kept is said (OFF-1).

import { cp } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { killBrowser } from '../support/chromium.ts';
import { OrderForm } from '../support/form.ts';
import { found, newProfile, openBrowser, remove } from '../support/profile.ts';
import { enterCredentials, forgetDrafts, logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);
const SAVED = /^Kladd · lagret \d\d:\d\d/;

/** Words that nobody writes by chance, one of them with letters beyond ASCII. */
const TYPED = { first: 'Tyrihjelm', last: 'Røyskattsund', reference: 'Vintergate-4711-hemmelig' } as const;
const SECRETS = Object.values(TYPED);

async function typeDraft(page: Page): Promise<string> {
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', TYPED.first);
  await form.type('last_name', TYPED.last);
  await form.type('customer_order_ref', TYPED.reference);
  await expect(page).toHaveURL(/draft=/);
  await expect(page.getByText(SAVED)).toBeVisible();
  return page.url();
}

async function expectDraft(page: Page): Promise<void> {
  const form = new OrderForm(page);
  await expect(form.field('first_name')).toHaveValue(TYPED.first);
  await expect(form.field('last_name')).toHaveValue(TYPED.last);
  await expect(form.field('customer_order_ref')).toHaveValue(TYPED.reference);
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Oda Strand|Ingrid Vale/ }).click();
  await page.getByRole('menuitem', { name: nb('session.log_out') }).click();
  await expect(page.getByLabel(nb('login.user_name'))).toBeVisible();
}

/** Only this browser remembers: the server's copy of drafts is out of reach. */
async function withoutServerCopy(context: BrowserContext): Promise<void> {
  await context.route(/\/api\/v1\/drafts/, async (route) => route.abort());
}

/** Everything in the database as text, sealed or not. */
async function stored(page: Page): Promise<string> {
  return page.evaluate(
    async () =>
      new Promise<string>((done, failed) => {
        const opening = indexedDB.open('jara-netbusiness');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const texts: string[] = [];
          const reading = database.transaction([...database.objectStoreNames]);
          for (const name of database.objectStoreNames) {
            const all = reading.objectStore(name).getAll();
            all.onsuccess = () => texts.push(`${name}: ${JSON.stringify(all.result)}`);
          }
          reading.oncomplete = () => {
            database.close();
            done(texts.join('\n'));
          };
        };
      }),
  );
}

/** OFF-6 */
test('after the log-out no file of the profile reveals what was typed, and the same user has it back', async ({ server }) => {
  test.setTimeout(120_000);
  const profile = await newProfile();
  const CONTROL = 'Kontrollverdi-i-klartekst-0815';
  try {
    let { context, page } = await openBrowser(profile, server.url);
    await withoutServerCopy(context);
    await logIn(page, 'nb', USERS.oda, '/orders/new');
    const draft = await typeDraft(page);
    await logOut(page);
    // What stands here in the clear must be found, or the search proves nothing.
    await page.evaluate(
      async (value) =>
        new Promise<void>((done, failed) => {
          const opening = indexedDB.open('control', 1);
          opening.onupgradeneeded = () => opening.result.createObjectStore('clear');
          opening.onerror = () => failed(opening.error);
          opening.onsuccess = () => {
            const writing = opening.result.transaction('clear', 'readwrite', { durability: 'strict' });
            writing.objectStore('clear').put({ value }, 1);
            writing.oncomplete = () => done();
          };
        }),
      CONTROL,
    );
    await context.close();
    expect(await found(profile, [CONTROL])).not.toEqual([]);
    expect(await found(profile, SECRETS)).toEqual([]);

    ({ context, page } = await openBrowser(profile, server.url));
    await withoutServerCopy(context);
    await test.step('another user sees nothing of it', async () => {
      await logIn(page, 'nb', USERS.ingrid, '/drafts');
      await expect(page.getByText(nb('drafts.none'), { exact: true })).toBeVisible();
      await page.goto(draft);
      await expect(page.getByText(nb('order_form.draft_missing'))).toBeVisible();
      await expect(page.getByText(TYPED.last)).toHaveCount(0);
      await logOut(page);
    });
    await logIn(page, 'nb', USERS.oda, draft);
    await expectDraft(page);
    await context.close();
  } finally {
    await remove(profile);
  }
});

/**
 * Waits until the browser, which writes them down with a delay, has its cookies and its list of tabs on the disk. It waits
 * half a minute with cookies, or until there are many: cookies of elsewhere hurry it.
 */
async function onTheDisk(context: BrowserContext, profile: string, address: string): Promise<void> {
  const [session] = await context.cookies(address);
  if (!session) throw new Error('there is no cookie of the session');
  const many = Array.from({ length: 600 }, (_, n) => ({ name: 'full', value: '1', url: `http://elsewhere-${n}.example`, expires: Date.now() / 1000 + 3600 }));
  await context.addCookies(many);
  await expect
    .poll(async () => (await found(profile, [session.name])).some((hit) => /Cookies$/.test(hit)), { timeout: 40_000 })
    .toBe(true);
  const query = new URL(address).search;
  await expect.poll(async () => (await found(profile, [query])).some((hit) => /Sessions/.test(hit)), { timeout: 40_000 }).toBe(true);
}

/** OFF-6 */
test('a profile that was copied while its user was logged in reveals nothing without the session', async ({ server }) => {
  test.setTimeout(120_000);
  const [profile, copy] = [await newProfile(), await newProfile()];
  try {
    const theirs = await openBrowser(profile, server.url);
    await withoutServerCopy(theirs.context);
    await logIn(theirs.page, 'nb', USERS.oda, '/orders/new');
    const draft = await typeDraft(theirs.page);
    await onTheDisk(theirs.context, profile, draft);
    await cp(profile, copy, { recursive: true, filter: (path) => !/Singleton/.test(path) });
    await theirs.context.close();
    expect(await found(copy, SECRETS)).toEqual([]);

    const { context, page } = await openBrowser(copy, server.url);
    // The server's session is what the copy must not have: its cookie is the server's to end.
    await context.clearCookies();
    await page.goto(draft);
    await expect(page.getByLabel(nb('login.user_name'))).toBeVisible();
    const records = await stored(page);
    expect(records).toContain('drafts: [{');
    for (const secret of SECRETS) expect(records).not.toContain(secret);
    await context.close();

    await test.step('not even where the backend cannot be asked, with all that lies in the copy', async () => {
      const again = await openBrowser(copy, server.url);
      await again.context.route(/\/api\//, async (route) => route.abort());
      await again.page.goto(draft);
      await expect(again.page.getByText(nb('app.unreachable'))).toBeVisible();
      await expect(again.page.getByText(TYPED.last)).toHaveCount(0);
      expect(await again.page.evaluate(() => window.name)).toBe('');
      await again.context.close();
    });
  } finally {
    await remove(profile);
    await remove(copy);
  }
});

/** OFF-1, OFF-6 */
test('a browser that is killed has the draft when its user has logged in again', async ({ server }) => {
  test.setTimeout(120_000);
  const profile = await newProfile();
  try {
    const before = await openBrowser(profile, server.url);
    await withoutServerCopy(before.context);
    await logIn(before.page, 'nb', USERS.oda, '/orders/new');
    const draft = await typeDraft(before.page);
    const gone = new Promise((closed) => before.context.once('close', closed));
    await killBrowser(profile);
    await gone;
    expect(await found(profile, SECRETS)).toEqual([]);

    const { context, page } = await openBrowser(profile, server.url);
    await withoutServerCopy(context);
    await context.clearCookies();
    await logIn(page, 'nb', USERS.oda, draft);
    await expectDraft(page);
    await context.close();
  } finally {
    await remove(profile);
  }
});

/** OFF-1, OFF-6 */
test('the last words of a tab that is closed lie in no file in the clear, and are their user\'s alone', async ({ server }) => {
  test.setTimeout(120_000);
  const profile = await newProfile();
  const last = 'Vintergate-4712-siste';
  try {
    const before = await openBrowser(profile, server.url);
    await withoutServerCopy(before.context);
    await logIn(before.page, 'nb', USERS.oda, '/orders/new');
    const draft = await typeDraft(before.page);
    await before.context.newPage();
    await new OrderForm(before.page).field('customer_order_ref').fill(last);
    await before.page.close();
    await before.context.close();
    expect(await found(profile, [...SECRETS, last])).toEqual([]);

    const { context, page } = await openBrowser(profile, server.url);
    await withoutServerCopy(context);
    await context.clearCookies();
    await logIn(page, 'nb', USERS.ingrid, draft);
    await expect(page.getByText(nb('order_form.draft_missing'))).toBeVisible();
    await logOut(page);
    await logIn(page, 'nb', USERS.oda, draft);
    await expect(new OrderForm(page).field('customer_order_ref')).toHaveValue(last);
    await context.close();
  } finally {
    await remove(profile);
  }
});

/** OFF-2, OFF-6 */
test('a reload without the backend shows the draft, and so does a new tab beside it', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const draft = await typeDraft(page);
  await context.route(/\/api\//, async (route) => route.abort('internetdisconnected'));
  await page.reload();
  await expectDraft(page);
  const other = await context.newPage();
  await other.goto('/drafts');
  await expect(other.getByText(`${TYPED.first} ${TYPED.last}`).first()).toBeVisible();
  await page.bringToFront();
  await page.reload();
  await expectDraft(page);
  expect(page.url()).toBe(draft);
});

/** OFF-6 */
test('a log-out in one tab locks the others, and they go on when the same user is back', async ({ page, context }) => {
  await withoutServerCopy(context);
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  await typeDraft(page);
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('navigation', { name: nb('shell.modules') })).toBeVisible();
  await logOut(other);
  const again = page.getByRole('dialog', { name: nb('session.lapsed_title') });
  await expect(again).toBeVisible();
  await expect(new OrderForm(page).field('last_name')).toBeHidden();
  await enterCredentials(other, 'nb', { user: USERS.oda });
  await expect(again).toBeHidden();
  await expectDraft(page);
  // What is typed from now on is kept again.
  await new OrderForm(page).type('project_reference', 'Etter innloggingen');
  await expect(page.getByText(SAVED)).toBeVisible();
  await page.reload();
  await expect(new OrderForm(page).field('project_reference')).toHaveValue('Etter innloggingen');
});

/** OFF-6 */
test('records of the first version, which stood in the clear, are sealed for their user', async ({ page, context }) => {
  await withoutServerCopy(context);
  const id = '11111111-2222-4333-8444-555555555555';
  const old = {
    id, kind: 'order', user: USERS.oda, created_at: Date.now(), updated_at: Date.now(),
    order: { order_type: 'standard', lines: [{ need: 'new', end_user: { kind: 'private', first_name: TYPED.first, last_name: TYPED.last } }] },
  };
  await page.goto('/icon.svg');
  await page.evaluate(
    async (record) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('jara-netbusiness', 1);
        opening.onupgradeneeded = () => {
          for (const store of ['drafts', 'outbox']) opening.result.createObjectStore(store, { keyPath: 'id' });
        };
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('drafts', 'readwrite');
          writing.objectStore('drafts').put(record);
          writing.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    old,
  );
  await logIn(page, 'nb', USERS.ingrid, '/drafts');
  await expect(page.getByText(nb('drafts.none'), { exact: true })).toBeVisible();
  expect(await stored(page)).toContain(TYPED.last);
  await logOut(page);
  await logIn(page, 'nb', USERS.oda, '/drafts');
  await expect(page.getByText(`${TYPED.first} ${TYPED.last}`).first()).toBeVisible();
  const records = await stored(page);
  expect(records).toContain(id);
  expect(records).not.toContain(TYPED.last);
});

for (const [what, take, said] of [
  ['without IndexedDB', () => Object.defineProperty(window, 'indexedDB', { value: undefined }), 'store.missing'],
  ['without WebCrypto', () => Object.defineProperty(window.crypto, 'subtle', { value: undefined }), 'store.insecure'],
] as const) {
  /** OFF-1 */
  test(`a browser ${what} says so, and an order goes all the same`, async ({ page, context, server }) => {
    await forgetDrafts(server.url, USERS.oda);
    await context.addInitScript(take);
    await logIn(page, 'nb', USERS.oda, '/orders/new');
    await expect(page.getByText(nb(said)).first()).toBeVisible();
    const form = new OrderForm(page);
    await form.begin();
    await form.fillWhole('Prøveveien 1');
    await form.submit();
  });
}

/** OFF-3: nothing is sent, and whoever pressed Submit is led to the sentence that says so. */
test('without a place for the outbox and without a connection an order says why it is not sent', async ({ page, context, server }) => {
  await forgetDrafts(server.url, USERS.oda);
  await context.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 1');
  await context.setOffline(true);
  // By its keys, from beside the fields.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('Control+Enter');
  const said = page.getByRole('alert').filter({ hasText: nb('order_form.not_written', { reason: nb('store.missing') }) });
  await expect(said).toBeFocused();
  await expect(said).toBeInViewport();
});

/** OFF-1 */
test('a full disk is said, an order goes all the same, and saving goes on when there is room again', async ({ page, context, server }) => {
  const devtools = await context.newCDPSession(page);
  // Before the first write: the browser remembers for a while how much room there was.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.type('first_name', TYPED.first);
  await expect(page.getByText(nb('store.full')).first()).toBeVisible();
  await form.fillWhole('Prøveveien 1A');
  await form.submit();

  await page.goto('/orders/new');
  await form.begin();
  await form.type('last_name', TYPED.last);
  await expect(page.getByText(nb('store.full')).first()).toBeVisible();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url });
  await expect(page.getByText(SAVED)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(nb('store.full'))).toHaveCount(0);
  await page.reload();
  await expect(form.field('last_name')).toHaveValue(TYPED.last);
});
