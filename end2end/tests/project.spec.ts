// ORD-1, ORD-8: a project, from an empty list to the page of its order, in the form and in the grid.

import { ProjectForm, cells } from '../support/project.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { LANGUAGES } from '../support/words.ts';

const PEOPLE = Array.from({ length: 10 }, (_, nth) => `Nordby${String.fromCharCode(65 + nth)}`);

for (const language of LANGUAGES) {
  test(`ten lines are typed, pasted, filled down, checked and sent by the keyboard alone (${language})`, async ({ page }) => {
    test.slow();
    await logIn(page, language, USERS.ingrid, '/orders/new');
    const form = new ProjectForm(page, language);
    await form.openProject();
    await expectAccessible(page);
    await form.show('grid');
    await expectAccessible(page);
    const first = await form.cell(1, 'first_name');
    await first.focus();
    // The first is typed, cell by cell.
    await page.keyboard.type('Kari');
    await page.keyboard.press('Tab');
    await page.keyboard.type('NordbyA');
    await page.keyboard.press('Enter');
    await expect(await form.cell(1, 'first_name')).toHaveText('Kari');
    await expect(await form.cell(1, 'last_name')).toHaveText('NordbyA');
    // All ten come from a spreadsheet, over the first.
    await page.keyboard.press('Control+Home');
    await form.paste(PEOPLE.map((lastName) => cells({ lastName })));
    await expect(form.grid.getByRole('row')).toHaveCount(11);
    await expect(await form.cell(10, 'place')).toHaveText('OSLO');
    await form.confirmAllLines();
    await expect(await form.cell(10, 'customer_informed_short')).toHaveText(form.text('order_form.grid_ticked'));
    await form.button('project_check_all').focus();
    await page.keyboard.press('Enter');
    await expect(form.row(10).getByRole('gridcell').last()).toHaveText(form.text('order_form.project_green'));
    await expect(page.getByText(form.text('order_form.project_summary_no_booking'))).toBeVisible();
    await page.getByRole('button', { name: form.pattern('order_form.use_earliest') }).press('Enter');
    await expect(page.getByText(form.text('order_form.project_summary_count', { ready: '10', total: '10' }))).toBeVisible();
    await expectAccessible(page);
    await form.submitButton.press('Enter');
    await page.waitForURL(/\/orders\/1-\d+$/);
    await expect(page.getByText('NordbyJ').first()).toBeVisible();
    await expectAccessible(page);
  });
}

test('each wrong cell is marked, says why below the grid, and can be undone and done again', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ProjectForm(page);
  await form.openProject();
  await form.show('grid');
  await form.go(1, 'customer_type');
  await form.paste([cells({ born: '31.02.1980' }), cells({ lastName: 'Lund', phone: '123' }), cells({ lastName: 'Vik', postcode: '9999' })]);
  const born = await form.cell(1, 'date_of_birth');
  await expect(born).toHaveAttribute('aria-invalid', 'true');
  await form.go(1, 'date_of_birth');
  await expect(form.message).toContainText(form.pattern('error.end_user.date_of_birth.no_such_day'));
  await expect(born).toHaveAccessibleDescription(form.pattern('error.end_user.date_of_birth.no_such_day'));
  await expect(await form.cell(2, 'contact_phone')).toHaveAttribute('aria-invalid', 'true');
  await expect(await form.cell(3, 'postcode')).toHaveAttribute('aria-invalid', 'true');
  await expect(await form.cell(2, 'last_name')).not.toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  // It is put right where it stands.
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1.2.80');
  await page.keyboard.press('Enter');
  await expect(born).not.toHaveAttribute('aria-invalid', 'true');
  await expect(born).toHaveText('01.02.1980');
  // Esc takes a cell back as it was.
  await form.go(2, 'last_name');
  await page.keyboard.type('Noe annet');
  await page.keyboard.press('Escape');
  await expect(await form.cell(2, 'last_name')).toHaveText('Lund');
  // Each step goes back, and forth again.
  await page.keyboard.press('Control+Z');
  await expect(born).toHaveText('31.02.1980');
  await page.keyboard.press('Control+Z');
  await expect(form.grid.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Control+Y');
  await expect(form.grid.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('Control+Y');
  await expect(born).toHaveText('01.02.1980');
  // Delete empties what is selected, and copying brings it elsewhere.
  await form.go(1, 'last_name');
  await page.keyboard.press('Control+C');
  await form.go(3, 'last_name');
  await page.keyboard.press('Control+V');
  await expect(await form.cell(3, 'last_name')).toHaveText('Nordby');
  await page.keyboard.press('Delete');
  await expect(await form.cell(3, 'last_name')).toHaveText('');
});

test('more than fifty rows: the first fifty are taken, and what did not fit is said', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ProjectForm(page);
  await form.openProject();
  await form.show('grid');
  await form.go(1, 'customer_type');
  await form.paste(Array.from({ length: 53 }, () => cells()));
  await expect(form.grid.getByRole('row')).toHaveCount(51);
  await expect(page.getByText(form.text('order_form.grid_rows_left', { rows: '3' }))).toBeVisible();
  await expect(page.getByRole('button', { name: form.text('order_form.project_add'), exact: true })).toHaveAttribute('aria-disabled', 'true');
  await form.submitButton.click();
  await expect(form.errorSummary).toBeFocused();
  await expect(form.errorSummary.getByRole('link')).toHaveCount(25);
});

