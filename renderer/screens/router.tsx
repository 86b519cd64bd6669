import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { tableNames } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Assessment } from './assessment/assessment.tsx';
import { Books } from './books/books.tsx';
import { Coverage } from './books/coverage/coverage.tsx';
import { SearchEverywhere } from './books/explore/everywhere.tsx';
import { Differences } from './books/differences/differences.tsx';
import { Groups } from './books/explore/groups.tsx';
import { ImportsPart } from './books/explore/imports-part.tsx';
import { Articles } from './books/matching/articles.tsx';
import { MatchKindPage } from './books/matching/kind-page.tsx';
import { MatchOverview } from './books/matching/overview.tsx';
import { kinds, parts } from './books/matching/shapes.ts';
import type { Part, Side } from './books/matching/shapes.ts';
import { Broken } from './broken.tsx';
import { CaseScreen } from './case/case-screen.tsx';
import { Overview } from './case/overview.tsx';
import { CaseList } from './cases/case-list.tsx';
import { CodesPage } from './codes/codes-page.tsx';
import { Documents } from './documents/documents.tsx';
import { EvidenceList } from './evidence/evidence-list.tsx';
import { EvidencePage } from './evidence/evidence-page.tsx';
import { RequestList } from './evidence/requests/request-list.tsx';
import { RequestPage } from './evidence/requests/request-page.tsx';
import { FindingScreen } from './findings/finding-screen.tsx';
import { FindingList } from './findings/finding-list.tsx';
import { Frame } from './frame/frame.tsx';
import { History } from './history/history.tsx';
import type { Places } from './places.ts';
import { TestList } from './tests/test-list.tsx';
import { TestPage } from './tests/test-page.tsx';
import { VaultPage } from './vault/vault-page.tsx';

/** What is selected on a page; part of its address, so that back and forward bring it back. */
export type Selected = { readonly at?: string; readonly find?: string };

const selected = (search: Record<string, unknown>): Selected => ({
  ...(typeof search['at'] === 'string' ? { at: search['at'] } : {}),
  ...(typeof search['find'] === 'string' ? { find: search['find'] } : {}),
});

/** The page of a picture or a PDF that is looked at, beside the marked part. */
export type LookedAt = { readonly at?: string; readonly page?: number };

const lookedAt = (search: Record<string, unknown>): LookedAt => ({
  ...(typeof search['at'] === 'string' ? { at: search['at'] } : {}),
  ...(typeof search['page'] === 'number' && search['page'] >= 1 ? { page: search['page'] } : {}),
});

/** Records that are missing, to be asked for: `?table=ledger&month=2026-03`. */
export type Asked = Selected & { readonly table?: TableName; readonly month?: string };

const asked = (search: Record<string, unknown>): Asked => {
  const { table, month } = search;
  const known = tableNames.find((name) => name === table);
  const missing = known !== undefined && typeof month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  return { ...selected(search), ...(missing ? { table: known, month } : {}) };
};

/** What of a kind of match is looked at: proposals, decisions, or records without a match of one side. */
export type MatchPlace = { readonly part?: Part; readonly side?: Side };

const matchPlace = (search: Record<string, unknown>): MatchPlace => {
  const part = parts.find((one) => one === search['part']);
  const side = (['left', 'right'] as const).find((one) => one === search['side']);
  return { ...(part === undefined ? {} : { part }), ...(side === undefined ? {} : { side }) };
};

const root = createRootRoute({ component: Frame });
const cases = createRoute({ getParentRoute: () => root, path: '/', component: CaseList, validateSearch: selected });
const vault = createRoute({ getParentRoute: () => root, path: '/vault', component: VaultPage });
/** What was typed over the commodity codes, and whether it is a description to be likened. */
export type CodesAsked = { readonly find?: string; readonly like?: true };

const codesAsked = (search: Record<string, unknown>): CodesAsked => ({
  ...(typeof search['find'] === 'string' ? { find: search['find'] } : {}),
  ...(search['like'] === true ? { like: true } : {}),
});

