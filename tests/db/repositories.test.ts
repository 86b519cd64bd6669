import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../backend/vault/new-id.ts';
import { openAssay, openBooks } from '../../db/open.ts';
import { caseCounts, casePacks, caseRecord, casesOfYear, listCases } from '../../db/repositories/cases.ts';
import { lastCheckpoint } from '../../db/repositories/checkpoints.ts';
import { dispositionOfHit, dispositionsOfRun } from '../../db/repositories/dispositions.ts';
import { documentRecord, listDocuments } from '../../db/repositories/documents.ts';
import { blobHashes } from '../../db/repositories/evidence.ts';
import { findingRecord, findingsOfRun } from '../../db/repositories/findings.ts';
import { hitRecord, hitsPage, purgeHits, writeHits, type HitRecord } from '../../db/repositories/hits.ts';
import {
  beginImport,
  begunImports,
  endImport,
  importRecord,
  importRecords,
  listImports,
  tableRows,
} from '../../db/repositories/imports.ts';
import { allKeyEnvelopes, keyForPurpose, writeKeyEnvelope } from '../../db/repositories/keys.ts';
import { appendChanges, streamOf } from '../../db/repositories/log.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import { storedPack, storePack } from '../../db/repositories/packs.ts';
import { listProfiles, saveProfile } from '../../db/repositories/profiles.ts';
import { decidedHits, listRuns, runRecord } from '../../db/repositories/runs.ts';
import { logError, readSettings, recentErrors, saveSetting, saveView, viewValue } from '../../db/repositories/settings.ts';
import type { Store } from '../../db/store.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId, InstallId, Sha256, UserId } from '../../domain/model/ids.ts';
import { at, casePut, refusal, sha256, temporaryFolder } from '../vault/helpers.ts';

const hash = 'ab'.repeat(32) as Sha256;
const other = 'cd'.repeat(32) as Sha256;
const key = randomBytes(32);
let store: Store;
const [caseId, empty] = [newId() as CaseId, newId() as CaseId];

function say(of: CaseId, ...changes: Change[]): void {
  store.write((db) => {
    const stream = streamOf(db, { caseId: of, installId: newId() as InstallId, newId });
    appendChanges(db, { by: newId() as UserId, at, app: '0.1.0', stream, case: of, newId, sha256 }, changes);
  });
}

const run = (id: string, hitsN: number): Change => ({
  kind: 'put',
  ent: 'run',
  id,
  set: {
    test: 'D16',
    version: '1',
    params: { limit: '5' },
    populationN: 9,
    excluded: [],
    hitsN,
    stats: { s: '1.5' },
    datasetHash: hash,
    resultHash: other,
  },
});
const imported = (id: string, table: string, rows: number): Change => ({
  kind: 'put',
  ent: 'import',
  id,
  set: {
    table,
    evidence: hash,
    fileName: 'журнал.csv',
    bytes: 9007199254740991,
    importer: 'csv/1',
    profileHash: hash,
    profile: { v: 1 },
    rowDigest: other,
    rows,
    rejected: 2,
    sums: { debit_minor: '12.00' },
    repaired: {},
    encoding: 'utf-8',
    problems: [{ line: 3 }],
  },
});
const dispose = (id: string, hit: string, state: string): Change => ({
  kind: 'put',
  ent: 'disposition',
  id,
  set: { run: 'r1', key: hit, state, reason: 'проверено' },
});

