import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fs from 'node:fs';
import type { Profile } from '../../../contract/rpc/books.ts';
import type { PdfTemplate } from '../../../contract/rpc/pdf-template.ts';
import { desk, passphrase } from '../../actions/backend.ts';
import { ledgerTable, makePdf } from './make-pdf.ts';

const at = desk();
let caseId = '';
let path = '';
let template: PdfTemplate;

const pdfFile = async (name: string, rows: number, turned = false): Promise<string> => {
  const table = ledgerTable(rows);
  const file = at.file(name, '');
  fs.writeFileSync(file, await makePdf([{ ...table, rows: turned ? table.rows.toReversed() : table.rows }]));
  return file;
};

beforeAll(async () => {
  await at.call('vault.create', { name: 'Проба', passphrase } as never);
  const made = await at.call('case.create', {
    kind: 'onsite',
    trader: 'ТОО «Арман»',
    taxid: '980140001231',
    from: '2025-01-01',
    to: '2025-12-31',
    pack: 'kz',
  });
  caseId = made.caseId;
  path = await pdfFile('январь.pdf', 60);
});
afterAll(() => at.leave());

describe('a layout that is learned once', () => {
  it('is proposed from the texts that stand below each other', async () => {
    const layout = await at.call('pdf.layout', { path, from: 1, count: 1 });
    expect(layout.pages).toBe(3);
    expect(layout.shown[0]?.words.length).toBeGreaterThan(100);
    expect(layout.proposal?.columns.map((column) => column.name)).toEqual([
      'Дата',
      'Документ',
      'Счёт',
      'Контрагент',
      'Содержание операции',
      'Дебет, тенге',
    ]);
    if (layout.proposal === null) throw new Error('no proposal');
    // a day stands in each row and in none of its further lines
    expect(layout.proposal.rowColumn).toBe(0);
    template = layout.proposal;
  });

  it('shows its rows before it is kept, and where its columns would go', async () => {
    const tried = await at.call('pdf.template.try', { path, template, table: null });
    expect(tried.records).toBe(60);
    expect(tried.rows[0]).toEqual([
      '2025-01-01',
      'СФ-1001',
      '1310',
      'ТОО «Клиент 0»',
      'Поставка оборудования по договору № 0 от 10.01.2025, первая партия',
      '1000.00',
    ]);
    expect(tried.places[0]).toMatch(/^1\/\d+$/);
    expect(tried.profile?.table).toBe('ledger');
    expect(tried.template.fingerprint.map(({ word }) => word)).toContain('контрагент');
    template = tried.template;
  });

  it('reads the next file of the same layout by itself, and the import pins it', async () => {
    const profile: Profile = {
      v: 1,
      name: 'Журнал 1С, PDF',
      table: 'ledger',
      columns: {
        posting_date: { header: 'Дата' },
        account: { header: 'Счёт' },
        debit_minor: { header: 'Дебет, тенге' },
        counterparty: { header: 'Контрагент' },
        // another column than the header words alone would choose
        description: { header: 'Документ' },
      },
      pdf: template,
      repairs: [],
    };
    await at.call('profile.save', profile);
    const next = await pdfFile('февраль.pdf', 90, true);
    const result = await at.call('import.commit', { caseId, path: next, table: null });
    expect(result).toMatchObject({ rows: 90, rejectedCount: 0, format: 'pdf' });
    expect(result.facts).toContainEqual({ name: 'pdf_template', value: 'Журнал 1С, PDF' });
    const { names, rows, columns } = await at.call('rows.find', { caseId, table: 'ledger', filters: [], search: '', limit: 1 });
    expect(names[0]).toMatch(/^[0-9a-f]{64}:ledger:1\/\d+$/);
    expect(rows[0]?.[columns.findIndex((column) => column.name === 'description')]).toBe('СФ-1090');
    const { certificates } = await at.call('import.certificates', { caseId });
    expect(certificates[0]?.parts[0]?.profile).toBe('Журнал 1С, PDF');
  });

  it('does not touch a file whose header stands elsewhere', async () => {
    const table = ledgerTable(5);
    const moved = at.file('другой.pdf', '');
    fs.writeFileSync(
      moved,
      await makePdf([
        { ...table, columns: table.columns.map(([left, width, align = 'left']) => [left * 0.8, width * 0.8, align] as const) },
      ]),
    );
    const found = await at.call('import.inspect', { path: moved });
    expect(found.facts.map((fact) => fact.name)).not.toContain('pdf_template');
  });

  it('with columns over each other or of one name is refused', async () => {
    const [first, second, ...rest] = template.columns;
    if (first === undefined || second === undefined) throw new Error('no columns');
    const over = { ...template, columns: [first, { ...second, left: first.left + 1 }, ...rest] };
    const twice = { ...template, columns: [first, { ...second, name: first.name }, ...rest] };
    for (const wrong of [over, twice])
      await expect(at.call('pdf.template.try', { path, template: wrong, table: null })).rejects.toMatchObject({
        code: 'pdf_template_invalid',
      });
  });
});
