// Every error of the form, reached by what a person types: each says at its field what is wrong and what to do.

import { CATALOGUE, CUSTOMER, OrderForm } from '../support/form.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';

let form: OrderForm;

test.beforeEach(async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/orders/new');
  form = new OrderForm(page);
  await form.begin();
});

test('an empty form says everything that is missing, at once, and leads to each field', async ({ page }) => {
  await form.submitButton.click();
  const summary = form.errorSummary;
  await expect(summary).toBeFocused();
  const links = summary.getByRole('link');
  const count = await links.count();
  expect(count).toBeGreaterThan(10);
  await expect(summary.getByRole('heading')).toHaveText(form.text('order_form.errors_other', { n: String(count) }));
  for (const [label, code, field] of [
    ['product', 'error.product.missing', form.field('product', 'combobox')],
    ['first_name', 'error.end_user.first_name.missing', form.field('first_name')],
    ['last_name', 'error.end_user.last_name.missing', form.field('last_name')],
    ['date_of_birth', 'error.end_user.date_of_birth.missing', form.field('date_of_birth')],
    ['street', 'error.address.street.missing', form.field('street')],
    ['house_number', 'error.address.house_number.missing', form.field('house_number')],
    ['postcode', 'error.address.postcode.missing', form.field('postcode')],
    ['contact_name', 'error.contact.name.missing', form.field('contact_name')],
    ['contact_phone', 'error.phone.missing', form.field('contact_phone')],
  ] as const) {
    await test.step(label, async () => {
      await links.filter({ hasText: form.text(code) }).first().click();
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(new RegExp(form.text(code).slice(0, 20)));
    });
  }
  for (const key of ['door_marked', 'contact_reachable', 'contact_present', 'contact_informed', 'contact_helpful']) {
    await links.filter({ hasText: form.text(`error.confirmations.${key}`) }).click();
    await expect(page.getByRole('checkbox', { name: form.text(`order_form.${key}`) })).toBeFocused();
  }
  await links.filter({ hasText: form.text('error.confirmations.customer_informed') }).click();
  await expect(form.customerInformed).toBeFocused();
  // What is put right leaves the list.
  await form.type('first_name', CUSTOMER.firstName);
  await expect(links.filter({ hasText: form.text('error.end_user.first_name.missing') })).toHaveCount(0);
  await expect(links).toHaveCount(count - 1);
});

test('the choices of a product are asked for one by one', async ({ page }) => {
  await form.chooseProduct(CATALOGUE.nb.adslShared);
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  const speed = page.getByRole('combobox', { name: CATALOGUE.nb.speed });
  await expect(speed).toHaveAccessibleDescription(form.pattern('error.attribute.missing'));
  await form.errorSummary.getByRole('link', { name: CATALOGUE.nb.speed }).first().click();
  await expect(speed).toBeFocused();
  await speed.selectOption({ label: '2048/512 kbit/s' });
  await expect(speed).not.toHaveAttribute('aria-invalid');
});

test('a person is named in letters and born on a day that has been, and is never known by eleven digits', async () => {
  await form.expectEach('first_name', [['123', 'error.name.without_letters']]);
  await form.expectEach('last_name', [['-', 'error.name.without_letters']]);
  await form.expectEach('date_of_birth', [
    ['i går', 'error.end_user.date_of_birth.unreadable'],
    ['31.02.1971', 'error.end_user.date_of_birth.no_such_day'],
    ['12.03', 'error.end_user.date_of_birth.year_missing'],
    ['12.03.2199', 'error.end_user.date_of_birth.in_the_future'],
    ['31.12.1899', 'error.end_user.date_of_birth.before_1900'],
    ['12037100000', 'error.identity_number'],
  ]);
  const young = new Date().getFullYear() - 10;
  await form.expectEach('date_of_birth', [[`01.01.${young}`, 'error.end_user.date_of_birth.under_18']]);
  await expect(form.field('date_of_birth')).not.toHaveAttribute('aria-invalid');
});

