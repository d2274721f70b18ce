// A random hour at the desk: somebody fills in an order and submits it while connection, tab and server come and go.

import { randomUUID } from 'node:crypto';
import { type BrowserContext, type Locator, type Page, expect } from '@playwright/test';
import { Chance } from './chance.ts';
import { crash } from './chromium.ts';
import { OrderForm } from './form.ts';
import { type Doomed, type Proxy, isSubmit } from './proxy.ts';
import type { Server } from './server.ts';
import { ordersOf } from './stored.ts';
import { words } from './words.ts';

const FIELDS = ['project_reference', 'customer_invoice_ref', 'last_name'] as const;
type Field = (typeof FIELDS)[number];

type Press = 'click' | 'double click' | 'Ctrl+Enter' | 'both tabs';
/** What becomes of the first sending, or of the page that sends. */
type Mishap = 'none' | 'cut' | 'lose' | 'half' | 'server dies' | 'tab dies' | 'reload' | 'slow';

type Step =
  | { do: 'type'; field: Field; value: string; keep: boolean }
  | { do: 'cut' | 'offline' | 'restore' | 'reload' | 'kill tab' | 'second tab' | 'restart' | 'server down' | 'look away' }
  | { do: 'submit'; press: Press; mishap: Mishap };

const DISTURBANCES = ['cut', 'offline', 'restore', 'reload', 'kill tab', 'second tab', 'restart', 'server down'] as const;

/** The steps of a seed. Nothing of what happens later changes them. */
export function stepsOf(seed: number): Step[] {
  const chance = new Chance(seed);
  const steps: Step[] = [];
  const typed = (at: number): Step => {
    const field = chance.pick(FIELDS);
    return { do: 'type', field, value: `${field === 'last_name' ? 'Myr' : field.slice(0, 11)} ${seed}-${at}`, keep: chance.next() < 0.5 };
  };
  const submit = (): Step => ({
    do: 'submit',
    press: chance.pick(['click', 'click', 'double click', 'Ctrl+Enter', 'both tabs'] as const),
    mishap: chance.pick(['none', 'cut', 'lose', 'half', 'server dies', 'tab dies', 'reload', 'slow'] as const),
  });
  const before = 1 + chance.below(4);
  for (let at = 0; at < before; at += 1) {
    steps.push(typed(at));
    if (chance.next() < 0.7) steps.push({ do: chance.pick(DISTURBANCES) });
  }
  steps.push(submit());
  const after = chance.below(4);
  for (let at = 0; at < after; at += 1) {
    if (chance.next() < 0.25) steps.push(submit());
    else steps.push({ do: chance.pick([...DISTURBANCES, 'look away'] as const) });
  }
  return steps;
}

export function said(step: Step): string {
  if (step.do === 'type') return `${step.keep ? 'type and see it saved' : 'type'} ${step.field}`;
  if (step.do === 'submit') return `submit by ${step.press}${step.mishap === 'none' ? '' : `, ${step.mishap}`}`;
  return step.do;
}

/** What a tab shows. */
type Sight = 'form' | 'elsewhere' | 'sending' | 'waiting' | 'order' | 'missing' | 'unreachable';

/** A draft as the backend keeps it for the user's other browsers, as far as a schedule changes it. */
interface KeptDraft {
  order: { customer_order_ref: string; lines: { end_user: { last_name: string } }[] };
}

async function keptDrafts(context: BrowserContext, server: Server): Promise<KeptDraft[]> {
  const answer = await context.request.get(`${server.url}/api/v1/drafts`);
  const { items } = (await answer.json()) as { items: { body: KeptDraft }[] };
  return items.map(({ body }) => body);
}

