import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { matchKinds } from '../../../domain/matching/kind-names.ts';
import { tableNames } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useAsk } from '../../parts/api.tsx';
import { useCommands } from '../../parts/commands.tsx';
import type { Command } from '../../parts/commands.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';

type Overview = Output<AssayCalls['case.get']>;
/** @property full what the short text means */
type Mark = { readonly text: string; readonly amber?: boolean; readonly full?: string };

const routes = ['overview', 'books', 'tests', 'findings', 'assessment', 'documents', 'evidence', 'history'] as const;
export type Section = (typeof routes)[number];

const to: Record<Section, LinkProps['to']> = {
  overview: '/case/$caseId',
  books: '/case/$caseId/books/$table',
  tests: '/case/$caseId/tests',
  findings: '/case/$caseId/findings',
  assessment: '/case/$caseId/assessment',
  documents: '/case/$caseId/documents',
  evidence: '/case/$caseId/evidence',
  history: '/case/$caseId/history',
};

/** The latest run of each test. */
export function latestRuns(overview: Overview): readonly Overview['runs'][number][] {
  const latest = new Map<string, Overview['runs'][number]>();
  for (const run of overview.runs) {
    const known = latest.get(run.test);
    if (known === undefined || known.at < run.at) latest.set(run.test, run);
  }
  return [...latest.values()].sort((a, b) => (a.test < b.test ? -1 : 1));
}

/** The tests beside their section: those with open leads and the one that is looked at. The whole catalogue would push every other section away. */
export const listedRuns = (overview: Overview, at: string | undefined): readonly Overview['runs'][number][] =>
  latestRuns(overview).filter((run) => run.open > 0 || run.test === at);

/** The books that are shown: those with rows; declarations and the ledger always, for a case begins with them. */
export function shownTables(tables: Overview['tables']): readonly { readonly table: TableName; readonly rows: number }[] {
  const rowsOf = (table: TableName): number => tables.find((t) => t.table === table)?.rows ?? 0;
  return tableNames
    .map((table) => ({ table, rows: rowsOf(table) }))
    .filter(({ table, rows }) => rows > 0 || table === 'declarations' || table === 'ledger');
}

/** The sections of the case, each with what is open there; amber is what needs a person. */
export function Sections(props: { readonly caseId: string }): ReactNode {
  const { caseId } = props;
  const speech = useSpeech();
  const { say } = speech;
  const overview = useAsk('case.get', { caseId }).data;
  const documents = useAsk('documents.list', { caseId }).data?.documents ?? [];
  const evidence = useAsk('evidence.list', { caseId, find: '' }).data?.items.length ?? 0;
  if (overview === undefined) return null;
  const unsigned = documents.filter((d) => !d.signed).length;
  const marks = marksOf(overview, { unsigned, evidence }, speech);
  return (
    <nav aria-label={say('case.sections')}>
      <h3 className="list-head">{say('case.title')}</h3>
      <ul className="sections">
        {routes.map((section) => (
          <li key={section}>
            <SectionLink section={section} caseId={caseId} mark={marks[section]} />
            {section === 'books' ? <BookLinks overview={overview} /> : null}
            {section === 'tests' ? <RunLinks overview={overview} /> : null}
            {section === 'evidence' ? <RequestLink caseId={caseId} /> : null}
          </li>
        ))}
      </ul>
    </nav>
  );
}

type Open = { readonly unsigned: number; readonly evidence: number };

function marksOf(overview: Overview, { unsigned, evidence }: Open, speech: Speech): Record<Section, Mark | null> {
  const { say, count, amount } = speech;
  const rows = overview.tables.reduce((sum, t) => sum + t.rows, 0);
  const open = latestRuns(overview).reduce((sum, run) => sum + run.open, 0);
  return {
    overview: null,
    books: rows === 0 ? { text: say('sections.needsData'), amber: true } : { text: count(rows) },
    tests: open === 0 ? null : { text: count(open), full: say('sections.leads', { n: open }), amber: true },
    findings: { text: count(overview.findings) },
    assessment: { text: amount(overview.assessed.split('.')[0] ?? '0') },
    documents: unsigned > 0 ? { text: say('sections.unsigned', { n: unsigned }), amber: true } : { text: count(overview.documents) },
    evidence: { text: count(evidence) },
    history: { text: count(overview.operations) },
  };
}

