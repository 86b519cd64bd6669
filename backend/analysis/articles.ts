import { sideRows } from '../../db/queries/matching.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { ReadDb } from '../../db/store.ts';
import type { DeclaredArticle, Product } from '../../domain/matching/articles.ts';
import { cellsOf } from '../../domain/matching/sides.ts';
import type { Cells } from '../../domain/matching/sides.ts';

type From = { readonly imports: readonly BookImport[]; readonly kept: KeptColumns };

function each<T>(cells: Cells, read: (i: number) => { key: string; one: T } | null): Map<string, { one: T; n: number }> {
  const found = new Map<string, { one: T; n: number }>();
  for (let i = 0; i < cells.n; i += 1) {
    const made = read(i);
    if (made === null) continue;
    const known = found.get(made.key);
    if (known === undefined) found.set(made.key, { one: made.one, n: 1 });
    else known.n += 1;
  }
  return found;
}

/** Products of the trader's list, each once; where there is none, what the warehouse keeps. */
export function productsOf(db: ReadDb, from: From): readonly Product[] {
  const list = cellsOf(sideRows(db, { table: 'products', columns: ['product_code', 'product_name', 'article', 'hs_code'] }, from));
  const named = each(list, (i) => {
    const [code, article, name] = [list.text('product_code', i), list.text('article', i), list.text('product_name', i)];
    return { key: `${code}\u0000${article}\u0000${name}`, one: { code, article, name, hs: list.text('hs_code', i) } };
  });
  if (named.size > 0) return [...named.values()].map(({ one }) => one);
  const stock = cellsOf(sideRows(db, { table: 'stock', columns: ['article', 'product_name'] }, from));
  const kept = each(stock, (i) => {
    const [article, name] = [stock.text('article', i), stock.text('product_name', i)];
    return { key: `${article}\u0000${name}`, one: { code: '', article, name, hs: '' } };
  });
  return [...kept.values()].map(({ one }) => one);
}

/** Articles that declarations name under a code, each once; by their descriptions where they have no article. */
export function declaredArticles(db: ReadDb, from: From): readonly DeclaredArticle[] {
  const items = cellsOf(sideRows(db, { table: 'declarations', columns: ['article', 'hs_code', 'description'] }, from));
  const found = each(items, (i) => {
    const [article, hs, text] = [items.text('article', i), items.text('hs_code', i), items.text('description', i)];
    if (article === '' && text === '') return null;
    return { key: `${article === '' ? text : article}\u0000${hs}`, one: { article, hs, text } };
  });
  return [...found.values()].map(({ one, n }) => ({ ...one, items: n }));
}
