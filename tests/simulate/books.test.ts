import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Books, groupBy, half, scaled, text, tiyn } from './reading.ts';
import type { Row } from './reading.ts';

const root = path.resolve(import.meta.dirname, '../..');
const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-sim-'));
afterAll(() => fs.rmSync(temp, { recursive: true, force: true }));

function write(seed: number, lines: number, name: string): string {
  const dir = path.join(temp, name);
  const args = ['backend/host/cli.ts', 'simulate', '--seed', String(seed), '--lines', String(lines), '--out', dir, '--json'];
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return dir;
}

/** One hash over all files of a folder, names included. @param without files that are left out */
function hashOf(dir: string, without: readonly string[] = []): string {
  const hash = createHash('sha256');
  const names = fs.readdirSync(dir).filter((name) => !without.includes(name));
  for (const name of names.sort()) hash.update(`${name}\n`).update(fs.readFileSync(path.join(dir, name)));
  return hash.digest('hex');
}

const sizes = [
  [1, 10_000],
  [2, 12_345],
  [77, 30_000],
  [5, 1_000],
] as const;

describe.each(sizes)('the books of seed %i with %i ledger lines', (seed, lines) => {
  let books: Books;
  beforeAll(() => {
    books = new Books(write(seed, lines, `s${seed}`));
  });

  test('have exactly as many ledger lines, in the order of the entries', () => {
    const ledger = books.rows('ledger');
    expect(ledger).toHaveLength(lines);
    const ids = ledger.map((row) => text(row, 'txn_id'));
    expect(ids).toEqual(ids.toSorted());
    const outside = books.valuesOf('txn_id', 'outsidePeriod');
    const days = ledger.filter((row) => !outside.has(text(row, 'txn_id'))).map((row) => text(row, 'posting_date'));
    expect(days).toEqual(days.toSorted());
    expect(days[0] ?? '').toMatch(/^2026-01/);
  });

  test('every entry balances but those planted not to', () => {
    const crooked = books.valuesOf('txn_id', 'unbalanced');
    for (const [id, entry] of groupBy(books.rows('ledger'), (row) => text(row, 'txn_id'))) {
      const off = entry.reduce((sum, row) => sum + tiyn(row['debit']) - tiyn(row['credit']), 0n);
      if (crooked.has(id)) expect(off, id).not.toBe(0n);
      else expect(off, id).toBe(0n);
      expect(entry.every((row) => (tiyn(row['debit']) === 0n) !== (tiyn(row['credit']) === 0n))).toBe(true);
    }
  });

  test('entries are numbered without holes but for the planted ones', () => {
    const numbers = [...new Set(books.rows('ledger').map((row) => Number(text(row, 'txn_id').slice(-7))))];
    const missing = books.plants.filter((p) => p.kind === 'missingPosting').map((p) => Number(p.explanation.args['missing']?.slice(-7)));
    const holes = numbers.flatMap((n, i) => (i > 0 && n !== (numbers[i - 1] ?? 0) + 1 ? [n - 1] : []));
    expect(holes).toEqual(missing.toSorted((a, b) => a - b));
  });

  test('opening, turnover and closing of every account agree with the ledger', () => {
    const ledger = groupBy(books.rows('ledger'), (row) => text(row, 'account'));
    let opening = 0n;
    for (const account of books.rows('accounts')) {
      const own = ledger.get(text(account, 'account')) ?? [];
      const [debit, credit] = (['debit', 'credit'] as const).map((side) => own.reduce((sum, row) => sum + tiyn(row[side]), 0n));
      expect([tiyn(account['turnover_debit']), tiyn(account['turnover_credit'])], text(account, 'account')).toEqual([debit, credit]);
      const net = (at: string): bigint => tiyn(account[`${at}_debit`]) - tiyn(account[`${at}_credit`]);
      expect(net('closing')).toBe(net('opening') + (debit ?? 0n) - (credit ?? 0n));
      opening += net('opening');
      expect([...ledger.keys()].every((key) => books.rows('accounts').some((row) => row['account'] === key))).toBe(true);
    }
    expect(opening).toBe(0n);
  });

  test('what parties owe agrees with the ledger', () => {
    const ledger = groupBy(books.rows('ledger'), (row) => `${text(row, 'supplier_id')}|${text(row, 'account')}`);
    for (const party of books.rows('parties').filter((row) => row['account'] !== '')) {
      const own = ledger.get(`${text(party, 'party_id')}|${text(party, 'account')}`) ?? [];
      const net = own.reduce((sum, row) => sum + tiyn(row['debit']) - tiyn(row['credit']), 0n);
      expect(tiyn(party['closing_debit']) - tiyn(party['closing_credit']), text(party, 'party_id')).toBe(net);
    }
  });

  test('stock is never below nothing, closes as it moved and is worth what the ledger says', () => {
    const held = new Map<string, { qty: bigint; value: bigint }>();
    let closing = 0n;
    for (const row of books.rows('stock')) {
      const article = text(row, 'article');
      const now = held.get(article) ?? { qty: 0n, value: 0n };
      if (row['movement_type'] === 'closing') {
        expect([scaled(row['qty'], 6), tiyn(row['value'])], article).toEqual([now.qty, now.value]);
        closing += now.value;
        continue;
      }
      const next = { qty: now.qty + scaled(row['qty'], 6), value: now.value + tiyn(row['value']) };
      expect(next.qty >= 0n, `${article} row ${row['#']}`).toBe(true);
      held.set(article, next);
    }
    const goods = books.rows('accounts').filter((row) => ['1310', '1320', '1330'].includes(text(row, 'account')));
    expect(closing).toBe(goods.reduce((sum, row) => sum + tiyn(row['closing_debit']) - tiyn(row['closing_credit']), 0n));
  });

  const rateOf = (day: string, currency: string): bigint => {
    const found = books.rows('rates').find((row) => row['rate_date'] === day && row['currency'] === currency);
    return tiyn(found?.['rate']);
  };

  const wrongTax = (row: Row): boolean => {
    const [value, net, price] = [tiyn(row['customs_value']), scaled(row['net_weight_kg'], 3), text(row, 'duty_rate')];
    const percent = BigInt(/^\d+/.exec(price)?.[0] ?? '0');
    const least = price.includes('0.4 евро') ? half(net * 4n * rateOf(text(row, 'reg_date'), 'EUR'), 10_000n) : 0n;
    const byValue = half(value * percent, 100n);
    const due = row['preference_code'] === 'ООПЛОО' ? 0n : byValue > least ? byValue : least;
    const base = value + tiyn(row['duty_amount']) + tiyn(row['fee_amount']);
    const vat = half(tiyn(row['vat_base']) * 16n, 100n);
    return (
      tiyn(row['duty_base']) !== value ||
      tiyn(row['duty_amount']) !== due ||
      tiyn(row['vat_base']) !== base ||
      tiyn(row['vat_amount']) !== vat
    );
  };

  test('box 47 follows from value and rates but where it is planted not to', () => {
    const planted = books.planted('dutyWrong', 'vatBaseWrong');
    const wrong = books
      .rows('declarations')
      .filter(wrongTax)
      .map((row) => `declarations:${row['#']}`);
    expect(wrong.toSorted()).toEqual([...planted].toSorted());
  });

  test('the customs value follows from the value declaration, its sums but where they are planted to be wrong', () => {
    const boxes = groupBy(
      books.rows('value_components').filter((row) => row['item_no'] !== ''),
      (row) => `${row['reg_no']}/${row['item_no']}`,
    );
    const planted = books.planted('dtsSum');
    for (const item of books.rows('declarations')) {
      const own = boxes.get(`${item['reg_no']}/${item['item_no']}`) ?? [];
      const box = (name: string): bigint => tiyn(own.find((row) => row['box'] === name)?.['national']);
      expect(box('11a')).toBe(half(tiyn(item['item_price']) * tiyn(item['fx_rate']), 100n));
      expect(box('12')).toBe(box('11a'));
      expect(box('25a')).toBe(box('12') + box('20') - box('24'));
      expect(box('25a')).toBe(tiyn(item['customs_value']));
      const right = box('20') === box('17') + box('19');
      expect(right, `${item['reg_no']}/${item['item_no']}`).toBe(!planted.has(`declarations:${item['#']}`));
    }
  });

  test('rates are the official ones of the day of registration but where planted', () => {
    const planted = books.planted('wrongRate');
    const wrong = books.rows('declarations').filter((row) => tiyn(row['fx_rate']) !== rateOf(text(row, 'reg_date'), text(row, 'currency')));
    expect(wrong.map((row) => `declarations:${row['#']}`).toSorted()).toEqual([...planted].toSorted());
  });

  test('what is declared is what is invoiced', () => {
    const invoices = groupBy(
      books
        .rows('invoices')
        .filter((row) => row['direction'] === 'purchase' && row['doc_type'] === 'invoice' && row['status'] === 'trader'),
      (row) => `${row['invoice_no']}/${row['article']}`,
    );
    const planted = books.planted('invoiceTotal', 'invoiceTransposed');
    for (const item of books.rows('declarations')) {
      const found = invoices.get(`${item['invoice_no']}/${item['article']}`)?.[0];
      const same = found !== undefined && tiyn(found['amount']) === tiyn(item['item_price']) && found['qty'] === item['supp_qty'];
      if (!planted.has(`declarations:${item['#']}`)) expect(same, `${item['reg_no']}/${item['item_no']}`).toBe(true);
    }
    for (const row of books.rows('invoices'))
      if (row['status'] === 'trader' && row['doc_type'] === 'invoice') {
        expect(tiyn(row['amount']), `row ${row['#']}`).toBe(half(scaled(row['qty'], 6) * tiyn(row['unit_price']), 1_000_000n));
      }
  });

  test('suppliers are paid what they invoiced, or nothing yet', () => {
    const bought = groupBy(
      books
        .rows('invoices')
        .filter((row) => row['direction'] === 'purchase' && row['doc_type'] === 'invoice' && row['status'] === 'trader'),
      (row) => text(row, 'invoice_no'),
    );
    const total = (no: string): bigint => (bought.get(no) ?? []).reduce((sum, row) => sum + tiyn(row['amount']), 0n);
    const odd = books.valuesOf('invoice_no', 'paidTwice', 'otherCurrency', 'undeclaredPurchase', 'neverPaid');
    const linked = new Map<string, { invoices: Set<string>; paid: bigint }>();
    for (const row of books.rows('payments').filter((p) => p['currency'] !== 'KZT' && p['invoice_no'] !== '')) {
      const numbers = text(row, 'invoice_no').split('; ');
      const sets = numbers.flatMap((no) => linked.get(no) ?? []);
      const joined = {
        invoices: new Set([...numbers, ...sets.flatMap((s) => [...s.invoices])]),
        paid: tiyn(row['amount']) + [...new Set(sets)].reduce((sum, s) => sum + s.paid, 0n),
      };
      for (const no of joined.invoices) linked.set(no, joined);
    }
    for (const { invoices, paid } of new Set(linked.values())) {
      if ([...invoices].some((no) => [...odd].some((o) => o.includes(no)))) continue;
      const due = [...invoices].reduce((sum, no) => sum + total(no), 0n);
      expect(paid <= due, [...invoices].join()).toBe(true);
    }
    const never = books.valuesOf('invoice_no', 'neverPaid');
    for (const no of never) expect(linked.has(no)).toBe(false);
  });

  test('every plant stands in the files, with its rows, key and sentence', () => {
    expect(books.plants.length).toBeGreaterThan(lines < 10_000 ? 9 : 150);
    const messages = JSON.parse(fs.readFileSync(path.join(root, 'assets/locales/en/simulate.json'), 'utf8')) as Record<string, string>;
    for (const plant of books.plants) {
      expect(plant.rows.length).toBeGreaterThan(0);
      const sentence = messages[plant.explanation.key] ?? '';
      for (const name of sentence.matchAll(/\{(\w+)\}/g)) expect(plant.explanation.args, plant.kind).toHaveProperty(name[1] ?? '');
      for (const { table, ordinal, key } of plant.rows) {
        const row = books.rows(table)[ordinal - 1];
        const first = key.split('/')[0] ?? '';
        expect(
          Object.values(row ?? {}).some((cell) => String(cell).includes(first)),
          `${plant.kind} ${table}:${ordinal} ${key}`,
        ).toBe(true);
      }
    }
    if (lines >= 10_000) {
      const kinds = groupBy(books.plants, (p) => p.kind);
      expect(kinds.size).toBeGreaterThanOrEqual(55);
      for (const [kind, some] of kinds) expect(some.length, kind).toBeGreaterThanOrEqual(3);
    }
  });
});

