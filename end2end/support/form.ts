// The form of a new order, in the words of its users: what they read, type, choose and press.

import { type Locator, type Page, expect, test } from '@playwright/test';
import { type Language, template, words } from './words.ts';

type Role = 'textbox' | 'combobox' | 'group';

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Names that are data of the catalogue, not texts. */
export const CATALOGUE = {
  nb: {
    adslShared: 'Jara ADSL delt tilgang',
    adslFull: 'Jara ADSL full tilgang',
    operatorShared: 'Operatøraksess delt tilgang',
    hdsl: 'Jara HDSL',
    pstn: 'Telefoni PSTN',
    isdn: 'Telefoni ISDN',
    number: /^Telefonnummer/,
    reserved: 'Reservert nummer',
    ported: 'Nummer som flyttes med',
    isdnAccess: /^Tilknytning/,
    primary: 'Utvidet tilknytning',
    speed: /^Hastighet/,
    staticAddress: /^Fast IP-adresse/,
    modem: /^Modem fra Jara/,
    no: 'Nei',
    yes: 'Ja',
  },
  en: {
    adslShared: 'Jara ADSL shared access',
    adslFull: 'Jara ADSL full access',
    operatorShared: 'Operator access shared',
    hdsl: 'Jara HDSL',
    pstn: 'PSTN telephony',
    isdn: 'ISDN telephony',
    number: /^Phone number/,
    reserved: 'Reserved number',
    ported: 'Ported number',
    isdnAccess: /^Access/,
    primary: 'Primary rate',
    speed: /^Speed/,
    staticAddress: /^Static IP address/,
    modem: /^Modem from Jara/,
    no: 'No',
    yes: 'Yes',
  },
} as const;

let born = 0;