test('a line is added, copied, removed and brought back, and all are there after a reload', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ProjectForm(page);
  await form.openProject();
  await form.fillCustomer();
  await form.findAddress('Prøveveien 1');
  await form.button('project_copy', { number: '1' }).click();
  await expect(page.getByRole('heading', { name: form.pattern('order_form.project_line_of', { number: '2', total: '2' }) })).toBeFocused();
  await expect(form.field('first_name')).toHaveValue('Solveig');
  await form.type('last_name', 'Vik');
  await form.button('project_add').click();
  await expect(form.list.getByRole('row')).toHaveCount(4);
  await form.type('last_name', 'Strand');
  await form.button('project_remove', { number: '2' }).click();
  await expect(form.list.getByRole('row')).toHaveCount(3);
  await expect(form.list).not.toContainText('Vik');
  await page.getByRole('button', { name: form.text('ui.undo'), exact: true }).click();
  await expect(form.list.getByRole('row').nth(2)).toContainText('Solveig Vik');
  // The error of a line that is not shown opens it.
  await form.submitButton.click();
  await form.errorSummary.getByRole('link', { name: new RegExp(`^${form.text('order_form.project_label', { number: '2', label: form.text('order_form.contact_phone') })}`) }).click();
  await expect(form.field('contact_phone')).toBeFocused();
  await expect(page.getByRole('heading', { name: form.pattern('order_form.project_line_of', { number: '2', total: '3' }) })).toBeVisible();
  // In the grid the same lines stand, and after a reload too.
  await form.show('grid');
  await expect(await form.cell(2, 'last_name')).toHaveText('Vik');
  await expect(await form.cell(3, 'last_name')).toHaveText('Strand');
  await expect(page.getByText(form.pattern('order_form.saved'))).toBeVisible();
  await page.reload();
  await form.show('grid');
  await expect(await form.cell(3, 'last_name')).toHaveText('Strand');
});

/** OFF-1: what is put right in the middle of a word is not scattered over its end. */
test('a letter goes in where the caret stands, in a cell and in a field', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/orders/new');
  const form = new ProjectForm(page);
  await form.openProject();
  const name = form.field('first_name');
  await name.fill('Koe');
  await name.press('Home');
  await name.press('ArrowRight');
  await name.pressSequentially('år');
  await expect(name).toHaveValue('Kåroe');
  await form.show('grid');
  await form.go(1, 'contact_phone');
  await page.keyboard.type('4127');
  await page.keyboard.press('ArrowLeft');
  const editor = page.getByRole('textbox', { name: form.text('order_form.grid_editor', { label: form.text('order_form.contact_phone'), number: '1' }) });
  await editor.pressSequentially('3456');
  await expect(editor).toHaveValue('41234567');
  await page.keyboard.press('Enter');
  await expect(await form.cell(1, 'contact_phone')).toHaveText('41234567');
});
