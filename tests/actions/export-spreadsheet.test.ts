import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { langs } from '../../domain/model/words.ts';
import type { Lang } from '../../domain/model/words.ts';
import { desk, passphrase } from './backend.ts';

const office = spawnSync('soffice', ['--version']).status === 0;
const at = desk({ today: '2026-11-22' });
const { call } = at;
let caseId = '';

const long = `${'Накладная № '.repeat(3_500)}конец`;
const ledger = `txn_id,line_no,posting_date,account,debit,currency,currency_amount,counterparty,description
T1,1,2025-03-01,1310,1234.50,USD,12.34,"ТОО «Қазтұрмыс»; опт","=HYPERLINK(""http://x"",""y"")"
T2,2,2025-12-05,0013,-5.12,KRW,1500,+7 701 000,"abc;=1+6,=1+7"
T3,,2025-03-03,1310,0.01,KWD,1.234,Ә,"p"";=1+8 | =1+9"
T4,4,2024-02-29,1320,90071992547409.91,,,Ё,${long}
`;

beforeAll(async () => {
  await call('vault.create', { name: 'Проба', passphrase });
  const made = { kind: 'desk', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2025-01-01', to: '2025-12-31', pack: 'kz' } as const;
  caseId = (await call('case.create', made)).caseId;
  await call('import.commit', { caseId, path: at.file('ledger.csv', ledger), table: 'ledger' });
});
afterAll(() => at.leave());

const columns = ['txn_id', 'posting_date', 'account', 'debit_minor', 'counterparty', 'description'];
const write = async (file: string, lang: Lang) => {
  const to = path.join(at.dir, file);
  const format = file.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const list = { caseId, table: 'ledger', filters: [], search: '', sort: [], groups: [], aggregates: [] } as const;
  return { to, ...(await call('rows.export', { ...list, filters: [], sort: [], groups: [], aggregates: [], columns, format, lang, to })) };
};

type Opened = { readonly kind: string; readonly value: string; readonly formula: string | null };

const plain = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');

/** The cells of the first sheets as LibreOffice reads them: kind, exact value, formula. @param reading how a CSV is said to be read */
function opened(file: string, reading?: string): readonly (readonly (readonly Opened[])[])[] {
  const out = path.join(at.dir, 'opened');
  const profile = `-env:UserInstallation=file://${path.join(at.dir, 'office')}`;
  const filter = reading === undefined ? [] : [`--infilter=CSV:${reading}`];
  execFileSync('soffice', [profile, '--headless', ...filter, '--convert-to', 'fods', '--outdir', out, file], { stdio: 'ignore' });
  const text = fs.readFileSync(path.join(out, `${path.parse(file).name}.fods`), 'utf8');
  return [...text.matchAll(/<table:table table:name[\s\S]*?<\/table:table>/g)].map(([sheet]) =>
    [...sheet.matchAll(/<table:table-row[\s\S]*?<\/table:table-row>/g)].map(([row]) =>
      [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)].map(([, head = '', body = '']) => {
        const named = (name: string): string | null => new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1] ?? null;
        const said = plain(
          [...body.matchAll(/<text:p[^>]*>([\s\S]*?)<\/text:p>/g)].map(([, p = '']) => p.replaceAll(/<[^>]*>/g, ' ')).join('\n'),
        );
        const value = named('office:value') ?? named('office:date-value') ?? said;
        return { kind: named('office:value-type') ?? '', value, formula: named('table:formula') };
      }),
    ),
  );
}

/** Microsoft's numbers of the languages. */
const lcid: Record<Lang, number> = { en: 1033, ru: 1049, kk: 1087 };
/** Delimiter, quote, UTF-8, first line, columns by themselves, language, no quoted-as-text, numbers and days found, formulas evaluated. */
const reading = (delimiter: number, lang: Lang): string => `${delimiter},34,76,1,,${lcid[lang]},false,true,false,false,false,0,true`;

describe.skipIf(!office)('LibreOffice', () => {
  test.each(langs)('opens a CSV in %s with the amounts and days as they are, and runs no cell', { timeout: 120_000 }, async (lang) => {
    const { to, cut } = await write(`list-${lang}.csv`, lang);
    expect(cut).toBe(0);
    const [rows = []] = opened(to, reading(lang === 'en' ? 44 : 59, lang));
    const body = rows.slice(1, 5);
    expect(body.map((row) => [row[2]?.kind, row[2]?.value])).toEqual([
      ['date', '2025-03-01'],
      ['date', '2025-12-05'],
      ['date', '2025-03-03'],
      ['date', '2024-02-29'],
    ]);
    expect(body.slice(0, 3).map((row) => [row[4]?.kind, row[4]?.value])).toEqual([
      ['float', '1234.5'],
      ['float', '-5.12'],
      ['float', '0.01'],
    ]);
    expect(rows.flat().filter((cell) => cell.formula !== null)).toEqual([]);
  });

  test.each([
    ['en', 59],
    ['ru', 44],
    ['kk', 9],
    ['en', 124],
  ] as const)('runs no cell of a CSV in %s that is opened with another delimiter (%i)', { timeout: 120_000 }, async (lang, delimiter) => {
    const { to } = await write(`other-${lang}.csv`, lang);
    expect(
      opened(to, reading(delimiter, lang))
        .flat(2)
        .filter((cell) => cell.formula !== null),
    ).toEqual([]);
  });

  test.each(langs)(
    'opens a workbook in %s with exactly its values, days as days, codes as text, long texts whole',
    { timeout: 120_000 },
    async (lang) => {
      const { to, cut } = await write(`book-${lang}.xlsx`, lang);
      expect(cut).toBe(1);
      const [rows = [], texts = []] = opened(to);
      const body = rows.slice(1, 5).map((row) => row.slice(1, 6).map(({ kind, value }) => [kind, value]));
      expect(body.map((row) => row.slice(0, 4))).toEqual([
        [
          ['string', 'T1'],
          ['date', '2025-03-01'],
          ['string', '1310'],
          ['float', '1234.5'],
        ],
        [
          ['string', 'T2'],
          ['date', '2025-12-05'],
          ['string', '0013'],
          ['float', '-5.12'],
        ],
        [
          ['string', 'T3'],
          ['date', '2025-03-03'],
          ['string', '1310'],
          ['float', '0.01'],
        ],
        [
          ['string', 'T4'],
          ['date', '2024-02-29'],
          ['string', '1320'],
          ['string', '90071992547409.91'],
        ],
      ]);
      expect(rows[1]?.[6]?.value).toBe('=HYPERLINK("http://x","y")');
      expect(rows[2]?.[6]?.value).toBe('abc;=1+6,=1+7');
      const pieces = texts.filter((row) => row[1]?.value === 'G5');
      expect(pieces.map((row) => row[3]?.value).join('')).toBe(long);
      expect([...rows, ...texts].flat().filter((cell) => cell.formula !== null)).toEqual([]);
    },
  );
});