/** A whole order, typed once; each schedule begins with a copy of it, as one that was begun in another browser. */
export async function typeModel(context: BrowserContext, server: Server, url: string): Promise<KeptDraft> {
  const page = await context.newPage();
  await page.goto(`${url}/orders/new`);
  const form = new OrderForm(page);
  await form.begin();
  await form.fillUnbooked('Prøveveien 1');
  await form.type('customer_order_ref', 'Modell');
  const model = async () => (await keptDrafts(context, server)).find(({ order }) => order.customer_order_ref === 'Modell');
  await expect.poll(model, { message: 'the backend keeps a copy of the draft', timeout: 20_000 }).toBeDefined();
  await page.close();
  const found = await model();
  if (!found) throw new Error('the copy is gone');
  return found;
}

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** One person, one browser, one order. */
export class Desk {
  private tabs: Page[] = [];
  private address = '';
  private serverIsDown = false;
  /** For each field what may stand there: what was seen to be saved, or anything typed since. */
  private readonly mayStand = new Map<Field, string[]>();
  /** The person has seen that the order is on its way: from now on it goes by itself. */
  private seenOnItsWay = false;
  private pressed = false;
  readonly reference: string;

  constructor(
    private readonly context: BrowserContext,
    private readonly server: Server,
    private readonly proxy: Proxy,
    private readonly model: KeptDraft,
    readonly seed: number,
  ) {
    this.reference = `F-${seed}`;
  }

  /** Opens a draft with a whole order in it. */
  async begin(): Promise<void> {
    const id = randomUUID();
    const body = structuredClone(this.model);
    body.order.customer_order_ref = this.reference;
    for (const line of body.order.lines) line.end_user.last_name = `Myr ${this.seed}`;
    const made = await this.context.request.put(`${this.server.url}/api/v1/drafts/${id}`, {
      headers: { 'Idempotency-Key': randomUUID(), 'If-None-Match': '*' },
      data: { kind: 'order', body },
    });
    expect(made.status(), await made.text()).toBe(201);
    this.address = `${this.proxy.url}/orders/new?draft=${id}`;
    const page = await this.context.newPage();
    this.tabs = [page];
    await page.goto(this.address);
    await this.see(page, ['form']);
    const form = new OrderForm(page);
    await expect(form.field('customer_order_ref')).toHaveValue(this.reference);
    for (const field of FIELDS) this.mayStand.set(field, [await form.field(field).inputValue()]);
  }

  async take(step: Step): Promise<void> {
    switch (step.do) {
      case 'type':
        return this.type(step.field, step.value, step.keep);
      case 'cut':
        this.proxy.down();
        return;
      case 'offline':
        return this.context.setOffline(true);
      case 'restore':
        return this.restore();
      case 'reload':
        await this.front.reload({ waitUntil: 'commit' }).catch(() => undefined);
        return this.lookAgain(this.front);
      case 'kill tab':
        await crash(this.front);
        return this.openAgain();
      case 'second tab':
        return this.openAgain();
      case 'restart':
        await this.server.kill();
        await this.server.up();
        this.serverIsDown = false;
        return;
      case 'server down':
        await this.server.kill();
        this.serverIsDown = true;
        return;
      case 'look away':
        // Coming back to the window asks and sends at once.
        await this.front.evaluate(() => window.dispatchEvent(new Event('focus'))).catch(() => undefined);
        return;
      case 'submit':
        return this.submit(step.press, step.mishap);
    }
  }

  /** Everything works again; the order is there once, with all that was typed. */
  async end(): Promise<void> {
    this.proxy.clear();
    await this.restore();
    await this.closeTabs();
    await this.openAgain();
    let sight = await this.work(this.front);
    if (sight === 'form') {
      expect(this.seenOnItsWay, 'what was on its way goes by itself').toBe(false);
      await this.expectTyped(this.front);
      await new OrderForm(this.front).submitButton.click();
      sight = await this.see(this.front, ['order', 'waiting', 'sending']);
    }
    if (sight !== 'missing') await this.see(this.front, ['order']);
    const orders = ordersOf(this.server, this.reference);
    expect(orders.map((order) => order.id), 'orders in the database').toHaveLength(1);
    const { body } = orders[0]!;
    for (const field of FIELDS) {
      const value = field === 'last_name' ? body.lines[0]?.end_user.last_name : body[field];
      expect(this.mayStand.get(field), field).toContain(value ?? '');
    }
    await this.closeTabs();
  }

