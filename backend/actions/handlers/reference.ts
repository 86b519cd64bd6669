import type { referenceCalls } from '../../../contract/rpc/reference.ts';
import { hsAdvise, hsImport, hsLists, hsRemove, hsSearch, hsTake } from '../reference.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

export const referenceHandlers = (session: Session): Part<typeof referenceCalls> => ({
  'hs.lists': () => hsLists(session),
  'hs.import': (_, input, context) => hsImport(session, input, context),
  'hs.remove': (_, { no }) => hsRemove(session, no),
  'hs.search': (_, input) => hsSearch(session, input),
  'hs.advise': (_, input) => hsAdvise(session, input),
  'hs.take': (_, input, context) => hsTake(session, input, context),
});
