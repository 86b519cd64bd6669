import type { Link, MatchLine, MatchRecord } from './record.ts';

/** A document with what may still be linked of it. */
export type Giving = { readonly record: MatchRecord; readonly most: number };
type Purse = { left: number };

/** A line with what of it is not linked yet. */
type Open = { readonly line: MatchLine; readonly purse: Purse; left: number };

const worth = (amount: number): number => (Number.isNaN(amount) ? 0 : Math.abs(amount));
const opened = (documents: readonly Giving[]): Open[] =>
  documents.flatMap(({ record, most }) => {
    const purse: Purse = { left: most };
    return record.lines.map((line) => ({ line, purse, left: worth(line.amount) }));
  });

type Fit = (a: MatchLine, b: MatchLine) => boolean;

const sameArticle: Fit = (a, b) => a.article !== '' && a.article === b.article;
const sameCode: Fit = (a, b) => a.hs !== '' && a.hs.slice(0, 6) === b.hs.slice(0, 6);
const sameAmount: Fit = (a, b) => Math.abs(a.amount - b.amount) <= 1;

/** The surest way of telling that two lines are one, first; the last takes them in their order. */
const fits: readonly Fit[] = [
  (a, b) => sameArticle(a, b) && sameAmount(a, b),
  sameArticle,
  (a, b) => sameCode(a, b) && sameAmount(a, b),
  sameAmount,
  sameCode,
  () => true,
];

/** Goods of two codes are not the same goods: lines that are left over are joined only where nothing says otherwise. */
const contradict = (a: MatchLine, b: MatchLine): boolean =>
  (a.article !== '' && b.article !== '' && a.article !== b.article) ||
  (a.hs !== '' && b.hs !== '' && a.hs.slice(0, 4) !== b.hs.slice(0, 4));

/**
 * Links the lines of documents that belong together: by article, then commodity code, then amount, then order. No line gives more than
 * it has, and the lines of a document no more than was dealt to it. @returns links in the order of the left rows
 */
export function lineLinks(lefts: readonly Giving[], rights: readonly Giving[], currency: string): readonly Link[] {
  const [a, b] = [opened(lefts), opened(rights)];
  const links: Link[] = [];
  fits.forEach((fit, way) => {
    const last = way === fits.length - 1;
    for (const left of a) {
      for (const right of b) {
        if (left.left === 0) break;
        if (right.left === 0 || !fit(left.line, right.line) || (last && contradict(left.line, right.line))) continue;
        const amount = Math.min(left.left, right.left, left.purse.left, right.purse.left);
        if (amount === 0) continue;
        for (const one of [left, right]) {
          one.left -= amount;
          one.purse.left -= amount;
        }
        links.push({ left: left.line.rank, right: right.line.rank, amount, currency });
      }
    }
  });
  return links.toSorted((x, y) => x.left - y.left || x.right - y.right);
}
