// ORD-9: files go with a line, dropped or chosen, kept and sent by themselves, and saved from the page of the order.

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { Proxy, isTo } from '../support/proxy.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test as base } from '../support/test.ts';

const test = base.extend<{ wire: Proxy }>({
  wire: async ({ server }, use) => {
    const wire = await Proxy.before(server);
    await use(wire);
    await wire.close();
  },
});

const isChunk = isTo('PATCH', /^\/api\/v1\/attachments\//);

interface SomeFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file that begins as a PDF does, of so many bytes, no two alike. */
let made = 0;
function pdf(name: string, bytes = 1000): SomeFile {
  made += 1;
  const buffer = Buffer.alloc(bytes, `${made}æøå`);
  buffer.write('%PDF-1.7\n');
  return { name, mimeType: 'application/pdf', buffer };
}

async function open(page: Page, url = ''): Promise<OrderForm> {
  await logIn(page, 'nb', USERS.oda, `${url}/orders/new`);
  const form = new OrderForm(page);
  await form.begin();
  return form;
}

/** The line of a file in the form. */
function fileLine(form: OrderForm, name: string): Locator {
  const list = form.page.getByRole('list', { name: form.text('attachments.list') });
  return list.getByRole('listitem').filter({ hasText: name });
}

async function add(form: OrderForm, ...files: SomeFile[]): Promise<void> {
  await form.page.getByLabel(form.text('attachments.add')).setInputFiles(files);
}

async function expectSent(form: OrderForm, name: string): Promise<void> {
  await expect(fileLine(form, name)).toContainText(form.text('attachments.done'));
}

/** Saves the file from the page of its order, and gives what came. */
async function saved(form: OrderForm, name: string): Promise<Buffer> {
  const coming = form.page.waitForEvent('download');
  await form.page.getByRole('link', { name: form.text('order.attachment_save', { name }) }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe(name);
  return readFile(await download.path());
}

test('files are dropped on the form, sent by themselves, and saved from the page of the order', async ({ page }) => {
  const form = await open(page);
  await form.fillUnbooked('Prøveveien 1');
  const sketch = pdf('Kart over gården.pdf', 600_000);
  const dropped = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      return transfer;
    },
    { name: sketch.name, base64: sketch.buffer.toString('base64') },
  );
  const place = page.getByText(form.text('attachments.hint'));
  await place.dispatchEvent('dragenter', { dataTransfer: dropped });
  await place.dispatchEvent('drop', { dataTransfer: dropped });
  await expectSent(form, sketch.name);
  await expect(fileLine(form, sketch.name)).toContainText(form.text('attachments.kilobytes', { n: '586' }));
  await expectAccessible(page);
  await form.submit();
  const link = page.getByRole('link', { name: form.text('order.attachment_save', { name: sketch.name }) });
  const href = (await link.getAttribute('href')) ?? '';
  const headers = (await page.request.get(href)).headers();
  expect(headers['content-disposition']).toBe(
    `attachment; filename="Kart over garden.pdf"; filename*=UTF-8''Kart%20over%20g%C3%A5rden.pdf`,
  );
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['content-type']).toBe('application/pdf');
  expect((await saved(form, sketch.name)).equals(sketch.buffer)).toBe(true);
  await expectAccessible(page);
});

test('the network goes in the middle of a file: what has come does not come again', async ({ page, wire }) => {
  const form = await open(page, wire.url);
  const sketch = pdf('kart.pdf', 5 * 262_144);
  const third = wire.next('hold', (seen) => isChunk(seen) && wire.seen.filter(isChunk).length === 3);
  await add(form, sketch);
  await third.met;
  await expect(fileLine(form, sketch.name)).toContainText(form.text('attachments.sending', { percent: '40' }));
  await expect(fileLine(form, sketch.name).getByRole('progressbar')).toHaveAttribute('value', '40');
  wire.down();
  third.drop();
  await expect(fileLine(form, sketch.name)).toContainText(form.text('attachments.waiting_offline'));
  wire.up();
  await expectSent(form, sketch.name);
  // Two before the cut, the one that was cut, and three from there.
  expect(wire.seen.filter(isChunk)).toHaveLength(6);
});

