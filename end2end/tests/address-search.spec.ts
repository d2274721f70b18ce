// The one search field for an address (ADR-7): streets first, houses once a number is typed, and what is typed in the
// fields themselves shown as everybody writes it.

import { OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { type Language, LANGUAGES } from '../support/words.ts';
import type { Page } from '@playwright/test';

async function opened(page: Page, language: Language = 'nb'): Promise<OrderForm> {
  await logIn(page, language, USERS.oda, '/orders/new');
  const form = new OrderForm(page, language);
  await form.begin();
  return form;
}

for (const language of LANGUAGES) {
  test(`a street is chosen first, and the number is typed behind it (${language})`, async ({ page }) => {
    const form = await opened(page, language);
    const search = form.field('address_search', 'combobox');
    await search.fill('kirke');
    const options = page.getByRole('listbox').getByRole('option');
    const detail = (place: string, n: string) => form.text('order_form.address_street_other', { place, n });
    await expect(page.getByRole('option', { name: `Kirkegata ${detail('5015 BERGEN', '24')}`, exact: true })).toBeVisible();
    const street = page.getByRole('option', { name: `Kirkeveien ${detail('5006 BERGEN', '45')}`, exact: true });
    await expect(street).toHaveCount(1);
    await expect(page.getByRole('status').filter({ hasText: form.pattern('order_form.address_streets') })).toBeVisible();

    await street.click();
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('Kirkeveien, 5006 BERGEN ');
    await expect(options.first()).toHaveAccessibleName('Kirkeveien 1 5006 BERGEN');
    await page.keyboard.type('12');
    await expect(options).toHaveCount(2);
    await page.getByRole('option', { name: 'Kirkeveien 12B 5006 BERGEN', exact: true }).click();
    await expect(form.field('house_number')).toHaveValue('12B');
    await expect(form.field('postcode')).toHaveValue('5006');
    await expect(search).toHaveAttribute('aria-expanded', 'false');
  });

  test(`a PO box and a street that is nowhere are told below the field, without a list (${language})`, async ({ page }) => {
    const form = await opened(page, language);
    const search = form.field('address_search', 'combobox');
    for (const [typed, said] of [
      ['Ingensteds vei', 'order_form.address_none'],
      ['Pb 12', 'error.address.street.po_box'],
      ['Postboks 12', 'error.address.street.po_box'],
    ] as const) {
      await search.fill(typed);
      const message = page.getByRole('status').filter({ hasText: form.text(said) });
      await expect(message).toBeVisible();
      await expect(search).toHaveAttribute('aria-expanded', 'false');
      await expect(page.getByRole('listbox')).toBeHidden();
      await expect(page.getByRole('listbox', { includeHidden: true }).getByText(form.text(said))).toHaveCount(0);
      // The message keeps to the width of its field.
      const [field, frame] = [await search.boundingBox(), await message.boundingBox()];
      expect(frame!.x + frame!.width).toBeLessThanOrEqual(field!.x + field!.width + 1);
    }
    await search.fill('kirke');
    await expect(page.getByRole('listbox')).toBeVisible();
    await expect(search).toHaveAttribute('aria-expanded', 'true');
    await search.press('Escape');
    await expect(search).toHaveAttribute('aria-expanded', 'false');
  });
}

test('a street is found by its beginning, its number and its place in any order, and by a whole pasted address', async ({ page }) => {
  const form = await opened(page);
  const search = form.field('address_search', 'combobox');
  const options = page.getByRole('listbox').getByRole('option');
  for (const typed of [
    'kirke 64 oslo',
    'oslo 64 kirke',
    'Kirkeveien 64, 0364 Oslo, Norge',
    '  Kirkeveien   64,N-0364  Oslo\nNorway',
  ]) {
    await test.step(typed, async () => {
      await search.fill('');
      await search.focus();
      await page.keyboard.insertText(typed);
      await expect(options).toHaveCount(1);
      await expect(options).toHaveAccessibleName('Kirkeveien 64 0364 OSLO');
    });
  }
  await search.press('ArrowDown');
  await search.press('Enter');
  await expect(form.field('street')).toHaveValue('Kirkeveien');
  await expect(form.field('house_number')).toHaveValue('64');
});

test('what is clear is shown as everybody writes it once its field is left', async ({ page }) => {
  const form = await opened(page);
  for (const [key, typed, shown] of [
    ['first_name', '  Solveig   Marie ', 'Solveig Marie'],
    ['date_of_birth', ' 1. 2.  1980 ', '01.02.1980'],
    ['date_of_birth', '010280', '01.02.1980'],
    ['postcode', '0 6 6 5', '0665'],
    ['postcode', '0266  Oslo', '0266'],
    ['house_number', '12  b', '12B'],
    ['contact_name', ' Solveig  Myrland ', 'Solveig Myrland'],
    // What is wrong stays, and is told.
    ['postcode', '0665 1', '0665 1'],
    ['date_of_birth', '31.02.1980', '31.02.1980'],
  ] as const) {
    await form.type(key, typed);
    await expect(form.field(key)).toHaveValue(shown);
  }
  await form.expectSaid('postcode', 'error.address.postcode.format');
  await page.getByRole('radio', { name: form.text('order_form.company') }).click();
  await form.type('organisation_number', 'NO 310001007 MVA');
  await expect(form.field('organisation_number')).toHaveValue('310001007');
  await expect(form.field('company_name')).toHaveValue(/FJELLBEKK/);
});

test('a whole address that is typed as the street goes to its fields, and is found', async ({ page }) => {
  const form = await opened(page);
  await form.type('street', 'Kirkeveien 12 B');
  await expect(form.field('street')).toHaveValue('Kirkeveien');
  await expect(form.field('house_number')).toHaveValue('12B');
  await form.type('postcode', '0266 oslo');
  await expect(form.field('postcode')).toHaveValue('0266');
  await expect(form.field('place')).toHaveValue('OSLO');
  await expect(page.getByText(form.text('order_form.in_register'), { exact: true })).toBeVisible();
  await form.type('street', 'Kirkegata 14');
  await expect(form.field('street')).toHaveValue('Kirkegata 14');
  await expect(form.field('house_number')).toHaveValue('12B');
});
