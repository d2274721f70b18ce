// The form of a switch: what the customer has with another operator, by the letters of authority of docs/demonstration.md.

import { type Page, expect } from '@playwright/test';
import { CATALOGUE, OrderForm } from './form.ts';
import type { Language } from './words.ts';

export const AUTHORITY = {
  /** Fjordnett's ADSL on shared access at Prøveveien 17. */
  adsl: 'FM-1001',
  expired: 'FM-1002',
  anotherPartners: 'FM-1003',
  notTheOwners: 'FM-1004',
  used: 'FM-1005',
  withdrawn: 'FM-1006',
  /** Polarlinje's operator access on full access at Prøveveien 18. */
  operatorFull: 'FM-1018',
  /** Polarlinje's Online ADSL at Prøveveien 25. */
  online: 'FM-1025',
  /** Fjordnett's SHDSL at Prøveveien 26. */
  shdsl: 'FM-1026',
  /** Fjordnett's operator access on shared access at Prøveveien 32. */
  operatorShared: 'FM-1032',
} as const;

export class SwitchForm extends OrderForm {
  constructor(page: Page, language: Language = 'nb') {
    super(page, language);
  }

  /** Answers what the customer needs, which opens the form with its first field ready. */
  async answer(): Promise<void> {
    const group = this.page.getByRole('group', { name: this.text('order_form.need') });
    await group.getByRole('radio', { name: this.text('order_form.need_switch') }).click();
    await expect(this.field('authority')).toBeFocused();
  }

  /** Types a reference and waits for what NRDB says of it. */
  async authorise(reference: string, says = 'order_form.authority_good'): Promise<void> {
    await this.type('authority', reference);
    await expect(this.page.getByText(this.text(says), { exact: true })).toBeVisible();
  }

  async useGiver(): Promise<void> {
    await this.page.getByRole('button', { name: this.pattern('order_form.authority_use_name') }).click();
  }

  get newEndUser() {
    return this.page.getByRole('checkbox', { name: this.text('order_form.new_end_user') });
  }

  async useEarliest(): Promise<void> {
    await this.page.getByRole('button', { name: this.pattern('order_form.use_earliest') }).click();
  }

  async chooseOperatorAccess(name: string): Promise<void> {
    await this.chooseProduct(name);
    const line = this.page.getByRole('combobox', { name: this.language === 'nb' ? /^(Linjetype|Linjen som bærer)/ : /^(Line type|The line that carries)/ });
    await line.selectOption({ index: 1 });
  }

  async chooseShdsl(): Promise<void> {
    await this.chooseProduct('Jara SHDSL');
    await this.page.getByRole('combobox', { name: CATALOGUE[this.language].speed }).selectOption({ label: '2 Mbit/s' });
    await this.page.getByRole('combobox', { name: this.language === 'nb' ? /^Antall par/ : /^Pairs/ }).selectOption({ index: 1 });
  }

  /** Where nobody comes only this is asked. */
  async confirmInformed(): Promise<void> {
    await this.customerInformed.check();
  }
}
