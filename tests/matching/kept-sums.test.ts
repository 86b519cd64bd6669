import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { passphrase } from '../actions/backend.ts';
import { caseDesk } from '../changes/books.ts';

const kind = 'invoice-payment' as const;
const who = 'Rheinwerk GmbH,S-1';
const invoices = `direction,doc_type,invoice_no,invoice_date,seller,seller_id,currency,line_no,amount,total
purchase,invoice,RW-1,2024-03-01,${who},USD,1,5000.00,5000.00
purchase,invoice,RW-2,2024-03-02,${who},USD,1,700.00,700.00
`;
const payments = (no: number): string => `bank_ref,booking_date,direction,amount,currency,counterparty,counterparty_id,purpose,invoice_no
P-${no},2024-03-1${no},out,5000.00,USD,${who},goods,RW-1
`;

let at: Desk;
let caseId = '';
const place = (): string => `match.sums ${caseId} ${kind}`;

/** Matched and all records of the left side, by one kind alone. */
async function left(): Promise<readonly [number, number]> {
  const { summaries } = await at.call('match.summary', { caseId, kinds: [kind] });
  expect(summaries.map((one) => one.kind)).toEqual([kind]);
  return [summaries[0]?.left.matched ?? -1, summaries[0]?.left.rows ?? -1];
}

/** Another number in what is kept: whoever answers it has read it there. */
async function forge(rows: number): Promise<void> {
  const { value } = await at.call('view.get', { key: place() });
  const kept = JSON.parse(value ?? 'null') as { sums: { left: { rows: number } } };
  kept.sums.left.rows = rows;
  await at.call('view.set', { key: place(), value: JSON.stringify(kept) });
}

async function reopen(): Promise<void> {
  await at.restart();
  await at.call('vault.unlock', { passphrase });
}

const bring = (table: 'invoices' | 'payments', name: string, text: string) =>
  at.call('import.commit', { caseId, path: at.file(name, text), table });

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
  await bring('invoices', 'invoices.csv', invoices);
  await bring('payments', 'payments.csv', payments(1));
}, 60_000);
afterAll(() => at.leave());

describe('what was counted of a kind', () => {
  test('is told again after a restart without reading the books', async () => {
    expect(await left()).toEqual([0, 2]);
    await forge(77);
    await reopen();
    expect(await left()).toEqual([0, 77]);
  }, 60_000);

  test('is counted anew once a decision was made, and kept again', async () => {
    await at.call('match.suggest', { caseId, kind, params: {} });
    const { proposals } = await at.call('match.proposals', { caseId, kind, method: null, find: '', at: 0, limit: 10 });
    const keys = proposals.map(({ key }) => key);
    const { matches } = await at.call('match.decide', { caseId, kind, keys, state: 'confirmed', note: '' });
    expect(matches).toHaveLength(1);
    expect(await left()).toEqual([1, 2]);
    await forge(88);
    await reopen();
    expect(await left()).toEqual([1, 88]);
    await at.call('match.undo', { caseId, matchId: matches[0]?.matchId ?? '' });
    expect(await left()).toEqual([0, 2]);
  }, 60_000);

  test('is counted anew once the books are others', async () => {
    await forge(99);
    await bring('payments', 'more.csv', payments(2));
    await reopen();
    expect(await left()).toEqual([0, 2]);
  }, 60_000);

  test('is counted anew where what was kept cannot be read', async () => {
    await at.call('view.set', { key: place(), value: '{"of":"","sums":{}}' });
    await reopen();
    expect(await left()).toEqual([0, 2]);
  }, 60_000);
});
