import fs from 'node:fs';
import path from 'node:path';

export type ShellWord = 'shell.files.table' | 'shell.files.pdf' | 'shell.files.certificate' | 'shell.files.log' | 'shell.files.model';

/** Texts of native dialogs: they take no arguments, so the plain text of the file is what is shown. */
export function shellWords(assets: string): (lang: string, key: ShellWord) => string {
  const read = (lang: string): Record<string, string> | null => {
    const file = path.join(assets, 'locales', lang, 'shell.json');
    return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>) : null;
  };
  return (lang, key) => read(lang)?.[key] ?? read('en')?.[key] ?? key;
}