  async closeTabs(): Promise<void> {
    for (const page of this.tabs) await page.close();
    this.tabs = [];
  }

  private get front(): Page {
    const page = this.tabs.at(-1);
    if (!page) throw new Error('no tab is open');
    return page;
  }

  private async seeSaved(page: Page): Promise<void> {
    await expect(page.getByText(new OrderForm(page).pattern('order_form.saved'))).toBeVisible();
  }

  private async restore(): Promise<void> {
    if (this.serverIsDown) await this.server.up();
    this.serverIsDown = false;
    this.proxy.up();
    await this.context.setOffline(false);
  }

  private async type(field: Field, value: string, keep: boolean): Promise<void> {
    const page = this.front;
    if ((await this.work(page)) !== 'form') return;
    const locator = new OrderForm(page).field(field);
    try {
      await locator.fill(value, { timeout: 5000 });
    } catch (error) {
      // A tab learns a moment after it is opened that another one has the draft.
      if ((await this.see(page)) !== 'elsewhere' || (await this.work(page)) !== 'form') throw error;
      await locator.fill(value);
    }
    this.mayStand.get(field)?.push(value);
    if (!keep) return;
    await this.seeSaved(page);
    for (const [name, values] of this.mayStand) this.mayStand.set(name, values.slice(-1));
  }

  /** Opens the draft in one more tab; where that does not come about, the tab shows what the browser says. */
  private async openAgain(): Promise<void> {
    this.tabs = this.tabs.filter((page) => !page.isClosed());
    // Two tabs are enough for every race between tabs.
    if (this.tabs.length > 1) await this.tabs.shift()?.close();
    const page = await this.context.newPage();
    this.tabs.push(page);
    await page.goto(this.address, { waitUntil: 'commit' }).catch(() => undefined);
    await this.lookAgain(page);
  }

  /** After a page has been loaded: what is there must be what was typed. */
  private async lookAgain(page: Page): Promise<void> {
    if ((await this.see(page)) === 'form') await this.expectTyped(page);
  }

  private async expectTyped(page: Page): Promise<void> {
    const form = new OrderForm(page);
    for (const [field, values] of this.mayStand) {
      const value = await form
        .field(field)
        .inputValue({ timeout: 2000 })
        .catch(async (error: unknown) => {
          // A draft that has been submitted gives way to its order as soon as the outbox has been read.
          if ((await this.see(page)) === 'form') throw error;
        });
      if (value === undefined) return;
      expect(values, `${field} after the page was loaded`).toContain(value);
      // Once Submit has been pressed, the outbox may have what the draft had not yet.
      if (!this.pressed) this.mayStand.set(field, [value]);
    }
  }

  private async submit(press: Press, mishap: Mishap): Promise<void> {
    if ((await this.see(this.front)) === 'unreachable') {
      await this.restore();
      await this.openAgain();
    }
    if ((await this.work(this.front)) !== 'form') return;
    const nothingComes = this.proxy.isCut || this.serverIsDown;
    const doomed = nothingComes ? undefined : this.doom(mishap);
    this.pressed = true;
    const pressing = press === 'both tabs' ? this.tabs : [this.front];
    await Promise.all(pressing.map(async (page) => this.press(page, press)));
    switch (mishap) {
      case 'server dies':
        if (!doomed || !(await this.meets(doomed))) break;
        await this.server.kill();
        doomed.drop();
        await this.server.up();
        break;
      case 'tab dies':
        await crash(this.front);
        return this.openAgain();
      case 'reload':
        await this.front.reload({ waitUntil: 'commit' }).catch(() => undefined);
        return this.lookAgain(this.front);
      case 'slow':
        if (doomed && (await this.meets(doomed))) doomed.release();
        break;
      case 'none':
      case 'cut':
      case 'lose':
      case 'half':
        break;
    }
    const sight = await this.see(this.front, ['sending', 'waiting', 'order', 'missing']);
    if (sight !== 'missing') this.seenOnItsWay = true;
  }

