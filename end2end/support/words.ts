// The product's own texts, so that a journey is written once and run in both languages.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type Language = 'nb' | 'en';
export const LANGUAGES: readonly Language[] = ['nb', 'en'];

const texts = new Map<Language, Map<string, string>>();

function load(language: Language): Map<string, string> {
  const path = resolve(import.meta.dirname, `../../crates/texts/texts/${language}.txt`);
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line.includes(' = ') && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(' = ');
      return [line.slice(0, at), line.slice(at + 3).trim()] as const;
    }),
  );
}

/** The text of a key as it stands in the file; a key that does not exist is a mistake of the test. */
export function template(language: Language, key: string): string {
  let known = texts.get(language);
  if (!known) {
    known = load(language);
    texts.set(language, known);
  }
  const text = known.get(key);
  if (text === undefined) throw new Error(`no text ${key} in ${language}`);
  return text;
}

/** The text of a key with its values filled in. */
export function words(language: Language, key: string, values: Record<string, string> = {}): string {
  return template(language, key).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${key} needs ${name}`);
    return value;
  });
}
