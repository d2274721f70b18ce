// The service worker and what the application keeps, as a test waits for them.

import { type CDPSession, type Page, expect } from '@playwright/test';

/** The application is installed, and this page is answered by the worker. */
export async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(async () => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** At least so many answers are kept, and the session. */
export async function kept(page: Page, answers: number): Promise<void> {
  const count = async () =>
    page.evaluate(
      async () =>
        new Promise<number>((done, failed) => {
          const opening = indexedDB.open('jara-netbusiness');
          opening.onerror = () => failed(opening.error);
          opening.onsuccess = () => {
            const all = opening.result.transaction('answers').objectStore('answers').count();
            all.onsuccess = () => {
              opening.result.close();
              done(all.result);
            };
          };
        }),
    );
  await expect.poll(count).toBeGreaterThanOrEqual(answers);
}

/**
 * The page of drafts is here before anybody asks for it, though its code comes after the first: so it can be looked at without
 * a connection. A build that is not cut into parts has it from the beginning.
 */
export async function draftsFetchedAhead(page: Page): Promise<void> {
  const here = async () =>
    page.evaluate(() => {
      const isCut = document.querySelector('link[rel=modulepreload][href*="wasm_split"]') !== null;
      return !isCut || performance.getEntriesByType('resource').some(({ name }) => name.includes('split_drafts_page'));
    });
  await expect.poll(here).toBe(true);
}

/** Which build the page was loaded from. */
export async function build(page: Page): Promise<string> {
  const script = await page.locator('link[rel=modulepreload][href^="/jara-netbusiness-"]').getAttribute('href');
  return script ?? '';
}

/**
 * The workers of a page's browser. A new one comes into use when the one before has nothing more to do, which Chromium
 * finds out when it lets that one rest; and it lets none rest to which devtools are attached, as a test's are.
 */
export class Workers {
  private readonly known = new Map<string, { status: string; runningStatus: string }>();

  private constructor(private readonly devtools: CDPSession) {}

  static async of(page: Page): Promise<Workers> {
    const workers = new Workers(await page.context().newCDPSession(page));
    workers.devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const version of versions) workers.known.set(version.versionId, version);
    });
    await workers.devtools.send('ServiceWorker.enable');
    return workers;
  }

  /** Has the one in use rest, while another waits for that. */
  async letRest(): Promise<void> {
    const all = [...this.known];
    if (!all.some(([, { status }]) => status === 'installed')) return;
    for (const [versionId, { status, runningStatus }] of all) {
      if (status === 'activated' && runningStatus === 'running') await this.devtools.send('ServiceWorker.stopWorker', { versionId });
    }
  }
}
