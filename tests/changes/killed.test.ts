import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lightVault } from '../faults/light-vault.ts';
import { changeDesk, wholeState } from './change-desk.ts';
import type { ChangeDesk } from './change-desk.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-killed-'));
process.env['ASSAY_CONFIG_DIR'] = path.join(folder, 'config');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const entry = (no: number, amount: string): string =>
  `<Transaction><TransactionID>T${no}</TransactionID><TransactionDate>2025-02-0${no}</TransactionDate><GLPostingDate>2025-02-0${no}</GLPostingDate>
<Lines><DebitLine><RecordID>a</RecordID><AccountID>10</AccountID><DebitAmount><Amount>${amount}</Amount></DebitAmount></DebitLine>
<CreditLine><RecordID>b</RecordID><AccountID>20</AccountID><CreditAmount><Amount>${amount}</Amount></CreditAmount></CreditLine></Lines></Transaction>`;
const invoice = (no: number): string =>
  `<Invoice><InvoiceNo>I-${no}</InvoiceNo><InvoiceDate>2025-02-0${no}</InvoiceDate><InvoiceType>380</InvoiceType><Line><LineNumber>1</LineNumber>
<ProductCode>P1</ProductCode><Quantity>5</Quantity><InvoiceUOM>C62</InvoiceUOM><UnitPrice>2.1</UnitPrice><InvoiceLineAmount><Amount>10.50</Amount>
<CurrencyCode>EUR</CurrencyCode></InvoiceLineAmount><DebitCreditIndicator>D</DebitCreditIndicator></Line><DocumentTotals><GrossTotal>10.50</GrossTotal></DocumentTotals></Invoice>`;
const payment = (no: number): string =>
  `<Payment><PaymentRefNo>B${no}</PaymentRefNo><TransactionID>T${no}</TransactionID><TransactionDate>2025-03-0${no}</TransactionDate><PaymentMethod>Bank</PaymentMethod>
<Line><SourceDocumentID>I-${no}</SourceDocumentID><AccountID>20</AccountID><PaymentLineAmount><Amount>10.50</Amount></PaymentLineAmount></Line></Payment>`;

/** A file with postings, invoices and payments: several tables, read by a process without keys. */
const saft = (amounts: readonly string[]): string => `<?xml version="1.0"?><AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:XX">
<Header><AuditFileVersion>2.00</AuditFileVersion><DefaultCurrencyCode>EUR</DefaultCurrencyCode></Header>
<GeneralLedgerEntries><NumberOfEntries>${amounts.length}</NumberOfEntries><Journal><JournalID>J</JournalID>${amounts.map((one, i) => entry(i + 1, one)).join('')}</Journal></GeneralLedgerEntries>
<SourceDocuments><PurchaseInvoices>${amounts.map((_, i) => invoice(i + 1)).join('')}</PurchaseInvoices>
<Payments>${amounts.map((_, i) => payment(i + 1)).join('')}</Payments></SourceDocuments></AuditFile>`;

const prepared = path.join(folder, 'vault');
const withdrawn = path.join(folder, 'withdrawn');
let [caseId, older, newer] = ['', '', ''];

const names = async ({ call }: ChangeDesk, table: 'ledger' | 'invoices' | 'payments', evidence: string): Promise<readonly string[]> => {
  const { viewId } = await call('rows.open', { caseId, table, sort: [], filters: [], search: '' });
  return (await call('rows.window', { viewId, at: 0, limit: 100 })).names.filter((name) => name.startsWith(evidence));
};

/** Everything that a person can put on rows, on rows of two tables of one file, some of which the newer file has otherwise or not at all. */
async function putOnRows(desk: ChangeDesk, evidence: string): Promise<void> {
  const { call } = desk;
  const [ledger, invoices, payments] = [
    await names(desk, 'ledger', evidence),
    await names(desk, 'invoices', evidence),
    await names(desk, 'payments', evidence),
  ];
  for (const row of [ledger[0] ?? '', ledger[2] ?? '', ledger.at(-1) ?? '', invoices[0] ?? '']) {
    await call('row.override', { caseId, row, column: 'description', value: `палас ${row.length}`, reason: 'по договору' });
    await call('mark.set', { caseId, rows: [row], label: 'A' });
    await call('note.add', { caseId, target: row, text: 'спросить бухгалтера' });
    await call('link.add', { caseId, evidence, regionId: null, target: `row:${row}`, note: '' });
  }
  for (const i of [0, invoices.length - 1]) {
    const links = [{ left: invoices[i] ?? '', right: payments[i] ?? '', amount: '10.50', currency: 'EUR' }];
    await call('match.link', { caseId, kind: 'invoice-payment', links, note: '' });
  }
}

