import { loadMessages } from '../words/locales.ts';
import { importRecords, withdrawnImports } from '../../db/repositories/imports.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import { columnOf } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { cellText } from '../../domain/model/readers/one-cell.ts';
import type { Decimal, Instant } from '../../domain/model/scalars.ts';
import { words } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';
import type { FrozenImport, FrozenOverride } from '../../domain/report/frozen.ts';
import type { ImportCertificate } from '../../contract/rpc/books.ts';
import { casePack } from './case-pack.ts';
import { declaredLines } from './declared-lines.ts';
import { certificateOf, filesOf } from './import-certificates.ts';
import { overrides } from './overrides.ts';
import type { Session } from './session.ts';
import { withdrawn } from './withdraw-import.ts';

let known: ReadonlySet<string> | null = null;

/** The first of these keys that the locale files have a text for; what a file named in its own way is printed as it stands. */
function named(keys: readonly string[], otherwise: string): Words {
  const texts = (known ??= new Set(Object.keys(loadMessages('en'))));
  const key = keys.find((one) => texts.has(one));
  return key === undefined ? words('report.verbatim', { text: otherwise }) : words(key);
}

function frozenFile(file: ImportCertificate, out: FrozenImport['withdrawn']): FrozenImport {
  return {
    fileName: file.fileName,
    sha256: file.evidence.sha256,
    bytes: file.evidence.bytes,
    obtainedFrom:
      file.obtainedFrom === null ? null : { code: file.obtainedFrom, what: named([`import.from.${file.obtainedFrom}`], file.obtainedFrom) },
    format: { code: file.format, what: named([`format.${file.format}`], file.format.toUpperCase()) },
    encoding: file.encoding,
    importedAt: file.importedAt as Instant,
    parts: file.parts.map(({ table, scope, rows, rejectedCount, sums, repaired }) => {
      return { table, scope, rows, rejected: rejectedCount, sums: sums as Readonly<Record<string, Decimal>>, repaired };
    }),
    checks: file.checks.map((check) => ({ ...check, what: named([`check.${check.key}`], check.key) })),
    facts: file.facts.map(({ name, value }) => ({ name, what: named([`report.fileFact.${name}`, `fact.${name}`], name), value })),
    withdrawn: out,
  };
}

/**
 * The certificates of every file that was read, withdrawn ones too, in the order of import.
 * @param restricted hashes of files that an act may not name
 */
export function frozenImports(session: Session, caseId: CaseId, restricted: ReadonlySet<string>): readonly FrozenImport[] {
  const { standing, gone } = session
    .vault()
    .assay.read((db) => ({ standing: importRecords(db, caseId), gone: withdrawnImports(db, caseId) }));
  const reasons = new Map(withdrawn(session, caseId).map((one) => [one.importId, { at: one.at as Instant, reason: one.reason }]));
  const shown = [...standing, ...gone].filter((one) => !restricted.has(one.evidence));
  return filesOf(shown.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))).map((parts) =>
    frozenFile(certificateOf(parts), reasons.get(parts[0].importId) ?? null),
  );
}

/** How many decimals the log's own text of a value has: those of its currency. */
const decimalsOf = (text: string | null, otherwise: number): number => (text === null ? otherwise : (text.split('.')[1]?.length ?? 0));

/**
 * Values that stand over imported ones, each with the name by which people find its row.
 * @param restricted hashes of files of which an act may hold no figure
 */
export function frozenOverrides(session: Session, caseId: CaseId, restricted: ReadonlySet<string>): readonly FrozenOverride[] {
  const all = overrides(session, caseId, null).filter((one) => !restricted.has(parseRowName(one.row)?.evidence ?? ''));
  if (all.length === 0) return [];
  const { texts, files } = session.vault().assay.read((db) => ({
    texts: new Map(listOverrides(db, caseId).map((one) => [one.id as string, one.value])),
    files: new Map(importRecords(db, caseId).map((one) => [one.evidence as string, one.fileName])),
  }));
  const { pack } = casePack(session, caseId);
  const usual = pack.currencies.find((one) => one.code === pack.nationalCurrency)?.digits ?? 2;
  const lines = declaredLines(session, caseId, [...new Set(all.map((one) => one.row))]);
  return all.flatMap((one) => {
    const column = columnOf(one.table, one.column);
    const place = parseRowName(one.row);
    if (column === undefined || place === null) return [];
    const line = lines.get(one.row);
    const digits = decimalsOf(texts.get(one.overrideId) ?? null, usual);
    const text = (value: typeof one.was): string => cellText(column, typeof value === 'bigint' ? Number(value) : value, digits);
    const label = line === undefined ? `${files.get(place.evidence) ?? ''}, ${place.locator}` : `${line.declaration} / ${line.item}`;
    const { row, table, by, at, reason } = one;
    return [{ row, table, label, column: one.column, was: text(one.was), is: text(one.is), by, at: at as Instant, reason }];
  });
}
