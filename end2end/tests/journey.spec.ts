// The main job from beginning to end, in both languages: a person logs in, orders Jara ADSL, books the technician,
// submits, and sees the delivery move to Closed while the page stands open.

import { resolve } from 'node:path';
import { CATALOGUE, CUSTOMER, OrderForm } from '../support/form.ts';
import { expectPrintable } from '../support/print.ts';
import { chooseLanguage, enterCredentials, USERS } from '../support/session.ts';
import { expect, test } from '../support/test.ts';
import { LANGUAGES, type Language } from '../support/words.ts';

/** The README's picture is of the form as this journey fills it in; `JARA_PICTURES=true` puts a new one in its place. */
const PICTURE = resolve(import.meta.dirname, '../../docs/images/order.png');
const NEW_PICTURE = process.env['JARA_PICTURES'] === 'true';

/** Each language orders for a house of its own: what Kapaks and the technicians remember of one does not touch the other. */
const HOUSE: Record<Language, string> = { nb: 'Prøveveien 1', en: 'Prøveveien 1A' };

for (const language of LANGUAGES) {
  test(`an order goes all the way to Closed, in ${language === 'nb' ? 'Norwegian' : 'English'}`, async ({ page }) => {
    const form = new OrderForm(page, language);
    const text = form.text.bind(form);

    await test.step('log in', async () => {
      await page.goto('/');
      await expect(page).toHaveURL(/\/login/);
      await chooseLanguage(page, language);
      await enterCredentials(page, language, { user: USERS.ingrid });
      await expect(page.getByRole('heading', { level: 1, name: text('home.welcome', { name: 'Ingrid Vale' }) })).toBeVisible();
    });

    await test.step('what does the customer need', async () => {
      await page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${text('nav.orders')}`) }).click();
      await page.getByRole('link', { name: text('orders.new') }).click();
      await expect(page).toHaveURL(/\/orders\/new/);
      await form.begin();
    });

    await test.step('product and customer', async () => {
      await form.chooseAdsl();
      await form.fillCustomer();
    });

    await test.step('address', async () => {
      await form.findAddress(HOUSE[language]);
      await expect(form.field('street')).toHaveValue('Prøveveien');
      await expect(form.field('postcode')).toHaveValue('0665');
      await expect(form.field('place')).toHaveValue('OSLO');
    });

    await test.step('it can be delivered', async () => {
      await form.check('order_form.check_green');
    });

    await test.step('the technician is booked, and the date follows', async () => {
      await expect(form.slots.getByRole('button')).not.toHaveCount(0);
      const held = await form.holdSlot();
      await expect(held).toContainText(/(19|20):\d\d/);
      await expect(form.field('requested_date')).toBeDisabled();
      await expect(form.field('requested_date')).toHaveValue(/^\d\d\.\d\d\.\d{4}$/);
      if (NEW_PICTURE && language === 'en') {
        const size = page.viewportSize();
        await page.setViewportSize({ width: 1280, height: 1440 });
        await page.evaluate(() => window.scrollTo(0, 0));
        await page.screenshot({ path: PICTURE });
        if (size) await page.setViewportSize(size);
      }
    });

    await test.step('contact, references and confirmations', async () => {
      await form.fillContact();
      await form.type('project_reference', 'Nye kontorer 2026');
      await form.type('customer_invoice_ref', 'Kostnadssted 4410');
      await form.type('customer_order_ref', `NB-${language}-1`);
      await form.confirmAll();
      await expect(page.getByText(/^(Kladd · lagret|Draft · saved)/)).toBeVisible();
    });

    const number = await test.step('submit', async () => form.submit());

    await test.step('the page of the order', async () => {
      await expect(page.getByRole('heading', { level: 1, name: text('order.title', { id: number }) })).toBeVisible();
      await expect(page.getByText(text('outbox.confirmed', { name: 'Solveig Myrland', id: number }))).toBeVisible();
      // Who stands on the page of the order is not shown the way to it.
      await expect(page.getByRole('link', { name: text('drafts.open_order') })).toHaveCount(0);
      const main = page.getByRole('main');
      await expect(main.getByText(`${CUSTOMER.firstName} ${CUSTOMER.lastName}`).first()).toBeVisible();
      await expect(main.getByText(CATALOGUE[language].adslShared).first()).toBeVisible();
      await expect(main.getByText(`${HOUSE[language]}, 0665 OSLO`).first()).toBeVisible();
      await expect(main.getByText('Nye kontorer 2026')).toBeVisible();
      await expect(main.getByText('Kostnadssted 4410')).toBeVisible();
      await expect(main.getByText(`NB-${language}-1`).first()).toBeVisible();
    });

    await test.step('the delivery moves live', async () => {
      const steps = page.getByRole('list', { name: text('order.delivery') }).getByRole('listitem');
      await expect(steps.filter({ hasText: 'Registered' })).toContainText(text('ui.step_done'));
      await expect(steps.filter({ hasText: 'Finished (F)' })).toContainText(text('ui.step_done'));
      await expect(page).toHaveTitle(new RegExp(`^${text('order.title_page', { id: number, status: 'Closed' })}`));
      await expect(page.getByRole('status').filter({ hasText: text('status.line.closed.meaning') })).toBeVisible();
    });

    await test.step('it comes out on paper', async () => expectPrintable(page));

    await test.step('the history tells who did what', async () => {
      const entries = page.getByRole('listitem');
      await expect(entries.filter({ hasText: 'Ingrid Vale' }).filter({ hasText: 'New → In Progress' })).toBeVisible();
      await expect(entries.filter({ hasText: 'Finished (F) → Closed' })).toBeVisible();
    });

    await test.step('the list has it too', async () => {
      await page.getByRole('link', { name: text('order.again') }).click();
      const row = page.getByRole('row').filter({ hasText: number });
      await expect(row).toContainText('Closed');
      await expect(row).toContainText(`${CUSTOMER.firstName} ${CUSTOMER.lastName}`);
    });
  });
}
