import { afterAll, describe, expect, test } from 'vitest';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { suggestMatches } from '../../domain/matching/suggest.ts';
import { inputFor, trader } from './trader.ts';
import type { Trader } from './trader.ts';
import { pairsOf, repeatedOf, truthOf } from './truth.ts';
import { weathered } from './weather.ts';

const seeds = [1, 2, 3, 4, 5];
const known = new Map<number, Trader>();
const booksOf = (seed: number): Trader => {
  const made = known.get(seed) ?? trader(seed, 10_000);
  known.set(seed, made);
  return made;
};

type Figures = { readonly recall: number; readonly precision: number; readonly sure: number };

/** Over all seeds: of what belongs together the share that was proposed, and of what was proposed the share that does; `sure` from 0.9 on. */
function measured(kind: MatchKindName, change: (books: Trader) => Trader): Figures {
  const n = { truth: 0, found: 0, right: 0, sure: 0, sureRight: 0 };
  for (const seed of seeds) {
    const clean = booksOf(seed);
    const books = change(clean);
    const repeats = repeatedOf(kind, clean);
    const counts = (pair: string): boolean => !pair.split(' | ').some((document) => repeats.has(document));
    const truth = new Set([...truthOf(kind, clean)].filter(counts));
    const proposals = suggestMatches(inputFor(kind, books.rows));
    const pairs = [...pairsOf(kind, clean, proposals)].filter(counts);
    const sure = [
      ...pairsOf(
        kind,
        clean,
        proposals.filter((one) => one.score >= 0.9),
      ),
    ].filter(counts);
    n.truth += truth.size;
    n.found += pairs.length;
    n.right += pairs.filter((pair) => truth.has(pair)).length;
    n.sure += sure.length;
    n.sureRight += sure.filter((pair) => truth.has(pair)).length;
  }
  return { recall: n.right / n.truth, precision: n.right / n.found, sure: n.sureRight / n.sure };
}

const figures: string[] = [];
const told = (kind: string, books: string, { recall, precision, sure }: Figures): void => {
  figures.push(`${kind} ${books}: recall ${recall.toFixed(4)}, precision ${precision.toFixed(4)}, from 0.9 on ${sure.toFixed(4)}`);
};
afterAll(() => process.stderr.write(`${figures.join('\n')}\n`));

/** Floors, a little below what was measured on these seeds. */
const floors: readonly (readonly [MatchKindName, clean: number, weathered: number])[] = [
  ['declaration-invoice', 0.99, 0.96],
  ['invoice-payment', 0.99, 0.93],
  ['declaration-payment', 0.99, 0.99],
  ['declaration-stock', 0.99, 0.98],
  ['invoice-ledger', 0.99, 0.91],
  ['payment-ledger', 0.99, 0.97],
  ['declaration-freight', 0.99, 0.93],
];

describe.each(floors)('%s of simulated traders, seeds 1 to 5', (kind, clean, rough) => {
  test('as the books are written: next to everything is found and nothing wrong is proposed', () => {
    const found = measured(kind, (books) => books);
    told(kind, 'as written', found);
    expect(found.recall).toBeGreaterThanOrEqual(clean);
    expect(found.precision).toBeGreaterThanOrEqual(0.999);
  });

  test('with numbers missing, respelled and mistyped, and names of another program', () => {
    const found = measured(kind, weathered);
    told(kind, 'weathered', found);
    expect(found.recall).toBeGreaterThanOrEqual(rough);
    expect(found.precision).toBeGreaterThanOrEqual(0.97);
    expect(found.sure).toBeGreaterThanOrEqual(0.99);
  });
});
