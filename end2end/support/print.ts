// A page as it comes out on paper.

import { type Page, expect } from '@playwright/test';

/** What is printed can be read: no navigation, no buttons, nothing cut off at the side, black on white in any colours. */
export async function expectPrintable(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation').first()).toBeHidden();
  // The badge of the status is a button on the screen, and the status itself on paper.
  await expect(page.locator('main .ds-button').filter({ visible: true })).toHaveCount(0);
  // Centimetres of A4 within its margins, in the pixels of a page.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 720, height: 1000 });
  const seen = await page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body);
    return { color, backgroundColor, wide: document.documentElement.scrollWidth - document.documentElement.clientWidth };
  });
  expect(seen).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)', wide: 0 });
  if (size) await page.setViewportSize(size);
  await page.emulateMedia({ media: null, colorScheme: null });
}
