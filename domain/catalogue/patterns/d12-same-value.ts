import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { nationalMoney, numberCells, textCells } from '../row-reading.ts';

/** A row's quantity with its unit: the supplementary one, else the counted one, else the net weight; '' for none. */
function quantities({ rows }: JudgeInput): (i: number) => string {
  const [supp, suppUnit] = [numberCells(rows, 'supp_qty_e6'), textCells(rows, 'supp_unit')];
  const [qty, unit, net] = [numberCells(rows, 'qty_e6'), textCells(rows, 'qty_unit'), numberCells(rows, 'net_g')];
  return (i) => {
    const [a, b, c] = [supp(i), qty(i), net(i)];
    if (a !== null) return `${a} ${suppUnit(i) ?? ''}`;
    if (b !== null) return `${b} ${unit(i) ?? ''}`;
    return c === null ? '' : `${c} g`;
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, pack } = input;
  const out = exclusions({ noValue: {}, noQuantity: {} });
  const [values, quantity, money] = [numberCells(rows, 'customs_value_minor'), quantities(input), nationalMoney(pack)];
  const groups = new Map<number, number[]>();
  let judged = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const value = values(i) ?? 0;
    if (value <= 0) out.add('noValue');
    else if (quantity(i) === '') out.add('noQuantity');
    else {
      judged += 1;
      const same = groups.get(value);
      if (same === undefined) groups.set(value, [i]);
      else same.push(i);
    }
  }
  const least = paramCount(params, 'minRows');
  const hits: RankedHit[] = [];
  for (const [value, at] of groups) {
    if (at.length < least) continue;
    const different = new Set(at.map(quantity)).size;
    if (different < least) continue;
    const amount = money.text(BigInt(value));
    hits.push(
      leadOf(
        { rows, at },
        {
          score: scoreOf(30 + 5 * (different - least)),
          measures: { rows: String(at.length), quantities: String(different), value: amount, currency: pack.nationalCurrency },
          explanation: words('test.D12.hit', { value: money.arg(BigInt(value)), n: at.length, different }),
        },
      ),
    );
  }
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { items: countText(judged), values: countText(groups.size), repeated: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged),
  };
}

/**
 * D12 repetition of a value: one customs value for many different quantities. Lead only: lots at a lump-sum price exist; a value taken from
 * a template shows in the invoices, not here.
 */
export const sameValue: AuditTest = {
  id: 'D12',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [{ name: 'minRows', type: 'integer', value: '5', atLeast: '2', atMost: '100000' }],
  needs: () => [{ table: 'declarations', columns: ['customs_value_minor'] }],
  population: () => ({
    table: 'declarations',
    columns: ['customs_value_minor', 'supp_qty_e6', 'supp_unit', 'qty_e6', 'qty_unit', 'net_g'],
  }),
  judge,
};
