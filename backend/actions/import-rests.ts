import { testOf } from '../../domain/catalogue/index.ts';
import { tablesOf } from '../../domain/catalogue/audit-test.ts';
import type { Params } from '../../domain/catalogue/audit-test.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { countRests, findingsWithRows, rowsOfHits } from '../../db/repositories/import-rests.ts';
import { importRecord, listImports, partsOfFile } from '../../db/repositories/imports.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import { listRuns } from '../../db/repositories/runs.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Session } from './session.ts';

type Rests = Output<AssayCalls['import.rests']>;

/** All imports of the file that this one came from. @throws Refused entity_missing */
export function fileOf(assay: ReadDb, caseId: CaseId, importId: string): readonly ImportHeader[] {
  const one = importRecord(assay, caseId, importId);
  return partsOfFile<ImportHeader>(listImports(assay, caseId), one);
}

export const rowPrefixes = (parts: readonly Pick<ImportHeader, 'evidence' | 'table'>[]): readonly string[] => [
  ...new Set(parts.map((one) => `${one.evidence}:${one.table}:`)),
];

/** What hangs on the rows of the file that an import came from; its findings stand in the way of withdrawing it. @throws Refused entity_missing */
export function importRests(session: Session, caseId: CaseId, importId: string): Rests {
  const vault = session.vault();
  const { parts, named, counts, runs } = vault.assay.read((db) => {
    const file = fileOf(db, caseId, importId);
    return {
      parts: file,
      named: findingsWithRows(db, caseId),
      counts: countRests(db, caseId, rowPrefixes(file)),
      runs: listRuns(db, caseId),
    };
  });
  const prefixes = rowPrefixes(parts);
  const ofFile = (row: string): boolean => prefixes.some((prefix) => row.startsWith(prefix));
  const findings = vault
    .books(caseId)
    .read((db) =>
      named
        .filter((one) => one.rows.some(ofFile) || rowsOfHits(db, one.hits).some(ofFile))
        .map(({ findingId, title }) => ({ findingId: findingId as string, title })),
    );
  const read = new Set<string>(parts.map((one) => one.table));
  const over = runs.filter((run) => tablesOf(testOf(run.test), run.params as Params).some((table) => read.has(table))).length;
  return { findings, ...counts, runs: over };
}
