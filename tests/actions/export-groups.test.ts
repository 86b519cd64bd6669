import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { desk, passphrase } from './backend.ts';

const at = desk({ today: '2026-11-22' });
let caseId = '';

const declarations = `reg_no,reg_date,item_no,hs_code,net_weight_kg
55301/050124/0000001,2025-03-01,1,9401310000,12.5
55301/050124/0000001,2025-03-01,2,9401310000,12.5
55301/050124/0000001,2025-03-01,3,9401310000,
`;
const invoices = `invoice_no,invoice_date,line_no,currency,amount,description
A,2025-01-31,1,KZT,1.00,first
A,2025-01-31,2,,-2.00,"
=1+1"
B,2025-01-31,1,USD,5.00,
B,2025-01-31,2,,5.00,
`;

beforeAll(async () => {
  await at.call('vault.create', { name: 'Проба', passphrase });
  const made = { kind: 'desk', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2025-01-01', to: '2025-12-31', pack: 'kz' } as const;
  caseId = (await at.call('case.create', made)).caseId;
  await at.call('import.commit', { caseId, path: at.file('d.csv', declarations), table: 'declarations' });
  await at.call('import.commit', { caseId, path: at.file('i.csv', invoices), table: 'invoices' });
});
afterAll(() => at.leave());

type Export = Input<AssayCalls['rows.export']>;
type Asked = { readonly table?: 'invoices' } & Required<Pick<Export, 'groups' | 'aggregates'>>;
async function lines(asked: Asked): Promise<readonly string[]> {
  const to = path.join(at.dir, 'out.csv');
  const list: Omit<Export, 'groups' | 'aggregates'> = {
    caseId,
    table: 'declarations',
    filters: [],
    search: '',
    sort: [],
    columns: [],
    format: 'csv',
    lang: 'en',
    to,
  };
  await at.call('rows.export', { ...list, ...asked });
  return fs.readFileSync(to, 'utf8').trimEnd().split('\r\n').slice(1);
}

describe('a copy of groups', () => {
  test('holds weights in kilograms, those that the rows are gathered by too', async () => {
    const found = await lines({ groups: [{ column: 'net_g', by: 'value' }], aggregates: [{ of: 'sum', column: 'net_g' }] });
    expect(found).toEqual(['12.5,2,25', ',1,']);
  });

  test('adds amounts that name the national currency and those that name none, and no others', async () => {
    const found = await lines({
      table: 'invoices',
      groups: [{ column: 'invoice_no', by: 'value' }],
      aggregates: [{ of: 'sum', column: 'amount_minor' }],
    });
    expect(found).toEqual(['A,2,-1.00,KZT', 'B,2,,']);
  });
});

describe('amounts of which some name the national currency and some none', () => {
  const list = {
    table: 'invoices' as const,
    search: '',
    filters: [{ column: 'invoice_no', op: '=' as const, value: 'A' }],
  };

  test('are in one currency: in the figures of a column, in a series and in a sum', async () => {
    expect(await at.call('rows.column', { caseId, ...list, column: 'amount_minor' })).toMatchObject({ currency: 'KZT', sum: '-1.00' });
    const series = { caseId, ...list, day: 'invoice_date', column: 'amount_minor', step: 'month' as const };
    expect(await at.call('rows.series', series)).toMatchObject({ currency: 'KZT', points: [{ count: 2, sum: '-1.00' }] });
    const { viewId } = await at.call('rows.open', { caseId, ...list, sort: [] });
    expect(await at.call('rows.sum', { viewId, column: 'amount_minor' })).toMatchObject({ sum: '-1.00', count: 2 });
  });
});
