// A slow browser: what seals or opens one kind of record takes until the test says so.

import type { Page } from '@playwright/test';

type Work = 'encrypt' | 'decrypt';

/** Holds the sealing or opening of records of one store, in this page from now on and after each load, until `release`. */
export async function holdVault(page: Page, work: Work, store: string): Promise<{ release(): Promise<void> }> {
  const hold = ([held, of]: readonly [Work, string]) => {
    const subtle = crypto.subtle;
    const own = subtle[held].bind(subtle);
    const open = new Promise<void>((resolve) => addEventListener('vault-released', () => resolve(), { once: true }));
    subtle[held] = async (how, key, data) => {
      // What a record is bound to names its store.
      const place = new TextDecoder().decode((how as AesGcmParams).additionalData);
      if (place.includes(of)) await open;
      return own(how, key, data);
    };
  };
  const what = [work, store] as const;
  await page.addInitScript(hold, what);
  if (page.url() !== 'about:blank') await page.evaluate(hold, what);
  return {
    release: async () => page.evaluate(() => void dispatchEvent(new Event('vault-released'))),
  };
}
