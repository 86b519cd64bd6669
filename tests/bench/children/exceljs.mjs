import { createRequire } from 'node:module';
import path from 'node:path';

// `exceljs.mjs FOLDER write|read FILE ROWS`: the package is not one of ours, it lies in a folder of its own.
const [folder = '', how = '', filename = '', wanted = '0'] = process.argv.slice(2);
const exceljs = createRequire(path.join(folder, 'package.json'))('exceljs');
const columns = 15;

/** A workbook as programs write it: shared strings, days by their style, amounts, every cell filled. */
async function write(count) {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ filename, useStyles: true, useSharedStrings: true });
  const sheet = book.addWorksheet('Ledger');
  sheet.columns = Array.from({ length: columns }, (_, i) => ({
    header: `column ${i}`,
    ...(i < 3 ? { style: { numFmt: 'dd.mm.yyyy' } } : {}),
  }));
  for (let n = 0; n < count; n += 1) {
    const day = new Date(Date.UTC(2023, 0, 1 + (n % 1000)));
    const texts = Array.from({ length: 6 }, (_, i) => `ТОО «Поставщик ${(n * (i + 3)) % 5000}»`);
    const amounts = Array.from({ length: 6 }, (_, i) => ((n * (i + 7)) % 1_000_000) / 100);
    sheet.addRow([day, day, day, ...texts, ...amounts]).commit();
  }
  sheet.commit();
  await book.commit();
  return { rows: count, cells: 0 };
}

async function read() {
  // its headers are a row like others
  let [rows, cells] = [-1, 0];
  const options = { sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', worksheets: 'emit', entries: 'ignore' };
  for await (const sheet of new exceljs.stream.xlsx.WorkbookReader(filename, options))
    for await (const row of sheet) {
      rows += 1;
      row.eachCell(() => void (cells += 1));
    }
  return { rows, cells };
}

const said = how === 'write' ? await write(Number(wanted)) : await read();
process.stdout.write(JSON.stringify({ ...said, rssMiB: process.resourceUsage().maxRSS / 1024 }));
