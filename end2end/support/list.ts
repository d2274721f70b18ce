// The list of orders as its readers see it: its rows, its filters, its pages.

import { readFile } from 'node:fs/promises';
import { type Locator, type Page, expect } from '@playwright/test';
import { words } from './words.ts';

const nb = (key: string, values: Record<string, string> = {}) => words('nb', key, values);

/** The columns in their order, by the key that stands in the address. */
export const COLUMNS = {
  number: nb('orders.column_number'),
  status: nb('orders.column_status'),
  turn: nb('orders.column_turn'),
  end_user: nb('orders.column_end_user'),
  kind: nb('orders.column_kind'),
  product: nb('orders.column_product'),
  place: nb('orders.column_place'),
  requested_date: nb('orders.column_requested_date'),
  agreed_date: nb('orders.column_agreed_date'),
  customer_order_ref: nb('orders.column_customer_order_ref'),
  age: nb('orders.column_age'),
} as const;
export type Column = keyof typeof COLUMNS;

export const USUAL: readonly Column[] = ['number', 'status', 'turn', 'end_user', 'kind', 'product', 'place', 'requested_date'];

export class OrderList {
  readonly table: Locator;
  readonly links: Locator;
  readonly count: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole('table', { name: nb('orders.title') });
    this.links = this.table.getByRole('link', { name: /^1-\d+$/ });
    this.count = page.getByRole('status').filter({ hasText: /^(omtrent )?\d+ bestilling(er)?$/ });
  }

  filter(key: 'status' | 'turn' | 'product'): Locator {
    return this.page.getByRole('combobox', { name: nb(`orders.filter_${key}`), exact: true });
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: nb('orders.filter_q'), exact: true });
  }

  row(number: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('link', { name: number, exact: true }) });
  }

  link(key: string): Locator {
    return this.page.getByRole('link', { name: nb(key), exact: true });
  }

  header(column: Column): Locator {
    return this.table.getByRole('columnheader', { name: COLUMNS[column], exact: true });
  }

  /** Waits until what is asked for is shown. */
  async settled(): Promise<void> {
    await expect(this.links.first()).toBeVisible();
    await expect(this.table).not.toHaveAttribute('aria-busy', 'true');
  }

  async titles(): Promise<string[]> {
    return (await this.table.getByRole('columnheader').allInnerTexts()).map((title) => title.trim());
  }

  async numbers(): Promise<string[]> {
    return this.links.allInnerTexts();
  }

  /** What stands in a column, from the first row to the last; of a status its name without its explanation. */
  async values(column: Column): Promise<string[]> {
    const at = (await this.titles()).indexOf(COLUMNS[column]);
    expect(at, `the column ${column} is shown`).toBeGreaterThanOrEqual(0);
    return this.table.locator('tbody tr').evaluateAll(
      (rows, index) =>
        rows.map((row) => {
          const cell = row.children[index];
          return (cell?.querySelector('button') ?? cell)?.textContent?.trim() ?? '';
        }),
      at,
    );
  }

  /** Waits until every row has a value in the column for which this holds, and there is a row. */
  async expectAll(column: Column, holds: (value: string) => boolean): Promise<void> {
    await expect
      .poll(async () => {
        const values = await this.values(column);
        return values.length > 0 && values.every(holds);
      }, `every row's ${column}`)
      .toBe(true);
  }

  async total(): Promise<number> {
    return Number(/\d+/.exec(await this.count.innerText())?.[0]);
  }

  async showRows(count: '20' | '50' | '100' | '200'): Promise<void> {
    await this.page.getByRole('combobox', { name: nb('orders.rows') }).selectOption(count);
    await expect(this.page).toHaveURL(new RegExp(`limit=${count}`));
    await expect.poll(async () => (await this.numbers()).length).toBe(Math.min(Number(count), await this.total()));
    await this.settled();
  }

  async chooseColumns(change: Partial<Record<Column, boolean>>): Promise<void> {
    await this.page.getByRole('button', { name: nb('orders.columns'), exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: nb('orders.columns') });
    for (const [column, wanted] of Object.entries(change)) {
      await dialog.getByRole('checkbox', { name: COLUMNS[column as Column], exact: true }).setChecked(wanted);
    }
    await this.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

/** Presses a button that saves a file. */
export async function saved(button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const awaited = button.page().waitForEvent('download');
  await button.click();
  const file = await awaited;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A file of values with semicolons between, as a spreadsheet reads it. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const body = text.replace(/^\uFEFF/, '');
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] ?? '';
    if (quoted && sign === '"' && body[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === ';' || sign === '\n')) {
      rows.at(-1)?.push(cell.replace(/\r$/, ''));
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  expect(quoted, 'a quote is left open').toBe(false);
  return rows.filter((row) => row.length > 0);
}
