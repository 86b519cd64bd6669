import fs from 'node:fs';
import path from 'node:path';
import { tables } from '../../domain/model/books.ts';
import { ledgerTable, makePdf } from '../../tests/importers/pdf/make-pdf.ts';
import { columnMenu, commitImport, openImport, press, rowsThere } from './screen.ts';
import type { At, Screen } from './screen.ts';

/** The invented trader's declarations with every tenth code spoilt, as an accountant's export has them. */
function spoilt({ folder, books }: At): string {
  const lines = fs.readFileSync(path.join(books, 'declarations.csv'), 'utf8').trim().split('\n');
  const file = path.join(folder, 'декларации за март.csv');
  const bad = (line: string, i: number): string => (i > 0 && i % 10 === 0 ? line.replace(/,(\d{10}),/, ',84O713,') : line);
  fs.writeFileSync(file, `${lines.map(bad).slice(0, 120).join('\n')}\n`);
  return file;
}

/** A book whose headers say little. */
function poorHeaders({ folder }: At): string {
  const file = path.join(folder, 'проводки.csv');
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${String((i % 27) + 1).padStart(2, '0')}.02.2026;3310;1 ${100 + i},50;2,${10 + i};Д;Оплата`,
  );
  fs.writeFileSync(file, `Column1;Счет бухгалтерии;Сумма;Сумма;Дт/Кт;Column6\n${rows.join('\n')}\n`);
  return file;
}

/** The trader's freight as it was and as a newer export has it: one value changed, one line gone, one more. */
function twoExports({ folder, books }: At): readonly [string, string] {
  const [head = '', ...lines] = fs.readFileSync(path.join(books, 'contracts.csv'), 'utf8').trim().split('\n');
  const write = (name: string, rows: readonly string[]): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, `${[head, ...rows].join('\n')}\n`);
    return file;
  };
  const newer = lines
    .filter((_, i) => i !== 3)
    .map((line, i) => (i === 1 ? line.replace(/2026-0(\d)/, '2026-1$1'.slice(0, 6) + '0') : line));
  return [write('договоры-март.csv', lines), write('договоры-апрель.csv', [...newer, (lines[0] ?? '').replace(/^[^,]+/, 'K-2026/99')])];
}

/** Goes on from a certificate to the rows. */
async function toRows({ page }: At): Promise<void> {
  await page.locator('.dialog footer .button.primary').last().click();
  await page.waitForSelector('.dialog', { state: 'detached' });
  await rowsThere(page);
}

/** The import: what a file is, its columns, its problems, its certificate; newer exports; values set by hand; withdrawn files. */
export const imports: readonly Screen[] = [
  { name: 'import-problems', zoomed: true, go: async (at) => openImport(at, spoilt(at)) },
  {
    name: 'import-mapping',
    zoomed: true,
    go: async (at) => {
      await openImport(at, poorHeaders(at));
      await at.page.waitForSelector('.file-columns');
      await at.page.locator('.dialog select').nth(1).selectOption('ledger');
    },
  },
  { name: 'import-statement', go: async (at) => openImport(at, path.join(at.books, 'statement-usd.mt940.txt')) },
  {
    name: 'import-pdf-layout',
    go: async (at) => {
      const file = path.join(at.folder, 'журнал.pdf');
      fs.writeFileSync(file, await makePdf([ledgerTable(60)]));
      await openImport(at, file);
      await at.page.locator('.dialog button', { hasText: at.t('pdf.offer.open') }).click();
      await at.page.waitForSelector('.pdf-sheet');
      await at.page.waitForSelector('.dialog .sample tbody tr');
    },
  },
  {
    name: 'import-certificate',
    go: async (at) => {
      await openImport(at, path.join(at.books, 'freight.csv'));
      await commitImport(at);
    },
  },
  {
    name: 'import-newer',
    stays: true,
    go: async (at) => {
      const [older, newer] = twoExports(at);
      await toRows(at);
      await openImport(at, older);
      await commitImport(at);
      await toRows(at);
      await openImport(at, newer);
      await commitImport(at);
      await at.page.waitForSelector('.dialog .say-so.amber', { timeout: 60_000 });
    },
  },
  {
    name: 'differences',
    stays: true,
    go: async ({ page }) => {
      await page.locator('.dialog .say-so.amber button').first().click();
      await page.waitForSelector('#work .table-body [role=row]', { timeout: 60_000 });
    },
  },
  {
    name: 'value-set',
    go: async ({ page }) => {
      await page.click('a[href*="books/declarations"]');
      await rowsThere(page);
      await page.focus('.grid');
      const right = tables.declarations.findIndex((column) => column.name === 'customs_value_minor');
      await press(page, 'Control+Home', 'ArrowDown', 'Home', ...Array.from({ length: right }, () => 'ArrowRight'), 'F2');
      await page.waitForSelector('.dialog input[type=text]');
      await page.locator('.dialog textarea').fill('счёт-фактура № 77');
    },
  },
  {
    name: 'value-set-row',
    stays: true,
    go: async ({ page }) => {
      await page.locator('.dialog input[type=text]').fill('2500.25');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#detail .override-line');
    },
  },
  {
    name: 'imports',
    go: async ({ page, t }) => {
      await page.locator('.ways .way', { hasText: t('explore.part.imports') }).click();
      await page
        .locator('#work button', { hasText: t('changes.withdraw') })
        .first()
        .waitFor();
    },
  },
  {
    name: 'withdraw',
    go: async ({ page, t }) => {
      await page
        .locator('#work button', { hasText: t('changes.withdraw') })
        .first()
        .click();
      await page.waitForSelector('.dialog textarea');
    },
  },
  {
    name: 'mappings',
    go: async (at) => {
      const { page } = at;
      await page.click('a[href*="books/ledger"]');
      await rowsThere(page);
      await openImport(at, poorHeaders(at));
      await page.locator('.dialog button', { hasText: at.t('mapping.profiles') }).click();
      await page.locator('.dialog h2', { hasText: at.t('mapping.profiles') }).waitFor();
    },
  },
  { name: 'books-column', go: async ({ page }) => columnMenu(page, 2) },
];
