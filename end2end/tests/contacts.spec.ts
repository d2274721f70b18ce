// Contacts and account: who gets mail about orders (NOT-1), and two who change the same thing (OFF-5).

import { Contacts } from '../support/contacts.ts';
import { holdBack } from '../support/disk.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

for (const [language, colorScheme] of [['nb', 'light'], ['en', 'dark']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });

    /** NOT-1, NOT-3, CON-2 */
    test('a contact is made with its errors said first, changed, removed and brought back, by keyboard alone', async ({ page }) => {
      await logIn(page, language, USERS.ingrid, '/contacts');
      const contacts = new Contacts(page, language);
      await expect(page.getByRole('heading', { level: 1, name: contacts.text('contacts.title') })).toBeFocused();
      await expect(contacts.row('Kundeservice')).toContainText('ordre@nordavind.example');
      await expect(page).toHaveTitle(new RegExp(contacts.text('contacts.title')));
      await expectAccessible(page);

      await contacts.button('contacts.add').focus();
      await page.keyboard.press('Enter');
      await expect(contacts.dialog).toBeVisible();
      await contacts.field('name').focus();
      await page.keyboard.press('Enter');
      const summary = contacts.dialog.getByRole('region', { name: contacts.text('contacts.errors_other', { n: '2' }) });
      await expect(summary).toBeFocused();
      await expectAccessible(page);
      await summary.getByRole('link').first().press('Enter');
      await expect(contacts.field('name')).toBeFocused();
      const name = `Kveldsvakt ${language}`;
      await page.keyboard.type(name);
      await page.keyboard.press('Tab');
      await page.keyboard.type('+47 40 00 01 80');
      await page.keyboard.press('Tab');
      await expect(contacts.field('phone')).toHaveValue('40000180');
      await contacts.field('group_email').focus();
      await page.keyboard.type('Kveld <kveld@nordavind,example>');
      await page.keyboard.press('Tab');
      await expect(contacts.field('group_email')).toHaveAccessibleDescription(new RegExp(contacts.text('error.email.characters').slice(0, 30)));
      await contacts.dialog.getByRole('button', { name: /kveld@nordavind\.example/ }).press('Enter');
      await expect(contacts.field('group_email')).toHaveValue('kveld@nordavind.example');
      await contacts.field('orders_of').selectOption({ label: contacts.text('contacts.orders_of_everyone') });
      await contacts.save.press('Enter');
      // Only the backend knows that another contact has these orders.
      await expect(contacts.field('orders_of')).toHaveAccessibleDescription(/Kundeservice/);
      await contacts.field('orders_of').selectOption({ label: 'Emil Bakke' });
      await contacts.save.press('Enter');
      await expect(contacts.dialog).toBeHidden();
      await expect(contacts.row(name)).toContainText('Emil Bakke');

      await contacts.button('contacts.edit_this', { name }).press('Enter');
      await contacts.field('every_change').press('Space');
      await contacts.save.press('Enter');
      await expect(contacts.dialog).toBeHidden();
      await expect(contacts.row(name)).toContainText(contacts.text('contacts.yes'));

      await contacts.button('contacts.remove_this', { name }).press('Enter');
      await expect(page.getByText(contacts.text('contacts.removed', { name }))).toBeVisible();
      await expect(contacts.row(name)).toHaveCount(0);
      await expectAccessible(page);
      await contacts.button('ui.undo').press('Enter');
      await expect(contacts.row(name)).toContainText('kveld@nordavind.example');
      await page.reload();
      await expect(contacts.row(name)).toContainText('Emil Bakke');
      await contacts.button('contacts.remove_this', { name }).press('Enter');
      await expect(contacts.row(name)).toHaveCount(0);
    });

    test('the account says what we have, and what the company sets itself', async ({ page }) => {
      await logIn(page, language, USERS.ingrid, '/account');
      const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);
      await expect(page.getByText('Nordavind', { exact: false }).first()).toBeVisible();
      await expect(page.getByText(text('account.hours.extended'))).toBeVisible();
      await expect(page.getByRole('row', { name: /Oda Strand/ })).toContainText(text('account.access.ordering'));
      await expectAccessible(page);
      const address = page.getByLabel(new RegExp(`^${text('account.quotes_email')}`));
      await address.fill('tilbud@');
      await page.getByRole('button', { name: text('account.save'), exact: true }).click();
      await expect(page.getByRole('region', { name: text('account.errors_one') })).toBeFocused();
      await expectAccessible(page);
      await address.fill(`tilbud-${language}@nordavind.example`);
      await page.keyboard.press('Enter');
      await expect(page.getByText(text('account.saved'))).toBeVisible();
      await page.reload();
      await expect(address).toHaveValue(`tilbud-${language}@nordavind.example`);
    });
  });
}

