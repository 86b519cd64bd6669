import fs from 'node:fs';
import path from 'node:path';
import { malformed } from '../importers/malformed/listing.ts';
import { choosePath, picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { openEmptyCase } from './import-steps.ts';
import type { Lang } from './import-steps.ts';
import { words } from './words.ts';

const asked = process.env['ASSAY_WALK'];
const lang: Lang = asked === 'en' || asked === 'kk' ? asked : 'ru';

type Bad = { readonly name: string; readonly bytes: Buffer };

const endings: Readonly<Record<string, string>> = { saft: 'xml', dbf: 'dbf', ods: 'ods', xls: 'xls', pdf: 'pdf', mxl: 'mxl', csv: 'csv' };

/** Every seventh of the listing of malformed files that nothing of may come in: some of each format. */
const listed: readonly Bad[] = malformed
  .filter((one) => one.rows === 'none')
  .filter((_, i) => i % 7 === 0)
  .slice(0, 25)
  .map((one, i) => ({ name: `${i} ${one.format}.${endings[one.format] ?? one.format}`, bytes: one.bytes() }));

/** What a person has on a stick beside the books. */
const own: readonly Bad[] = [
  { name: 'пустой.xlsx', bytes: Buffer.alloc(0) },
  { name: 'обрыв.ods', bytes: Buffer.from('PK\x03\x04\x14\0\0\0mimetype', 'latin1') },
  { name: 'программа.csv', bytes: Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(4096)]) },
  { name: 'письмо.docx', bytes: Buffer.from('PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1') },
  {
    name: "O'Neil «отчёт» & co.xml",
    bytes: Buffer.from('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
  },
  { name: `${'д'.repeat(110)}.csv`, bytes: Buffer.from('а;б\n"не закрыто\n') },
  { name: 'нули.dbf', bytes: Buffer.alloc(70_000) },
  { name: 'обрыв.xls', bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
];

test('a hostile file is refused by name with one clear next step, nothing of it comes in, and the window goes on', async ({
  app,
  page,
  folder,
}) => {
  test.setTimeout(400_000);
  const t = words(lang);
  await openEmptyCase(page, lang);
  const dialog = page.locator('.dialog');
  const story: string[] = [];
  for (const { name, bytes } of [...listed, ...own]) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, bytes);
    await choosePath(app, file);
    await page.keyboard.press('Control+i');
    // refused; or a table of texts without a column that is known, which a person would have to map
    const refusal = dialog.locator('.say-so.wrong, .say-so.amber, .wrong[role=status]').first();
    await expect(refusal, name).toBeVisible({ timeout: 30_000 });
    const said = (await refusal.innerText()).replaceAll(/\s+/g, ' ');
    const buttons = await dialog.locator('footer .button').allInnerTexts();
    story.push(`${name} | ${said} | ${buttons.join(' / ')}`);
    // in the language of the screen: no key, no code of the program
    expect(said, name).not.toMatch(/refused\.|file_|undefined|\{|\}/);
    if (lang !== 'en') expect(said, name).toMatch(/[а-яё]{4}/i);
    // the focus lies where the next step is, and what imports is not offered
    const importing = dialog.locator('footer .button.primary:not([data-disabled])', { hasText: t('import.do').split(' ')[0] ?? '' });
    await expect(importing, name).toHaveCount(0);
    expect(await page.evaluate(() => document.activeElement?.closest('.dialog') !== null), name).toBe(true);
    if (story.length % 6 === 1) await picture(page, `hostile-${lang}-${story.length}`);
    await page.keyboard.press('Escape');
    await expect(dialog, name).toHaveCount(0);
  }
  const { ASSAY_PICTURES: pictures } = process.env;
  if (pictures !== undefined) fs.writeFileSync(path.join(pictures, `hostile-${lang}.txt`), story.join('\n'));

  // nothing came in, and a good file does
  await expect(page.locator('.sections')).not.toContainText(t('table.contracts'));
  const good = path.join(folder, 'договоры.csv');
  fs.writeFileSync(good, 'contract_no,contract_date,currency\nK-1,2026-01-05,USD\n');
  await choosePath(app, good);
  await page.keyboard.press('Control+i');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog .certificate');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '2');
  await page.keyboard.press('Alt+7');
  await expect(page.locator('#work .table-body .table-row')).toHaveCount(1);
});
