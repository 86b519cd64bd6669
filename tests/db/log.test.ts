import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../backend/vault/new-id.ts';
import { openAssay } from '../../db/open.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { findingRecord, listFindings } from '../../db/repositories/findings.ts';
import {
  appendChanges,
  caseStreams,
  currentHead,
  historyPage,
  operationCount,
  readOperations,
  retireStreams,
  storedOperations,
  streamOf,
  type Author,
} from '../../db/repositories/log.ts';
import type { Store } from '../../db/store.ts';
import { firstHash, operationHash } from '../../domain/caselog/chain.ts';
import { logLines } from '../../domain/caselog/log-file.ts';
import type { Change, Operation } from '../../domain/caselog/operation.ts';
import { verifyLog, verifyStored } from '../../domain/caselog/verify-log.ts';
import type { CaseId, InstallId, StreamId, UserId } from '../../domain/model/ids.ts';
import { at, casePut, refusal, sha256, temporaryFolder } from '../vault/helpers.ts';

const installId = newId() as InstallId;
const by = newId() as UserId;

function author(store: Store, caseId: CaseId): Author {
  const stream = store.write((db) => streamOf(db, { caseId, installId, newId }));
  return { by, at, app: '0.1.0', stream, case: caseId, newId, sha256 };
}

function begun(): { store: Store; caseId: CaseId; say: (...changes: Change[]) => readonly Operation[] } {
  const store = openAssay(path.join(temporaryFolder(), 'assay.db'), randomBytes(32), { create: true });
  const caseId = newId() as CaseId;
  const say = (...changes: Change[]): readonly Operation[] => store.write((db) => appendChanges(db, author(store, caseId), changes));
  say(casePut(caseId));
  return { store, caseId, say };
}

const finding = (id: string, title = 'Занижение стоимости'): Change => ({
  kind: 'put',
  ent: 'finding',
  id,
  set: { title, status: 'draft', criteria: ['ст. 38'] },
});

describe('appending', () => {
  it('chains a stream from 1, each operation naming the hash before it', () => {
    const { store, caseId, say } = begun();
    say(finding('f1'), finding('f2'));
    const log = store.read((db) => [...readOperations(db, caseId)]);
    expect(log.map(({ op }) => op.dseq)).toEqual([1, 2, 3]);
    expect(log.map(({ op }) => op.ph)).toEqual([firstHash, log[0]?.hash, log[1]?.hash]);
    for (const { op, hash } of log) expect(operationHash(op, sha256)).toBe(hash);
    expect(log.slice(1).map(({ op }) => op.tx.slice(1))).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(log[1]?.op.tx[0]).toBe(log[2]?.op.tx[0]);
    expect(store.read((db) => caseStreams(db, caseId))).toEqual([{ stream: log[0]?.op.stream, dseq: 3, hash: log[2]?.hash }]);
    store.close();
  });

  it('base names the operation that each field had its value from', () => {
    const { store, say } = begun();
    const [put] = say(finding('f1'));
    expect(put?.base).toEqual({ title: null, status: null, criteria: null });
    const [set] = say({ kind: 'set', ent: 'finding', id: 'f1', set: { title: 'Иное', cause: 'ошибка' } });
    expect(set?.base).toEqual({ title: put?.op, cause: null });
    const [again] = say({ kind: 'set', ent: 'finding', id: 'f1', set: { title: 'Третье' } });
    expect(again?.base).toEqual({ title: set?.op });
    const [del] = say({ kind: 'del', ent: 'finding', id: 'f1', set: {} });
    expect(del?.base).toMatchObject({ title: again?.op, status: put?.op, cause: set?.op, deleted: null });
    store.close();
  });

  it('two changes of one call see each other', () => {
    const { store, say } = begun();
    const [put, set] = say(finding('f1'), { kind: 'set', ent: 'finding', id: 'f1', set: { title: 'Иное' } });
    expect(set?.base).toEqual({ title: put?.op });
    store.close();
  });

  it('refuses what the schema does not know, and then nothing of the call is written', async () => {
    const { store, caseId, say } = begun();
    const bad = [
      [{ kind: 'set', ent: 'finding', id: 'f1', set: { title: 'x' } }, 'entity_missing'],
      [{ kind: 'put', ent: 'finding', id: 'f2', set: { title: 'x' } }, 'field_missing'],
      [{ kind: 'put', ent: 'finding', id: 'f2', set: { title: 'x', status: 'draft', nonsense: 1 } }, 'field_invalid'],
      [{ kind: 'set', ent: 'run', id: 'r', set: { hitsN: 3 } }, 'field_invalid'],
      [{ kind: 'put', ent: 'finding', id: 'f2', set: { title: 'cafe\u0301', status: 'draft' } }, 'value_not_canonical'],
    ] as const;
    for (const [change, code] of bad) {
      expect((await refusal(() => say(finding('fine'), change as Change))).code).toBe(code);
      expect(store.read((db) => [operationCount(db, caseId), listFindings(db, caseId).length])).toEqual([1, 0]);
    }
    say(finding('fine'));
    expect(store.read((db) => [...readOperations(db, caseId)].map(({ op }) => op.dseq))).toEqual([1, 2]);
    store.close();
  });

  it('refuses the stream of another case', async () => {
    const { store, caseId } = begun();
    const other = newId() as CaseId;
    const wrong = { ...author(store, other), case: caseId };
    expect((await refusal(() => store.write((db) => appendChanges(db, wrong, [finding('f1')])))).code).toBe('log_broken');
    const unknown = { ...author(store, caseId), stream: newId() as StreamId };
    expect((await refusal(() => store.write((db) => appendChanges(db, unknown, [finding('f1')])))).code).toBe('log_broken');
    store.close();
  });

  it('one install has one stream in a case; after a restore it begins another', () => {
    const { store, caseId, say } = begun();
    const first = author(store, caseId).stream;
    expect(author(store, caseId).stream).toBe(first);
    store.write(retireStreams);
    const [op] = say(finding('f1'));
    expect(op?.stream).not.toBe(first);
    expect(op?.dseq).toBe(1);
    expect(store.read((db) => caseStreams(db, caseId))).toHaveLength(2);
    expect(verifyWhole(store, caseId).ok).toBe(true);
    store.close();
  });
});

