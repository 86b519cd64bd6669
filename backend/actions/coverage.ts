import type { HandlerContext, Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { listRequested, listStated } from '../../db/repositories/coverage-sources.ts';
import { listImports } from '../../db/repositories/imports.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import { overridesHead } from '../../domain/caselog/work-hash.ts';
import { coverageRow, coverageRows, isShort } from '../../domain/coverage/coverage.ts';
import type { CoverageRow, Sources } from '../../domain/coverage/coverage.ts';
import { dayColumnOf } from '../../domain/coverage/dated.ts';
import { isMonth, monthOf, monthsOf } from '../../domain/coverage/months.ts';
import { runCoverage } from '../../domain/coverage/run-coverage.ts';
import type { RunCoverage } from '../../domain/coverage/run-coverage.ts';
import { tableNames } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import { nationalDigits } from '../../domain/packs/currency.ts';
import type { FrozenCoverage } from '../../domain/report/frozen.ts';
import type { ComparisonPage, ListPage } from '../analysis/coverage.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import { viewsOf } from './children.ts';
import { restrictedEvidence } from './freeze-evidence.ts';
import { record } from './record.ts';
import { viewBooks, visible } from './rows.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

type Told = Output<AssayCalls['coverage.get']>;
type Listed = Output<AssayCalls['coverage.register']>;

const minimumOf = (session: Session, caseId: CaseId): number | null => casePack(session, caseId).pack.coverage?.minimumBp.value ?? null;

const nothing: ReadonlySet<string> = new Set();

/** Imports that stand, without those of files that whoever asks may not count. */
const importsBut = (session: Session, caseId: CaseId, restricted: ReadonlySet<string>): string[] => {
  const imports = session.vault().assay.read((db) => listImports(db, caseId));
  return imports.filter((one) => !restricted.has(one.evidence)).map((one) => one.importId);
};

type Asked = { readonly tables: readonly TableName[]; readonly signal: AbortSignal; readonly restricted: ReadonlySet<string> };

/** What the case's books have of these tables, and all that says what they should have. */
async function sourcesOf(session: Session, caseId: CaseId, of: Asked): Promise<Sources> {
  const { from, to, stated, requested, rows } = session.vault().assay.read((db) => {
    const { from: begin, to: end } = caseRecord(db, caseId);
    const own = listImports(db, caseId).filter((one) => of.tables.includes(one.table) || one.table === 'register');
    const n = own.reduce((sum, one) => sum + one.rows, 0);
    return { from: begin, to: end, stated: listStated(db, caseId), requested: listRequested(db, caseId), rows: n };
  });
  const imports = importsBut(session, caseId, of.restricted);
  const request = { tables: of.tables, imports, period: { from, to } };
  const { counted, listed } = await viewsOf(session).coverage(viewBooks(session, caseId), request, { rows, signal: of.signal });
  return { from, to, counted, listed, stated, requested };
}

const signalOf = (context: HandlerContext): AbortSignal => context.signal as AbortSignal;

type Compared = { readonly page: ListPage; readonly restricted: ReadonlySet<string> };

async function comparison(session: Session, caseId: CaseId, of: Compared, context: HandlerContext): Promise<ComparisonPage> {
  const { rows } = visible(session, caseId);
  const imports = importsBut(session, caseId, of.restricted);
  const { pack, digits: own } = casePack(session, caseId);
  const overrides = session.vault().assay.read((db) => listOverrides(db, caseId));
  const digits = { ...Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])), ...own };
  const request = { imports, overridesHead: overridesHead(overrides, sha256), national: pack.nationalCurrency, digits, page: of.page };
  return await viewsOf(session).register(viewBooks(session, caseId), request, { rows, signal: context.signal });
}

const rowOf = ({ cells, ...row }: CoverageRow): Told['rows'][number] => ({ ...row, cells: cells.map((cell) => ({ ...cell })) });

type Counted = { readonly sources: Sources; readonly covered: FrozenCoverage };

