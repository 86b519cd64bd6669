import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import { ratioOfDecimal, compare, ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { companies, isAlike } from '../companies.ts';
import type { Companies } from '../companies.ts';
import { holdsOne, isOne, listOf } from '../lists.ts';
import { leadsVerdict, unsetNote } from '../leads.ts';
import { paramText } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { mostKeys } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { declarationsOf } from './declared-items.ts';
import { valueBoxSpec, valueDeclarations } from './value-boxes.ts';

/** What two parties share. @property table and row where it stands @property weight of the tie as evidence, 0..100 */
type Tie = {
  readonly by: 'share' | 'relation' | 'director' | 'phone' | 'account' | 'address';
  readonly weight: number;
  readonly name: string;
};

const digits = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** Contacts by which two parties are one house; what is too short to name anybody counts nothing. */
const contacts = [
  ['bank_account', 'account', 95, 8],
  ['director', 'director', 80, 8],
  ['phone', 'phone', 75, 7],
  ['address', 'address', 60, 12],
] as const;

const cells = (rows: Population, id: string, name: string): ((i: number) => readonly [string, string]) => {
  const [ids, names] = [textCells(rows, id), textCells(rows, name)];
  return (i) => [ids(i) ?? '', names(i) ?? ''];
};

type Book = { readonly book: Companies; readonly trader: ReadonlySet<number>; readonly owners: readonly number[] };

function bookOf({ rows, also, params }: JudgeInput): Book {
  const [parties, relations] = [also['parties'], also['relations']];
  const [seller, consignee] = [textCells(rows, 'seller'), textCells(rows, 'consignee')];
  const texts = new Map<string, readonly [string, string]>();
  const put = (one: readonly [string, string]): void => void texts.set(one.join('\u001f'), one);
  for (let i = 0; i < rows.n; i += 1) {
    put(['', seller(i) ?? '']);
    put(['', consignee(i) ?? '']);
  }
  const partyAt = parties === undefined ? null : cells(parties, 'party_id', 'name');
  for (let i = 0; i < (parties?.n ?? 0); i += 1) if (partyAt !== null) put(partyAt(i));
  if (relations !== undefined) {
    const [one, other] = [cells(relations, 'party_id', 'party'), cells(relations, 'other_id', 'other')];
    for (let i = 0; i < relations.n; i += 1) {
      put(one(i));
      put(other(i));
    }
  }
  const book = companies(texts.values());
  const trader = new Set<number>();
  for (let i = 0; i < rows.n; i += 1) if (consignee(i) !== null) trader.add(book.of('', consignee(i) ?? ''));
  const isOwner = isOne(listOf(params, 'ownerKinds'));
  const owners: number[] = [];
  const kind = parties === undefined ? () => null : textCells(parties, 'kind');
  for (let i = 0; i < (parties?.n ?? 0); i += 1) {
    const self = partyAt === null ? -1 : book.of(...partyAt(i));
    if (!isOwner(kind(i)) && ![...trader].some((own) => self !== -1 && isAlike(book.compare(own, self)))) continue;
    owners.push(i);
    if (self !== -1) trader.add(self);
  }
  return { book, trader, owners };
}

type Ties = ReadonlyMap<number, readonly Tie[]>;
const add = (ties: Map<number, Tie[]>, company: number, tie: Tie): void => void ties.set(company, [...(ties.get(company) ?? []), tie]);

/** Parties that share a director, a telephone, an account or an address with the trader. */
function sharedContacts(parties: Population, { book, trader, owners }: Book, ties: Map<number, Tie[]>): void {
  const partyAt = cells(parties, 'party_id', 'name');
  for (const [column, by, weight, least] of contacts) {
    const text = textCells(parties, column);
    const own = new Set(owners.map((i) => digits(text(i) ?? '')).filter((told) => told.length >= least));
    if (own.size === 0) continue;
    for (let i = 0; i < parties.n; i += 1) {
      const company = book.of(...partyAt(i));
      if (company !== -1 && !trader.has(company) && own.has(digits(text(i) ?? '')))
        add(ties, company, { by, weight, name: parties.nameOf(i) });
    }
  }
}

/** Ties that a list of relations states: a share of at least the limit, or any other kind that makes parties related. */
function statedTies(input: JudgeInput, { book, trader }: Book, ties: Map<number, Tie[]>): void {
  const relations = input.also['relations'];
  if (relations === undefined) return;
  const [one, other] = [cells(relations, 'party_id', 'party'), cells(relations, 'other_id', 'other')];
  const [kind, share] = [textCells(relations, 'kind'), numberCells(relations, 'share_percent_e8')];
  const isShare = holdsOne(listOf(input.params, 'shareKinds'));
  const limit = ratioOfDecimal(paramText(input.params, 'sharePercent'));
  for (let i = 0; i < relations.n; i += 1) {
    const [a, b] = [book.of(...one(i)), book.of(...other(i))];
    const theirs = trader.has(a) ? b : trader.has(b) ? a : -1;
    if (theirs === -1 || trader.has(theirs)) continue;
    const part = share(i);
    const reaches = part !== null && compare(ratio(BigInt(part), 100_000_000n), limit) >= 0;
    if (part !== null ? reaches : !isShare(kind(i)))
      add(ties, theirs, { by: part === null ? 'relation' : 'share', weight: 95, name: relations.nameOf(i) });
  }
}

function tiesOf(input: JudgeInput, known: Book): Ties {
  const ties = new Map<number, Tie[]>();
  const parties = input.also['parties'];
  if (parties !== undefined) sharedContacts(parties, known, ties);
  statedTies(input, known, ties);
  return ties;
}

type Denied = { readonly reg: string; readonly at: readonly number[]; readonly box: string | null; readonly seller: string };

function hitOf({ rows }: JudgeInput, { reg, at, box, seller }: Denied, ties: readonly Tie[]): RankedHit {
  const first = at[0] ?? 0;
  const sorted = ties.toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.by < b.by ? -1 : 1));
  const kinds = [...new Set(sorted.map(({ by }) => by))];
  const named: Words = kinds
    .slice(1)
    .reduce<Words>(
      (all, by) => words('test.V12.and', { first: { words: all }, second: { words: words(`test.V12.tie.${by}`) } }),
      words(`test.V12.tie.${kinds[0] ?? 'relation'}`),
    );
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: [...new Set([...at.map(rows.nameOf), ...(box === null ? [] : [box]), ...sorted.map(({ name }) => name)])].slice(0, mostKeys),
      score: sorted[0]?.weight ?? 0,
      measures: { ties: kinds.join(', '), lines: String(at.length) },
      explanation: words('test.V12.hit', { declaration: reg, seller, ties: { words: named } }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const out = exclusions({ noSeller: {}, noAnswer: {}, relatedDeclared: {} });
  const known = bookOf(input);
  const ties = tiesOf(input, known);
  const values = also['values'];
  const declared = valueDeclarations(values, input);
  const seller = textCells(rows, 'seller');
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const [reg, at] of declarationsOf(rows)) {
    const name = at.map(seller).find((text) => text !== null) ?? '';
    const company = known.book.of('', name);
    const answer = declared.get(reg)?.head.get('7a');
    if (company === -1) out.add('noSeller', at.length);
    else if (answer === undefined) out.add('noAnswer', at.length);
    else if (answer.answer === 'yes') out.add('relatedDeclared', at.length);
    else {
      judged += 1;
      const box = values?.nameOf(answer.row) ?? null;
      const found = ties.get(company) ?? [...ties].find(([tied]) => isAlike(known.book.compare(company, tied)))?.[1];
      if (found !== undefined) hits.push(hitOf(input, { reg, at, box, seller: name }, found));
    }
  }
  const listed = ordered(hits);
  const noOwner = known.owners.length === 0 && listOf(params, 'ownerKinds').length === 0;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { declarations: countText(judged), denied: countText(listed.length), tied_parties: countText(ties.size) },
    verdict: leadsVerdict(listed.length, judged, noOwner ? [unsetNote('V12', 'ownerKinds')] : []),
  };
}

