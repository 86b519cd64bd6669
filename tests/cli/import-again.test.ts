import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';

const at = bench();

describe('a file of which no row was accepted', () => {
  let inCase: readonly string[] = [];
  const books = 'reg_no;reg_date;item_no;hs_code;customs_value\nR1;02.02.2026;1;8518309500;1.234\nR2;02.02.2026;1;8518309500;5.678\n';
  const columns = ['reg_no', 'reg_date', 'item_no', 'hs_code', 'customs_value'].map(
    (header) => [header === 'customs_value' ? 'customs_value_minor' : header, { header }] as const,
  );
  const profile = {
    v: 1,
    name: 'mended',
    table: 'declarations',
    columns: Object.fromEntries(columns),
    decimal: ',',
    group: '.',
    repairs: [],
  };

  beforeAll(async () => {
    await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Field');
    inCase = ['--vault', at.vault, '--case', await newCase(at)];
  }, 60_000);
  afterAll(at.leave);

  test('comes in by a mended profile, its rows have their names, and then it is in the case once and for all', async () => {
    const file = at.file('books.csv', books);
    const imported = ['import', ...inCase, '--as', 'declarations'];
    expect((await at.assay(...imported, file)).json).toMatchObject({ rows: 0, rejectedCount: 2 });
    const mended = [...imported, '--profile', at.file('mended.json', JSON.stringify(profile)), file];
    expect((await at.assay(...mended)).json).toMatchObject({ rows: 2, sums: { customs_value_minor: '6912.00' } });
    expect((await at.assay(...mended)).json).toMatchObject({ code: 'file_already_imported' });

    const { rows } = (await at.assay('rows', ...inCase, '--table', 'declarations')).json;
    expect(rows.map((row: { customs_value_minor: string }) => row.customs_value_minor)).toEqual(['1234.00', '5678.00']);
    const corrections = [{ row: rows[1].name, component: 'customs_value', audited: '6000.00' }];
    const finding = { title: 'T', condition: '', criteria: [], cause: '', corrections, response: '' };
    expect((await at.assay('finding', 'add', ...inCase, '--file', at.file('f.json', JSON.stringify(finding)))).exit).toBe(0);
    expect((await at.assay('assess', ...inCase)).json.problems).not.toContainEqual(
      expect.objectContaining({ problem: expect.objectContaining({ key: 'assess.problem.rowMissing' }) }),
    );
    expect((await at.assay('case', 'verify', ...inCase)).json).toMatchObject({ ok: true });
  }, 60_000);
});