test('a company is found by its number, or it is said what is wrong with it', async ({ page }) => {
  await page.getByRole('radio', { name: form.text('order_form.company') }).check({ force: true });
  await form.expectEach('organisation_number', [
    ['31000100A', 'error.end_user.organisation_number.characters'],
    ['31000100', 'error.end_user.organisation_number.length'],
    ['310001008', 'error.end_user.organisation_number.check_digit'],
    ['310002003', 'error.end_user.organisation_number.bankrupt'],
    ['310003018', 'error.end_user.organisation_number.winding_up'],
    ['310003107', 'error.end_user.organisation_number.winding_up'],
    ['310004006', 'error.end_user.organisation_number.deleted'],
    ['310004103', 'error.end_user.organisation_number.deleted'],
    ['310009008', 'error.end_user.organisation_number.unknown'],
  ]);
  // Unknown to the register is a warning: the order may be right all the same.
  await expect(form.field('organisation_number')).not.toHaveAttribute('aria-invalid');
  await form.type('company_name', '');
  await form.type('organisation_number', '310 001 007');
  await expect(form.field('organisation_number')).toHaveValue('310001007');
  await expect(form.field('company_name')).toHaveValue('FJELLBEKK REGNSKAP AS');
  await expect(page.getByText(form.text('order_form.company_found'))).toBeVisible();
  await form.type('company_name', 'Fjelltopp AS');
  await form.expectSaid('company_name', 'error.end_user.company_name.differs', { name: 'FJELLBEKK REGNSKAP AS' });
  await page.getByRole('button', { name: form.text('order_form.use', { value: 'FJELLBEKK REGNSKAP AS' }) }).click();
  await expect(form.field('company_name')).toHaveValue('FJELLBEKK REGNSKAP AS');
});

test('a post-office box is never an installation address, but a street that sounds like one is', async () => {
  for (const box of ['Postboks 12', 'postboks', 'Boks 12', 'Pb 12', 'P.b. 12', 'Pb.12', 'P.O. Box 12', 'poste restante', 'POSTBOKS12']) {
    await form.type('street', box);
    await form.expectSaid('street', 'error.address.street.po_box');
  }
  for (const street of ['Boksveien', 'Pbveien', 'Postboksgata']) {
    await form.type('street', street);
    await expect(form.field('street')).not.toHaveAttribute('aria-invalid');
  }
});

test('house number, postcode and place are read closely, and what is right is one press away', async ({ page }) => {
  await form.expectEach('house_number', [['tolv', 'error.address.house_number.invalid'], ['12-14', 'error.address.house_number.invalid']]);
  await form.type('house_number', '12 b');
  await expect(form.field('house_number')).not.toHaveAttribute('aria-invalid');
  await form.expectEach('postcode', [
    ['364', 'error.address.postcode.format'],
    ['02000', 'error.address.postcode.format'],
    ['O364', 'error.address.postcode.format'],
    ['0000', 'error.address.postcode.unknown'],
  ]);
  await form.type('place', 'BERGEN');
  await form.type('postcode', '0364');
  await form.expectSaid('place', 'error.address.place.mismatch', { postcode: '0364', place: 'OSLO' });
  await page.getByRole('button', { name: form.text('order_form.use', { value: 'OSLO' }) }).click();
  await expect(form.field('place')).toHaveValue('OSLO');
  await expect(form.field('place')).not.toHaveAttribute('aria-invalid');
});

test('an address stands in the register or is confirmed as missing there', async ({ page }) => {
  await form.type('street', 'Ingensteds vei');
  await form.type('house_number', '1');
  await form.type('postcode', '0665');
  await expect(page.getByText(form.text('order_form.not_in_register'), { exact: true })).toBeVisible();
  await form.submitButton.click();
  await expect(form.errorSummary.getByText(form.text('error.address.register.missing'))).toBeVisible();
  await page.getByRole('checkbox', { name: form.text('order_form.confirm_not_in_register') }).check();
  await expect(form.errorSummary.getByText(form.text('error.address.register.missing'))).toBeHidden();
  await expect(page.getByText(form.text('error.address.not_in_register')).first()).toBeVisible();
  // Typed as the register has it, it is found by itself, however it is spelled.
  await form.type('street', 'prøvev.');
  await form.type('house_number', '1 a');
  await expect(page.getByText(form.text('order_form.in_register'), { exact: true })).toBeVisible();
  await expect(form.field('street')).toHaveValue('Prøveveien');
  await expect(form.field('house_number')).toHaveValue('1A');
});

