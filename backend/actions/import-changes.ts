import { profileHash } from '../../domain/caselog/work-hash.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import type { ImportSource } from '../../contract/rpc/books.ts';
import type { ImportOutcome } from '../importers/imported-file.ts';
import { newId } from '../vault/new-id.ts';
import { sha256 } from './session.ts';

const json = (value: unknown): Canonical => JSON.parse(JSON.stringify(value)) as Canonical;

/**
 * The operations that make the rows of a file visible: its evidence, and an import per table and part of it. What the file says of itself
 * and how that agrees stands with the first.
 * @param from whom the file was obtained from; lists of the register come from the register where nobody says otherwise
 */
export function importChanges(outcome: ImportOutcome, from: ImportSource | null): Change[] {
  const { result, fileName } = outcome;
  const { sha256: evidence, bytes } = result.evidence;
  const about = { evidence, fileName, bytes, importer: outcome.importer, encoding: outcome.encoding, format: result.format };
  // a part that fitted no table is said by the stored certificate too
  const unread = result.unread.map((part) => ({ name: 'unread', value: `${part.scope}: ${part.records}` }));
  const told = { checks: json(result.checks), facts: json([...result.facts, ...unread]) };
  const registerOnly = result.parts.every((part) => part.table === 'register');
  const obtained = from ?? (registerOnly ? 'register' : null);
  const source = obtained === null ? {} : { obtainedFrom: obtained };
  const imports = result.parts.map((part, i): Change => {
    const pin = outcome.pins[i];
    const pinned = json(pin?.profile ?? {});
    return {
      kind: 'put',
      ent: 'import',
      id: part.importId,
      set: {
        ...about,
        ...source,
        table: part.table,
        scope: part.scope,
        profileHash: profileHash(pinned, sha256),
        profile: pinned,
        rowDigest: pin?.rowDigest ?? '',
        rows: part.rows,
        rejected: part.rejectedCount,
        sums: json(part.sums),
        repaired: json(part.repaired),
        problems: json(part.rejected),
        ...(i === 0 ? told : {}),
      },
    };
  });
  const kept = (name: string, item: typeof result.evidence): Change => {
    return { kind: 'put', ent: 'evidence', id: newId(), set: { sha256: item.sha256, bytes: item.bytes, name, ...source } };
  };
  const { beside } = outcome;
  return [kept(fileName, { sha256: evidence, bytes }), ...(beside === null ? [] : [kept(beside.name, beside.evidence)]), ...imports];
}
