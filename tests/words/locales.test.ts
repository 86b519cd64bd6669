import fs from 'node:fs';
import path from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';
import { refusalCodes } from '../../domain/model/refused.ts';
import { langs } from '../../domain/model/words.ts';
import { parseMessage } from '../../domain/words/index.ts';
import type { Lang } from '../../domain/model/words.ts';
import { loadMessages } from '../../backend/words/locales.ts';

const root = path.resolve(import.meta.dirname, '../../assets/locales');
const areas = fs.readdirSync(path.join(root, 'en')).sort();
const messages = { en: loadMessages('en'), ru: loadMessages('ru'), kk: loadMessages('kk') };

/** names of the arguments of a message, without those inside quotes */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (parts: ReturnType<typeof parseMessage>): void => {
    for (const part of parts) {
      if (part.kind === 'arg' || part.kind === 'choice') names.add(part.name);
      if (part.kind === 'choice') for (const option of part.options.values()) walk(option);
    }
  };
  walk(parseMessage(text));
  return [...names].sort();
}

describe.each(langs)('locale %s', (lang: Lang) => {
  test('has the same files as the others', () => {
    expect(fs.readdirSync(path.join(root, lang)).sort()).toEqual(areas);
  });

  test('has a text for every key of the other languages', () => {
    expect(Object.keys(messages[lang]).sort()).toEqual(Object.keys(messages.en).sort());
  });

  test('uses the arguments that the English text uses', () => {
    const wrong = Object.keys(messages.en).filter(
      (key) => argumentsOf(messages[lang][key] ?? '').join() !== argumentsOf(messages.en[key] ?? '').join(),
    );
    expect(wrong).toEqual([]);
  });

  test('is read the same way by an independent ICU parser', () => {
    for (const [key, text] of Object.entries(messages[lang])) {
      expect(() => parse(text), key).not.toThrow();
    }
  });

  test('no key stands in two files', () => {
    const keys = areas.flatMap((area) => Object.keys(JSON.parse(fs.readFileSync(path.join(root, lang, area), 'utf8'))));
    expect(keys.length).toBe(new Set(keys).size);
  });

  test('every refusal code has a text', () => {
    expect(refusalCodes.filter((code) => messages[lang][`refused.${code}`] === undefined)).toEqual([]);
  });
});
