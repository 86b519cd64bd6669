import type { matchCalls } from '../../../contract/rpc/matching.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { decideArticles, suggestArticleLinks, undoArticles } from '../articles.ts';
import { decide, decideAll, undo, undoAll } from '../match-decide.ts';
import { linkByHand } from '../match-hand.ts';
import { matches, matchesOf, proposals, suggest, summaries, unmatched } from '../matching.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

const id = (text: string): CaseId => text as CaseId;

export const matchHandlers = (session: Session): Part<typeof matchCalls> => ({
  'match.suggest': (_, input, context) => suggest(session, { ...input, caseId: id(input.caseId) }, context),
  'match.proposals': (_, input, context) => proposals(session, { ...input, caseId: id(input.caseId) }, context),
  'match.decide': (_, input, context) => decide(session, { ...input, caseId: id(input.caseId) }, context),
  'match.decideAll': (_, input, context) => decideAll(session, { ...input, caseId: id(input.caseId) }, context),
  'match.link': (_, input, context) => linkByHand(session, { ...input, caseId: id(input.caseId) }, context),
  'match.undo': (_, { caseId, matchId }) => undo(session, id(caseId), matchId),
  'match.undoAll': (_, input, context) => undoAll(session, { ...input, caseId: id(input.caseId) }, context),
  'match.list': (_, { caseId, ...page }) => matches(session, id(caseId), page),
  'match.summary': async (_, { caseId, kinds }, context) => ({
    summaries: await summaries(session, { caseId: id(caseId), kinds }, context),
  }),
  'match.unmatched': (_, input, context) => unmatched(session, { ...input, caseId: id(input.caseId) }, context),
  'match.of': (_, { caseId, row }) => ({ matches: matchesOf(session, id(caseId), row) }),
  'article.suggest': (_, input, context) => suggestArticleLinks(session, { ...input, caseId: id(input.caseId) }, context),
  'article.decide': (_, input) => decideArticles(session, { ...input, caseId: id(input.caseId) }),
  'article.undo': (_, input) => undoArticles(session, { ...input, caseId: id(input.caseId) }),
});