beforeAll(async () => {
  await lightVault(prepared);
  const desk = await changeDesk(prepared);
  const period = { from: '2025-01-01', to: '2025-12-31' };
  ({ caseId } = await desk.call('case.create', { kind: 'onsite', trader: 'ТОО «Проба»', taxid: '980140001231', ...period, pack: 'kz' }));
  const take = async (name: string, amounts: readonly string[]) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, saft(amounts));
    return desk.call('import.commit', { caseId, path: file, table: null });
  };
  const first = await take('older.xml', ['10.50', '20.50', '30.50', '40.50']);
  await putOnRows(desk, first.evidence.sha256);
  const second = await take('newer.xml', ['10.50', '22.00', '30.50']);
  const ledgerOf = (made: typeof first) => made.parts.find((one) => one.table === 'ledger')?.importId ?? '';
  [older, newer] = [ledgerOf(first), ledgerOf(second)];
  expect(new Set(first.parts.map((one) => one.table)).size).toBeGreaterThan(2);
  desk.close();
  fs.cpSync(prepared, withdrawn, { recursive: true });
  const other = await changeDesk(withdrawn);
  await other.call('import.withdraw', { caseId, importId: older, reason: 'проверка' });
  other.close();
}, 120_000);

/** Does the call on a copy of a vault in a process that is killed at a step. @returns the steps, when it was not killed */
async function inProcess(from: string, to: string, ...args: readonly [method: string, input: object, killAt: number]): Promise<string[]> {
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(from, to, { recursive: true });
  const [method, input, killAt] = args;
  const given = [to, caseId, method, JSON.stringify(input), String(killAt)];
  const child = fork(path.join(import.meta.dirname, 'killed-child.ts'), given, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let steps: string[] = [];
  child.on('message', (told) => {
    steps = told as string[];
  });
  const signal = await new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
  expect(signal).toBe(steps.length === 0 ? 'SIGKILL' : null);
  return steps;
}

async function stateIn(vault: string): Promise<unknown> {
  const desk = await changeDesk(vault);
  try {
    return await wholeState(desk, caseId);
  } finally {
    desk.close();
  }
}

describe.each([
  ['a withdrawal', 'import.withdraw', () => prepared, () => ({ importId: older, reason: 'проверка' })],
  ['a return', 'import.restore', () => withdrawn, () => ({ importId: older })],
  ['a replacement', 'import.replace', () => prepared, () => ({ older, newer })],
] as const)('%s', (_, method, from, input) => {
  test('killed at any of its steps has not happened or has happened whole after the next start, and can be done then', {
    timeout: 600_000,
  }, async () => {
    const to = path.join(folder, method);
    const steps = await inProcess(from(), to, method, input(), 0);
    const [before, after] = [await stateIn(from()), await stateIn(to)];
    expect(after).not.toEqual(before);
    const seen = new Set<string>();
    for (let at = 1; at <= steps.length; at += 1) {
      await inProcess(from(), to, method, input(), at);
      const desk = await changeDesk(to);
      try {
        const now = await wholeState(desk, caseId);
        const happened = JSON.stringify((now as { imports: unknown }).imports) === JSON.stringify((after as { imports: unknown }).imports);
        seen.add(happened ? 'after' : 'before');
        expect(now, `step ${at}: ${steps[at - 1]}`).toEqual(happened ? after : before);
        if (happened) continue;
        await desk.call(method as 'import.restore', { caseId, ...(input() as { importId: string }) });
        expect(await wholeState(desk, caseId), `done after step ${at}: ${steps[at - 1]}`).toEqual(after);
      } finally {
        desk.close();
      }
    }
    expect([...seen].toSorted()).toEqual(['after', 'before']);
  });
});
