// What every test stands on: a server of its own worker, and a page that may not complain.

import { AxeBuilder } from '@axe-core/playwright';
import { type Page, test as base, expect } from '@playwright/test';
import { Server } from './server.ts';

export { expect };

type Each = {
  /** What a page may complain of, because the test itself makes it do so. */
  foreseen: RegExp | undefined;
  /** Fails the test when the page breaks its content security policy or throws. */
  quiet: void;
};
type Worker = { server: Server };

export const test = base.extend<Each, Worker>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  foreseen: [undefined, { option: true }],
  quiet: [
    async ({ context, foreseen }, use) => {
      const complaints: string[] = [];
      context.on('weberror', (error) => complaints.push(`thrown: ${error.error().message}`));
      context.on('console', (message) => {
        if (/Content Security Policy|panicked at|valid digest in the 'integrity'/.test(message.text())) complaints.push(message.text());
      });
      await use();
      expect(complaints.filter((complaint) => !foreseen?.test(complaint)), 'the page broke its policy or threw').toEqual([]);
    },
    { auto: true },
  ],
});

/** WCAG 2.2 AA as far as a machine can see, in the state that the page is in now. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is just fading in has not its colours yet.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(async (one) => one.finished));
  });
  const found = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const violations = found.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`,
  );
  expect(violations).toEqual([]);
}