  private doom(mishap: Mishap): Doomed | undefined {
    switch (mishap) {
      case 'cut':
      case 'lose':
      case 'half':
        return this.proxy.next(mishap, isSubmit);
      case 'server dies':
        return this.proxy.next('hold-answer', isSubmit);
      case 'slow':
        return this.proxy.next('hold', isSubmit);
      case 'none':
      case 'tab dies':
      case 'reload':
        return undefined;
    }
  }

  /** Whether the request comes; offline, the page says instead that the order waits. */
  private async meets(doomed: Doomed): Promise<boolean> {
    const waits = this.front.getByRole('heading', { name: nb('order_form.waiting'), exact: true });
    return Promise.race([doomed.met.then(() => true), waits.waitFor().then(() => false)]);
  }

  /** Takes the draft over where another tab has it, and says what the tab shows then. */
  private async work(page: Page): Promise<Sight> {
    for (;;) {
      const sight = await this.see(page);
      if (sight !== 'elsewhere') return sight;
      // The other tab may go by itself in this very moment.
      await page.getByRole('button', { name: nb('order_form.work_here') }).click({ timeout: 3000 }).catch(() => undefined);
      await this.see(page, ['form', 'sending', 'waiting', 'order', 'missing']);
      await this.lookAgain(page);
    }
  }

  private async press(page: Page, press: Press): Promise<void> {
    const button = new OrderForm(page).submitButton;
    try {
      if (press === 'double click') await button.dblclick({ timeout: 3000 });
      else if (press === 'Ctrl+Enter') {
        await page.getByLabel(nb('order_form.project_reference')).focus({ timeout: 3000 });
        await page.keyboard.press('Control+Enter');
      } else await button.click({ timeout: 3000 });
    } catch (error) {
      // The other tab's press, or the first click of two, may have taken the form away; or it is the other tab's.
      if ((await this.see(page)) === 'form') throw error;
    }
  }

  /** What the tab shows, once it shows something that a person can name. */
  private async see(page: Page, wanted?: readonly Sight[]): Promise<Sight> {
    const button = new OrderForm(page).submitButton;
    const signs: [Sight, Locator][] = [
      ['waiting', page.getByRole('heading', { name: nb('order_form.waiting'), exact: true })],
      // Not the busy button alone: until the order is written down nothing is promised.
      ['sending', page.getByText(nb('order_form.being_sent'), { exact: true }).first()],
      ['elsewhere', page.getByRole('button', { name: nb('order_form.work_here') })],
      ['form', button],
      ['order', page.getByRole('heading', { level: 1, name: /1-\d+/ })],
      ['missing', page.getByText(nb('order_form.draft_missing'), { exact: true })],
      ['unreachable', page.getByText(nb('app.unreachable'), { exact: true })],
    ];
    let seen: Sight | undefined;
    await expect
      .poll(
        async () => {
          if (page.url().startsWith('chrome-error:')) return (seen = 'unreachable');
          for (const [sight, sign] of signs) {
            if (wanted && !wanted.includes(sight)) continue;
            if (!(await sign.isVisible())) continue;
            // What was visible may be gone by now, as a form whose order has just been confirmed: then it is looked at anew.
            const usable = sight !== 'form' || (await sign.isEnabled({ timeout: 500 }).catch(() => false));
            if (usable) return (seen = sight);
          }
          return undefined;
        },
        { message: `the tab shows ${wanted?.join(' or ') ?? 'something known'}`, intervals: [20], timeout: 30_000 },
      )
      .toBeDefined();
    if (!seen) throw new Error('nothing was seen');
    return seen;
  }
}
