// Views of the list that a reader saves: for themselves, for the company, under another name, and away again.

import { type Page } from '@playwright/test';
import { COLUMNS, OrderList } from '../support/list.ts';
import { logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: nb('orders.saved_views') }).click();
}

/** A saved view in the menu, by the name that stands there. */
function view(page: Page, name: string) {
  return page.getByRole('menuitemradio', { name, exact: true });
}

async function save(page: Page, name: string, share = false): Promise<void> {
  await openMenu(page);
  await page.getByRole('menuitem', { name: nb('orders.save_view') }).click();
  const dialog = page.getByRole('dialog', { name: nb('orders.save_title') });
  await dialog.getByRole('textbox', { name: nb('orders.view_name') }).fill(name);
  if (share) await dialog.getByRole('checkbox', { name: nb('orders.view_share') }).check();
  await dialog.getByRole('button', { name: nb('orders.view_save') }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(nb('orders.view_saved', { name }))).toBeVisible();
}

test('a view is saved with its filters, sort and columns, replaced, renamed, and deleted with a way back', async ({ page }) => {
  // Nine turns of the list in one life of a view.
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders');
  const list = new OrderList(page);
  await list.settled();

  await test.step('a name is needed', async () => {
    await openMenu(page);
    await page.getByRole('menuitem', { name: nb('orders.save_view') }).click();
    const dialog = page.getByRole('dialog', { name: nb('orders.save_title') });
    await dialog.getByRole('button', { name: nb('orders.view_save') }).click();
    const name = dialog.getByRole('textbox', { name: nb('orders.view_name') });
    await expect(name).toHaveAccessibleDescription(new RegExp(nb('orders.view_name_missing')));
    await name.fill('x'.repeat(61));
    await expect(name).toHaveAccessibleDescription(new RegExp(nb('orders.view_name_long')));
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('what was typed is there when one comes back (OFF-1)', async () => {
    await page.reload();
    await list.settled();
    await openMenu(page);
    await page.getByRole('menuitem', { name: nb('orders.save_view') }).click();
    const dialog = page.getByRole('dialog', { name: nb('orders.save_title') });
    const name = dialog.getByRole('textbox', { name: nb('orders.view_name') });
    await expect(name).toHaveValue('x'.repeat(61));
    await name.fill('');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await list.filter('turn').selectOption({ label: nb('turn.mine') });
  await list.expectAll('turn', (turn) => turn === nb('turn.mine'));
  await list.header('end_user').getByRole('button').click();
  await list.chooseColumns({ age: true, place: false });
  await list.settled();
  const [titles, numbers] = [await list.titles(), await list.numbers()];
  await save(page, 'Mandag');

  await test.step('it brings back what was saved, also after a reload', async () => {
    await page.getByRole('navigation', { name: nb('orders.views') }).getByRole('link', { name: nb('orders.view_all') }).click();
    await page.goto('/orders');
    await list.settled();
    await openMenu(page);
    await view(page, 'Mandag').click();
    await expect(list.header('end_user')).toHaveAttribute('aria-sort', 'ascending');
    await expect.poll(async () => list.numbers()).toEqual(numbers);
    expect(await list.titles()).toEqual(titles);
    expect(titles).toContain(COLUMNS.age);
    await openMenu(page);
    await expect(view(page, 'Mandag')).toHaveAttribute('aria-checked', 'true');
    await page.keyboard.press('Escape');
  });

  await test.step('another of the same name takes its place', async () => {
    await list.filter('turn').selectOption({ label: nb('turn.operator') });
    await list.expectAll('turn', (turn) => turn === nb('orders.turn_operator'));
    await openMenu(page);
    await page.getByRole('menuitem', { name: nb('orders.save_view') }).click();
    const name = page.getByRole('dialog').getByRole('textbox', { name: nb('orders.view_name') });
    await name.fill('mandag');
    await expect(name).toHaveAccessibleDescription(new RegExp(nb('orders.view_replaces')));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await openMenu(page);
    await expect(page.getByRole('menuitemradio')).toHaveCount(1);
    await view(page, 'mandag').click();
    await expect(page).toHaveURL(/turn=operator/);
  });

  await test.step('it gets another name', async () => {
    await openMenu(page);
    await page.getByRole('menuitem', { name: nb('orders.manage_views') }).click();
    const dialog = page.getByRole('dialog', { name: nb('orders.manage_title') });
    await dialog.getByRole('button', { name: nb('orders.view_rename_this', { name: 'mandag' }) }).click();
    await dialog.getByRole('textbox', { name: nb('orders.view_name') }).fill('Hos Jara');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('link', { name: 'Hos Jara' })).toBeVisible();
    await expect(dialog.getByRole('link')).toHaveCount(1);
  });

  await test.step('deleted, and brought back', async () => {
    const dialog = page.getByRole('dialog', { name: nb('orders.manage_title') });
    await dialog.getByRole('button', { name: nb('orders.view_delete_this', { name: 'Hos Jara' }) }).click();
    await expect(dialog.getByText(nb('orders.view_deleted', { name: 'Hos Jara' }))).toBeVisible();
    await expect(dialog.getByText(nb('orders.manage_none'))).toBeVisible();
    await dialog.getByRole('button', { name: nb('ui.undo') }).click();
    await expect(dialog.getByRole('link', { name: 'Hos Jara' })).toBeVisible();
    await page.reload();
    await list.settled();
    await openMenu(page);
    await expect(view(page, 'Hos Jara')).toBeVisible();
    await page.getByRole('menuitem', { name: nb('orders.manage_views') }).click();
    await dialog.getByRole('button', { name: nb('orders.view_delete_this', { name: 'Hos Jara' }) }).click();
    await expect(dialog.getByText(nb('orders.manage_none'))).toBeVisible();
    await page.reload();
    await list.settled();
    await openMenu(page);
    await expect(page.getByRole('menuitemradio')).toHaveCount(0);
  });
});

test('a shared view is there for colleagues, who cannot change it, and for nobody else', async ({ page, browser }) => {
  test.slow();
  await logIn(page, 'nb', USERS.oda, '/orders?product=SHDSL&sort=place');
  const name = `Felles ${Date.now()}`;
  await save(page, name, true);
  const shared = nb('orders.view_shared', { name });
  for (const [user, sees] of [[USERS.ingrid, true], [USERS.marte, false]] as const) {
    const context = await browser.newContext({ baseURL: new URL(page.url()).origin, locale: 'nb-NO', serviceWorkers: 'block' });
    const other = await context.newPage();
    await logIn(other, 'nb', user, '/orders');
    await new OrderList(other).settled();
    await openMenu(other);
    await expect(other.getByRole('menuitem', { name: nb('orders.save_view') })).toBeVisible();
    await expect(view(other, shared)).toHaveCount(sees ? 1 : 0);
    if (sees) {
      await expect(other.getByRole('menuitem', { name: nb('orders.manage_views') })).toHaveCount(0);
      await view(other, shared).click();
      await expect(other).toHaveURL(/product=SHDSL&sort=place/);
    }
    await context.close();
  }
});

/** OFF-1 */
test('another name that is being typed is there after a reload, and is listed until it is saved or thrown away', async ({ page }) => {
  await logIn(page, 'nb', USERS.marte, '/orders?sort=place');
  const list = new OrderList(page);
  await list.settled();
  await save(page, 'Tirsdag');
  const dialog = page.getByRole('dialog', { name: nb('orders.manage_title') });
  const name = dialog.getByRole('textbox', { name: nb('orders.view_name') });
  const rename = dialog.getByRole('button', { name: nb('orders.view_rename_this', { name: 'Tirsdag' }) });
  const manage = async () => {
    await openMenu(page);
    await page.getByRole('menuitem', { name: nb('orders.manage_views') }).click();
  };
  const title = nb('forms.view_name', { name: 'Tirsdag' });
  const row = page.getByRole('listitem').filter({ hasText: title });

  await manage();
  await rename.click();
  await name.fill('Onsd');
  await expect(dialog.getByText(new RegExp(`^${nb('forms.kept', { when: '' })}`))).toBeVisible();
  await expectAccessible(page);
  await page.goto('/drafts');
  await row.getByRole('link', { name: nb('forms.go_on_with', { name: title }) }).click();
  await list.settled();
  await manage();
  await expect(name).toHaveValue('Onsd');

  await test.step('thrown away, it is as it was, and can be typed anew', async () => {
    await page.goto('/drafts');
    await row.getByRole('button', { name: nb('forms.throw_away', { name: title }) }).click();
    await expect(page.getByText(nb('forms.thrown_away', { name: title }))).toBeVisible();
    await page.goto('/orders');
    await list.settled();
    await manage();
    await expect(dialog.getByRole('link', { name: 'Tirsdag' })).toBeVisible();
    await expect(name).toHaveCount(0);
    await rename.click();
    await name.fill('Onsdag');
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('link', { name: 'Onsdag' })).toBeVisible();
  });

  await test.step('what is saved is listed no more', async () => {
    await page.goto('/drafts');
    await expect(page.getByRole('heading', { level: 1, name: nb('drafts.title') })).toBeVisible();
    await expect(page.getByText(nb('drafts.none'), { exact: true })).toBeVisible();
    await expect(row).toHaveCount(0);
  });
});
