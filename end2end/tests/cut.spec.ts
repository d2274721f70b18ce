// OFF-1, OFF-3, OFF-4: the network goes in the middle of each step of the form. The form says what waits, what is typed
// stays, and when the network is back the same order is finished.

import { type Locator, type Page } from '@playwright/test';
import { CUSTOMER, OrderForm } from '../support/form.ts';
import { type Match, Proxy, isSubmit, isTo } from '../support/proxy.ts';
import { logIn, USERS } from '../support/session.ts';
import { Server } from '../support/server.ts';
import { ordersOf } from '../support/stored.ts';
import { expect, test as base } from '../support/test.ts';

const test = base.extend<{ wire: Proxy }>({
  wire: async ({ server }, use) => {
    const wire = await Proxy.before(server);
    await use(wire);
    await wire.close();
  },
});

async function open(page: Page, wire: Proxy): Promise<OrderForm> {
  await logIn(page, 'nb', USERS.oda, `${wire.url}/orders/new`);
  const form = new OrderForm(page);
  await form.begin();
  return form;
}

async function expectSaved(form: OrderForm): Promise<void> {
  await expect(form.page.getByText(form.pattern('order_form.saved'))).toBeVisible();
}

/** The request is under way when the cable is pulled. */
async function cutDuring(wire: Proxy, match: Match, act: () => Promise<unknown>): Promise<void> {
  wire.goesWith('cut', match);
  await act();
}

/** The section says that its question waits, and the form names the step above all sections. */
async function expectWaits(form: OrderForm, where: Locator, says: string, step: string): Promise<void> {
  await expect(where.getByText(form.text(says)).first()).toBeVisible();
  const steps = form.page.getByText(form.pattern('order_form.waits'));
  await expect(steps.filter({ hasText: form.text(step) })).toBeVisible();
}

test('the network goes while every section is typed in: all of it is saved, and nothing has to be typed again', async ({ page, wire, server }) => {
  const form = await open(page, wire);
  await form.chooseProduct('Jara HDSL');
  wire.down();
  await page.getByRole('combobox', { name: /^Hastighet/ }).selectOption({ label: '2 Mbit/s' });
  await form.fillCustomer();
  for (const [field, value] of [
    ['street', 'Prøveveien'],
    ['house_number', '1'],
    ['postcode', '0665'],
  ] as const) {
    await form.type(field, value);
  }
  await form.fillContact();
  await page.getByRole('button', { name: form.pattern('order_form.use_earliest') }).click();
  await form.type('project_reference', 'Uten nett');
  await form.type('customer_invoice_ref', 'Kostnadssted 4410');
  await form.type('customer_order_ref', 'E2E-brudd-skriving');
  await form.confirmAll();
  await expectSaved(form);
  const values = async () => page.getByRole('textbox').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const typed = await values();
  wire.up();
  await page.reload();
  await expect(form.field('customer_order_ref')).toHaveValue('E2E-brudd-skriving');
  expect(await values()).toEqual(typed);
  await form.findAddress('Prøveveien 1');
  await form.check('order_form.check_green');
  await form.submit();
  const [order, ...more] = ordersOf(server, 'E2E-brudd-skriving');
  expect(more).toEqual([]);
  expect(order?.body).toMatchObject({ project_reference: 'Uten nett', customer_invoice_ref: 'Kostnadssted 4410' });
});

test('the network goes while the address is searched for', async ({ page, wire }) => {
  const form = await open(page, wire);
  const search = form.field('address_search', 'combobox');
  await cutDuring(wire, isTo('GET', '/api/v1/addresses'), async () => search.fill('Prøveveien 1, 0665 OSLO'));
  await expect(page.getByText(form.text('problem.offline')).first()).toBeVisible();
  await expect(search).toHaveValue('Prøveveien 1, 0665 OSLO');
  wire.up();
  await form.findAddress('Prøveveien 1');
});

