import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench } from './command-line.ts';
import type { Bench } from './command-line.ts';

let at: Bench;
beforeAll(() => {
  at = bench();
});
afterAll(() => at.leave());

const columns =
  'row,hs_code,origin_country,dispatch_country,office_code,decl_type,procedure,declarant,consignee,seller,preference_code,incoterm,duty_rate,net_g,customs_value_minor';
const line = (i: number, violation: string): string => {
  const low = i % 6 === 1;
  return `r${i},${low ? '8518309500' : '6402990000'},${low ? 'CN' : 'DE'},CN,55302,ИМ,40,Broker,Trader,Seller ${i % 9},,CIF,10%,${1000 + i},${low ? 100 : 9000 + i}${violation}`;
};
const file = (name: string, n: number, outcomes: boolean): string =>
  at.file(
    name,
    `${columns}${outcomes ? ',violation' : ''}\n${Array.from({ length: n }, (_, i) => line(i, outcomes ? `,${i % 6 === 1 ? 1 : 0}` : '')).join('\n')}\n`,
  );

describe('risk on the command line', () => {
  test('trains, scores and explains; the same file gives the same model', async () => {
    const checked = file('checked.csv', 600, true);
    const models = [path.join(path.dirname(checked), 'a.json'), path.join(path.dirname(checked), 'b.json')] as const;
    const spec = ['--spec', 'books-declarations-1'];
    const first = await at.assay('risk', 'train', '--file', checked, '--out', models[0], '--holdout', checked, ...spec);
    expect(first.exit).toBe(0);
    expect(first.json).toMatchObject({ items: 600, violations: 100, signed: false, holdout: { precision5: '1.0000', n5: 30 } });
    const second = await at.assay('risk', 'train', '--file', checked, '--out', models[1], ...spec);
    expect(second.json).toMatchObject({ sha256: first.json['sha256'], holdout: null });
    const scored = await at.assay('risk', 'score', '--model', models[0], '--file', file('new.csv', 60, false), '--top', '3');
    expect(scored.json).toMatchObject({ items: 60, modelSha256: first.json['sha256'], holdout: null });
    expect(scored.json['top']).toHaveLength(3);
    const told = await at.assay('risk', 'explain', '--model', models[0], '--file', checked, '--id', 'r1');
    expect(told.json).toMatchObject({ id: 'r1', seenBefore: true });
    expect(told.json['similar']).toHaveLength(5);
    expect((await at.assay('risk', 'explain', '--model', models[0], '--file', checked, '--id', 'r9999')).exit).toBe(1);
    expect((await at.assay('risk', 'train', '--file', checked, '--out', models[0], ...spec)).exit).toBe(1);
  });

  test('an auditee has likelihood, impact, risk and band', async () => {
    const indicators = [0.2, 0.15, 0.25, 0.1, 0.1, 0.2].map((weight, i) => ({ id: `i${i}`, weight, score: [4, 3, 5, 1, 4, 5][i] }));
    const given = at.file('auditee.json', JSON.stringify({ impact: 4, indicators }));
    const { exit, json } = await at.assay('risk', 'score', '--auditee', given);
    expect(exit).toBe(0);
    expect(json).toMatchObject({ likelihood: '4.00', risk: '16.00', of100: '64.0', band: 'high' });
  });

  test('files that cannot be used are refused by name', async () => {
    const without = file('without.csv', 5, false);
    const out = path.join(path.dirname(without), 'c.json');
    const spec = ['--spec', 'books-declarations-1'];
    expect((await at.assay('risk', 'train', '--file', without, '--out', out, ...spec)).json).toMatchObject({ code: 'column_unknown' });
    const odd = at.file('odd.csv', `${columns},violation\n${line(1, ',maybe')}\n`);
    expect((await at.assay('risk', 'train', '--file', odd, '--out', out, ...spec)).json).toMatchObject({ code: 'value_invalid' });
    const other = at.file('other.csv', 'a,b\n1,2\n');
    expect((await at.assay('risk', 'train', '--file', other, '--out', out)).json).toMatchObject({ code: 'column_unknown' });
    expect((await at.assay('risk', 'score')).exit).toBe(2);
  });
});
