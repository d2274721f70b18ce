// The states that work brings, as axe sees them: a calendar, doubtful lights, an outbox with something in it, messages, and
// cases of each turn.

import type { Page } from '@playwright/test';
import { CUSTOMER, OrderForm } from '../support/form.ts';
import { forgetDrafts, logIn, USERS } from '../support/session.ts';
import { expect, expectAccessible, test } from '../support/test.ts';
import { words } from '../support/words.ts';
import { draftsFetchedAhead } from '../support/worker.ts';

const NAME = `${CUSTOMER.firstName} ${CUSTOMER.lastName}`;

for (const [language, colorScheme] of [['nb', 'light'], ['en', 'dark']] as const) {
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ colorScheme });
    const text = (key: string, values: Record<string, string> = {}) => words(language, key, values);

    test('the form with its calendar open, and with both kinds of a yellow light', async ({ page }) => {
      await logIn(page, language, USERS.ingrid, '/orders/new');
      const form = new OrderForm(page, language);
      await form.begin();
      await form.chooseAdsl();
      await page.getByRole('button', { name: text('ui.open_calendar') }).click();
      await expect(page.getByRole('dialog').getByRole('grid')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await form.findAddress('Prøveveien 2');
      await form.check('order_form.check_fault');
      await expectAccessible(page);
      await form.findAddress('Prøveveien 3');
      await form.check('order_form.check_uncertain');
      await expect(form.slots).toBeVisible();
      await expectAccessible(page);
    });

    test('the outbox in each of its states, what is told of it, and a deletion that can be undone', async ({ page, server }) => {
      test.slow();
      await forgetDrafts(server.url, USERS.ingrid);
      await logIn(page, language, USERS.ingrid, '/orders/new');
      const form = new OrderForm(page, language);
      await form.begin();
      await form.fillUnbooked('Prøveveien 1');
      const draft = page.url();
      const messages = page.getByRole('region', { name: text('ui.messages') });
      const state = (key: string) => page.getByText(text(key), { exact: true });

      await submitAndLeave(page, form);
      await expect(state('drafts.state_queued')).toBeVisible();
      await expectAccessible(page);
      let answer = await holdSubmit(page);
      await page.context().setOffline(false);
      await expect(state('drafts.state_sending')).toBeVisible();
      await expectAccessible(page);
      answer({ status: 412, code: 'version.changed' });
      await expect(state('drafts.state_conflict')).toBeVisible();
      await expect(messages.getByRole('link')).toBeVisible();
      await expectAccessible(page);
      await messages.getByRole('link').click();
      await expect(page).toHaveURL(draft);
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page);

      await submitAndLeave(page, form);
      answer = await holdSubmit(page);
      await page.context().setOffline(false);
      answer({ status: 422, code: 'validation', fields: [{ path: 'lines[0].contact.phone', code: 'phone.missing', params: {} }] });
      await expect(state('drafts.state_refused')).toBeVisible();
      await expect(messages.getByRole('link')).toHaveCount(1);
      await expectAccessible(page);

      await page.getByRole('button', { name: text('drafts.delete_this', { name: NAME }) }).click();
      await expect(page.getByText(text('drafts.deleted', { name: NAME }))).toBeVisible();
      await expectAccessible(page);
    });

    test('a case whose turn it is the partner\'s, the operator\'s, and nobody\'s', async ({ page }) => {
      await logIn(page, language, USERS.ingrid, '/orders');
      for (const filter of ['turn=partner', 'turn=operator', 'status=closed', 'status=rejected']) {
        await page.goto(`/orders?${filter}`);
        await page.getByRole('table').getByRole('link', { name: /^1-\d+$/ }).first().click();
        await expect(page.getByRole('list', { name: text('order.delivery') })).toBeVisible();
        await expectAccessible(page);
      }
    });
  });
}

/** Submits without a connection and goes to the outbox. */
async function submitAndLeave(page: Page, form: OrderForm): Promise<void> {
  await draftsFetchedAhead(page);
  await page.context().setOffline(true);
  await form.submitButton.click();
  await expect(page.getByRole('heading', { name: form.text('order_form.waiting'), exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: form.text('order_form.to_drafts') }).click();
}

interface Problem {
  status: number;
  code: string;
  fields?: { path: string; code: string; params: Record<string, string> }[];
}

/** The next submit waits for its answer until it is given. */
async function holdSubmit(page: Page): Promise<(problem: Problem) => void> {
  let give: (problem: Problem) => void = () => undefined;
  const given = new Promise<Problem>((done) => (give = done));
  let met = false;
  await page.route(
    (url) => url.pathname === '/api/v1/orders',
    async (route) => {
      if (met || route.request().method() !== 'POST') return route.fallback();
      met = true;
      const problem = await given;
      return route.fulfill({ status: problem.status, contentType: 'application/problem+json', body: JSON.stringify(problem) });
    },
  );
  return give;
}
