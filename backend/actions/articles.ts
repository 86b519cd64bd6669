import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import {
  articleEntries,
  articleKind,
  decisionsAbout,
  rememberArticle,
  rememberedArticles,
  rememberWhatStands,
} from '../../db/repositories/article-links.ts';
import type { ArticleEntry, ArticleNamed } from '../../db/repositories/article-links.ts';
import { listCases } from '../../db/repositories/cases.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import type { ArticleDecision } from '../../domain/matching/articles.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { newId } from '../vault/new-id.ts';
import { matchChildren } from './children.ts';
import { breathe } from './match-log.ts';
import { importsNow } from './match-work.ts';
import { append } from './record.ts';
import type { Session } from './session.ts';

type Links = Output<AssayCalls['article.suggest']>;
type State = 'confirmed' | 'refused';

const pageLength = 1_000;
/** A question that was left may end by itself for so long: its process holds what others ask for. */
const graceMs = 3_000;

/** Decisions of a case that stand, in the order of its log; read in pages so that nobody waits behind them. */
async function standing(session: Session, caseId: CaseId): Promise<readonly ArticleEntry[]> {
  const all: ArticleEntry[] = [];
  for (let after: ArticleEntry | null = null; ; ) {
    const from: ArticleEntry | null = after;
    const page: readonly ArticleEntry[] = session.vault().assay.read((db) => articleEntries(db, caseId, from, pageLength));
    all.push(...page);
    after = page.at(-1) ?? null;
    if (page.length < pageLength) return all.sort((a, b) => a.position - b.position);
    await breathe();
  }
}

const keyOf = ({ product, article, hs }: ArticleNamed): string => `${product}\u0000${article}\u0000${hs}`;

/**
 * What was decided in this case and in the others of this vault, the latest last; what the vault remembers of cases that are gone stands
 * first. What only this case has decided is no memory of others.
 */
async function decisions(session: Session, caseId: CaseId): Promise<readonly ArticleDecision[]> {
  const { assay } = session.vault();
  const own = await standing(session, caseId);
  const others: ArticleEntry[] = [];
  for (const one of assay.read((db) => listCases(db))) if (one.caseId !== caseId) others.push(...(await standing(session, one.caseId)));
  others.sort((a, b) => a.position - b.position);
  const stand = new Set([...own, ...others].map(keyOf));
  const gone = assay.read((db) => rememberedArticles(db)).filter((one) => !stand.has(keyOf(one)));
  const told = ({ product, article, hs, state }: ArticleNamed & { state: State }, here: boolean): ArticleDecision => ({
    product,
    article,
    hs,
    state,
    here,
  });
  return [...gone.map((one) => told(one, false)), ...others.map((one) => told(one, false)), ...own.map((one) => told(one, true))];
}

/** @throws Refused cancelled */
export async function suggestArticleLinks(
  session: Session,
  of: { caseId: CaseId; find: string; limit: number },
  context: HandlerContext,
): Promise<Links> {
  const { caseId, find, limit } = of;
  const told = await decisions(session, caseId);
  const links = await matchChildren(session).ask(
    caseId,
    'article.suggest',
    { books: session.vault().booksAccess(caseId), imports: importsNow(session, caseId), decisions: told, find, limit },
    { signal: context.signal, graceMs },
  );
  return { links: links.map((link) => ({ ...link, why: [...link.why] })) };
}

const plain = ({ product, article, hs }: ArticleNamed): ArticleNamed => ({
  product: product.normalize('NFC'),
  article: article.normalize('NFC'),
  hs: hs.normalize('NFC'),
});

/** Remembers for the whole vault which goods are which; the case's own log says who decided it here. One transaction for both. */
export function decideArticles(
  session: Session,
  of: { caseId: CaseId; links: readonly ArticleNamed[]; state: State },
): Record<string, never> {
  const { caseId, state } = of;
  const links = of.links.map(plain);
  const changes = links.map(
    ({ product, article, hs }): Change => ({
      kind: 'put',
      ent: 'match',
      id: newId(),
      set: {
        kind: articleKind,
        method: 'hand',
        rule: 'article',
        state,
        links: [{ left: product, right: article, amount: null, currency: hs }] as unknown as Canonical,
      },
    }),
  );
  session.vault().assay.write((db) => {
    append(session, db, caseId, changes);
    for (const link of links) rememberArticle(db, { ...link, state }, session.now());
  });
  session.changed(caseId, 'match');
  return {};
}

/**
 * Takes back what this case decided about links, whatever it was and however often; the vault then remembers what other decisions say that
 * still stand. Links without a decision are left out. @returns how many had one
 */
export function undoArticles(session: Session, of: { caseId: CaseId; links: readonly ArticleNamed[] }): { undone: number } {
  const { caseId } = of;
  const undone = session.vault().assay.write((db) => {
    const found = of.links.map(plain).map((link) => ({ link, own: decisionsAbout(db, link, caseId) }));
    const decided = found.filter(({ own }) => own.length > 0);
    const ids = new Set(decided.flatMap(({ own }) => own.map(({ id }) => id)));
    if (ids.size === 0) return 0;
    append(
      session,
      db,
      caseId,
      [...ids].map((id): Change => ({ kind: 'del', ent: 'match', id, set: {} })),
    );
    for (const { link } of decided) rememberWhatStands(db, link, session.now());
    return new Set(decided.map(({ link }) => keyOf(link))).size;
  });
  if (undone > 0) session.changed(caseId, 'match');
  return { undone };
}