test('in an apartment house the apartment must be chosen', async ({ page }) => {
  await form.findAddress('Prøveveien 30');
  const unit = form.field('unit', 'combobox');
  await form.submitButton.click();
  await expect(unit).toHaveAccessibleDescription(form.pattern('error.address.unit.missing'));
  await form.errorSummary.getByRole('link', { name: form.pattern('error.address.unit.missing') }).click();
  await expect(unit).toBeFocused();
  await unit.selectOption({ index: 1 });
  await expect(unit).not.toHaveAttribute('aria-invalid');
  await expect(page.getByText(form.pattern('error.address.unit.missing'))).toHaveCount(0);
});

test('a place without a street address is known by its numbers, and a large area by an earlier line', async ({ page }) => {
  await page.getByRole('checkbox', { name: form.text('order_form.no_street') }).check();
  await form.expectEach('farm_number', [['53a', 'error.address.cadastre.invalid']]);
  await form.expectEach('title_number', [['-', 'error.address.cadastre.invalid']]);
  await page.getByRole('radio', { name: form.text('order_form.insa') }).check({ force: true });
  await form.expectEach('insa', [['!', 'error.address.insa.invalid']]);
  await page.getByRole('checkbox', { name: form.text('order_form.large_area') }).check();
  await form.submitButton.click();
  await form.expectSaid('existing_number', 'error.address.existing_number.required');
  await form.expectEach('existing_number', [['ukjent', 'error.address.existing_number.invalid']]);
  await form.type('existing_number', '21900001');
  await expect(form.field('existing_number')).not.toHaveAttribute('aria-invalid');
});

test('the contact is a person with a telephone that a person answers', async () => {
  await form.expectEach('contact_name', [['Solveig', 'error.contact.name.one_word']]);
  await form.expectEach('contact_phone', [
    ['ring meg', 'error.phone.letters'],
    ['41234567 / 98765432', 'error.phone.several'],
    ['41234567, 98765432', 'error.phone.several'],
    ['4123456', 'error.phone.too_few_digits'],
    ['412345678', 'error.phone.too_many_digits'],
    ['02000', 'error.phone.five_digits'],
    ['580012345678', 'error.phone.machine_12'],
    ['58012345', 'error.phone.machine_58'],
    ['59012345', 'error.phone.machine_59'],
    ['81549300', 'error.phone.special_8'],
    ['12345678', 'error.phone.not_in_use'],
    ['0046701234567', 'error.phone.foreign_without_plus'],
    ['+461', 'error.phone.foreign_length'],
    ['+46701234567', 'error.phone.foreign'],
    ['22334455', 'error.phone.fixed'],
  ]);
  // The last two are a warning and a hint: nothing is wrong with them.
  await expect(form.field('contact_phone')).not.toHaveAttribute('aria-invalid');
  await form.type('contact_phone', '+47 412 34 567');
  await expect(form.field('contact_phone')).toHaveValue('41234567');
  await form.expectEach('contact_second_phone', [['0047 41 23 45 67', 'error.contact.second_phone.same']]);
});

/** The next holiday that is no weekend and the next Saturday that is no holiday, past every product's lead time. */
function closedDays(today: Date): { holiday: string; saturday: string } {
  const isFixedHoliday = (day: Date) =>
    ['1/1', '1/5', '17/5', '25/12', '26/12'].includes(`${day.getUTCDate()}/${day.getUTCMonth() + 1}`);
  const first = (fits: (day: Date) => boolean) => {
    const day = new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + 40));
    while (!fits(day)) day.setUTCDate(day.getUTCDate() + 1);
    const two = (n: number) => String(n).padStart(2, '0');
    return `${two(day.getUTCDate())}.${two(day.getUTCMonth() + 1)}.${day.getUTCFullYear()}`;
  };
  return {
    holiday: first((day) => isFixedHoliday(day) && day.getUTCDay() !== 0 && day.getUTCDay() !== 6),
    saturday: first((day) => !isFixedHoliday(day) && day.getUTCDay() === 6),
  };
}