test('the network goes while the company register is asked', async ({ page, wire }) => {
  const form = await open(page, wire);
  await page.getByRole('radio', { name: form.text('order_form.company'), exact: true }).click();
  await cutDuring(wire, isTo('GET', /^\/api\/v1\/companies\//), async () => form.type('organisation_number', '310 001 007'));
  const who = form.section('order_form.who');
  await expectWaits(form, who, 'order_form.company_waits', 'order_form.waits_company');
  await form.type('company_name', 'Skrevet for hånd AS');
  wire.up();
  await expect(who.getByText(form.text('order_form.company_found'))).toBeVisible();
  await expect(form.field('organisation_number')).toHaveValue('310001007');
});

/** Up to the question to Kapaks, with everything else in its place. */
async function beforeTheCheck(page: Page, wire: Proxy, reference: string): Promise<OrderForm> {
  const form = await open(page, wire);
  await form.fillAllButAddress();
  await form.type('customer_order_ref', reference);
  await form.findAddress('Prøveveien 1');
  return form;
}

async function finish(form: OrderForm, server: Server, reference: string): Promise<void> {
  await form.submit();
  const orders = ordersOf(server, reference);
  expect(orders).toHaveLength(1);
  expect(orders[0]?.body.lines[0]?.end_user).toMatchObject({ first_name: CUSTOMER.firstName, last_name: CUSTOMER.lastName });
}

test('the network goes while Kapaks is asked', async ({ page, wire, server }) => {
  const form = await beforeTheCheck(page, wire, 'E2E-brudd-kapaks');
  await cutDuring(wire, isTo('POST', '/api/v1/access-checks'), async () => form.checkButton.click());
  await expectWaits(form, form.section('order_form.delivery'), 'order_form.check_waits', 'order_form.waits_check');
  // A question that waits closes nothing: the rest can be typed meanwhile.
  await form.type('project_reference', 'Skrevet imens');
  await expectSaved(form);
  wire.up();
  // Nobody presses anything: Kapaks is asked by itself.
  await form.expectLight('order_form.check_green');
  await form.holdSlot();
  await expect(form.field('project_reference')).toHaveValue('Skrevet imens');
  await finish(form, server, 'E2E-brudd-kapaks');
});

test("the network goes while the technician's free times are looked for", async ({ page, wire, server }) => {
  const form = await beforeTheCheck(page, wire, 'E2E-brudd-tider');
  await cutDuring(wire, isTo('POST', '/api/v1/slot-searches'), async () => form.check('order_form.check_green'));
  await expectWaits(form, form.section('order_form.delivery'), 'order_form.slots_wait', 'order_form.waits_booking');
  wire.up();
  await form.holdSlot();
  await finish(form, server, 'E2E-brudd-tider');
});

for (const [what, fate] of [
  ['before the backend hears of it', 'cut'],
  ['when the backend has done it, and nobody hears of that', 'lose'],
  ['in the middle of the answer', 'half'],
] as const) {
  test(`the network goes while a time is being held, ${what}`, async ({ page, wire, server }) => {
    const reference = `E2E-brudd-holder-${fate}`;
    const form = await beforeTheCheck(page, wire, reference);
    await form.check('order_form.check_green');
    const slot = form.slots.getByRole('button').first();
    wire.goesWith(fate, isTo('POST', '/api/v1/appointments'));
    await slot.click();
    await expectWaits(form, form.section('order_form.delivery'), 'order_form.slot_waits', 'order_form.waits_booking');
    wire.up();
    // The same time is asked for again by itself; it is this person's own if it was held at all.
    await form.expectHeld();
    await finish(form, server, reference);
  });
}

for (const [what, fate] of [
  ['before the backend hears of it', 'cut'],
  ['when the backend has done it', 'lose'],
  ['in the middle of the answer', 'half'],
] as const) {
  test(`the network goes while the order is sent, ${what}`, async ({ page, wire, server }) => {
    const reference = `E2E-brudd-send-${fate}`;
    const form = await beforeTheCheck(page, wire, reference);
    await form.check('order_form.check_green');
    await form.holdSlot();
    wire.goesWith(fate, isSubmit);
    await form.submitButton.click();
    await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
    await expect(page.getByText(form.text('order_form.waiting_offline'))).toBeVisible();
    wire.up();
    await page.waitForURL(/\/orders\/1-\d+$/);
    expect(ordersOf(server, reference)).toHaveLength(1);
    const keys = new Set(wire.seen.filter(isSubmit).map(({ key }) => key));
    expect(keys.size).toBe(1);
  });
}
