import { rowPlaces } from '../../db/queries/matching.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { ReadDb } from '../../db/store.ts';
import type { ConfirmedLink, ConfirmedLinks } from '../../domain/catalogue/audit-test.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';
import { digitsOf } from '../../domain/packs/currency.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';

/** A confirmed link as it is told to the process that runs the test: rows by name, the amount as decimal text. */
export type NamedLink = StoredLink & { readonly kind: MatchKindName };

type Places = { readonly left: ReadonlyMap<string, number>; readonly right: ReadonlyMap<string, number> };

/** A link whose rows are not both in the visible books says nothing to a test. */
function ranked({ left, right, amount, currency }: NamedLink, places: Places, pack: RulePack): readonly ConfirmedLink[] {
  const [l, r] = [places.left.get(left), places.right.get(right)];
  if (l === undefined || r === undefined) return [];
  const scaled = amount === null ? null : decimalToScaled(amount, digitsOf(pack, currency) ?? 2);
  return [{ left: l, right: r, amount: scaled === null ? null : Number(scaled), currency }];
}

/** Links by the ranks of their rows, in the order of the ranks: the order in which people confirmed them does not count. */
export function confirmedLinks(
  db: ReadDb,
  links: readonly NamedLink[],
  { imports, pack }: { readonly imports: readonly BookImport[]; readonly pack: RulePack },
): ConfirmedLinks {
  const byKind = new Map<MatchKindName, NamedLink[]>();
  for (const link of links) {
    const known = byKind.get(link.kind);
    if (known === undefined) byKind.set(link.kind, [link]);
    else known.push(link);
  }
  return Object.fromEntries(
    [...byKind].map(([kind, all]) => {
      const ranksOf = (side: 'left' | 'right'): ReadonlyMap<string, number> =>
        rowPlaces(db, kindSpecs[kind][side].table, imports).ranksOf([...new Set(all.map((link) => link[side]))]);
      const places = { left: ranksOf('left'), right: ranksOf('right') };
      return [kind, all.flatMap((link) => ranked(link, places, pack)).toSorted((a, b) => a.left - b.left || a.right - b.right)];
    }),
  );
}
