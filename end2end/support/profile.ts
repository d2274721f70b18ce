// A browser with a profile of its own on the disk, and what lies in its files.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page, chromium } from '@playwright/test';

export async function newProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'jara-profile-'));
}

export async function remove(profile: string): Promise<void> {
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Opens the browser on the profile, with one page. */
export async function openBrowser(profile: string, baseURL: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['JARA_CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    locale: 'nb-NO',
    timezoneId: 'Europe/Oslo',
    serviceWorkers: 'block',
    baseURL,
  });
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

/** The ways in which a browser may write a text down. */
const ENCODINGS = ['utf8', 'utf16le', 'latin1'] as const;

/** Which of the texts stand in which files of the profile, in any of the encodings. */
export async function found(profile: string, texts: readonly string[]): Promise<string[]> {
  const hits: string[] = [];
  for (const entry of await readdir(profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // A file may go while the browser runs.
    const content = await readFile(path).catch(() => undefined);
    if (!content) continue;
    for (const text of texts) {
      const encoding = ENCODINGS.find((one) => content.includes(Buffer.from(text, one)));
      if (encoding) hits.push(`${text} (${encoding}) in ${path.slice(profile.length + 1)}`);
    }
  }
  return hits;
}