/** @param restricted hashes of files of which nothing is counted */
async function counted(session: Session, caseId: CaseId, restricted: ReadonlySet<string>, context: HandlerContext): Promise<Counted> {
  const sources = await sourcesOf(session, caseId, { tables: tableNames, signal: signalOf(context), restricted });
  const page: ListPage = { kind: 'missing', at: 0, limit: 0 };
  const compared = sources.listed === null ? null : await comparison(session, caseId, { page, restricted }, context);
  const digits = nationalDigits(casePack(session, caseId).pack);
  const register =
    compared === null
      ? null
      : {
          listed: compared.listed,
          received: compared.received,
          missing: compared.missing,
          unlisted: compared.unlisted,
          different: compared.different,
          missingValue: scaledToDecimal(compared.missingValue, digits),
        };
  return { sources, covered: { minimumBp: minimumOf(session, caseId), rows: coverageRows(sources), register } };
}

/** What a report says of the coverage: records of classes that an act may not hold are not counted. @throws Refused cancelled */
export const frozenCoverage = async (session: Session, caseId: CaseId, context: HandlerContext): Promise<FrozenCoverage> =>
  (await counted(session, caseId, restrictedEvidence(session, caseId), context)).covered;

/** Kinds of record × months of the audited period, and the books held against the register. @throws Refused case_missing, cancelled */
export async function coverage(session: Session, caseId: CaseId, context: HandlerContext): Promise<Told> {
  context.progress({ stage: 'coverage', done: 0, total: 1 });
  const { sources, covered } = await counted(session, caseId, nothing, context);
  const { rows, minimumBp, register } = covered;
  return {
    from: monthOf(sources.from),
    to: monthOf(sources.to),
    period: { from: sources.from, to: sources.to },
    rows: rows.map(rowOf),
    register,
    minimumBp,
    short: rows.filter((row) => isShort(row, minimumBp)).map((row) => row.table),
  };
}

/** The coverage of the tables that a test looks at, as its run keeps it. @throws Refused cancelled */
export async function coverageNow(
  session: Session,
  caseId: CaseId,
  of: { readonly tables: readonly TableName[]; readonly signal: AbortSignal },
): Promise<RunCoverage> {
  const sources = await sourcesOf(session, caseId, { ...of, restricted: nothing });
  return runCoverage(
    of.tables.map((table) => coverageRow(sources, table)),
    minimumOf(session, caseId),
  );
}

/**
 * Somebody's number of records for a month of the audited period; a second one takes the first one's place, null takes it away.
 * @throws Refused field_invalid for a month outside the period or a table whose records belong to none; field_missing without a source
 */
export function expectRecords(
  session: Session,
  caseId: CaseId,
  stated: Omit<Input<AssayCalls['coverage.expect']>, 'caseId'>,
): Record<string, never> {
  const { table, month, n, source, note } = stated;
  const { period, known } = session.vault().assay.read((db) => {
    const { from, to } = caseRecord(db, caseId);
    const own = listStated(db, caseId).filter((one) => one.table === table && one.month === month);
    return { period: monthsOf(from, to), known: own };
  });
  if (dayColumnOf(table) === null || table === 'register') throw new Refused({ code: 'field_invalid', at: `expectation.table ${table}` });
  if (!isMonth(month) || !period.includes(month)) throw new Refused({ code: 'field_invalid', at: `expectation.month ${month}` });
  if (n === null) {
    if (known.length > 0)
      record(
        session,
        caseId,
        known.map(({ id }) => ({ kind: 'del', ent: 'expectation', id, set: {} }) as const),
      );
    return {};
  }
  const who = source.normalize('NFC').trim();
  if (who === '') throw new Refused({ code: 'field_missing', at: 'expectation.source' });
  const set = { n, source: who, note: note.normalize('NFC').trim() };
  const [last] = known.slice(-1);
  if (last === undefined) record(session, caseId, [{ kind: 'put', ent: 'expectation', id: newId(), set: { table, month, ...set } }]);
  else record(session, caseId, [{ kind: 'set', ent: 'expectation', id: last.id, set }]);
  return {};
}

/** One of the lists of the comparison with the register, by day, then by number. @throws Refused cancelled */
export async function registerList(session: Session, caseId: CaseId, page: ListPage, context: HandlerContext): Promise<Listed> {
  const found = await comparison(session, caseId, { page, restricted: nothing }, context);
  const digits = nationalDigits(casePack(session, caseId).pack);
  return {
    total: found[page.kind],
    declarations: found.declarations.map((one) => ({
      ...one,
      value: one.value === null ? null : scaledToDecimal(one.value, digits),
      differences: one.differences.map((difference) => ({ ...difference })),
    })),
  };
}
