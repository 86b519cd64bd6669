import fs from 'node:fs';
import path from 'node:path';
import { createVault, openDemo, picture } from './door.ts';
import { drop, dropUnseen } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { words } from './words.ts';

const t = words('en');
test.use({ windowArgs: ['--lang=en-US'] });

function declarations(folder: string, name: string, year: string): string {
  const file = path.join(folder, name);
  const rows = Array.from(
    { length: 20 },
    (_, i) => `55301/010126/${year}${String(i).padStart(3, '0')},2026-01-05,1,8518309500,Наушники ${i},CN,${1_000 + i}.50`,
  );
  fs.writeFileSync(file, `reg_no,reg_date,item_no,hs_code,description,origin_country,customs_value_minor\n${rows.join('\n')}\n`);
  return file;
}

test('two files dropped on a case are looked at one after the other, and both are imported', async ({ page, folder }) => {
  const files = [declarations(folder, 'first.csv', '1000'), declarations(folder, 'second.csv', '2000')];
  await openDemo(page);
  await drop(page, files, async () => {
    await expect(page.locator('.drop-veil')).toBeVisible();
    await picture(page, 'drop');
  });
  await expect(page.locator('.drop-veil')).toHaveCount(0);
  for (const file of files) {
    await expect(page.locator('.dialog')).toContainText(path.basename(file));
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .facts');
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
  }
  await expect(page.locator('.dialog')).toHaveCount(0);
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('Наушники 19');
  await expect(page.locator('.grid-foot')).toContainText('rows');
});

test('a file dropped where no case is open is refused in words, and the window stays what it was', async ({ page, folder }) => {
  const file = declarations(folder, 'stray.csv', '3000');
  await dropUnseen(page, [file]);
  await expect(page.locator('.door-sheet')).toBeVisible();
  await createVault(page);
  await drop(page, [file], async () => {
    await expect(page.locator('.drop-veil')).toContainText(t('drop.noCase'));
  });
  await expect(page.locator('.notice')).toContainText(t('drop.noCase'));
  expect(page.url()).toMatch(/^app:\/\/assay\/index\.html/);
  await expect(page.locator('.dialog')).toHaveCount(0);
});

test('a folder and a PDF are each answered', async ({ page, folder }) => {
  await openDemo(page);
  const inner = path.join(folder, 'inner');
  fs.mkdirSync(inner);
  await drop(page, [inner]);
  await expect(page.locator('.dialog [role=alert]')).toContainText('inner');
  await page.keyboard.press('Escape');
  await expect(page.locator('.dialog')).toHaveCount(0);
  const pdf = path.join(folder, 'report.pdf');
  fs.writeFileSync(pdf, '%PDF-1.7\nnothing');
  await drop(page, [pdf]);
  await expect(page.getByText('report.pdf').first()).toBeVisible();
});
