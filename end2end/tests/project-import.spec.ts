// ORD-8: the lines of a project come from a file, looked over and put right before anything changes.

import { HEADINGS, ImportForm, csv, customer, fifty, sheet, windows } from '../support/import.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES } from '../support/words.ts';

for (const language of LANGUAGES) {
  test(`fifty rows with seven kinds of errors are looked over, put right, taken in and taken back (${language})`, async ({ page }) => {
    test.slow();
    await logIn(page, language, USERS.ingrid, '/orders/new');
    const form = new ImportForm(page, language);
    await form.openProject();
    await form.openImport();
    await expectAccessible(page);
    const [file, content] = language === 'nb' ? (['kunder.csv', windows(csv(fifty()))] as const) : (['kunder.xlsx', sheet(fifty())] as const);
    await form.choose(file, content);
    await form.expectFound(file, 50);
    await form.expectCounted(43, 7);
    await expectAccessible(page);
    await expect(form.inFile('first_name', 1)).toHaveValue('Kåre');
    const wrong: [string, number, string, ('textbox' | 'combobox')?][] = [
      ['last_name', 4, 'error.end_user.last_name.missing'],
      ['date_of_birth', 10, 'error.end_user.date_of_birth.no_such_day'],
      ['street', 18, 'error.address.street.po_box'],
      ['postcode', 23, 'error.address.postcode.unknown'],
      ['contact_name', 31, 'error.contact.name.one_word'],
      ['contact_phone', 42, 'error.phone.several'],
      ['customer_type', 49, 'error.sheet.not_understood', 'combobox'],
    ];
    for (const [key, row, error, role] of wrong) {
      await expect(form.inFile(key, row, role)).toHaveAttribute('aria-invalid', 'true');
      await expect(form.inFile(key, row, role)).toHaveAccessibleDescription(form.pattern(error));
    }
    // Two are put right where they stand, by the keyboard.
    await form.inFile('last_name', 4).focus();
    await page.keyboard.type('Lund');
    await expect(form.inFile('last_name', 4)).not.toHaveAttribute('aria-invalid', 'true');
    await form.inFile('customer_type', 49, 'combobox').selectOption('private');
    await form.expectCounted(45, 5);
    // The good ones come in; the others stay.
    await form.takeGood.press('Enter');
    await expect(page.getByText(form.text('order_form.import_taken_other', { n: '45' }))).toBeVisible();
    await form.expectFound(file, 5);
    await expect(form.inFile('date_of_birth', 1)).toHaveValue('31.02.1980');
    await expectAccessible(page);
    // What failed is saved with the reason, and with the column that is nobody's but the customer's.
    const failed = await form.saved('import_failed_csv');
    expect(failed.name).toMatch(/\.csv$/);
    const lines = failed.bytes.toString('utf8').replace(/\r\n$/, '').split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe(`\u{FEFF}${[...HEADINGS, form.text('order_form.import_wrong')].join(';')}`);
    expect(lines[1]).toContain('K-10');
    expect(lines[1]).toMatch(form.pattern('error.end_user.date_of_birth.no_such_day'));
    // The others come along with their errors, and are put right as lines.
    await form.button('import_take_all').press('Enter');
    await expect(form.list.getByRole('row')).toHaveCount(51);
    await expect(form.list).toContainText('Lund');
    await expectAccessible(page);
    await form.undo.click();
    await expect(form.list.getByRole('row')).toHaveCount(46);
    await form.undo.click();
    await expect(form.list.getByRole('row')).toHaveCount(2);
  });
}

test('a column that nobody knows is mapped by hand, and so in the next file of the draft', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ImportForm(page);
  await form.openProject();
  await form.openImport();
  const rows = csv([customer(0), customer(1)]).replace('Etternavn', 'Heter').replace('Vår ref', 'Leil');
  await form.choose('a.csv', rows);
  await form.expectFound('a.csv', 2);
  await form.expectCounted(0, 2);
  await expect(page.getByText(form.text('order_form.import_columns_unknown'))).toBeVisible();
  await form.column('Heter').selectOption({ label: form.text('order_form.last_name') });
  await form.expectCounted(2, 0);
  // OFF-1: a reload comes back to the very rows.
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  await page.reload();
  await form.expectCounted(2, 0);
  await expect(form.column('Heter')).toHaveValue('end_user.last_name');
  await form.takeGood.click();
  await expect(form.list.getByRole('row')).toHaveCount(3);
  await form.openImport();
  await form.choose('b.csv', csv([customer(7)], ',').replace('Etternavn', 'HETER'));
  await form.expectFound('b.csv', 1);
  await form.expectCounted(1, 0);
  // The lines that are there stay, or are replaced.
  const there = page.getByRole('group', { name: form.text('order_form.import_what') });
  await there.getByRole('radio', { name: form.text('order_form.import_replace') }).check({ force: true });
  await form.takeGood.click();
  await expect(form.list.getByRole('row')).toHaveCount(2);
  await expect(form.list).toContainText('NordbyAh');
  await form.undo.click();
  await expect(form.list.getByRole('row')).toHaveCount(3);
  await form.openImport();
  await form.choose('c.csv', csv([customer(8)], '\t'));
  await form.expectFound('c.csv', 1);
  await form.takeGood.click();
  await expect(form.list.getByRole('row')).toHaveCount(4);
});

