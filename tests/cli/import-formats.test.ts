import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { bench, root } from './command-line.ts';
import type { Bench, Json } from './command-line.ts';

let at: Bench;
let caseId = '';
beforeAll(async () => {
  at = bench();
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'V');
  caseId = await newCase('Первая');
});
afterAll(() => at.leave());

async function newCase(trader: string): Promise<string> {
  const person = ['--trader', trader, '--taxid', '980140001231', '--from', '2016-01-01', '--to', '2026-12-31', '--pack', 'kz'];
  return (await at.assay('case', 'new', '--vault', at.vault, '--kind', 'onsite', ...person)).json.caseId;
}

const inCase = (): string[] => ['--vault', at.vault, '--case', caseId];
const importAs = (as: string, file: string) => at.assay('import', ...inCase(), '--as', as, file);
const rows = async (table: string, ...more: string[]): Promise<Json> =>
  (await at.assay('rows', ...inCase(), '--table', table, ...more)).json;
const failing = (result: Json): Json => result.checks.filter((check: Json) => !check.agrees);

describe.skipIf(!hasShared)('public example files (skipped where the shared data is absent)', () => {
  const saft = path.join(sharedDir, 'data', 'saft-no', 'example-888888888.xml');

  it('the Norwegian SAF-T example: 53 transactions, 170 lines, debit = credit = 9,487,049.35', async () => {
    const { exit, json } = await importAs('auto', saft);
    expect(exit).toBe(0);
    expect([json.format, json.rows, json.rejectedCount]).toEqual(['saft', 204, 0]);
    expect(json.sums).toMatchObject({ debit_minor: '9487049.35', credit_minor: '9487049.35' });
    expect(json.checks.find((check: Json) => check.key === 'saft_entries')).toMatchObject({ declared: '53', counted: '53', agrees: true });
    expect(json.facts).toContainEqual({ name: 'other_currency', value: 'NOK, KZT' });
    const ledger = await rows('ledger', '--limit', '500');
    expect(ledger.total).toBe(170);
    expect(new Set(ledger.rows.map((row: Json) => row.txn_id)).size).toBe(53);
    expect(ledger.rows[0].name).toBe(`${json.evidence.sha256}:ledger:4/1/1/1`);
  });

  it('every row has a name of its own, whatever kind of record it was', async () => {
    const parties = (await rows('parties')).rows.map((row: Json) => row.name);
    expect(new Set(parties).size).toBe(12);
  });

  it('its certificate is stored with the case and says the same', async () => {
    const { json } = await at.assay('import', 'certificate', ...inCase());
    const [certificate] = json.certificates;
    expect(certificate).toMatchObject({ fileName: 'example-888888888.xml', format: 'saft', evidence: { bytes: 158136 } });
    expect(certificate.parts.map((part: Json) => [part.table, part.rows])).toEqual([
      ['accounts', 22],
      ['parties', 6],
      ['parties', 6],
      ['ledger', 170],
    ]);
    expect(certificate.checks.filter((check: Json) => check.agrees).length).toBe(7);
  });

  it('the same bytes do not come in twice, and a refusal leaves nothing', async () => {
    const { exit, json } = await importAs('saft', saft);
    expect([exit, json.code]).toEqual([1, 'file_already_imported']);
    expect((await rows('ledger')).total).toBe(170);
  });

  it.each([
    ['saft_idemo599999999.xml', []],
    ['saft_MISSING_INVOICE.xml', ['saft_series_gap']],
    ['saft_REPEATED_INVOICE_INTERNAL_CODE.xml', ['saft_series_type']],
    ['saft_MISSING_SUPPLIER.xml', ['saft_total_credit', 'saft_supplier_missing']],
  ])('%s says what its name says', async (name, keys) => {
    caseId = await newCase(name);
    const { exit, json } = await importAs('auto', path.join(sharedDir, 'data', 'saft-pt', name));
    expect([exit, json.rejectedCount]).toEqual([0, 0]);
    expect(failing(json).map((check: Json) => check.key)).toEqual(keys);
    expect(Object.values(json.repaired as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(9);
  });

  it('a customs declaration in UBL fills declarations, value components and documents', async () => {
    caseId = await newCase('UBL');
    const { json } = await importAs('auto', path.join(sharedDir, 'data', 'ubl', 'UBL-ImportCustomsDeclaration-2.3-Example.xml'));
    expect(json.parts.map((part: Json) => [part.table, part.rows])).toEqual([
      ['declarations', 1],
      ['value_components', 1],
      ['item_documents', 3],
    ]);
    expect((await rows('declarations')).rows[0]).toMatchObject({ hs_code: '8518309590', origin_country: 'TH' });
  });

  it('inspect tells the same of a file without a vault', async () => {
    const { json } = await at.assay('import', 'inspect', saft);
    expect([json.format, json.parts.map((part: Json) => [part.table, part.records])]).toEqual([
      'saft',
      [
        ['accounts', 22],
        ['parties', 6],
        ['parties', 6],
        ['ledger', 170],
      ],
    ]);
  });
});

describe('workbooks', () => {
  const book = (kind: string): string => path.join(root, 'tests', 'fixtures', 'workbook', `register.${kind}`);

  it('a sheet that fits a table comes in, its rows named by sheet and row; the others are said to be unread', async () => {
    caseId = await newCase('XLSX');
    const { json } = await importAs('accounts', book('xlsx'));
    expect(json.parts.map((part: Json) => [part.table, part.scope, part.rows])).toEqual([['accounts', 'Коды', 1]]);
    expect(json.unread).toMatchObject([{ scope: 'Реестр', records: 2 }]);
    const { certificates } = (await at.assay('import', 'certificate', ...inCase())).json;
    expect(certificates[0].facts).toContainEqual({ name: 'unread', value: 'Реестр: 2' });
    const [row] = (await rows('accounts')).rows;
    expect(row.name).toBe(`${json.evidence.sha256}:accounts:Коды!2`);
  });

  it('a sheet of two columns with names that head any list of codes is taken for no table until somebody says which', async () => {
    const { exit, json } = await importAs('auto', book('xlsx'));
    expect([exit, json.code]).toEqual([1, 'file_no_table']);
  });

  it('a table that was asked for and no sheet holds is refused by name, and nothing stays', async () => {
    const { exit, json } = await importAs('declarations', book('ods'));
    expect([exit, json.code]).toEqual([1, 'file_no_table']);
    expect((await rows('declarations')).total).toBe(0);
    expect(fs.readdirSync(path.join(at.vault, 'evidence')).filter((name) => name.includes('part'))).toEqual([]);
  });
});

describe('what a file is', () => {
  it('a CSV finds its table by its headers', async () => {
    caseId = await newCase('CSV');
    const file = at.file('b.csv', 'rate_date;currency;fx_unit;rate\n2025-01-31;KRW;100;35,21\n2025-02-03;USD;1;512,4\n');
    const { json } = await importAs('auto', file);
    expect(json.parts).toMatchObject([{ table: 'rates', rows: 2 }]);
    expect((await rows('rates')).rows[0]).toMatchObject({ rate_date: '2025-01-31', fx_unit: 100, rate_e8: '35.21000000' });
  });

  it('headers that fit nothing are refused, and unknown formats are wrong usage', async () => {
    expect((await importAs('auto', at.file('n.csv', 'a;b\n1;2\n'))).json.code).toBe('file_no_table');
    expect((await importAs('nonsense', at.file('m.csv', 'a;b\n1;2\n'))).exit).toBe(2);
  });

  it('a file that is not there and a folder are refused by name, whatever they are said to be', async () => {
    for (const as of ['auto', 'saft', 'ledger', 'xlsx'])
      for (const file of [path.join(at.dir, 'absent.xml'), at.dir])
        expect((await importAs(as, file)).json.code, `${as} ${file}`).toBe('file_unreadable');
  });

  it('a hostile file is refused by its reader, which has no keys', async () => {
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><AuditFile>&b;</AuditFile>';
    const { exit, json } = await importAs('saft', at.file('bomb.xml', bomb));
    expect([exit, json.code]).toEqual([1, 'file_xml_doctype']);
  });
});
