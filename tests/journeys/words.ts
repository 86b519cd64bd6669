import fs from 'node:fs';
import path from 'node:path';

const locales = path.resolve(import.meta.dirname, '../../assets/locales');

/** Texts as the window shows them, so that journeys find a button by its key in any language. For texts without arguments. */
export function words(lang: 'en' | 'ru' | 'kk'): (key: string) => string {
  const folder = path.join(locales, lang);
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
  const all = Object.assign({}, ...files.map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as object)) as Record<
    string,
    string
  >;
  return (key) => {
    const text = all[key];
    if (text === undefined) throw new Error(`no text ${key} in ${lang}`);
    return text;
  };
}