beforeAll(() => {
  store = openAssay(path.join(temporaryFolder(), 'assay.db'), key, { create: true });
  say(caseId, casePut(caseId, 'первый'), {
    kind: 'put',
    ent: 'pack',
    id: 'p2',
    set: { pack: 'kz', version: '2026.2', sha256: other, fromDay: '2026-07-01' },
  });
  say(caseId, { kind: 'put', ent: 'pack', id: 'p1', set: { pack: 'kz', version: '2026.1', sha256: hash, fromDay: '2026-01-01' } });
  say(empty, casePut(empty, 'второй'));
  say(caseId, imported('i1', 'ledger', 10), imported('i2', 'ledger', 5), imported('i3', 'declarations', 7), imported('i4', 'ledger', 100));
  say(caseId, { kind: 'del', ent: 'import', id: 'i4', set: {} });
  say(caseId, run('r1', 4), run('r2', 1), dispose('d1', 'h1', 'explained'), dispose('d2', 'h2', 'lead'), dispose('d3', 'h3', 'finding'));
  const from = [{ runId: 'r1', key: 'h3', test: 'D16' }];
  say(caseId, { kind: 'put', ent: 'finding', id: 'f1', set: { title: 'т', status: 'draft', source: from } });
  say(
    caseId,
    { kind: 'put', ent: 'finding', id: 'f2', set: { title: 'т', status: 'draft', source: null } },
    { kind: 'del', ent: 'finding', id: 'f2', set: {} },
  );
  const paper = { kind: 'act', lang: 'kk', pages: 12, caseHead: hash, signed: true, issuedAt: at, template: 'act/1' };
  say(caseId, { kind: 'put', ent: 'evidence', id: 'e1', set: { sha256: hash, bytes: 1, name: 'a' } });
  say(
    caseId,
    { kind: 'put', ent: 'document', id: 'doc1', set: { ...paper, sha256: other } },
    { kind: 'put', ent: 'document', id: 'doc2', set: { ...paper, sha256: hash, signed: false } },
  );
  say(caseId, {
    kind: 'put',
    ent: 'override',
    id: 'o1',
    set: { row: `${hash}:ledger:1`, column: 'account', value: '1020', reason: 'описка' },
  });
  say(
    caseId,
    { kind: 'put', ent: 'checkpoint', id: 'c1', set: { head: hash, operations: 3, day: '2026-11-21' } },
    { kind: 'put', ent: 'checkpoint', id: 'c2', set: { head: other, operations: 5, day: '2026-11-22' } },
  );
});
afterAll(() => store.close());

describe('cases', () => {
  it('come newest first, with the day they were made', () => {
    expect(store.read(listCases).map((one) => [one.trader, one.createdAt])).toEqual([
      ['второй', at],
      ['первый', at],
    ]);
    expect(store.read((db) => casesOfYear(db, 2026))).toBe(2);
    expect(store.read((db) => casesOfYear(db, 2025))).toBe(0);
  });

  it('one is found by its id or is case_missing', async () => {
    expect(store.read((db) => caseRecord(db, caseId))).toEqual({
      caseId,
      caseNo: 'FLD-2026-0000-1',
      kind: 'onsite',
      trader: 'первый',
      taxid: '123456789012',
      from: '2024-01-01',
      to: '2024-12-31',
      pack: 'kz',
      state: 'FIELDWORK',
      createdAt: at,
    });
    expect((await refusal(() => store.read((db) => caseRecord(db, newId() as CaseId)))).code).toBe('case_missing');
  });

  it('pin packs in the order of their first day', () => {
    expect(store.read((db) => casePacks(db, caseId)).map((pin) => pin.version)).toEqual(['2026.1', '2026.2']);
  });

  it('count what was not deleted', () => {
    expect(store.read((db) => [caseCounts(db, caseId), caseCounts(db, empty)])).toEqual([
      { findings: 1, documents: 2 },
      { findings: 0, documents: 0 },
    ]);
  });
});

