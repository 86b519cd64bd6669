import { dayOfNumber } from '../../calendar/day.ts';
import { exactNumber } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { companies } from '../companies.ts';
import type { Companies } from '../companies.ts';
import { currencyMoney, leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { isOne, listOf } from '../lists.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { looseNumber } from '../../matching/numbers.ts';
import { cancelledParam, forServices, namedInvoices, outgoing, outgoingReasons, paymentColumns, servicesParam } from './outgoing.ts';
import type { Payment } from './outgoing.ts';

/** Who sells under a contract or invoice, and in which countries the sellers are. */
type Sellers = {
  readonly book: Companies;
  readonly byContract: ReadonlyMap<string, ReadonlySet<number>>;
  readonly byInvoice: ReadonlyMap<string, ReadonlySet<number>>;
  readonly countries: ReadonlyMap<number, ReadonlySet<string>>;
};

const sources = [
  {
    from: 'declarations',
    id: '',
    name: 'seller',
    other: 'consignor',
    country: 'trading_country',
    contract: 'contract_no',
    invoice: 'invoice_no',
  },
  { from: 'contracts', id: 'seller_id', name: 'seller', other: '', country: '', contract: 'contract_no', invoice: '' },
  { from: 'parties', id: 'party_id', name: 'name', other: '', country: 'country', contract: '', invoice: '' },
] as const;

function sellersOf(input: JudgeInput): Sellers {
  const cells = cellsOf(input.rows);
  const texts = sources.flatMap((source) => {
    const rows = input.also[source.from];
    if (rows === undefined) return [];
    const its = cellsOf(rows);
    const text = (column: string, i: number): string => (column === '' ? '' : its.text(column, i));
    return [{ n: rows.n, source, text, who: (i: number) => [text(source.id, i), text(source.name, i) || text(source.other, i)] as const }];
  });
  const book = companies(
    (function* () {
      for (let i = 0; i < cells.n; i += 1) yield [cells.text('counterparty_id', i), cells.text('counterparty', i)] as const;
      for (const { n, who } of texts) for (let i = 0; i < n; i += 1) yield who(i);
    })(),
  );
  const [byContract, byInvoice, countries] = [
    new Map<string, Set<number>>(),
    new Map<string, Set<number>>(),
    new Map<number, Set<string>>(),
  ];
  const put = <K, V>(map: Map<K, Set<V>>, key: K, value: V): void => void map.set(key, (map.get(key) ?? new Set<V>()).add(value));
  for (const { n, source, text, who } of texts) {
    for (let i = 0; i < n; i += 1) {
      const seller = book.of(...who(i));
      if (seller === -1) continue;
      const [contract, invoice, country] = [
        exactNumber(text(source.contract, i)),
        looseNumber(text(source.invoice, i)),
        text(source.country, i),
      ];
      if (contract !== '') put(byContract, contract, seller);
      if (invoice !== '') put(byInvoice, invoice, seller);
      if (country !== '') put(countries, seller, country.toUpperCase());
    }
  }
  return { book, byContract, byInvoice, countries };
}

type Found = { readonly payment: Payment; readonly kind: 'payee' | 'country'; readonly seller: number; readonly listed: boolean };

/** Whether a payment goes to another company than the seller, or to the seller in another country; null when neither or not told. */
function compare(
  payment: Payment,
  sellers: ReadonlySet<number>,
  given: { readonly all: Sellers; readonly country: string },
): Found['kind'] | null {
  const { book, countries } = given.all;
  const links = [...sellers].map((seller) => book.compare(payment.payee, seller));
  if (links.every(({ kind }) => kind === 'different')) return 'payee';
  const known = new Set([...sellers].flatMap((seller) => [...(countries.get(seller) ?? [])]));
  return given.country !== '' && known.size > 0 && !known.has(given.country) ? 'country' : null;
}

function hitOf({ payment, kind, seller, listed }: Found, all: Sellers, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const cells = cellsOf(rows);
  const country = cells.text('country', payment.i);
  return leadOf(
    { rows, at: [payment.i] },
    {
      score: scoreOf((kind === 'payee' ? 60 : 35) + (listed ? 30 : 0)),
      measures: {
        problem: kind,
        seller: all.book.nameOf(seller),
        payee: cells.text('counterparty', payment.i),
        country,
        seller_countries: [...(all.countries.get(seller) ?? [])].toSorted().join(', '),
        listed: listed ? 'yes' : 'no',
        amount: money.text(payment.amount, payment.currency),
        currency: payment.currency,
      },
      explanation: words(`test.P02.hit.${kind}${listed ? 'Listed' : ''}`, {
        payment: cells.text('bank_ref', payment.i) || '—',
        day: { day: dayOfNumber(payment.day) },
        amount: money.arg(payment.amount, payment.currency),
        payee: cells.text('counterparty', payment.i) || '—',
        country: country || '—',
        seller: all.book.nameOf(seller) || '—',
        document: cells.text('contract_no', payment.i) || cells.text('invoice_no', payment.i) || '—',
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ ...outgoingReasons, forServices: {}, noPayee: {}, noContract: {} });
  const [all, cells] = [sellersOf(input), cellsOf(rows)];
  const [named, service] = [namedInvoices(cells, all.byInvoice), forServices(cells, params)];
  const isListed = isOne(listOf(params, 'offshore'));
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const payment of outgoing(input, out, (i) => all.book.of(cells.text('counterparty_id', i), cells.text('counterparty', i)))) {
    const byInvoice = new Set(named(payment.i).flatMap((number) => [...(all.byInvoice.get(number) ?? [])]));
    const sellers = byInvoice.size > 0 ? byInvoice : (all.byContract.get(payment.contract) ?? new Set<number>());
    if (service(payment.i)) out.add('forServices');
    else if (payment.payee === -1) out.add('noPayee');
    else if (sellers.size === 0) out.add('noContract');
    else {
      judged += 1;
      const country = cells.text('country', payment.i).toUpperCase();
      const kind = compare(payment, sellers, { all, country });
      const seller = Math.min(...sellers);
      if (kind !== null) hits.push(hitOf({ payment, kind, seller, listed: isListed(country) }, all, input));
    }
  }
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { payments: countText(judged), to_others: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged, listOf(params, 'offshore').length === 0 ? [unsetNote('P02', 'offshore')] : []),
  };
}

/**
 * P02 payments to a third party: money for a contract or invoice goes to another company than its seller, or to the seller in a country
 * where he is not known to be. Lead only: factoring, assignment of a debt and agents are lawful; what is paid for the seller's account
 * belongs to the price all the same.
 */
export const thirdParty: AuditTest = {
  id: 'P02',
  version: '1.0.0',
  area: 'payments',
  leadOnly: true,
  params: [{ name: 'offshore', type: 'text', value: '' }, servicesParam, cancelledParam],
  needs: () => [
    { table: 'payments', columns: ['direction', 'amount_minor', 'counterparty'] },
    { table: 'declarations', columns: ['contract_no'] },
  ],
  population: () => ({ table: 'payments', columns: paymentColumns }),
  also: () => ({
    declarations: { table: 'declarations', columns: ['seller', 'consignor', 'trading_country', 'contract_no', 'invoice_no'] },
    contracts: { table: 'contracts', columns: ['contract_no', 'seller', 'seller_id'] },
    parties: { table: 'parties', columns: ['party_id', 'name', 'country'] },
  }),
  judge,
};
