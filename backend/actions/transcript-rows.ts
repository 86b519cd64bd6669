import { regionRecord } from '../../db/repositories/regions.ts';
import type { LinkRecord } from '../../db/repositories/links.ts';
import { listTranscripts, typedImports } from '../../db/repositories/transcripts.ts';
import type { ReadDb } from '../../db/store.ts';
import { isTypedLocator } from '../../domain/evidence/typed-names.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';

/** Which import took each typed row into the books, of those that stand. */
export function importOfTyped(db: ReadDb, caseId: CaseId, evidence?: string): ReadonlyMap<string, string> {
  const standing = typedImports(db, caseId, evidence).filter((one) => one.standing);
  return new Map(standing.flatMap(({ importId, rows }) => rows.map(({ id }) => [id, importId] as const)));
}

/** The region that a row of the books was typed from, as a link; null for a row that was not typed. */
export function typedRowLink(db: ReadDb, caseId: CaseId, target: string): LinkRecord | null {
  const name = target.startsWith('row:') ? parseRowName(target.slice(4)) : null;
  if (name === null || !isTypedLocator(name.locator)) return null;
  const { evidence, table, locator } = name;
  const taken = typedImports(db, caseId, evidence).filter((one) => one.standing && one.table === table);
  const id = taken.flatMap((one) => one.rows).find((row) => row.locator === locator)?.id;
  const [typed] = id === undefined ? [] : listTranscripts(db, caseId, { transcriptId: id });
  if (typed === undefined) return null;
  const { regionId } = regionRecord(db, caseId, typed.regionId);
  return { linkId: typed.transcriptId, evidence, regionId, target, note: '' };
}