describe('imports', () => {
  it('are listed in their order without deleted ones, and summed by table', () => {
    expect(store.read((db) => listImports(db, caseId)).map((one) => [one.importId, one.table, one.rows, one.at])).toEqual([
      ['i1', 'ledger', 10, at],
      ['i2', 'ledger', 5, at],
      ['i3', 'declarations', 7, at],
    ]);
    expect(store.read((db) => tableRows(db, caseId))).toEqual([
      { table: 'declarations', rows: 7 },
      { table: 'ledger', rows: 15 },
    ]);
    expect(store.read((db) => importRecords(db, empty))).toEqual([]);
  });

  it('keep all that was pinned, up to the largest count', async () => {
    expect(store.read((db) => importRecord(db, caseId, 'i1'))).toMatchObject({
      bytes: 9007199254740991,
      profile: { v: 1 },
      sums: { debit_minor: '12.00' },
      problems: [{ line: 3 }],
      repaired: {},
      rowDigest: other,
    });
    expect((await refusal(() => store.read((db) => importRecord(db, caseId, 'i4')))).code).toBe('entity_missing');
  });

  it('that began and did not end are in the journal', () => {
    const begun = { importId: 'j1', caseId, table: 'ledger', fileName: 'x.csv', begunAt: at } as const;
    store.write((db) => beginImport(db, begun));
    expect(store.read(begunImports)).toEqual([begun]);
    store.write((db) => endImport(db, 'j1'));
    expect(store.read(begunImports)).toEqual([]);
  });
});

describe('runs and decisions', () => {
  it('a run keeps its parameters and hashes; another id is run_missing', async () => {
    expect(store.read((db) => listRuns(db, caseId)).map((one) => one.runId)).toEqual(['r1', 'r2']);
    expect(store.read((db) => runRecord(db, caseId, 'r1'))).toMatchObject({
      params: { limit: '5' },
      excluded: [],
      verdict: null,
      stats: { s: '1.5' },
      hitsN: 4,
    });
    expect((await refusal(() => store.read((db) => runRecord(db, empty, 'r1')))).code).toBe('run_missing');
  });

  it('a hit is decided when somebody called it anything but a lead', () => {
    expect([...store.read((db) => decidedHits(db, caseId))]).toEqual([['r1', 2]]);
    expect([...store.read((db) => dispositionsOfRun(db, caseId, 'r1')).values()].map((one) => [one.key, one.state])).toEqual([
      ['h1', 'explained'],
      ['h2', 'lead'],
      ['h3', 'finding'],
    ]);
    expect(store.read((db) => dispositionOfHit(db, caseId, { run: 'r1', key: 'h1' }))).toMatchObject({ id: 'd1', reason: 'проверено' });
    expect(store.read((db) => dispositionOfHit(db, caseId, { run: 'r2', key: 'h1' }))).toBeNull();
  });

  it('a finding is known by the hit it came from', async () => {
    expect([...store.read((db) => findingsOfRun(db, caseId, 'r1'))]).toEqual([['h3', 'f1']]);
    expect(store.read((db) => findingsOfRun(db, caseId, 'r2')).size).toBe(0);
    expect((await refusal(() => store.read((db) => findingRecord(db, caseId, 'nope')))).code).toBe('finding_missing');
  });
});

describe('papers, overrides, checkpoints', () => {
  it('documents come newest first', async () => {
    expect(store.read((db) => listDocuments(db, caseId)).map((one) => [one.documentId, one.signed])).toEqual([
      ['doc2', false],
      ['doc1', true],
    ]);
    expect(store.read((db) => documentRecord(db, caseId, 'doc1'))).toMatchObject({ lang: 'kk', pages: 12, number: null });
    expect((await refusal(() => store.read((db) => documentRecord(db, caseId, 'doc9')))).code).toBe('entity_missing');
  });

  it('blobs of evidence and documents are known, each once', () => {
    expect(store.read((db) => blobHashes(db, caseId))).toEqual([hash, other]);
  });

  it('overrides and the last checkpoint are read', () => {
    expect(store.read((db) => listOverrides(db, caseId))).toMatchObject([
      { id: 'o1', row: `${hash}:ledger:1`, column: 'account', value: '1020', reason: 'описка', by: expect.any(String) },
    ]);
    expect(store.read((db) => lastCheckpoint(db, caseId))).toMatchObject({ id: 'c2', operations: 5, signature: null });
    expect(store.read((db) => lastCheckpoint(db, empty))).toBeNull();
  });
});