const codes = createRoute({ getParentRoute: () => root, path: '/codes', component: CodesPage, validateSearch: codesAsked });
const inCase = createRoute({ getParentRoute: () => root, path: '/case/$caseId', component: CaseScreen });
const overview = createRoute({ getParentRoute: () => inCase, path: '/', component: Overview, validateSearch: selected });
/** A book that there is none of leads to the declarations. */
const knownBook = ({ params }: { readonly params: { readonly caseId: string; readonly table: string } }): void => {
  if (!(tableNames as readonly string[]).includes(params.table)) {
    throw redirect({ to: '/case/$caseId/books/$table', params: { ...params, table: 'declarations' } } as never);
  }
};
const books = createRoute({
  getParentRoute: () => inCase,
  path: 'books/$table',
  component: Books,
  validateSearch: selected,
  beforeLoad: knownBook,
});
const groups = createRoute({ getParentRoute: () => inCase, path: 'books/$table/groups', component: Groups, beforeLoad: knownBook });
const bookImports = createRoute({
  getParentRoute: () => inCase,
  path: 'books/$table/imports',
  component: ImportsPart,
  beforeLoad: knownBook,
});
const coverage = createRoute({ getParentRoute: () => inCase, path: 'coverage', component: Coverage, validateSearch: selected });
const compare = createRoute({ getParentRoute: () => inCase, path: 'compare/$older/$newer', component: Differences });
const everywhere = createRoute({ getParentRoute: () => inCase, path: 'search', component: SearchEverywhere, validateSearch: selected });
const matching = createRoute({ getParentRoute: () => inCase, path: 'matching', component: MatchOverview, validateSearch: selected });
const articles = createRoute({ getParentRoute: () => inCase, path: 'matching/articles', component: Articles });
/** A kind that there is none of leads to all kinds. */
const matchKind = createRoute({
  getParentRoute: () => inCase,
  path: 'matching/$kind',
  component: MatchKindPage,
  validateSearch: matchPlace,
  beforeLoad: ({ params }) => {
    if (!(kinds as readonly string[]).includes(params.kind)) throw redirect({ to: '/case/$caseId/matching', params } as never);
  },
});
const tests = createRoute({ getParentRoute: () => inCase, path: 'tests', component: TestList, validateSearch: selected });
const test = createRoute({ getParentRoute: () => inCase, path: 'tests/$test', component: TestPage, validateSearch: selected });
const findings = createRoute({ getParentRoute: () => inCase, path: 'findings', component: FindingList, validateSearch: selected });
const finding = createRoute({
  getParentRoute: () => inCase,
  path: 'findings/$findingId',
  component: FindingScreen,
  validateSearch: selected,
});
const assessment = createRoute({ getParentRoute: () => inCase, path: 'assessment', component: Assessment, validateSearch: selected });
const documents = createRoute({ getParentRoute: () => inCase, path: 'documents', component: Documents, validateSearch: selected });
const evidence = createRoute({ getParentRoute: () => inCase, path: 'evidence', component: EvidenceList, validateSearch: selected });
const evidenceItem = createRoute({
  getParentRoute: () => inCase,
  path: 'evidence/$evidenceId',
  component: EvidencePage,
  validateSearch: lookedAt,
});
const requests = createRoute({ getParentRoute: () => inCase, path: 'requests', component: RequestList, validateSearch: asked });
const request = createRoute({
  getParentRoute: () => inCase,
  path: 'requests/$requestId',
  component: RequestPage,
  validateSearch: selected,
});
const history = createRoute({ getParentRoute: () => inCase, path: 'history', component: History, validateSearch: selected });

const tree = root.addChildren([
  cases,
  vault,
  codes,
  inCase.addChildren([
    overview,
    books,
    groups,
    bookImports,
    compare,
    coverage,
    everywhere,
    matching,
    articles,
    matchKind,
    tests,
    test,
    findings,
    finding,
    assessment,
    documents,
    evidence,
    evidenceItem,
    requests,
    request,
    history,
  ]),
]);

/** The pages of the window. An address that is none leads to the list of cases. */
export const createAppRouter = (history: Places) =>
  createRouter({ routeTree: tree, history, defaultNotFoundComponent: CaseList, defaultErrorComponent: Broken });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
