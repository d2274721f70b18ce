// A disk that is slower than the user.

import type { Page } from '@playwright/test';

/** Nothing that this page writes into a store of the browser's database from now on arrives, as long as it is there. */
export async function holdBack(page: Page, store: string): Promise<void> {
  await page.evaluate(
    async (name) =>
      new Promise<void>((done, failed) => {
        const opening = indexedDB.open('jara-netbusiness');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const held = opening.result.transaction(name, 'readwrite').objectStore(name);
          // A transaction ends when nothing more is asked of it.
          const ask = (): void => {
            held.count().onsuccess = ask;
          };
          held.count().onsuccess = () => {
            ask();
            done();
          };
        };
      }),
    store,
  );
}
