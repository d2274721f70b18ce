// A project: its lines in the list and in the grid, in the words of its users.

import { type Locator, type Page, expect } from '@playwright/test';
import { CATALOGUE, OrderForm } from './form.ts';
import type { Language } from './words.ts';

/** The cells of a whole line in the order of the grid; the address is one where everything is in order. */
export function cells(values: Partial<Record<'lastName' | 'born' | 'number' | 'postcode' | 'phone', string>> = {}): string {
  const { lastName = 'Nordby', born = '01.02.1980', number = '1', postcode = '0665', phone = '41234567' } = values;
  const place = ['Prøveveien', number, '', '', '', postcode, '', ''];
  return ['', 'Kari', lastName, born, '', '', ...place, 'Kari Nordby', phone, '98765432', ''].join('\t');
}

export class ProjectForm extends OrderForm {
  /** Opens a new order and makes a project of it, of a product that is never booked. */
  async openProject(): Promise<void> {
    await this.open();
    await this.chooseProduct(CATALOGUE[this.language].hdsl);
    await this.page.getByRole('combobox', { name: CATALOGUE[this.language].speed }).selectOption({ label: '2 Mbit/s' });
    await this.field('order_type', 'combobox').selectOption('project');
    await expect(this.list).toBeVisible();
  }

  constructor(page: Page, language: Language = 'nb') {
    super(page, language);
  }

  get list(): Locator {
    return this.page.getByRole('table', { name: this.text('order_form.project_lines') });
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: this.text('order_form.grid_name') });
  }

  async show(view: 'form' | 'grid'): Promise<void> {
    const name = this.text(`order_form.project_as_${view}`);
    // The button itself is hidden below its label.
    await this.page.getByRole('radio', { name }).check({ force: true });
    await expect(view === 'grid' ? this.grid : this.list).toBeVisible();
  }

  button(key: string, values: Record<string, string> = {}): Locator {
    return this.page.getByRole('button', { name: this.text(`order_form.${key}`, values), exact: true });
  }

  /** The button that takes back what was done last, which it names. */
  get undo(): Locator {
    return this.page.getByRole('button', { name: this.pattern('order_form.project_undo') });
  }

  /** A row of the grid, from 1. */
  row(number: number): Locator {
    return this.grid.getByRole('row').filter({
      has: this.page.getByRole('rowheader', { name: this.text('order_form.grid_row', { number: String(number) }), exact: true }),
    });
  }

  /** A cell by its line and the label of its column. */
  async cell(number: number, key: string): Promise<Locator> {
    const headings = await this.grid.getByRole('columnheader').allTextContents();
    const at = headings.indexOf(this.text(`order_form.${key}`));
    if (at < 0) throw new Error(`no column ${key} in ${headings.join(', ')}`);
    return this.row(number).getByRole('gridcell').nth(at - 1);
  }

  async go(number: number, key: string): Promise<void> {
    await (await this.cell(number, key)).click();
  }

  /** What the line beneath the grid says of the active cell. */
  get message(): Locator {
    return this.page.getByRole('status').filter({ hasText: this.pattern('order_form.grid_at') });
  }

  /** Puts rows into the clipboard, as a spreadsheet does, and pastes them. */
  async paste(rows: readonly string[]): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate(async (text) => navigator.clipboard.writeText(text), rows.join('\n'));
    await this.page.keyboard.press('Control+V');
  }

  /** Ticks all confirmations of the first line and fills them down over all, by the keyboard alone. */
  async confirmAllLines(): Promise<void> {
    await this.page.keyboard.press('Control+Home');
    await this.page.keyboard.press('End');
    for (let nth = 0; nth < 6; nth++) {
      await this.page.keyboard.press('ArrowLeft');
      await this.page.keyboard.press('Space');
    }
    for (let nth = 0; nth < 5; nth++) await this.page.keyboard.press('Shift+ArrowRight');
    await this.page.keyboard.press('Control+Shift+ArrowDown');
    await this.page.keyboard.press('Control+D');
  }
}