/** OFF-5 */
test('a contact that a colleague has changed meanwhile is put together field by field', async ({ page, browser, server }) => {
  await logIn(page, 'nb', USERS.ingrid, '/contacts');
  const mine = new Contacts(page);
  await mine.button('contacts.add').click();
  await mine.field('name').fill('Nattvakt');
  await mine.field('phone').fill('40000181');
  await mine.save.click();
  await expect(mine.row('Nattvakt')).toBeVisible();

  const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
  const other = await context.newPage();
  await logIn(other, 'nb', 'tuva.lien', '/contacts');
  const theirs = new Contacts(other);
  await theirs.button('contacts.edit_this', { name: 'Nattvakt' }).click();
  await mine.button('contacts.edit_this', { name: 'Nattvakt' }).click();
  await theirs.field('name').fill('Natt og helg');
  await theirs.field('group_email').fill('natt@nordavind.example');
  await theirs.save.click();
  await expect(theirs.dialog).toBeHidden();

  await mine.field('name').fill('Natt');
  await mine.field('phone').fill('40000182');
  await mine.save.click();
  await expect(mine.dialog.getByText(mine.text('contacts.changed_meanwhile'))).toBeVisible();
  await expectAccessible(page);
  // What only one of the two has changed is chosen already; of the name nobody can know.
  await expect(mine.save).toHaveAccessibleDescription(mine.text('editing.left_one'));
  const choice = (field: string, value: string) =>
    mine.dialog.getByRole('row', { name: new RegExp(`^${field}`) }).getByRole('radio', { name: new RegExp(`: ${value}$`) });
  await expect(choice(mine.text('contacts.phone'), '40000182')).toBeChecked();
  await expect(choice(mine.text('contacts.group_email'), 'natt@nordavind.example')).toBeChecked();
  await choice(mine.text('contacts.name'), 'Natt og helg').check();
  await mine.save.click();
  await expect(mine.dialog).toBeHidden();
  await expect(mine.row('Natt og helg')).toContainText('40000182');
  await expect(mine.row('Natt og helg')).toContainText('natt@nordavind.example');
  await mine.button('contacts.remove_this', { name: 'Natt og helg' }).click();
  await context.close();
});

test('who may not change them sees contacts and account all the same, with the reason at the buttons', async ({ page }) => {
  await logIn(page, 'nb', USERS.oda, '/contacts');
  const contacts = new Contacts(page);
  const reason = contacts.text('reason.access.full_needed');
  await expect(contacts.row('Kundeservice')).toBeVisible();
  await expect(contacts.button('contacts.add')).toHaveAccessibleDescription(reason);
  await page.getByRole('link', { name: contacts.text('nav.account'), exact: true }).click();
  await expect(contacts.button('account.save')).toHaveAccessibleDescription(reason);
  await expect(page.getByLabel(new RegExp(`^${contacts.text('account.quotes_email')}`))).not.toBeEditable();
  await expectAccessible(page);
});

