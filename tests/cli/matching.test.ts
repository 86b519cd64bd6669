import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';
import type { Answer } from './command-line.ts';

const at = bench();
const books = path.join(at.dir, 'books');
let caseId = '';

const on = (...args: string[]): Promise<Answer> => at.assay(...args, '--vault', at.vault, '--case', caseId);
const suggest = async (kind: string, ...more: string[]) => (await on('match', 'suggest', '--kind', kind, ...more)).json;

async function bring(id: string, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const done = await at.assay('import', '--vault', at.vault, '--case', id, '--as', table, path.join(books, `${table}.csv`));
    expect(done.json, table).toMatchObject({ rejectedCount: 0 });
  }
}

beforeAll(async () => {
  await at.assay('simulate', '--seed', '3', '--lines', '2000', '--out', books);
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  caseId = await newCase(at);
  await bring(caseId, ['declarations', 'invoices', 'payments', 'stock', 'ledger', 'freight', 'products', 'rates']);
}, 180_000);
afterAll(() => at.leave());

describe('match', () => {
  test('suggest gives proposals with rows, links, amounts and reasons in words; the same again word for word', async () => {
    const found = await suggest('invoice-payment', '--limit', '5');
    expect(found.total).toBeGreaterThan(20);
    expect(found.summary).toMatchObject({ kind: 'invoice-payment', currency: 'KZT', confirmed: 0, refused: 0 });
    const [first] = found.proposals;
    expect(first).toMatchObject({ method: 'exact', rule: 'sameNumber', score: 1, difference: '0.00', state: 'proposed' });
    expect(first.why.map((why: { text: string }) => why.text).join()).toContain(first.rows[0].label);
    expect(first.links[0].amount).toMatch(/^\d+\.\d\d$/);
    expect(found.proposals).toHaveLength(5);
    expect((await suggest('invoice-payment', '--limit', '5')).proposals).toEqual(found.proposals);
  }, 60_000);

  test('quantities are matched in letter codes of units', async () => {
    const { proposals } = await suggest('declaration-stock', '--limit', '1');
    expect(proposals[0].links[0]).toMatchObject({ currency: 'PCE', amount: expect.stringMatching(/^\d+(\.\d+)?$/) });
  }, 60_000);

  test('confirming all exact ones matches their rows and amounts; running again proposes none of them', async () => {
    const before = await suggest('declaration-invoice');
    const exact = before.proposals.filter((one: { method: string }) => one.method === 'exact');
    const done = await on('match', 'confirm', '--kind', 'declaration-invoice', '--all-exact');
    expect(done.json).toEqual({ decided: exact.length });
    const after = await suggest('declaration-invoice');
    expect(after.proposals.filter((one: { method: string }) => one.method === 'exact')).toEqual([]);
    expect(after.summary).toMatchObject({ confirmed: exact.length, left: { matched: exact.length } });
    expect(Number(after.summary.left.matchedAmount)).toBeGreaterThan(0);
    const open = (await on('match', 'unmatched', '--kind', 'declaration-invoice', '--side', 'left')).json;
    expect(open.total).toBe(after.summary.left.rows - exact.length);
  }, 90_000);

  test('a decision is taken back and its records are open again', async () => {
    const listed = (await on('match', 'list', '--kind', 'declaration-invoice', '--limit', '1')).json;
    const [last] = listed.matches;
    expect(last).toMatchObject({
      state: 'confirmed',
      method: 'exact',
      rows: expect.arrayContaining([expect.objectContaining({ table: 'invoices' })]),
    });
    expect((await on('match', 'undo', '--match', last.matchId)).json).toEqual({ matchId: last.matchId });
    expect((await on('match', 'undo', '--match', last.matchId)).json).toMatchObject({ ok: false, code: 'entity_missing' });
    const again = await suggest('declaration-invoice');
    expect(again.proposals.filter((one: { method: string }) => one.method === 'exact')).toHaveLength(1);
    expect(again.summary.confirmed).toBe(listed.total - 1);
  }, 90_000);

  test('a refused proposal is not made again', async () => {
    const [one] = (await suggest('declaration-freight', '--limit', '1')).proposals;
    expect((await on('match', 'refuse', '--kind', 'declaration-freight', '--key', one.key, '--note', 'другой рейс')).json).toEqual({
      decided: 1,
    });
    const after = await suggest('declaration-freight', '--limit', '1000');
    expect(after.proposals.map((p: { key: string }) => p.key)).not.toContain(one.key);
    expect(after.summary).toMatchObject({ confirmed: 0, refused: 1 });
    const { matches } = (await on('match', 'list', '--state', 'refused')).json;
    expect(matches).toMatchObject([{ note: 'другой рейс', links: one.links }]);
  }, 90_000);

  test('the summary names all kinds with their rows and amounts', async () => {
    const { summaries } = (await on('match', 'summary')).json;
    expect(summaries.map((one: { kind: string }) => one.kind)).toHaveLength(7);
    for (const { left, right } of summaries)
      expect([left.rows > 0, right.rows > 0, left.uncounted, right.uncounted]).toEqual([true, true, 0, 0]);
  }, 90_000);

  test('links made by hand: a match by rows with an amount; none beyond what is left of the row or of its document', async () => {
    const kind = ['--kind', 'invoice-payment'];
    const { proposals } = await suggest('invoice-payment', '--method', 'exact', '--limit', '300');
    const whole = proposals[0].links[0];
    const link = (amount: string, currency = whole.currency, left = whole.left): string[] => [
      'match',
      'link',
      ...kind,
      '--link',
      `${left},${whole.right},${amount},${currency}`,
    ];
    const over = await on(...link((Number(whole.amount) + 0.01).toFixed(2)));
    expect([over.exit, over.json.code, over.json.at]).toEqual([1, 'amount_above_rest', proposals[0].rows[0].label]);
    expect(over.json.args.rest).toBe(`${whole.amount} ${whole.currency}`);

    const done = await on(...link('1.00'), '--note', 'задаток');
    expect(done.json).toEqual({ matchId: expect.any(String) });
    const [listed] = (await on('match', 'list', ...kind, '--limit', '1')).json.matches;
    expect(listed).toMatchObject({ method: 'hand', note: 'задаток', links: [{ left: whole.left, right: whole.right, amount: '1.00' }] });

    const rest = (Number(whole.amount) - 1).toFixed(2);
    expect((await on(...link(whole.amount))).json).toMatchObject({
      code: 'amount_above_rest',
      args: { rest: `${rest} ${whole.currency}` },
    });
    expect((await on(...link('1.00', 'XXQ'))).json).toMatchObject({
      code: 'value_invalid',
      args: { problem: 'currency_unknown', text: 'XXQ' },
    });
    const other = whole.currency === 'CNY' ? 'EUR' : 'CNY';
    expect((await on(...link('1.00', other))).json).toMatchObject({ code: 'value_invalid', args: { problem: 'currency_of_neither' } });
    expect((await on(...link('1.00', whole.currency, whole.right))).json).toMatchObject({ code: 'row_missing' });
    expect((await on('match', 'undo', '--match', listed.matchId)).exit).toBe(0);
  }, 120_000);

  test('every decision stands in a log that holds together', async () => {
    expect((await on('case', 'verify')).json).toMatchObject({ ok: true });
  });

  test.each([
    [['match', 'suggest', '--kind', 'invoice-weather'], 2, 'usage'],
    [['match', 'suggest', '--kind', 'invoice-payment', '--min-score', '2'], 2, 'usage'],
    [['match', 'suggest', '--kind', 'invoice-payment', '--days', '999'], 2, 'usage'],
    [['match', 'confirm', '--kind', 'invoice-payment'], 2, 'usage'],
    [['match', 'link', '--kind', 'invoice-payment'], 2, 'usage'],
    [['match', 'link', '--kind', 'invoice-payment', '--link', 'a,b,1.00,KZT'], 2, 'usage'],
    [['match', 'confirm', '--kind', 'invoice-payment', '--all-exact', '--all-rule'], 2, 'usage'],
    [['match', 'confirm', '--kind', 'invoice-payment', '--key', 'no-such-key'], 1, 'entity_missing'],
  ])(
    '%j is refused by name',
    async (args, exit, code) => {
      const answer = await on(...args);
      expect([answer.exit, answer.json.code]).toEqual([exit, code]);
    },
    60_000,
  );
});

describe('article', () => {
  test('what one case confirms, another case of the vault is offered as remembered', async () => {
    const { links } = (await on('article', 'suggest', '--find', 'AT-X2')).json;
    const [link] = links;
    expect(link).toMatchObject({ article: 'AT-X2', state: 'proposed', remembered: false });
    const named = ['--product', link.product, '--article', link.article, '--hs', link.hs];
    expect((await on('article', 'confirm', ...named)).json).toEqual({ decided: 1 });
    const own = (await on('article', 'suggest', '--find', 'AT-X2')).json.links[0];
    expect(own).toMatchObject({ state: 'confirmed' });

    const other = await newCase(at, 'ТОО «Другой»');
    await bring(other, ['declarations', 'products']);
    const seen = (await at.assay('article', 'suggest', '--vault', at.vault, '--case', other, '--find', 'AT-X2')).json.links[0];
    expect(seen).toMatchObject({ product: link.product, article: 'AT-X2', state: 'proposed', remembered: true });
    expect(JSON.stringify(seen)).not.toContain('Жібек');
  }, 120_000);
});
