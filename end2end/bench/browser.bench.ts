// How the application feels: its reload beside an empty Leptos page, a key press beside a bare field, and how soon what is
// typed is kept. All in one browser and one run, because figures of different machines or days are not comparable.

import { type BrowserContext, type Page, expect, test } from '@playwright/test';
import { OrderForm } from '../support/form.ts';
import { ProjectForm, cells } from '../support/project.ts';
import { logIn, USERS } from '../support/session.ts';
import { Server } from '../support/server.ts';
import { installed } from '../support/worker.ts';
import { type Row, median, percentile, print } from './table.ts';

const EMPTY_PAGE = process.env['JARA_EMPTY_PAGE'];
const RELOADS = 25;
const KEYS = 400;
/** Keys of both are pressed in turns of so many, so that a busy moment of the machine meets both. */
const KEYS_AT_ONCE = 50;
const SLOWDOWN = 4;
/** A project has no more. */
const LINES = 50;
const rows: Row[] = [];

test.afterAll(() => print(rows));

/** Has every page note when its heading stands on the screen, by its own clock, which begins with the navigation. */
async function noteWhenPainted(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = window as unknown as { painted: Promise<number> };
    page.painted = new Promise((done) => {
      const watch = new MutationObserver(() => {
        // What stands there until the application takes the page has a heading that is hidden.
        if (!document.querySelector(':is(main:not([hidden]), body) > h1, main:not([hidden]) h1')) return;
        watch.disconnect();
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done(performance.now());
          channel.port2.postMessage(0);
        });
      });
      watch.observe(document, { childList: true, subtree: true });
    });
  });
}

async function reload(page: Page): Promise<number> {
  await page.bringToFront();
  await page.reload({ waitUntil: 'load' });
  return page.evaluate(async () => (window as unknown as { painted: Promise<number> }).painted);
}

test('reload', async ({ browser }) => {
  if (!EMPTY_PAGE) throw new Error('JARA_EMPTY_PAGE names no folder; scripts/empty-page.sh makes it');
  const server = await Server.start();
  const nothing = await Server.start({ JARA_SPA_DIR: EMPTY_PAGE });
  try {
    const context = await browser.newContext({ locale: 'nb-NO' });
    await noteWhenPainted(context);
    const page = await context.newPage();
    await logIn(page, 'nb', USERS.ingrid, server.url);
    await installed(page);
    const empty = await context.newPage();
    await empty.goto(nothing.url);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = -3; round < RELOADS; round += 1) {
      const [our, their] = [await reload(page), await reload(empty)];
      // The first ones fill the browser's caches.
      if (round < 0) continue;
      ours.push(our);
      theirs.push(their);
    }
    const ratio = median(ours) / median(theirs);
    rows.push({
      what: 'reload of the home page with the service worker / an empty Leptos page',
      target: '<= 1.5',
      figure: `${ratio.toFixed(2)} (${median(ours).toFixed(0)} ms / ${median(theirs).toFixed(0)} ms)`,
      holds: ratio <= 1.5,
    });
    await context.close();
  } finally {
    await server.stop();
    await nothing.stop();
  }
});

/** Notes how long it is from each key press to the paint that shows what it did. */
async function noteKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    (window as unknown as { times: number[] }).times = times;
    document.addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - event.timeStamp);
          channel.port2.postMessage(0);
        });
      },
      { capture: true },
    );
  });
}

/** Each key makes a number whole or breaks it, so that each changes what is said of it. */
async function pressKeys(page: Page): Promise<void> {
  await page.bringToFront();
  for (let pressed = 0; pressed < KEYS_AT_ONCE; pressed += 1) {
    const before = await page.evaluate(() => (window as unknown as { times: number[] }).times.length);
    await page.keyboard.press(pressed % 2 ? '7' : 'Backspace');
    await page.evaluate(
      async (count) =>
        new Promise<void>((done) => {
          const look = () => ((window as unknown as { times: number[] }).times.length > count ? done() : setTimeout(look, 10));
          look();
        }),
      before,
    );
  }
}

/** A whole order of one line, with the caret behind the phone number. */
async function oneLine(page: Page): Promise<void> {
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 1');
  await form.field('contact_phone').press('End');
  await form.field('contact_phone').press('Backspace');
  await form.expectSaid('contact_phone', 'error.phone.too_few_digits');
  await form.field('contact_phone').press('7');
}