/** A day of birth that nobody else has: no order of a test repeats another one unless the test says so (ORD-5). */
function nextBorn(): string {
  born += 1;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(1 + (born % 28))}.${two(1 + (Math.floor(born / 28) % 12))}.${1940 + (Math.floor(born / 336) % 60)}`;
}

/** What stands in a whole, right order; each test changes what it is about. */
export const CUSTOMER = {
  firstName: 'Solveig',
  lastName: 'Myrland',
  get born(): string {
    return nextBorn();
  },
  contact: 'Solveig Myrland',
  phone: '41234567',
  secondPhone: '98765432',
} as const;

const CONFIRMATIONS = [
  'order_form.door_marked',
  'order_form.contact_reachable',
  'order_form.contact_present',
  'order_form.contact_informed',
  'order_form.contact_helpful',
] as const;

export class OrderForm {
  constructor(
    readonly page: Page,
    readonly language: Language = 'nb',
  ) {}

  text(key: string, values: Record<string, string> = {}): string {
    return words(this.language, key, values);
  }

  /** A field by the text of its label; where the course teaches the English name, it stands there too. */
  field(key: string, role: Role = 'textbox'): Locator {
    const optional = `( \\(${escaped(this.text('ui.optional'))}\\))?`;
    const taught = `( ${escaped(words('en', `order_form.${key}`))})?`;
    return this.page.getByRole(role, {
      name: new RegExp(`^${escaped(this.text(`order_form.${key}`))}${optional}${taught}$`),
    });
  }

  /** Types and goes on to the next field, after which the form says what it thinks of it. */
  async type(key: string, value: string): Promise<void> {
    const field = this.field(key);
    await field.fill(value);
    await field.blur();
  }

  /** What stands below a field: its hint, errors and warnings. What a text fills in is anything, unless it is given. */
  async expectSaid(key: string, code: string, values: Record<string, string> = {}, role: Role = 'textbox'): Promise<void> {
    await expect(this.field(key, role)).toHaveAccessibleDescription(this.pattern(code, values));
  }

  /** Types each value into the field and reads what is said below it. */
  async expectEach(key: string, cases: readonly (readonly [typed: string, code: string])[]): Promise<void> {
    for (const [typed, code] of cases) {
      await test.step(`${key}: ${typed}`, async () => {
        await this.type(key, typed);
        await this.expectSaid(key, code);
      });
    }
  }

  /** A text as a pattern, with anything where it is filled in. */
  pattern(key: string, values: Record<string, string> = {}): RegExp {
    const parts = template(this.language, key).split(/\{(\w+)\}/);
    return new RegExp(parts.map((part, at) => escaped(at % 2 ? (values[part] ?? '\0') : part)).join('').replaceAll('\0', '.+'));
  }

  async open(): Promise<void> {
    await this.page.goto('/orders/new');
    await this.begin();
  }

  /** Answers what the customer needs, which opens the form. */
  async begin(): Promise<void> {
    const need = this.page.getByRole('group', { name: this.text('order_form.need') });
    await need.getByRole('radio', { name: this.text('order_form.need_new') }).click();
    await expect(this.field('product', 'combobox')).toBeFocused();
  }

  async chooseProduct(name: string): Promise<void> {
    await this.field('product', 'combobox').selectOption({ label: name });
  }

  /** Jara ADSL on shared access with its attributes. */
  async chooseAdsl(speed = '4096/512 kbit/s', name: string = CATALOGUE[this.language].adslShared): Promise<void> {
    const data = CATALOGUE[this.language];
    await this.chooseProduct(name);
    await this.page.getByRole('combobox', { name: data.speed }).selectOption({ label: speed });
    await this.page.getByRole('combobox', { name: data.staticAddress }).selectOption({ label: data.no });
    await this.page.getByRole('combobox', { name: data.modem }).selectOption({ label: data.yes });
  }

  async fillCustomer(): Promise<void> {
    await this.type('first_name', CUSTOMER.firstName);
    await this.type('last_name', CUSTOMER.lastName);
    await this.type('date_of_birth', CUSTOMER.born);
  }

  /** Searches and chooses the hit with just this name, as in `Prøveveien 7A`. */
  async findAddress(address: string, place = '0665 OSLO'): Promise<void> {
    const search = this.field('address_search', 'combobox');
    await search.fill(`${address}, ${place}`);
    await this.page.getByRole('option', { name: `${address} ${place}`, exact: true }).click();
    await expect(this.page.getByText(this.text('order_form.in_register'), { exact: true })).toBeVisible();
  }

  /** The traffic light, where what Kapaks said stands in words. */
  get light(): Locator {
    return this.section('order_form.delivery').getByRole('status').first();
  }

  section(key: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^${escaped(this.text(key))}`) });
  }

  get checkButton(): Locator {
    return this.page.getByRole('button', {
      name: new RegExp(
        `^(${escaped(this.text('order_form.check_button'))}|${escaped(this.text('order_form.check_button_again'))})$`,
      ),
    });
  }

  /** Asks Kapaks and waits for the word of its answer. */
  async check(word: string): Promise<void> {
    await this.checkButton.click();
    await this.expectLight(word);
  }

  async expectLight(word: string): Promise<void> {
    await expect(this.light).toContainText(this.text(word));
  }

  get slots(): Locator {
    return this.page.getByRole('group', { name: this.text('order_form.appointment') });
  }

  /** Holds the slot that stands at this place in the list, which gives the day that the customer is told of. */
  async holdSlot(at = 0): Promise<Locator> {
    await this.slots.getByRole('button').nth(at).click();
    return this.expectHeld();
  }

  /** A slot is held, and the customer is told of its day. */
  async expectHeld(): Promise<Locator> {
    const held = this.slots.getByRole('button', { pressed: true });
    await expect(held).toBeVisible();
    await this.customerInformed.check();
    return held;
  }

  /** The free telephone numbers, and the one that is held. */
  get numbers(): Locator {
    return this.page.getByRole('group', { name: this.text('order_form.numbers') });
  }

  /** Reserves the numbers on the first card that this fits. */
  async reserveNumber(which: RegExp = /./): Promise<Locator> {
    await this.numbers.getByRole('button', { name: which }).first().click();
    const held = this.numbers.getByRole('button', { pressed: true });
    await expect(held).toBeVisible();
    return held;
  }

  async fillContact(): Promise<void> {
    await this.type('contact_name', CUSTOMER.contact);
    await this.type('contact_phone', CUSTOMER.phone);
    await this.type('contact_second_phone', CUSTOMER.secondPhone);
  }

  /** The last confirmation names the day and the amounts, so it is found by how it begins. */
  get customerInformed(): Locator {
    const [named = ''] = template(this.language, 'order_form.customer_informed').split('{');
    const open = this.text('order_form.customer_informed_open');
    return this.page.getByRole('checkbox', { name: new RegExp(`^(${escaped(named)}|${escaped(open)}$)`) });
  }

  /** What can be confirmed before there is a day that the customer is told of. */
  async confirmVisit(): Promise<void> {
    for (const key of CONFIRMATIONS) await this.page.getByRole('checkbox', { name: this.text(key) }).check();
  }

  async confirmAll(): Promise<void> {
    await this.confirmVisit();
    await this.customerInformed.check();
  }

  /** Wishes the earliest day, where no technician gives it, and tells the customer of it. */
  async wishEarliest(): Promise<void> {
    await this.page.getByRole('button', { name: this.pattern('order_form.use_earliest') }).click();
    await this.customerInformed.check();
  }

  get submitButton(): Locator {
    return this.page.getByRole('button', { name: this.text('order_form.submit'), exact: true });
  }

  get errorSummary(): Locator {
    return this.page.getByRole('region', {
      name: new RegExp(
        `^(${escaped(this.text('order_form.errors_one'))}|\\d+ ${escaped(template(this.language, 'order_form.errors_other').replace('{n} ', ''))})(\\. .+)?$`,
      ),
    });
  }

  /** Everything of an order but the address and what follows from it, as the day that the customer is told of. */
  async fillAllButAddress(): Promise<void> {
    await this.chooseAdsl();
    await this.fillCustomer();
    await this.fillContact();
    await this.confirmVisit();
  }

  /** A whole order for a green address, up to the press of Submit. */
  async fillWhole(address: string): Promise<void> {
    await this.fillAllButAddress();
    await this.findAddress(address);
    await this.check('order_form.check_green');
    await this.holdSlot();
  }

  /** A whole order that is never booked (BOK-1): it holds no slot that could run out while a test is busy with faults. */
  async fillUnbooked(address: string): Promise<void> {
    await this.chooseProduct(CATALOGUE[this.language].hdsl);
    await this.page.getByRole('combobox', { name: CATALOGUE[this.language].speed }).selectOption({ label: '2 Mbit/s' });
    await this.fillCustomer();
    await this.findAddress(address);
    await this.check('order_form.check_green');
    await this.fillContact();
    await this.page.getByRole('button', { name: this.pattern('order_form.use_earliest') }).click();
    await this.confirmAll();
  }

  /** Presses Submit and comes to the page of the order, whose number it gives back. */
  async submit(): Promise<string> {
    await this.submitButton.click();
    await this.page.waitForURL(/\/orders\/1-\d+$/);
    const number = /1-\d+$/.exec(this.page.url())?.[0];
    if (!number) throw new Error(`no number in ${this.page.url()}`);
    return number;
  }
}
