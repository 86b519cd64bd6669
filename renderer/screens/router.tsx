import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { tableNames } from '../../domain/model/books.ts';
import { Assessment } from './assessment/assessment.tsx';
import { Books } from './books/books.tsx';
import { SearchEverywhere } from './books/explore/everywhere.tsx';
import { Groups } from './books/explore/groups.tsx';
import { ImportsPart } from './books/explore/imports-part.tsx';
import { Broken } from './broken.tsx';
import { CaseScreen } from './case/case-screen.tsx';
import { Overview } from './case/overview.tsx';
import { CaseList } from './cases/case-list.tsx';
import { Documents } from './documents/documents.tsx';
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

const root = createRootRoute({ component: Frame });
const cases = createRoute({ getParentRoute: () => root, path: '/', component: CaseList, validateSearch: selected });
const vault = createRoute({ getParentRoute: () => root, path: '/vault', component: VaultPage });
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
const everywhere = createRoute({ getParentRoute: () => inCase, path: 'search', component: SearchEverywhere, validateSearch: selected });
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
const history = createRoute({ getParentRoute: () => inCase, path: 'history', component: History, validateSearch: selected });

const tree = root.addChildren([
  cases,
  vault,
  inCase.addChildren([overview, books, groups, bookImports, everywhere, tests, test, findings, finding, assessment, documents, history]),
]);

/** The pages of the window. An address that is none leads to the list of cases. */
export const createAppRouter = (history: Places) =>
  createRouter({ routeTree: tree, history, defaultNotFoundComponent: CaseList, defaultErrorComponent: Broken });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