/**
 * V12 relationship with the seller that was not declared: box 7a says no, while a list of relations states a share of at least
 * `sharePercent` or another tie, or the seller has the trader's director, telephone, bank account or address. The answer is false when the
 * tie is proven; whether the price was influenced is examined apart (WTO VA Art. 1.2): a hit corrects no value.
 */
export const relatedParty: AuditTest = {
  id: 'V12',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: false,
  params: [
    { name: 'sharePercent', type: 'decimal', value: '5', atLeast: '0', atMost: '100' },
    { name: 'shareKinds', type: 'text', value: 'share,owner,дол,участ,үлес' },
    { name: 'ownerKinds', type: 'text', value: 'owner,self,own,trader' },
  ],
  needs: () => [
    { table: 'declarations', columns: ['seller', 'consignee'] },
    { table: 'value_components', columns: ['box', 'answer'] },
    { table: 'parties', columns: ['name'] },
  ],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'item_no', 'seller', 'consignee'] }),
  also: () => ({
    values: valueBoxSpec,
    parties: { table: 'parties', columns: ['party_id', 'kind', 'name', 'address', 'phone', 'director', 'bank_account'] },
    relations: { table: 'relations', columns: ['party', 'party_id', 'other', 'other_id', 'kind', 'share_percent_e8'] },
  }),
  judge,
};
