import { afterAll, expect, test } from 'vitest';
import { importerVersion } from '../../backend/importers/run-import.ts';
import { caseFiles } from './case-files.ts';

const files = caseFiles();
afterAll(() => files.close());

/** Rows at the borders of what the reader accepts: a reading that changes moves one of them. */
const rows = [
  'A1,2026-02-03,1,8518309500,KZ,KZT,1000.50,12.345,2.5,1.00,KZT plain',
  'A2,2026-02-03,0,8518309500,CN,USD,1000.50,12.345,2.5,1.00,item nought',
  'A3,2026-02-03,1,8518309500,CN,USD,1000.50,-0.001,2.5,1.00,weight below nought',
  'A4,2026-02-03,1,8518309500,CN,USD,1000.50,0,-2.5,1,quantity below nought',
  'A5,2026-02-03,1,8518309500,CN,USD,-1.00,0,2.5,1.00,value below nought',
  'A6,2026-02-03,2,8518309500,KR,KRW,1000.50,0,2.5,1000,won without a mark',
  'A7,2026-02-03,2,8518309500,KR,USD,1000.50,0,2.5,1000,dollars without a mark',
  'A8,2026-02-03,2,8518309500,KR,KRW,1000.50,0,2.5,10.5,won with a part',
  'A9,2026-02-30,2,8518309500,KR,USD,1000.50,0,2.5,1.50,no such day',
  'A10,2026-02-03,3,851830,"C""N",USD,"1 000,50",0,2.5,2.50,quotes',
  'A11,2026-02-03,3,8518309500,CN,USD,1000.505,0,2.5,3.50,a third decimal',
  'Итого,,,,,,2001.00,,,,',
];
const header = 'reg_no,reg_date,item_no,hs_code,origin_country,currency,customs_value_minor,net_g,qty_e6,item_price_minor,description';

test(`what ${importerVersion} reads is pinned: other rows need another version`, async () => {
  const file = files.file('borders.csv', `${header}\n${rows.join('\n')}\n`);
  const { result, importer, rowDigest } = await files.import(file, { table: 'declarations' });
  const problems = result.rejected.map(({ line, problem }) => `${line} ${problem.key}`);
  expect({ importer, rows: result.rows, rowDigest, problems }).toEqual({
    importer: 'csv-4',
    rows: 2,
    rowDigest: 'd205ab92e2be5d7f89eadc43462e82fe1b7b3da65621b50b4a8c3f109c053df0',
    problems: [
      '3 problem.number_too_small',
      '4 problem.number_too_small',
      '5 problem.number_too_small',
      '6 problem.number_too_small',
      '8 problem.number_decimal_expected',
      '9 problem.number_decimals',
      '10 problem.day_impossible',
      '11 problem.hs_lost_zeros',
      '12 problem.number_decimals',
    ],
  });
});
