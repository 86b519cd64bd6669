/** Appends operations one by one, saying the number of each when it is committed, until it is killed. Arguments: vault folder, passphrase, case. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { newId, openVault } from '../../backend/vault/index.ts';
import { appendChanges, streamOf } from '../../db/repositories/log.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';

const [dir = '', passphrase = '', caseId = ''] = process.argv.slice(2);
const session = await openVault({ dir, passphrase });
const of = { caseId: caseId as CaseId, installId: session.installId, newId };
const stream = session.assay.write((db) => streamOf(db, of));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const who = { by: session.userId, at: '2026-11-22T10:00:00+05:00' as Instant, app: '0.1.0', stream, case: of.caseId, newId, sha256 };
for (;;) {
  const set = { title: 'Занижение', status: 'draft' };
  const [first] = session.assay.write((db) =>
    appendChanges(db, who, [
      { kind: 'put', ent: 'finding', id: newId(), set },
      { kind: 'put', ent: 'finding', id: newId(), set },
    ]),
  );
  fs.writeSync(1, `${(first?.dseq ?? 0) + 1}\n`);
}