function verifyWhole(store: Store, caseId: CaseId): ReturnType<typeof verifyStored> {
  return store.read((db) => verifyStored(caseId, storedOperations(db, caseId), sha256, { streams: caseStreams(db, caseId) }));
}

describe('reading the log', () => {
  it('gives 1,201 operations in order, over page ends, and the domain finds the chain whole', () => {
    const { store, caseId, say } = begun();
    say(...Array.from({ length: 1200 }, (_, i) => finding(`f${i}`)));
    const check = verifyWhole(store, caseId);
    expect(check).toMatchObject({ ok: true, operations: 1201 });
    expect(check.head).toBe(store.read((db) => currentHead(db, caseId, sha256)));
    const lines = store.read((db) => [...logLines(caseId, () => readOperations(db, caseId), sha256)]);
    expect(verifyLog(lines, sha256)).toMatchObject({ ok: true, operations: 1201, head: check.head });
    store.close();
  });

  it('an operation changed behind the log is named', () => {
    const { store, caseId, say } = begun();
    const [op] = say(finding('f1'));
    store.write((db) => db.prepareWrite("UPDATE op SET body = replace(body, 'Занижение', 'Завышение') WHERE op_id = ?").run(op?.op ?? ''));
    expect(verifyWhole(store, caseId)).toMatchObject({ ok: false, broken: { op: op?.op } });
    store.close();
  });

  it('a cut tail is found by the stream heads', () => {
    const { store, caseId, say } = begun();
    say(finding('f1'));
    store.write((db) => db.exec('DELETE FROM op WHERE position = (SELECT max(position) FROM op)'));
    expect(verifyWhole(store, caseId).ok).toBe(false);
    store.close();
  });

  it('history is paged newest first by position', () => {
    const { store, caseId, say } = begun();
    say(...Array.from({ length: 9 }, (_, i) => finding(`f${i}`)));
    const pages: string[][] = [];
    for (let before: number | undefined; ; ) {
      const page = store.read((db) => historyPage(db, caseId, before === undefined ? { limit: 4 } : { limit: 4, before }));
      if (page.length === 0) break;
      pages.push(page.map((entry) => entry.id));
      before = page.at(-1)?.position;
    }
    expect(pages).toEqual([
      ['f8', 'f7', 'f6', 'f5'],
      ['f4', 'f3', 'f2', 'f1'],
      ['f0', caseId],
    ]);
    store.close();
  });
});

describe('projection', () => {
  it('a put, a set, a deletion and its undoing are what the tables show', () => {
    const { store, caseId, say } = begun();
    say(finding('f1'));
    say({ kind: 'set', ent: 'finding', id: 'f1', set: { cause: 'ошибка', criteria: ['ст. 38', 'ст. 40'], response: null } });
    const read = () => store.read((db) => findingRecord(db, caseId, 'f1'));
    expect(read()).toMatchObject({
      title: 'Занижение стоимости',
      cause: 'ошибка',
      criteria: ['ст. 38', 'ст. 40'],
      response: null,
      deleted: false,
    });
    say({ kind: 'del', ent: 'finding', id: 'f1', set: {} });
    expect(read().deleted).toBe(true);
    expect(store.read((db) => listFindings(db, caseId))).toEqual([]);
    say({ kind: 'undel', ent: 'finding', id: 'f1', set: {} });
    expect(read().deleted).toBe(false);
    store.close();
  });

  it('the same thing put twice is one row, with the later values', () => {
    const { store, caseId, say } = begun();
    say(finding('f1', 'первое'), finding('f1', 'второе'));
    expect(store.read((db) => listFindings(db, caseId)).map((one) => one.title)).toEqual(['второе']);
    store.close();
  });

  it('projections can be made again from the log alone', async () => {
    const { store, caseId, say } = begun();
    say(finding('f1'), finding('f2'));
    say({ kind: 'set', ent: 'finding', id: 'f1', set: { title: 'Иное' } }, { kind: 'del', ent: 'finding', id: 'f2', set: {} });
    say({ kind: 'state', ent: 'case', id: caseId, set: { state: 'REPORT' } });
    const tables = ['audit_case', 'finding', 'field_head'];
    const dump = (): unknown => store.read((db) => tables.map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`).all()));
    const before = dump();
    const { applyOp } = await import('../../db/repositories/apply-op.ts');
    store.write((db) => {
      for (const table of tables) db.exec(`DELETE FROM ${table}`);
      for (const { op } of readOperations(db, caseId)) applyOp(db, op);
    });
    expect(dump()).toEqual(before);
    expect(store.read((db) => caseRecord(db, caseId).state)).toBe('REPORT');
    store.close();
  });

  it('10,000 operations are appended in less than 10 seconds', () => {
    const { store, say } = begun();
    const from = performance.now();
    for (let i = 0; i < 100; i += 1) say(...Array.from({ length: 100 }, (_, n) => finding(`f${i}-${n}`)));
    expect(performance.now() - from).toBeLessThan(10_000);
    store.close();
  });
});
