// The page with the company's contacts.

import { type Page } from '@playwright/test';
import { type Language, words } from './words.ts';

/** The fields and the buttons of the page in one language. */
export class Contacts {
  constructor(
    readonly page: Page,
    readonly language: Language = 'nb',
  ) {}

  text(key: string, values: Record<string, string> = {}): string {
    return words(this.language, key, values);
  }

  button(key: string, values: Record<string, string> = {}) {
    return this.page.getByRole('button', { name: this.text(key, values), exact: true });
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  field(key: string) {
    return this.dialog.getByLabel(new RegExp(`^${this.text(`contacts.${key}`).replace(/[()]/g, '\\$&')}`));
  }

  row(name: string) {
    return this.page.getByRole('table').getByRole('row', { name: new RegExp(`^${name}`) });
  }

  get save() {
    return this.dialog.getByRole('button', { name: this.text('contacts.save'), exact: true });
  }
}
