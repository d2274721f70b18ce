// ORD-6: name and address by the carrier line number, filled in when the user has said that they are right.

import type { Locator } from '@playwright/test';
import { CATALOGUE, OrderForm } from '../support/form.ts';
import { ProjectForm } from '../support/project.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES } from '../support/words.ts';

function button(form: OrderForm, key: string): Locator {
  return form.page.getByRole('button', { name: form.text(`order_form.${key}`), exact: true });
}

/** What NRDB says of the line. */
function offer(form: OrderForm): Locator {
  return form.page.getByRole('region', { name: form.text('order_form.carrier_offer') });
}

async function ask(form: OrderForm, number: string): Promise<void> {
  await form.field('carrier').fill(number);
  await button(form, 'carrier_ask').click();
}

for (const language of LANGUAGES) {
  test(`what NRDB knows is filled in once it is said to be right, by the keyboard (${language})`, async ({ page }) => {
    await logIn(page, language, USERS.ingrid, '/orders/new');
    const form = new OrderForm(page, language);
    await form.begin();
    await expect(form.field('carrier')).toHaveCount(0);
    await form.chooseAdsl();
    await form.field('carrier').focus();
    await page.keyboard.type('21 90 00 01');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(offer(form)).toContainText('Prøveveien 1, 0665 OSLO');
    await expectAccessible(page);
    const owner = (await offer(form).getByRole('definition').first().textContent()) ?? '';
    // Nothing is filled in before the user has said so.
    await expect(form.field('last_name')).toHaveValue('');
    await expect(form.field('street')).toHaveValue('');
    await button(form, 'carrier_right').press('Enter');
    await expect(page.getByText(form.text('order_form.carrier_taken', { number: '21900001' }))).toBeVisible();
    await expect(form.field('first_name')).toHaveValue(owner.slice(0, owner.lastIndexOf(' ')));
    await expect(form.field('last_name')).toHaveValue(owner.slice(owner.lastIndexOf(' ') + 1));
    await expect(form.field('street')).toHaveValue('Prøveveien');
    await expect(form.field('house_number')).toHaveValue('1');
    await expect(page.getByText(form.text('order_form.in_register'), { exact: true })).toBeVisible();
    await expectAccessible(page);
    await form.check('order_form.check_green');
  });
}

test('no number, a wrong one, one that no line has, and one that carries broadband already', async ({ page }) => {
  await logIn(page, 'nb', undefined, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.chooseAdsl();
  await ask(form, '');
  await expect(form.field('carrier')).toHaveAccessibleDescription(form.pattern('error.carrier_number.missing'));
  await ask(form, '41234567');
  await expect(form.field('carrier')).toHaveAccessibleDescription(form.pattern('error.carrier_number.invalid'));
  await expect(form.field('carrier')).toHaveAttribute('aria-invalid', 'true');
  await ask(form, '21 90 00 99');
  await expect(page.getByText(form.text('order_form.carrier_nothing', { number: '21900099' }))).toBeVisible();
  await expectAccessible(page);
  await button(form, 'carrier_search').click();
  await expect(form.field('address_search', 'combobox')).toBeFocused();
  await ask(form, '21900017');
  await expect(offer(form)).toContainText(form.text('order_form.carrier_other', { operator: 'Fjordnett', product: CATALOGUE.nb.adslShared }).slice(0, 24));
  await expectAccessible(page);
  // What is not right is not filled in.
  await button(form, 'carrier_wrong').click();
  await expect(offer(form)).toHaveCount(0);
  await expect(form.field('address_search', 'combobox')).toBeFocused();
  await expect(form.field('street')).toHaveValue('');
});

test('NRDB away or silent, a place that the register does not know, and no connection are said, with another way', async ({ page, context }) => {
  test.slow();
  await logIn(page, 'nb', undefined, '/orders/new');
  const form = new OrderForm(page);
  await form.begin();
  await form.chooseAdsl();
  await page.route('**/api/v1/carrier-lines', async (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' }));
  await ask(form, '21900001');
  await expect(page.getByText(form.text('order_form.carrier_instead'))).toBeVisible();
  await page.unroute('**/api/v1/carrier-lines');
  await page.getByRole('button', { name: form.text('ui.retry'), exact: true }).click();
  await expect(offer(form)).toBeVisible();
  // The register is away: the name alone is known.
  await page.route('**/api/v1/carrier-lines', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { line: { address: unknown } };
    answer.line.address = null;
    await route.fulfill({ response, json: answer });
  });
  await ask(form, '21900001');
  await expect(page.getByText(form.text('order_form.carrier_no_address'))).toBeVisible();
  await button(form, 'carrier_right').click();
  await expect(form.field('last_name')).not.toHaveValue('');
  await expect(form.field('street')).toHaveValue('');
  await page.unroute('**/api/v1/carrier-lines');
  await page.route('**/api/v1/carrier-lines', () => undefined);
  await ask(form, '21900002');
  await expect(button(form, 'carrier_ask')).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText(form.pattern('order_form.carrier_timeout'))).toBeVisible({ timeout: 40_000 });
  await page.unroute('**/api/v1/carrier-lines');
  await context.setOffline(true);
  await expect(button(form, 'carrier_ask')).toHaveAttribute('aria-disabled', 'true');
  await expect(button(form, 'carrier_ask')).toHaveAccessibleDescription(form.text('order_form.carrier_offline'));
  await context.setOffline(false);
});

test('it is offered for each line of a project, and not for what needs no carrier', async ({ page }) => {
  await logIn(page, 'nb', undefined, '/orders/new');
  const form = new ProjectForm(page);
  await form.openProject();
  await expect(form.field('first_name')).toBeVisible();
  await expect(form.field('carrier')).toHaveCount(0);
  await form.chooseProduct(CATALOGUE.nb.operatorShared);
  await ask(form, '21900001');
  await button(form, 'carrier_right').click();
  await expect(form.list).toContainText('Prøveveien 1, 0665 OSLO');
  await form.button('project_add').click();
  await expect(form.field('carrier')).toHaveValue('');
  await ask(form, '21900101');
  await button(form, 'carrier_right').click();
  await expect(form.list).toContainText('Prøveveien 1A, 0665 OSLO');
  await expect(form.list).toContainText('Prøveveien 1, 0665 OSLO');
});
