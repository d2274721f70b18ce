// Reopen (CHG-1, CHG-2): a sent order comes back into the form as it was sent, and Submit sends the change.

import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { escaped, OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES, type Language } from '../support/words.ts';

/** Here an order waits for people, so that it does not go on while the test reads. */
const WAITS: Record<Language, string> = { nb: 'Prøveveien 15', en: 'Prøveveien 15A' };

/** Orders at a house in the form that stands open, and comes to the page of the order. */
async function ordered(form: OrderForm, address: string): Promise<string> {
  await form.begin();
  await form.fillUnbooked(address);
  await form.type('customer_order_ref', 'PO-4711');
  return form.submit();
}

function reopenButton(page: Page) {
  return page.getByRole('button', { name: 'Reopen', exact: true });
}

function heading(form: OrderForm, number: string) {
  return form.page.getByRole('heading', { level: 1, name: form.text('order_form.title_reopened', { id: number }) });
}

/** A line of the history. */
function entry(page: Page, text: string) {
  return page.getByRole('listitem').filter({ hasText: text });
}

for (const language of LANGUAGES) {
  test(`a sent order is opened, left, opened again and changed, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    test.slow();
    await logIn(page, language, USERS.ingrid, '/orders/new');
    const form = new OrderForm(page, language);
    const number = await ordered(form, WAITS[language]);

    await test.step('it comes with what was sent', async () => {
      await reopenButton(page).click();
      await expect(heading(form, number)).toBeVisible();
      await expect(form.field('contact_phone')).toHaveValue('41234567');
      await expect(form.field('first_name')).toHaveValue('Solveig');
      await expect(form.field('street')).toHaveValue('Prøveveien');
      await form.expectLight('order_form.check_green');
      await expectAccessible(page);
    });

    await test.step('what needs a Service Request is shown, with the reason, and not changed', async () => {
      await expect(form.field('product', 'combobox')).toBeDisabled();
      await expect(form.field('customer_order_ref')).toHaveValue('PO-4711');
      await expect(form.field('customer_order_ref')).not.toBeEditable();
      await form.expectSaid('customer_order_ref', 'reason.reopen.reference');
      await expect(page.getByText(form.text('reason.reopen.speed'))).toBeVisible();
      await expect(form.field('project_reference')).toBeEditable();
    });

    await test.step('sending it unchanged is no change', async () => {
      await form.submitButton.click();
      await expect(form.errorSummary).toContainText(form.text('error.reopen.nothing_changed'));
    });

    await test.step('leaving it changes nothing, and what was typed is there again', async () => {
      await form.type('contact_phone', '98765430');
      await page.getByRole('link', { name: form.text('order_form.reopened_back') }).click();
      await expect(page.getByRole('main').getByText('412 34 567')).toBeVisible();
      await expect(entry(page, form.text('action.resubmit'))).toHaveCount(0);
      await reopenButton(page).click();
      await expect(form.field('contact_phone')).toHaveValue('98765430');
    });

    await test.step('the change is sent, and the history says what changed', async () => {
      expect(await form.submit()).toBe(number);
      await expect(page.getByRole('main').getByText('987 65 430')).toBeVisible();
      const label = escaped(form.text('order_form.contact_phone'));
      await expect(page.getByText(new RegExp(`^${label}: 41234567 → 98765430$`))).toBeVisible();
      await expect(entry(page, form.text('action.resubmit')).filter({ hasText: 'Ingrid Vale' })).not.toHaveCount(0);
      await expectAccessible(page);
    });
  });
}

/** OFF-3, OFF-4 */
test('a change that is submitted without a connection waits in the outbox and goes by itself', async ({ page, context }) => {
  test.slow();
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new OrderForm(page);
  const number = await ordered(form, 'Prøveveien 15');
  await reopenButton(page).click();
  await expect(heading(form, number)).toBeVisible();
  await context.setOffline(true);
  await form.type('contact_name', 'Turid Solvang');
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  await context.setOffline(false);
  await page.waitForURL(new RegExp(`/orders/${number}$`), { timeout: 30_000 });
  await expect(page.getByText(/: Solveig Myrland → Turid Solvang$/)).toBeVisible();
});

/** OFF-5 */
test('what a colleague has changed meanwhile stands beside it, and nothing is overwritten', async ({ page, server }) => {
  test.slow();
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new OrderForm(page);
  const number = await ordered(form, 'Prøveveien 29');
  await reopenButton(page).click();
  await expect(heading(form, number)).toBeVisible();
  await form.type('contact_phone', '98765430');

  // Another session of the same company sends its change first.
  const path = `${server.url}/api/v1/orders/${number}/sent`;
  const sent = await (await page.request.get(path)).json();
  const { draft } = sent;
  draft.lines[0].contact.name = 'Turid Solvang';
  const theirs = await page.request.put(path, {
    headers: { 'If-Match': `"${sent.revision}"`, 'Idempotency-Key': randomUUID() },
    data: draft,
  });
  expect(theirs.ok(), await theirs.text()).toBe(true);

  await form.submitButton.click();
  const table = page.getByRole('table');
  await expect(page.getByText(form.text('order_form.overtaken_lead'))).toBeVisible();
  await expect(table.getByRole('row', { name: /^Fullt navn/ })).toContainText('Turid Solvang');
  // Where only one of the two has changed something, that is what was meant.
  await expect(table.getByRole('row', { name: /^Telefon/ }).getByRole('radio', { name: /: 98765430$/ })).toBeChecked();
  await page.getByRole('button', { name: form.text('order_form.conflict_save') }).click();
  await expect(form.field('contact_name')).toHaveValue('Turid Solvang');
  await expect(form.field('contact_phone')).toHaveValue('98765430');
  await form.submit();
  await expect(page.getByText(/: 41234567 → 98765430$/)).toBeVisible();
  await expect(page.getByText(/: Solveig Myrland → Turid Solvang$/)).toBeVisible();
});

test('from Field Service on the button is closed, and says what to do instead', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new OrderForm(page);
  const number = await ordered(form, 'Prøveveien 29A');
  await expect(entry(page, 'Ready (R) → Field Service (M)')).toBeVisible({ timeout: 30_000 });
  await page.getByText(form.text('order.closed_actions')).first().click();
  const instead = form.text('order.no_service_requests', { id: number });
  await expect(page.getByRole('definition').filter({ hasText: instead })).toBeVisible();
  await expect(reopenButton(page)).toHaveAttribute('aria-disabled', 'true');
});

/** BOK-3 */
test('what is booked stays booked', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.fillWhole('Prøveveien 29');
  await form.submit();
  await reopenButton(page).click();
  const booked = form.slots.getByRole('button', { pressed: true });
  await expect(booked).toContainText(form.text('ui.slot_booked'));
  await expect(form.field('requested_date')).toBeDisabled();
  await booked.click();
  await expect(booked).toBeVisible();
  await form.type('contact_name', 'Turid Solvang');
  await form.submit();
  await expect(page.getByText(/: Solveig Myrland → Turid Solvang$/)).toBeVisible();
});