/** OFF-1 */
test('contacts that were begun are there after a reload, side by side, until they are saved', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/contacts');
  const contacts = new Contacts(page);
  const begin = async (name: string) => {
    await contacts.button('contacts.add').click();
    await expect(contacts.field('name')).toHaveValue('');
    await contacts.field('name').fill(name);
    await expect(contacts.dialog.getByText(/^Lagret her i dag kl\. \d\d:\d\d$/)).toBeVisible();
  };
  await begin('Vakt Nord');
  await page.keyboard.press('Escape');
  await begin('Vakt Sør');
  await contacts.field('phone').fill('22 00 11 22');
  // In the same moment, before half a second is over.
  await page.reload();
  await page.goto('/drafts');
  const begun = page.locator('section').filter({ has: page.getByRole('heading', { name: words('nb', 'forms.title') }) });
  await expect(begun.getByRole('listitem')).toHaveText([/^Kontakt: Vakt Sør/, /^Kontakt: Vakt Nord/]);
  const goOn = (name: string) => begun.getByRole('link', { name: words('nb', 'forms.go_on_with', { name: `Kontakt: ${name}` }) });
  await goOn('Vakt Sør').click();
  await expect(contacts.field('name')).toHaveValue('Vakt Sør');
  await expect(contacts.field('phone')).toHaveValue('22 00 11 22');
  await contacts.save.click();
  await expect(contacts.row('Vakt Sør')).toBeVisible();
  await expect(page).toHaveURL(/\/contacts$/);

  await page.goto('/drafts');
  await expect(begun.getByRole('listitem')).toHaveText([/^Kontakt: Vakt Nord/]);
  await goOn('Vakt Nord').click();
  await expect(contacts.field('name')).toHaveValue('Vakt Nord');
  await contacts.dialog.getByRole('button', { name: words('nb', 'forms.start_over') }).click();
  await expect(contacts.field('name')).toHaveValue('');
  await page.keyboard.press('Escape');
  await page.goto('/drafts');
  await expect(page.getByText(words('nb', 'drafts.outbox_none'), { exact: true })).toBeVisible();
  await expect(begun).toHaveCount(0);
});

/** OFF-1: a slow disk has nothing of it when the page goes. */
test('a contact that was put aside or emptied in the last moment of a page is so in the next one', async ({ page }) => {
  await logIn(page, 'nb', USERS.ingrid, '/contacts');
  const contacts = new Contacts(page);
  const begun = page.locator('section').filter({ has: page.getByRole('heading', { name: words('nb', 'forms.title') }) });
  const row = begun.getByRole('listitem').filter({ hasText: 'Kontakt: Vakt Vest' });
  await contacts.button('contacts.add').click();
  await expect(contacts.field('name')).toHaveValue('');
  await holdBack(page, 'forms');
  await contacts.field('name').fill('Vakt Vest');
  await page.keyboard.press('Escape');
  await expect(contacts.dialog).toBeHidden();
  await page.goto('/drafts');
  await row.getByRole('link').click();
  await expect(contacts.field('name')).toHaveValue('Vakt Vest');
  await holdBack(page, 'forms');
  await contacts.dialog.getByRole('button', { name: words('nb', 'forms.start_over') }).click();
  await page.keyboard.press('Escape');
  await expect(contacts.dialog).toBeHidden();
  await page.goto('/drafts');
  await expect(page.getByText(words('nb', 'drafts.outbox_none'), { exact: true })).toBeVisible();
  await expect(row).toHaveCount(0);
});

/** OFF-1, OFF-5: what was typed comes back over the version that was seen then. */
test('the account goes on with what was typed before a reload, and shows what has changed since', async ({ page, browser, server }) => {
  await logIn(page, 'nb', USERS.ingrid, '/account');
  const email = page.getByLabel(new RegExp(`^${words('nb', 'account.quotes_email')}`));
  await expect(email).toHaveValue(/@/);
  await email.fill('mitt@nordavind.example');
  await expect(page.getByText(/^Lagret her i dag kl\. \d\d:\d\d$/)).toBeVisible();
  const other = await (await browser.newContext({ baseURL: server.url })).newPage();
  await logIn(other, 'nb', USERS.ingrid, '/account');
  await other.getByLabel(new RegExp(`^${words('nb', 'account.quotes_email')}`)).fill('kollega@nordavind.example');
  await other.getByRole('button', { name: words('nb', 'account.save') }).click();
  await expect(other.getByText(words('nb', 'account.saved'))).toBeVisible();
  await other.context().close();

  await page.reload();
  await expect(email).toHaveValue('mitt@nordavind.example');
  await page.getByRole('button', { name: words('nb', 'account.save') }).click();
  await expect(page.getByText(words('nb', 'account.changed_meanwhile'))).toBeVisible();
  await expect(page.getByText('kollega@nordavind.example')).toBeVisible();
});