test('the same seed and size give the same bytes, another seed others, and the bytes are those that they always were', () => {
  const [first, again, other] = [write(5, 1_000, 'a'), write(5, 1_000, 'b'), write(6, 1_000, 'c')].map((dir) => hashOf(dir));
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(first).toBe('a55d388befe4404eb69d476f088057a19b3917f5151e746eb942a93369006aba');
  // the trader's own books do not depend on the register's list
  const own = hashOf(path.join(temp, 'a'), ['register.csv', 'answer-key.json']);
  expect(own).toBe('8b50f4da0b7477d067f2d5c76b11d8d50175cc15095ac54c9154b1dae5aaacfb');
});

test('a size out of bounds and a folder that is not empty are refused by name', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['backend/host/cli.ts', 'simulate', ...args, '--json'], { cwd: root, encoding: 'utf8' });
  expect(run('--seed', '1', '--lines', '999', '--out', path.join(temp, 'x')).status).toBe(2);
  const full = path.join(temp, 'full');
  fs.mkdirSync(full);
  fs.writeFileSync(path.join(full, 'kept.txt'), 'kept');
  const refused = run('--seed', '1', '--lines', '1000', '--out', full);
  expect(refused.status).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ code: 'file_exists' });
  expect(fs.readdirSync(full)).toEqual(['kept.txt']);
});
