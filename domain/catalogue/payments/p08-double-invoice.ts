import { looseNumber } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import { invoiceWay, isCreditNote } from '../../matching/trade-words.ts';
import { words } from '../../model/words.ts';
import { ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { companies } from '../companies.ts';
import { currencyMoney, leadsVerdict, unsetNote } from '../leads.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { percentOf } from '../row-reading.ts';
import { firstRank, inRank, namesOf } from '../row-groups.ts';
import { cancelledParam } from './outgoing.ts';

/** One copy of an invoice. @property source who it came from: a status that names a source, else the file @property total minor units */
type Copy = { readonly source: string; readonly currency: string; readonly total: number; readonly rows: number[] };

const columns = [
  'direction',
  'doc_type',
  'invoice_no',
  'seller',
  'seller_id',
  'currency',
  'amount_minor',
  'total_minor',
  'status',
] as const;

type Numbered = Map<string, Map<string, Copy>>;

/** Copies by number and seller. A row without the whole document's total adds its line to the copy. */
function copiesOf(input: JudgeInput, out: ReturnType<typeof exclusions>): Numbered {
  const { rows, params } = input;
  const cells = cellsOf(rows);
  const [cancelled, isSource] = [beginsWithOne(listOf(params, 'cancelled')), beginsWithOne(listOf(params, 'sources'))];
  const [ids, names, status] = [cells.texts('seller_id'), cells.texts('seller'), cells.texts('status')];
  const [totals, lines] = [cells.numbers('total_minor'), cells.numbers('amount_minor')];
  const book = companies(Array.from({ length: rows.n }, (_, i) => [ids(i), names(i)] as const));
  const found: Numbered = new Map();
  for (let i = 0; i < rows.n; i += 1) {
    const number = looseNumber(cells.text('invoice_no', i));
    const [total, currency] = [totals(i), cells.text('currency', i)];
    if (invoiceWay(cells.text('direction', i)) === -1) out.add('sale');
    else if (isCreditNote(cells.text('doc_type', i)) || cancelled(status(i))) out.add('noteOrCancelled');
    else if (number === '') out.add('noNumber');
    else if (currency === '') out.add('noCurrency');
    else if (Number.isNaN(total) && Number.isNaN(lines(i))) out.add('noAmount');
    else {
      const source = isSource(status(i)) ? status(i).toLowerCase() : (rows.nameOf(i).split(':')[0] ?? '');
      const document = `${number} ${book.of(ids(i), names(i))}`;
      const copies = found.get(document) ?? new Map<string, Copy>();
      found.set(document, copies);
      // two documents of one source under one number stay two: their totals are in the key
      const key = `${source} ${currency} ${Number.isNaN(total) ? 'lines' : total}`;
      const copy = copies.get(key);
      const mine = Number.isNaN(total) ? (copy?.total ?? 0) + lines(i) : total;
      const members = copy?.rows ?? [];
      members.push(i);
      copies.set(key, { source, currency, total: mine, rows: members });
    }
  }
  return found;
}

type Pair = { readonly least: Copy; readonly most: Copy; readonly all: readonly Copy[] };

/** The copies that are furthest apart, of different sources and one currency; null when none differ. */
function pairOf(copies: readonly Copy[]): Pair | null {
  let best: Pair | null = null;
  for (const a of copies) {
    for (const b of copies) {
      if (a.source === b.source || a.currency !== b.currency || a.total >= b.total) continue;
      if (best === null || b.total - a.total > best.most.total - best.least.total) best = { least: a, most: b, all: copies };
    }
  }
  return best;
}

/** A source as people know it: the status, or the beginning of the file's hash. */
const shown = (source: string): string => (/^[0-9a-f]{64}$/.test(source) ? source.slice(0, 8) : source);

function hitOf({ least, most, all }: Pair, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const at = inRank(
    rows,
    all.flatMap((copy) => copy.rows),
  );
  const difference = most.total - least.total;
  const first = at[0] ?? 0;
  const share = least.total > 0 ? (100 * difference) / least.total : 100;
  return {
    rank: firstRank(rows, at),
    hit: {
      key: rows.nameOf(first),
      keys: namesOf(rows, at),
      score: scoreOf(60 + Math.min(40, share)),
      measures: {
        rows: String(at.length),
        currency: most.currency,
        least: money.text(least.total, least.currency),
        least_source: shown(least.source),
        most: money.text(most.total, most.currency),
        most_source: shown(most.source),
        difference: money.text(difference, most.currency),
        ...(least.total > 0 ? { deviation_percent: percentOf(ratio(BigInt(difference)), ratio(BigInt(least.total))) } : {}),
      },
      explanation: words('test.P08.hit', {
        invoice: rows.text('invoice_no')[first] ?? '',
        seller: rows.text('seller')[first] ?? '—',
        least: money.arg(least.total, least.currency),
        leastSource: shown(least.source),
        most: money.arg(most.total, most.currency),
        mostSource: shown(most.source),
        difference: money.arg(difference, most.currency),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ sale: {}, noteOrCancelled: {}, noNumber: {}, noCurrency: {}, noAmount: {} });
  const documents = copiesOf(input, out);
  const hits: RankedHit[] = [];
  let several = 0;
  for (const copies of documents.values()) {
    const all = [...copies.values()];
    if (new Set(all.map(({ source }) => source)).size > 1) several += 1;
    const pair = pairOf(all);
    if (pair !== null) hits.push(hitOf(pair, input));
  }
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { invoices: countText(documents.size), from_several_sources: countText(several), differ: countText(listed.length) },
    verdict: leadsVerdict(listed.length, several, listOf(params, 'sources').length === 0 ? [unsetNote('P08', 'sources')] : []),
  };
}

/**
 * P08 double invoices: the same number of the same seller, another amount from another source (the trader, the carrier, a foreign
 * administration). Two written totals are facts: the test may carry a finding.
 */
export const doubleInvoice: AuditTest = {
  id: 'P08',
  version: '1.0.0',
  area: 'payments',
  leadOnly: false,
  params: [{ name: 'sources', type: 'text', value: 'trader,carrier,foreign,customs,bank,broker' }, cancelledParam],
  needs: () => [{ table: 'invoices', columns: ['invoice_no', 'currency'] }],
  population: () => ({ table: 'invoices', columns }),
  judge,
};