test('a file that was not sent is there after a reload, and goes then', async ({ page, context }) => {
  const form = await open(page);
  await form.fillUnbooked('Prøveveien 1A');
  const isAttachment = (url: URL) => url.pathname.startsWith('/api/v1/attachments/');
  await context.route(isAttachment, async (route) => route.abort('connectionreset'));
  const sketch = pdf('kart.pdf', 300_000);
  await add(form, sketch);
  await expect(fileLine(form, sketch.name)).toBeVisible();
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  await page.reload();
  await expect(fileLine(form, sketch.name)).toBeVisible();
  await expect(fileLine(form, sketch.name)).not.toContainText(form.text('attachments.done'));
  await context.unroute(isAttachment);
  await expectSent(form, sketch.name);
  await form.submit();
  expect((await saved(form, sketch.name)).equals(sketch.buffer)).toBe(true);
});

// OFF-3: the order waits for its files, whatever comes back first.
test('without a connection a file is added and the order submitted; both go by themselves when it is back', async ({ page, context }) => {
  const form = await open(page);
  await form.fillUnbooked('Prøveveien 1B');
  await context.setOffline(true);
  const sketch = pdf('kart.pdf', 700_000);
  await add(form, sketch);
  await expect(fileLine(form, sketch.name)).toContainText(form.text('attachments.waiting_offline'));
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'PATCH') sent.push('chunk');
    if (request.method() === 'POST' && pathname === '/api/v1/orders') sent.push('order');
  });
  await context.setOffline(false);
  await page.waitForURL(/\/orders\/1-\d+$/);
  expect(sent).toEqual(['chunk', 'chunk', 'chunk', 'order']);
  expect((await saved(form, sketch.name)).equals(sketch.buffer)).toBe(true);
});

test('what is no such file, too large or one too many is said at once, with the reason, and nothing of it is sent', async ({ page }) => {
  const form = await open(page);
  const announced: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('/attachments/')) announced.push(request.url());
  });
  const expectNotAdded = async (name: string, code: string) => {
    const why = form.text(code, { most: '20' });
    await expect(page.getByText(form.text('attachments.not_added', { name, why }))).toBeVisible();
  };
  await add(form, { name: 'kart.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\x90 a program') });
  await expectNotAdded('kart.pdf', 'error.attachment.type');
  await expectAccessible(page);
  await add(form, pdf('stor.pdf', 10 * 1024 * 1024 + 1));
  await expectNotAdded('stor.pdf', 'error.attachment.too_large');
  await add(form, { name: 'tom.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
  await expectNotAdded('tom.pdf', 'error.attachment.empty');
  expect(announced).toEqual([]);
  await add(form, ...Array.from({ length: 21 }, (_, n) => pdf(`kart ${n + 1}.pdf`)));
  await expectNotAdded('kart 21.pdf', 'error.attachments.too_many');
  await expect(page.getByRole('list', { name: form.text('attachments.list') }).getByRole('listitem')).toHaveCount(20);
});

test('a file is removed with the keyboard and brought back', async ({ page }) => {
  const form = await open(page);
  await add(form, pdf('a.pdf'), pdf('b.pdf'));
  await expectSent(form, 'b.pdf');
  await page.getByRole('button', { name: form.text('attachments.remove', { name: 'a.pdf' }) }).focus();
  await page.keyboard.press('Enter');
  await expect(fileLine(form, 'a.pdf')).toHaveCount(0);
  await expect(page.getByLabel(form.text('attachments.add'))).toBeFocused();
  await expect(page.getByText(form.text('attachments.removed', { name: 'a.pdf' }))).toBeVisible();
  await page.getByRole('button', { name: form.text('ui.undo') }).click();
  await expectSent(form, 'a.pdf');
  await expect(fileLine(form, 'a.pdf')).toBeFocused();
  const lines = page.getByRole('list', { name: form.text('attachments.list') }).getByRole('listitem');
  await expect(lines.first()).toContainText('a.pdf');
});
