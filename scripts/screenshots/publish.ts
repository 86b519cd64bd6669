import fs from 'node:fs';
import path from 'node:path';
import { readPng, writeSmallPng } from './png.ts';

/** Pictures of the guide: these screens in each language, light, small window. */
const inGuide = ['overview', 'import-mapping', 'coverage', 'explorer-groups', 'matching-proposals', 'evidence-picture', 'finding'];

/** Pictures of the README by the name of their file. */
const inReadme: Readonly<Record<string, string>> = {
  'peer-price': 'test-V14-en-light-1280',
  'finding-ru': 'finding-ru-light-1280',
  'assessment-kk-dark': 'assessment-kk-dark-1280',
  'books-dark': 'books-search-ru-dark-1280',
  benford: 'test-D04-kk-light-1280',
  'document-ru': 'documents-ru-light-1280',
  matching: 'matching-proposals-en-light-1280',
  'coverage-ru-dark': 'coverage-ru-dark-1280',
  'explorer-kk': 'explorer-groups-kk-light-1280',
  'evidence-dark': 'evidence-picture-en-dark-1280',
};

/**
 * Puts small copies of the chosen screenshots where the guide and the README show them.
 * @param from the folder of the screenshots @returns names of screenshots that are not there
 */
export function publish(from: string, project: string): readonly string[] {
  const chosen = [
    ...inGuide.flatMap((name) =>
      ['en', 'ru', 'kk'].map((lang) => [`${name}-${lang}-light-1280`, `docs/guide/pictures/${name}-${lang}.png`] as const),
    ),
    ...Object.entries(inReadme).map(([name, shot]) => [shot, `assets/readme/${name}.png`] as const),
  ];
  const missing: string[] = [];
  for (const [shot, to] of chosen) {
    const file = path.join(from, `${shot}.png`);
    if (fs.existsSync(file)) fs.writeFileSync(path.join(project, to), writeSmallPng(readPng(fs.readFileSync(file))));
    else missing.push(shot);
  }
  return missing;
}