test('more than fifty: what has no room is named and stays', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ImportForm(page);
  await form.openProject();
  await form.openImport();
  await form.choose('mange.csv', csv(Array.from({ length: 53 }, (_, nth) => customer(nth))));
  await form.expectFound('mange.csv', 53);
  await expect(page.getByText(form.text('order_form.import_room', { most: '50', room: '50', rows: '51–53' }))).toBeVisible();
  await form.takeGood.click();
  await form.expectFound('mange.csv', 3);
  await expect(form.takeGood).toHaveAttribute('aria-disabled', 'true');
  await expect(form.takeGood).toHaveAccessibleDescription(form.text('order_form.import_no_room'));
});

test('files that are no table, too large, locked or empty are said, and the lines are as they were', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ImportForm(page);
  await form.openProject();
  await form.openImport();
  const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [name, content, trouble] of [
    ['bilde.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'import_trouble_kind'],
    ['tom.csv', Buffer.from(''), 'import_trouble_empty'],
    ['bare-overskrifter.csv', Buffer.from(HEADINGS.join(';')), 'import_trouble_empty'],
    ['bilder.zip', Buffer.from('PK\x03\x04 noe annet', 'latin1'), 'import_trouble_broken'],
    ['avbrutt.xlsx', sheet([customer(0)]).subarray(0, 900), 'import_trouble_broken'],
    ['gammel.xls', container, 'import_trouble_old'],
    ['hemmelig.xlsx', Buffer.concat([container, Buffer.from('EncryptedPackage', 'utf16le')]), 'import_trouble_locked'],
  ] as const) {
    await form.choose(name, content);
    await expect(form.file).toHaveAccessibleDescription(new RegExp(form.text(`order_form.${trouble}`)));
  }
  await form.choose('stor.csv', Buffer.alloc((5 << 20) + 1, 'a'));
  await expect(form.file).toHaveAccessibleDescription(new RegExp(form.text('order_form.import_trouble_size', { most: '5' })));
  await expectAccessible(page);
  await form.button('import_stop').click();
  await expect(form.button('import')).toBeFocused();
  await expect(form.list.getByRole('row')).toHaveCount(2);
});

test('the lines are exported as they stand, and a workbook of ours comes back with its errors put right elsewhere', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ImportForm(page);
  await form.openProject();
  await form.openImport();
  await form.choose('a.csv', csv([customer(0, { Etternavn: '=Nordby' }), customer(1, { Telefon: '123' })]));
  await form.expectFound('a.csv', 2);
  const failed = await form.saved('import_failed_xlsx');
  expect(failed.name).toBe(`${form.text('order_form.import_failed_name')}.xlsx`);
  await form.button('import_take_all').click();
  await expect(form.list.getByRole('row')).toHaveCount(3);
  await form.button('export').click();
  await expect(form.button('export_csv')).toBeFocused();
  await expectAccessible(page);
  const exported = await form.saved('export_csv');
  const text = exported.bytes.toString('utf8');
  expect(text).toContain(";'=Nordby;");
  expect(text).toContain(';0665;');
  const workbook = await form.saved('export_xlsx');
  await form.button('export_close').click();
  await expect(form.button('export')).toBeFocused();
  // Both come back as they went, into the place of what is there.
  await form.openImport();
  for (const [name, bytes, rows, bad] of [['linjer.xlsx', workbook.bytes, 2, 1], ['feil.xlsx', failed.bytes, 1, 1]] as const) {
    await form.choose(name, bytes);
    await form.expectFound(name, rows);
    await form.expectCounted(rows - bad, bad);
    await expect(page.getByText(form.text('order_form.import_columns_unknown'))).toHaveCount(0);
  }
  await expect(form.inFile('contact_phone', 1)).toHaveValue('123');
});

test('without a connection the template is filled in, read, looked over and taken in; a file can be dropped', async ({ page, context }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ImportForm(page);
  await form.openProject();
  await form.openImport();
  await context.setOffline(true);
  const template = await form.saved('import_template_csv');
  await form.button('import_stop').click();
  const transfer = await page.evaluateHandle((text) => {
    const dragged = new DataTransfer();
    dragged.items.add(new File([text], 'mal.csv'));
    return dragged;
  }, template.bytes.toString('utf8'));
  await form.list.dispatchEvent('drop', { dataTransfer: transfer });
  await form.expectFound('mal.csv', 1);
  await form.expectCounted(1, 0);
  await form.takeGood.click();
  await expect(form.list).toContainText('Kari Eksempel');
  await context.setOffline(false);
});
