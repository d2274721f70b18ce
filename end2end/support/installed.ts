// What is installed, by the numbers that docs/demonstration.md names.

import { type Page, expect } from '@playwright/test';
import { OrderForm } from './form.ts';
import type { Language } from './words.ts';

export const INSTALLED = {
  adsl: 'JX400001',
  shared: '22 70 00 02',
  circuit: 'JX400003',
  ended: 'JX400004',
  ending: 'JX400005',
  changing: 'JX400006',
  anotherPartners: 'JX400007',
  telephone: '22 70 00 08',
} as const;

/** The forms that change and end what is installed. */
export class InstalledForm extends OrderForm {
  constructor(page: Page, language: Language = 'nb') {
    super(page, language);
  }

  /** Answers what the customer needs, which opens the form with its first field ready. */
  async answer(need: 'terminate' | 'change' | 'move'): Promise<void> {
    const group = this.page.getByRole('group', { name: this.text('order_form.need') });
    await group.getByRole('radio', { name: this.text(`order_form.need_${need}`) }).click();
    await expect(this.field('installed_number')).toBeFocused();
  }

  get confirmed() {
    return this.page.getByRole('checkbox', { name: this.text('order_form.installed_confirmed') });
  }

  /** Types a number, as people write them, and waits for what stands under it. */
  async find(number: string): Promise<void> {
    await this.type('installed_number', number);
    await expect(this.confirmed).toBeVisible();
  }

  async useEarliest(): Promise<void> {
    await this.page.getByRole('button', { name: this.pattern('order_form.use_earliest') }).click();
  }
}
