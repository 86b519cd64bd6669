import { asc } from 'drizzle-orm';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { articleMemory } from '../schema/vault.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** The kind under which a case's own log keeps links of products and articles: the product left, the article right, the code as currency. */
export const articleKind = 'product-article';

export type ArticleNamed = { readonly product: string; readonly article: string; readonly hs: string };
/** A decision of a case that stands. @property position place of its operation in the log */
export type ArticleEntry = ArticleNamed & { readonly id: string; readonly state: 'confirmed' | 'refused'; readonly position: number };

type Row = Omit<ArticleEntry, 'state'> & { readonly state: string };

const entryOf = (row: Row): ArticleEntry => ({ ...row, state: row.state === 'refused' ? 'refused' : 'confirmed' });

const columns = `m.id, json_extract(m.links, '$[0].left') AS product, json_extract(m.links, '$[0].right') AS article,
  json_extract(m.links, '$[0].currency') AS hs, m.state, o.position`;
const standing = `m.kind = '${articleKind}' AND m.deleted_op IS NULL`;
const ofOp = 'JOIN op o ON o.case_id = m.case_id AND o.op_id = m.created_op';

/** Decisions of a case that stand, after one of them in the order of state and id. @param after the last one seen; null from the start */
export function articleEntries(db: ReadDb, caseId: CaseId, after: ArticleEntry | null, limit: number): readonly ArticleEntry[] {
  const sqlText = `SELECT ${columns} FROM match_set m INDEXED BY match_live ${ofOp}
    WHERE m.case_id = ? AND ${standing} AND (m.state, m.id) > (?, ?) ORDER BY m.state, m.id LIMIT ?`;
  const rows = db.prepare<Row>(sqlText).all(caseId, after?.state ?? '', after?.id ?? '', BigInt(limit));
  return rows.map(entryOf);
}

/** Decisions about one link that stand, of one case or of all, in the order of the log. */
export function decisionsAbout(db: ReadDb, { product, article, hs }: ArticleNamed, caseId: CaseId | null): readonly ArticleEntry[] {
  const sqlText = `SELECT ${columns} FROM audit_case c JOIN match_row r ON r.case_id = c.case_id AND r.row_name = ?
    JOIN match_set m ON m.case_id = r.case_id AND m.id = r.match_id ${ofOp}
    WHERE ${standing} AND (? = '' OR c.case_id = ?) ORDER BY o.position`;
  const rows = db.prepare<Row>(sqlText).all(product, caseId ?? '', caseId ?? '');
  return rows.map(entryOf).filter((one) => one.product === product && one.article === article && one.hs === hs);
}

export type MemoryEntry = ArticleNamed & { readonly state: 'confirmed' | 'refused'; readonly times: number };

/** All links of products and articles that this vault remembers: goods text and code, never a case or a trader. */
export function rememberedArticles(db: ReadDb): readonly MemoryEntry[] {
  return db.orm
    .select({
      product: articleMemory.product,
      article: articleMemory.article,
      hs: articleMemory.hs,
      state: articleMemory.state,
      times: articleMemory.times,
    })
    .from(articleMemory)
    .orderBy(asc(articleMemory.product), asc(articleMemory.article), asc(articleMemory.hs))
    .all()
    .map((row) => ({ ...row, state: row.state === 'refused' ? 'refused' : 'confirmed' }));
}

/** The last decision stands; how often it was made the same way is counted. @param at when, as operations say it */
export function rememberArticle(db: WriteDb, entry: Omit<MemoryEntry, 'times'>, at: Instant): void {
  const sqlText = `INSERT INTO article_memory (product, article, hs, state, times, last_at) VALUES (?, ?, ?, ?, 1, ?)
    ON CONFLICT (product, article, hs) DO UPDATE SET
      times = CASE WHEN state = excluded.state THEN times + 1 ELSE 1 END, state = excluded.state, last_at = excluded.last_at`;
  db.prepareWrite(sqlText).run(entry.product, entry.article, entry.hs, entry.state, at);
}

/** After a decision was taken back the memory is what the decisions that still stand say, in all cases; nothing where there is none. */
export function rememberWhatStands(db: WriteDb, link: ArticleNamed, at: Instant): void {
  const all = decisionsAbout(db, link, null);
  const last = all.at(-1);
  db.prepareWrite('DELETE FROM article_memory WHERE product = ? AND article = ? AND hs = ?').run(link.product, link.article, link.hs);
  if (last === undefined) return;
  const other = all.findLastIndex((one) => one.state !== last.state);
  db.prepareWrite('INSERT INTO article_memory (product, article, hs, state, times, last_at) VALUES (?, ?, ?, ?, ?, ?)').run(
    link.product,
    link.article,
    link.hs,
    last.state,
    BigInt(all.length - 1 - other),
    at,
  );
}
