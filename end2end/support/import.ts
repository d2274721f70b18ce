// A file on its way into the lines of a project: what people have in their spreadsheets, right and wrong.

import { type Locator, type Page, expect } from '@playwright/test';
import { ProjectForm } from './project.ts';
import { type Cell, workbook } from './workbook.ts';
import { escaped } from './form.ts';

export const HEADINGS = ['Fornavn', 'Etternavn', 'Født', 'Gate', 'Husnr', 'Postnr', 'Poststed', 'Kontakt', 'Telefon', 'Telefon 2', 'Kundetype', 'Vår ref'];

/** A row in which everything is in order; nobody else is called so. */
export function customer(nth: number, wrong: Partial<Record<string, string>> = {}): string[] {
  const name = `Nordby${String.fromCharCode(65 + Math.floor(nth / 26))}${String.fromCharCode(97 + (nth % 26))}`;
  const right = {
    Fornavn: 'Kåre',
    Etternavn: name,
    Født: '01.02.1980',
    Gate: 'Prøveveien',
    Husnr: '1',
    Postnr: '0665',
    Poststed: 'OSLO',
    Kontakt: `Kåre ${name}`,
    Telefon: '41234567',
    'Telefon 2': '98765432',
    Kundetype: 'privat',
    'Vår ref': `K-${nth + 1}`,
  };
  return HEADINGS.map((heading) => wrong[heading] ?? right[heading as keyof typeof right]);
}

/** One error each, of seven kinds, in these rows from 0. */
export const WRONG: Readonly<Record<number, Record<string, string>>> = {
  3: { Etternavn: '' },
  9: { Født: '31.02.1980' },
  17: { Gate: 'Postboks 12' },
  22: { Postnr: '9999' },
  30: { Kontakt: 'Kåre' },
  41: { Telefon: '41234567 / 98765432' },
  48: { Kundetype: 'romvesen' },
};

export function fifty(): string[][] {
  return Array.from({ length: 50 }, (_, nth) => customer(nth, WRONG[nth]));
}

export function csv(rows: readonly string[][], separator = ';'): string {
  const cell = (text: string) => (/["\n;,\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [HEADINGS, ...rows].map((row) => row.map(cell).join(separator)).join('\r\n');
}

/** The same rows as a spreadsheet has them: days and postcodes are numbers there, so the zero in front is gone. */
export function sheet(rows: readonly string[][]): Buffer {
  const FIRST_OF_FEBRUARY_1980 = 29_252;
  const cell = (text: string): Cell => {
    if (text === '01.02.1980') return { day: FIRST_OF_FEBRUARY_1980 };
    return /^\d{4,8}$/.test(text) ? { number: Number(text) } : text;
  };
  return workbook([HEADINGS, ...rows.map((row) => row.map(cell))]);
}

/** The bytes of Windows-1252, as older spreadsheets save them. */
export function windows(text: string): Buffer {
  return Buffer.from(text.replaceAll('–', '\x96'), 'latin1');
}

export class ImportForm extends ProjectForm {
  constructor(page: Page, language: 'nb' | 'en' = 'nb') {
    super(page, language);
  }

  async openImport(): Promise<void> {
    await this.button('import').click();
    await expect(this.file).toBeFocused();
  }

  get file(): Locator {
    return this.page.getByLabel(this.text('order_form.import_file'), { exact: true });
  }

  async choose(name: string, content: string | Buffer): Promise<void> {
    const buffer = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    await this.file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  }

  /** Says how many rows the file has. */
  async expectFound(name: string, rows: number): Promise<void> {
    const count = rows === 1 ? this.text('order_form.import_found_one', { n: '1' }) : this.text('order_form.import_found_other', { n: String(rows) });
    await expect(this.page.getByRole('heading', { name: `${name}: ${count}` })).toBeFocused();
  }

  async expectCounted(good: number, bad: number): Promise<void> {
    await expect(this.page.getByText(this.text('order_form.import_good', { good: String(good), bad: String(bad) }))).toBeVisible();
  }

  get rows(): Locator {
    return this.page.getByRole('table', { name: this.text('order_form.import_rows') });
  }

  /** A cell of the file's rows, by its label and the row from 1. */
  inFile(key: string, row: number, role: 'textbox' | 'combobox' | 'checkbox' = 'textbox'): Locator {
    const name = this.text('order_form.import_cell', { label: this.text(`order_form.${key}`), number: String(row) });
    return this.rows.getByRole(role, { name, exact: true });
  }

  column(heading: string): Locator {
    return this.page.getByRole('combobox', { name: new RegExp(`^${escaped(heading)}$`) });
  }

  get takeGood(): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^(${this.pattern('order_form.import_take_one').source}|${this.pattern('order_form.import_take_other').source})$`) });
  }

  async saved(button: string): Promise<{ name: string; bytes: Buffer }> {
    const waiting = this.page.waitForEvent('download');
    await this.button(button).click();
    const download = await waiting;
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }
}
