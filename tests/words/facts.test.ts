import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { langs } from '../../domain/model/words.ts';
import { loadMessages } from '../../backend/words/locales.ts';

const readers = path.resolve(import.meta.dirname, '../../backend/importers');

const sources = fs
  .readdirSync(readers, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => fs.readFileSync(path.join(readers, name), 'utf8'));

/** What stands in the line at the head of a file, without a name of its own. */
const inHeadLine = ['company', 'tax_id', 'period_from', 'period_to', 'software', 'version', 'standard', 'created', 'currency'];

/** Names of facts as the readers write them, and those that are counted below a table. */
const told = new Set([
  ...sources.flatMap((text) => [...text.matchAll(/\bfact\(\s*'([a-z_]+)'/g)].map((found) => found[1] ?? '')),
  ...sources.flatMap((text) =>
    [...text.matchAll(/\bleft: Left = \{ ([^}]+) \}/g)].flatMap((found) =>
      (found[1] ?? '').split(',').map((part) => `sheet_${(part.split(':')[0] ?? '').trim()}`),
    ),
  ),
]);

test('every remark that a reader makes about a file has its words', () => {
  expect(told.size).toBeGreaterThan(15);
  expect(told).toContain('sheet_repeatedHeaders');
  for (const lang of langs) {
    const texts = loadMessages(lang);
    expect([...told].filter((name) => !inHeadLine.includes(name) && texts[`fact.${name}`] === undefined)).toEqual([]);
  }
});
