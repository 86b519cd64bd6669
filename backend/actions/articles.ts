import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { matchPage, rememberArticle, rememberedArticles } from '../../db/repositories/matches.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import type { ArticleDecision } from '../../domain/matching/articles.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { newId } from '../vault/new-id.ts';
import { matchChildren } from './children.ts';
import { importsNow } from './match-work.ts';
import { append } from './record.ts';
import type { Session } from './session.ts';

type Links = Output<AssayCalls['article.suggest']>;
type Decided = { readonly product: string; readonly article: string; readonly hs: string };
type State = 'confirmed' | 'refused';

/** The kind under which a case's own log keeps links of products and articles. */
const kind = 'product-article';

const mostDecisions = 20_000;

/** What was decided in this case, the latest last, and what the vault remembers of all its cases. */
function decisions(session: Session, caseId: CaseId): readonly ArticleDecision[] {
  return session.vault().assay.read((db) => {
    const own = matchPage(db, caseId, { kind, state: null }, { at: 0, limit: mostDecisions }).toReversed();
    const here = own.flatMap(({ links, state }) =>
      links.map(
        (link): ArticleDecision => ({
          product: link.left,
          article: link.right,
          hs: link.currency,
          state: state === 'refused' ? 'refused' : 'confirmed',
          here: true,
        }),
      ),
    );
    return [...rememberedArticles(db).map((one) => ({ ...one, here: false })), ...here];
  });
}

/** @throws Refused cancelled */
export async function suggestArticleLinks(
  session: Session,
  of: { caseId: CaseId; find: string; limit: number },
  context: HandlerContext,
): Promise<Links> {
  const { caseId, find, limit } = of;
  const links = await matchChildren(session).ask(
    caseId,
    'article.suggest',
    {
      books: session.vault().booksAccess(caseId),
      imports: importsNow(session, caseId),
      decisions: decisions(session, caseId),
      find,
      limit,
    },
    { signal: context.signal },
  );
  return { links: links.map((link) => ({ ...link, why: [...link.why] })) };
}

/** Remembers for the whole vault which goods are which; the case's own log says who decided it here. One transaction for both. */
export function decideArticles(session: Session, of: { caseId: CaseId; links: readonly Decided[]; state: State }): Record<string, never> {
  const { caseId, state } = of;
  const links = of.links.map((one) => ({
    product: one.product.normalize('NFC'),
    article: one.article.normalize('NFC'),
    hs: one.hs.normalize('NFC'),
  }));
  const changes = links.map(
    ({ product, article, hs }): Change => ({
      kind: 'put',
      ent: 'match',
      id: newId(),
      set: {
        kind,
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