function SectionLink(props: { readonly section: Section; readonly caseId: string; readonly mark: Mark | null }): ReactNode {
  const { say } = useSpeech();
  const { section, caseId, mark } = props;
  return (
    <Link
      to={to[section] as '/case/$caseId'}
      params={{ caseId, ...(section === 'books' ? { table: 'declarations' } : {}) }}
      activeOptions={{ exact: section === 'overview', includeSearch: false }}
      className="section-link"
      activeProps={{ className: 'section-link here' }}
    >
      <span>{say(`sections.${section}`)}</span>
      {mark === null ? null : (
        <span className={mark.amber === true ? 'amber' : 'quiet'} title={mark.full} aria-label={mark.full}>
          {mark.text}
        </span>
      )}
    </Link>
  );
}

function BookLinks(props: { readonly overview: Overview }): ReactNode {
  const { say, count } = useSpeech();
  const { overview } = props;
  return (
    <ul>
      {shownTables(overview.tables).map(({ table, rows }) => (
        <li key={table}>
          <Link
            to="/case/$caseId/books/$table"
            params={{ caseId: overview.header.caseId, table }}
            activeOptions={{ includeSearch: false }}
            className="section-link sub"
            activeProps={{ className: 'section-link sub here' }}
          >
            <span>{say(`table.${table}`)}</span>
            <span className="quiet">{count(rows)}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link
          to="/case/$caseId/coverage"
          params={{ caseId: overview.header.caseId }}
          activeOptions={{ includeSearch: false }}
          className="section-link sub"
          activeProps={{ className: 'section-link sub here' }}
        >
          <span>{say('coverage.title')}</span>
        </Link>
      </li>
      <li>
        <Link
          to="/case/$caseId/matching"
          params={{ caseId: overview.header.caseId }}
          activeOptions={{ includeSearch: false }}
          className="section-link sub"
          activeProps={{ className: 'section-link sub here' }}
        >
          <span>{say('matchScreen.title')}</span>
        </Link>
      </li>
    </ul>
  );
}

/** What was asked for; late answers in red, with their word. */
function RequestLink(props: { readonly caseId: string }): ReactNode {
  const { say, count } = useSpeech();
  const requests = useAsk('request.list', { caseId: props.caseId }).data?.requests ?? [];
  const late = requests.filter((request) => request.overdue > 0).length;
  return (
    <ul>
      <li>
        <Link
          to="/case/$caseId/requests"
          params={{ caseId: props.caseId }}
          activeOptions={{ includeSearch: false }}
          className="section-link sub"
          activeProps={{ className: 'section-link sub here' }}
        >
          <span>{say('sections.requests')}</span>
          {late > 0 ? (
            <span className="wrong">{say('sections.late', { n: late })}</span>
          ) : (
            <span className="quiet">{requests.length === 0 ? '' : count(requests.length)}</span>
          )}
        </Link>
      </li>
    </ul>
  );
}

function RunLinks(props: { readonly overview: Overview }): ReactNode {
  const { say, count } = useSpeech();
  const { test } = useParams({ strict: false });
  const { overview } = props;
  return (
    <ul>
      {listedRuns(overview, test).map((run) => (
        <li key={run.test}>
          <Link
            to="/case/$caseId/tests/$test"
            params={{ caseId: overview.header.caseId, test: run.test }}
            activeOptions={{ includeSearch: false }}
            className="section-link sub"
            activeProps={{ className: 'section-link sub here' }}
          >
            <span>{say('tests.named', { id: run.test, name: say(`test.${run.test}.name`) })}</span>
            <span className={run.open > 0 ? 'amber' : 'quiet'}>{count(run.open)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Alt+1 … Alt+8 are the sections; the palette knows the books, tests and findings too. Also where the list of sections is a closed sheet. */
export function useSectionCommands(caseId: string): void {
  const { say } = useSpeech();
  const go = useNavigate();
  const tests = useAsk('tests.list', { caseId }).data?.tests ?? [];
  const findings = useAsk('finding.list', { caseId }).data?.findings ?? [];
  const books = shownTables(useAsk('case.get', { caseId }).data?.tables ?? []);
  useEvidenceCommands(caseId);
  useCommands([
    ...routes.map(
      (section, index): Command => ({
        id: `section.${section}`,
        title: say(`sections.${section}`),
        group: 'go',
        keys: `Alt+${index + 1}`,
        run: () =>
          void go({
            to: to[section] as '/case/$caseId',
            params: { caseId, ...(section === 'books' ? { table: 'declarations' } : {}) },
          }),
      }),
    ),
    ...books.map(
      ({ table, rows }): Command => ({
        id: `book.${table}`,
        title: say('palette.book', { table: say(`table.${table}`), n: rows }),
        group: 'go',
        run: () => void go({ to: '/case/$caseId/books/$table', params: { caseId, table } }),
      }),
    ),
    {
      id: 'coverage',
      title: say('coverage.title'),
      group: 'go',
      run: () => void go({ to: '/case/$caseId/coverage', params: { caseId } }),
    },
    ...matchCommands(caseId, say, go),
    ...tests.map(
      ({ id }): Command => ({
        id: `test.${id}`,
        title: say('tests.named', { id, name: say(`test.${id}.name`) }),
        group: 'go',
        run: () => void go({ to: '/case/$caseId/tests/$test', params: { caseId, test: id } }),
      }),
    ),
    ...findings.map(
      ({ findingId, title }): Command => ({
        id: `finding.${findingId}`,
        title: say('palette.finding', { title: title === '' ? say('findings.untitled') : title }),
        group: 'go',
        run: () => void go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId } }),
      }),
    ),
  ]);
}

/** The palette knows every kind of match. */
const matchCommands = (caseId: string, say: Speech['say'], go: ReturnType<typeof useNavigate>): readonly Command[] => [
  {
    id: 'matching',
    title: say('matchScreen.title'),
    group: 'go',
    run: () => void go({ to: '/case/$caseId/matching', params: { caseId } }),
  },
  {
    id: 'matching.articles',
    title: say('matchScreen.articles'),
    group: 'go',
    run: () => void go({ to: '/case/$caseId/matching/articles', params: { caseId } }),
  },
  ...matchKinds.map(
    (kind): Command => ({
      id: `matching.${kind}`,
      title: say('matchScreen.palette', { kind: say(`matchKind.${kind}`) }),
      group: 'go',
      run: () => void go({ to: '/case/$caseId/matching/$kind', params: { caseId, kind } }),
    }),
  ),
];

/** The palette knows every item of evidence; a book's file is found by its certificate. */
function useEvidenceCommands(caseId: string): void {
  const { say } = useSpeech();
  const go = useNavigate();
  const items = useAsk('evidence.list', { caseId, find: '' }).data?.items ?? [];
  const evidence = items.filter(({ tables }) => tables.length === 0);
  useCommands([
    {
      id: 'section.requests',
      title: say('sections.requests'),
      group: 'go',
      run: () => void go({ to: '/case/$caseId/requests', params: { caseId } }),
    },
    ...evidence.map(
      ({ evidenceId, name }): Command => ({
        id: `evidence.${evidenceId}`,
        title: say('palette.evidence', { name }),
        group: 'go',
        run: () => void go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId } }),
      }),
    ),
  ]);
}
