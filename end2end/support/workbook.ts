// A workbook as a spreadsheet saves it: words shared, days and codes as numbers with a format. And what stands in one of ours.

import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** What a cell is to be: a text, or a number that is shown as a day. */
export type Cell = string | { day: number } | { number: number };

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function letters(at: number): string {
  return (at >= 26 ? letters(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}

export function workbook(rows: readonly (readonly Cell[])[]): Buffer {
  const shared: string[] = [];
  const cell = (value: Cell, place: string): string => {
    if (typeof value !== 'string') {
      return 'day' in value ? `<c r="${place}" s="1"><v>${String(value.day)}</v></c>` : `<c r="${place}"><v>${String(value.number)}</v></c>`;
    }
    if (value === '') return '';
    shared.push(value);
    return `<c r="${place}" t="s"><v>${String(shared.length - 1)}</v></c>`;
  };
  const sheet = rows
    .map((row, down) => `<row r="${String(down + 1)}">${row.map((value, right) => cell(value, `${letters(right)}${String(down + 1)}`)).join('')}</row>`)
    .join('');
  return archive({
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Ark1" sheetId="1" r:id="b"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}"><Relationship Id="b" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="d" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${shared.map((text) => `<si><t>${xml(text)}</t></si>`).join('')}</sst>`,
  });
}

function archive(parts: Record<string, string>): Buffer {
  const whole: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const content = Buffer.from(text, 'utf8');
    const packed = deflateRawSync(content);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), about, place, Buffer.from(name));
    const head = [Buffer.from([0x50, 0x4b, 3, 4]), about, Buffer.from(name), packed];
    whole.push(...head);
    at += head.reduce((sum, part) => sum + part.length, 0);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...whole, listed, end]);
}

/** The cells of the one sheet that the backend writes: texts, and days and amounts as the numbers that they are. */
export function readSheet(bytes: Buffer): (string | number)[][] {
  const sheet = part(bytes, 'xl/worksheets/sheet1.xml');
  return [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c[^>]*\/>|<c[^>]*>(?:<v>(.*?)<\/v>|<is><t[^>]*>(.*?)<\/t><\/is>)<\/c>/gs)].map(([, number, text = '']) =>
      number === undefined ? plain(text) : Number(number),
    ),
  );
}

/** The day that a spreadsheet shows for a number. */
export function dayOf(cell: string | number | undefined): string {
  const FIRST_OF_JANUARY_1970 = 25_569;
  return new Date((Number(cell) - FIRST_OF_JANUARY_1970) * 86_400_000).toISOString().slice(0, 10);
}

function part(bytes: Buffer, wanted: string): string {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + length);
    if (name === wanted) {
      const head = bytes.readUInt32LE(at + 42);
      const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
      return inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(at + 20))).toString('utf8');
    }
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error(`the workbook has no ${wanted}`);
}

function plain(text: string): string {
  const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#13;': '\r', '&amp;': '&' };
  return text.replaceAll(/&[^;]+;/g, (sign) => signs[sign] ?? sign);
}
