import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { VaultSession } from '../../backend/vault/index.ts';
import { newId } from '../../backend/vault/new-id.ts';
import { appendChanges, streamOf } from '../../db/repositories/log.ts';
import type { Change, Operation } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';

// every vault of the tests has its install id in a folder of its own
process.env['ASSAY_CONFIG_DIR'] ??= fs.mkdtempSync(path.join(os.tmpdir(), 'assay-config-'));

export const passphrase = 'солнце над степью 7';

const made: string[] = [process.env['ASSAY_CONFIG_DIR']];

/** A new folder, removed when the file's tests have ended. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-test-'));
  made.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of made) fs.rmSync(folder, { recursive: true, force: true });
});

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const at = '2026-11-22T10:00:00+05:00' as Instant;

/** Appends changes to a case as an action would. */
export function append(session: VaultSession, caseId: CaseId, changes: readonly Change[]): readonly Operation[] {
  return session.assay.write((db) => {
    const stream = streamOf(db, { caseId, installId: session.installId, newId });
    return appendChanges(db, { by: session.userId, at, app: '0.1.0', stream, case: caseId, newId, sha256 }, changes);
  });
}

export const casePut = (caseId: CaseId, trader = 'ТОО «Ромашка»'): Change => ({
  kind: 'put',
  ent: 'case',
  id: caseId,
  set: {
    caseNo: 'FLD-2026-0000-1',
    kind: 'onsite',
    trader,
    taxid: '123456789012',
    periodFrom: '2024-01-01',
    periodTo: '2024-12-31',
    pack: 'kz',
    state: 'FIELDWORK',
  },
});

/** A case with its keys and its first operation. */
export function newCase(session: VaultSession, trader?: string): CaseId {
  const caseId = newId() as CaseId;
  session.newCaseKeys(caseId);
  append(session, caseId, [casePut(caseId, trader)]);
  return caseId;
}

/** Runs `fn` and gives the refusal back; fails when it is not refused. */
export async function refusal(fn: () => unknown): Promise<Refused> {
  try {
    await fn();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('was not refused');
}

/** Flips one bit of a file. */
export function flip(file: string, offset: number, bit = 0): void {
  const bytes = fs.readFileSync(file);
  bytes[offset] = (bytes[offset] ?? 0) ^ (1 << bit);
  fs.writeFileSync(file, bytes);
}

export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