test('a date is wished as people write it, on a day when a technician works', async ({ page }) => {
  await form.expectEach('requested_date', [['snart', 'error.requested_date.without_product']]);
  await form.chooseAdsl();
  await form.expectEach('requested_date', [
    ['snart', 'error.requested_date.unreadable'],
    ['31.02', 'error.requested_date.no_such_day'],
    ['+1', 'error.requested_date.too_early'],
    ['+400', 'error.requested_date.too_late'],
  ]);
  const { holiday, saturday } = closedDays(new Date());
  await form.expectEach('requested_date', [
    [holiday, 'error.requested_date.holiday'],
    [saturday, 'error.requested_date.weekend'],
  ]);
  await expect(form.field('requested_date')).toHaveAttribute('aria-invalid', 'true');
  // DAT-6: for a day that nobody works the next that is open is one press away, and it is right.
  const offered = page.getByRole('button', { name: /^Bruk \d\d\.\d\d\.\d{4}$/ });
  const day = (await offered.innerText()).replace('Bruk ', '');
  const number = (text: string) => Number(text.split('.').reverse().join(''));
  expect(number(day)).toBeGreaterThan(number(saturday));
  await offered.click();
  await expect(form.field('requested_date')).toHaveValue(day);
  await expect(form.field('requested_date')).not.toHaveAttribute('aria-invalid');
  await form.type('requested_date', saturday);
  // The earliest valid day is one press away.
  const earliest = page.getByRole('button', { name: form.pattern('order_form.use_earliest') });
  await earliest.click();
  await expect(form.field('requested_date')).not.toHaveAttribute('aria-invalid');
  await expect(form.field('requested_date')).toHaveValue(/^\d\d\.\d\d\.\d{4}$/);
  await form.type('requested_date', '+16');
  await expect(form.field('requested_date')).toHaveValue(/^\d\d\.\d\d\.\d{4}$/);
});

test('the same reference in two fields is a warning that leads to the other field', async () => {
  await form.type('project_reference', 'NB-77');
  await form.type('customer_order_ref', 'NB-77');
  await form.expectSaid('customer_order_ref', 'error.reference.same');
  await expect(form.field('customer_order_ref')).not.toHaveAttribute('aria-invalid');
  await form.type('customer_invoice_ref', 'x'.repeat(51));
  await form.expectSaid('customer_invoice_ref', 'error.text.too_long', { length: '51', most: '50' });
});

test('without an answer from Kapaks and without a technician nothing is sent', async () => {
  await form.chooseAdsl();
  await form.fillCustomer();
  await form.findAddress('Prøveveien 1B');
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  await form.errorSummary.getByRole('link', { name: form.pattern('error.access_check.missing') }).click();
  await expect(form.checkButton).toBeFocused();
  await form.check('order_form.check_green');
  await expect(form.slots).toBeVisible();
  await form.errorSummary.getByRole('link', { name: form.pattern('error.appointment.missing') }).click();
  await expect(form.slots).toBeFocused();
});

test('what the customer needs is asked first, and each need has its own form', async ({ page }) => {
  await form.type('first_name', CUSTOMER.firstName);
  const again = page.getByRole('button', { name: form.text('order_form.need_again') });
  const choose = async (need: string) => {
    await again.click();
    await page.getByRole('radio', { name: form.text(`order_form.need_${need}`) }).click({ force: true });
  };
  for (const need of ['move', 'change', 'terminate']) {
    await choose(need);
    await expect(page.getByRole('textbox', { name: form.text('order_form.installed_number'), exact: true })).toBeVisible();
    await expect(page.getByRole('combobox', { name: form.text('order_form.product') })).toBeHidden();
  }
  await choose('switch');
  await expect(form.field('authority')).toBeVisible();
  await expect(form.field('first_name')).toHaveValue(CUSTOMER.firstName);
  // Going back, nothing that was typed is lost.
  await again.click();
  await form.begin();
  await expect(form.field('first_name')).toHaveValue(CUSTOMER.firstName);
});

test('in a low window Submit stays in sight', async ({ page }) => {
  await form.chooseAdsl();
  await form.fillCustomer();
  await form.findAddress('Prøveveien 1B');
  await page.setViewportSize({ width: 1280, height: 620 });
  await expect(form.submitButton).toBeInViewport({ ratio: 1 });
});
