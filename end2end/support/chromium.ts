// Ends of tabs and browsers that nobody announces.

import { readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** The tab's process dies in the middle of whatever it does; the page gets no last word. */
export async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  // It never answers: who should is dead.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

/** The whole browser dies, as when the machine loses its power. It must run on a profile of its own. */
export async function killBrowser(profile: string): Promise<void> {
  // Chromium locks its profile by a link that names the machine and the process.
  const owner = readlinkSync(join(profile, 'SingletonLock'));
  const pid = Number(owner.slice(owner.lastIndexOf('-') + 1));
  if (!Number.isInteger(pid) || pid < 2) throw new Error(`no process in ${owner}`);
  process.kill(pid, 'SIGKILL');
}