describe('what belongs to the vault', () => {
  it('packs keep their exact bytes, once', async () => {
    const pack = { sha256: hash, pack: 'kz', version: '1', bytes: Buffer.from('{"a":1}') };
    store.write((db) => storePack(db, pack));
    store.write((db) => storePack(db, pack));
    expect(Buffer.from(store.read((db) => storedPack(db, hash)).bytes).toString()).toBe('{"a":1}');
    expect((await refusal(() => store.read((db) => storedPack(db, other)))).code).toBe('pack_missing');
  });

  it('profiles, settings and views are written over by name', () => {
    for (const body of ['{}', '{"v":1}']) store.write((db) => saveProfile(db, { name: 'kedendik', table: 'declarations', body }));
    expect(store.read(listProfiles)).toEqual([{ name: 'kedendik', table: 'declarations', body: '{"v":1}' }]);
    for (const value of ['en', 'kk']) store.write((db) => saveSetting(db, 'lang', value));
    expect([...store.read(readSettings)]).toEqual([['lang', 'kk']]);
    for (const value of ['a', 'b']) store.write((db) => saveView(db, 'grid', value));
    expect(store.read((db) => [viewValue(db, 'grid'), viewValue(db, 'none')])).toEqual(['b', null]);
  });

  it('the error log keeps the newest thousand', () => {
    store.write((db) => {
      for (let i = 1; i <= 1005; i += 1) logError(db, { at, code: 'internal', thing: String(i), stack: '' });
    });
    const kept = store.read((db) => recentErrors(db, 5000));
    expect([kept.length, kept[0]?.thing, kept.at(-1)?.thing]).toEqual([1000, '1005', '6']);
  });

  it('the newest signing key of a purpose is taken', () => {
    const envelope = Buffer.from([1, 2, 3]);
    for (const [keyId, createdAt] of [
      ['k1', '2026-01-01'],
      ['k2', '2026-02-01'],
    ] as const)
      store.write((db) => writeKeyEnvelope(db, { keyId, purpose: 'report', context: 'c', envelope, certificate: 'PEM', createdAt }));
    expect(store.read((db) => keyForPurpose(db, 'report'))?.keyId).toBe('k2');
    expect(store.read((db) => keyForPurpose(db, 'other'))).toBeNull();
    expect(store.read(allKeyEnvelopes)).toHaveLength(2);
  });
});

describe('hits in the books', () => {
  it('are paged by position, found by key, and purged when their run was never committed', async () => {
    const books = openBooks(path.join(temporaryFolder(), 'b.db'), key);
    const hit = (position: number): HitRecord => ({
      position,
      key: `h${position}`,
      score: 1 / position,
      keys: [`${hash}:ledger:${position}`],
      measures: { share: '0.5' },
      explanation: { key: 'k', args: { n: position } },
    });
    books.write((db) => writeHits(db, 'r1', [1, 2, 3, 4, 5].map(hit)));
    books.write((db) => writeHits(db, 'lost', [1].map(hit)));
    expect(books.read((db) => hitsPage(db, 'r1', { after: 0, limit: 2 })).map((one) => one.key)).toEqual(['h1', 'h2']);
    expect(books.read((db) => hitsPage(db, 'r1', { after: 4, limit: 2 }))).toEqual([hit(5)]);
    expect(books.read((db) => hitRecord(db, 'r1', 'h3'))).toEqual(hit(3));
    expect((await refusal(() => books.read((db) => hitRecord(db, 'r1', 'h9')))).code).toBe('hit_missing');
    expect(books.write((db) => purgeHits(db, ['r1']))).toBe(1);
    expect(books.read((db) => hitsPage(db, 'lost', { after: 0, limit: 2 }))).toEqual([]);
    expect(() => books.write((db) => writeHits(db, 'r1', [hit(1)]))).toThrow(/UNIQUE/);
    books.close();
  });
});
