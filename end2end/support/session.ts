// Logging in and choosing a language, as a person does it.

import { type Page, expect } from '@playwright/test';
import { type Language, words } from './words.ts';

export const PASSWORD = 'demo-jara-2026';

/** The demonstration's users that the tests speak as. */
export const USERS = {
  /** Nordavind: full access and super user. */
  ingrid: 'ingrid.vale',
  /** Nordavind: ordering. */
  oda: 'oda.strand',
  /** Nordavind: inquiry only. */
  jonas: 'jonas.moe',
  /** Sørlys, another company. */
  marte: 'marte.sund',
} as const;

export async function chooseLanguage(page: Page, language: Language): Promise<void> {
  const button = page.getByRole('button', { name: language === 'nb' ? 'Norsk' : 'English', exact: true });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

/** Fills in the two fields that are in sight, on the page or in the dialog over a lapsed one. */
export async function enterCredentials(
  page: Page,
  language: Language,
  credentials: { user?: string; password?: string },
): Promise<void> {
  const { user, password = PASSWORD } = credentials;
  if (user !== undefined) await page.getByLabel(words(language, 'login.user_name')).fill(user);
  await page.getByLabel(words(language, 'login.password')).fill(password);
  await page.getByRole('button', { name: words(language, 'login.submit') }).click();
}

/** Opens the product, logs in where it asks for it, and comes to `path`. */
export async function logIn(
  page: Page,
  language: Language = 'nb',
  user: string = USERS.ingrid,
  path = '/',
): Promise<void> {
  await page.goto(path);
  await expect(page.getByLabel(/^(Brukernavn|User name)/)).toBeVisible();
  await chooseLanguage(page, language);
  await enterCredentials(page, language, { user });
  await expect(page.getByRole('navigation', { name: words(language, 'shell.modules') })).toBeVisible();
}

/** The person comes back to the window after a while: the page then asks whether they are still logged in. */
export async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
}

/** Takes away what earlier tests have left of a user's drafts at the server, which follows the user to every browser. */
export async function forgetDrafts(url: string, user: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_name: user, password: PASSWORD }),
  });
  expect(answer.status).toBe(201);
  const cookie = answer.headers.getSetCookie().map((set) => set.split(';')[0]).join('; ');
  const kept = (await (await fetch(`${url}/api/v1/drafts`, { headers: { cookie } })).json()) as { items: { id: string }[] };
  for (const { id } of kept.items) {
    const gone = await fetch(`${url}/api/v1/drafts/${id}`, {
      method: 'DELETE',
      headers: { cookie, 'idempotency-key': crypto.randomUUID() },
    });
    expect([204, 404]).toContain(gone.status);
  }
}