/** A project of as many lines as one may have, with the caret behind a phone number in the middle of the table. */
async function fiftyLines(page: Page): Promise<void> {
  const form = new ProjectForm(page);
  await form.openProject();
  await form.show('grid');
  await form.go(1, 'customer_type');
  await form.paste(Array.from({ length: LINES }, (_, nth) => cells({ lastName: `Nordby${String.fromCharCode(65 + (nth % 26))}` })));
  await expect(form.grid.getByRole('row')).toHaveCount(LINES + 1);
  // The addresses are looked up meanwhile, which is not what is measured.
  await expect(await form.cell(LINES, 'place')).toHaveText('OSLO');
  await form.go(LINES / 2, 'contact_phone');
  await page.keyboard.press('F2');
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await expect(await form.cell(LINES / 2, 'contact_phone')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('7');
  await expect(await form.cell(LINES / 2, 'contact_phone')).not.toHaveAttribute('aria-invalid', 'true');
}

async function bareField(page: Page): Promise<void> {
  await page.setContent('<!doctype html><label>Phone <input id="bare" value="41234567"></label>');
  await page.getByLabel('Phone').press('End');
}

test('key press', async ({ browser }) => {
  const server = await Server.start();
  try {
    const context = await browser.newContext({ locale: 'nb-NO', baseURL: server.url });
    const line = await context.newPage();
    await logIn(line, 'nb', USERS.oda, '/orders/new');
    await oneLine(line);
    const project = await context.newPage();
    await fiftyLines(project);
    const bare = await context.newPage();
    await bareField(bare);
    const tabs = [line, project, bare];
    for (const tab of tabs) {
      await noteKeys(tab);
      const devtools = await context.newCDPSession(tab);
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    }
    for (let pressed = 0; pressed < KEYS; pressed += KEYS_AT_ONCE) {
      for (const tab of tabs) await pressKeys(tab);
    }
    const timesOf = async (tab: Page) => tab.evaluate(() => (window as unknown as { times: number[] }).times);
    const slowest = async (tab: Page) => percentile(await timesOf(tab), 0.99);
    const [ofLine, ofProject, ofBare] = [await slowest(line), await slowest(project), await slowest(bare)];
    const beside = (what: string, ours: number, theirs: number) => {
      rows.push({
        what: `key press to painted validation, 99 %, processor ${SLOWDOWN} times as slow, ${what}`,
        target: '<= 1.5',
        figure: `${(ours / theirs).toFixed(2)} (${ours.toFixed(1)} ms / ${theirs.toFixed(1)} ms)`,
        holds: ours / theirs <= 1.5,
      });
    };
    beside('one line / a bare field', ofLine, ofBare);
    beside(`table of ${LINES} lines / a bare field`, ofProject, ofBare);
    beside(`table of ${LINES} lines / one line`, ofProject, ofLine);
    await context.close();
  } finally {
    await server.stop();
  }
});

/** Has the page note when the last key was pressed and when the last write of a draft was on the disk. */
async function noteWrites(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = window as unknown as { lastKey: number; kept: number };
    page.lastKey = 0;
    page.kept = 0;
    addEventListener('keydown', () => (page.lastKey = performance.now()), { capture: true });
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function noted(...record) {
      if (this.name === 'drafts') this.transaction.addEventListener('complete', () => (page.kept = performance.now()));
      return put.apply(this, record);
    };
  });
}

/** OFF-1: at the latest one second after the last key. */
test('kept', async ({ browser }) => {
  const server = await Server.start();
  try {
    const context = await browser.newContext({ locale: 'nb-NO' });
    await noteWrites(context);
    const page = await context.newPage();
    await logIn(page, 'nb', USERS.oda, `${server.url}/orders/new`);
    const form = new OrderForm(page);
    await form.begin();
    await form.fillAllButAddress();
    const saved = page.getByText(form.pattern('order_form.saved'));
    await expect(saved).toBeVisible();
    const waits: number[] = [];
    for (let round = 1; round <= 20; round += 1) {
      const field = form.field('project_reference');
      await field.fill('');
      await expect(saved).toBeVisible();
      await field.pressSequentially(`Runde ${round}`, { delay: 30 + round * 7 });
      await page.waitForFunction(() => {
        const { lastKey, kept } = window as unknown as { lastKey: number; kept: number };
        return kept > lastKey;
      });
      // A write that had begun before the last key is followed by another; all is kept when the form says so.
      await expect(saved).toBeVisible();
      waits.push(
        await page.evaluate(() => {
          const { lastKey, kept } = window as unknown as { lastKey: number; kept: number };
          return kept - lastKey;
        }),
      );
    }
    const longest = Math.max(...waits);
    rows.push({
      what: 'last key press to the draft on the disk, longest of 20',
      target: '<= 1 s',
      figure: `${longest.toFixed(0)} ms (median ${median(waits).toFixed(0)} ms)`,
      holds: longest <= 1000 && Math.min(...waits) > 0,
    });
    await context.close();
  } finally {
    await server.stop();
  }
});
