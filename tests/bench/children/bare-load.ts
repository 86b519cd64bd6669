import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { readyFile } from '../../../backend/importers/preview.ts';
import { readerOf } from '../../../backend/importers/read-file.ts';
import type { FileTask } from '../../../backend/importers/read-file.ts';
import { readerParams, readingOf } from '../../../backend/importers/reader-params.ts';
import { readInThread } from '../../../backend/importers/reading-thread.ts';
import { loadPack } from '../../../backend/packs/load-pack.ts';
import { connect } from '../../../db/connect.ts';
import { openBooks } from '../../../db/open.ts';
import { rowInserter } from '../../../db/repositories/books-load.ts';

// `bare-load.ts FILE FOLDER`: tokenizer, typed readers, encrypted table; no evidence, digest, totals, index or words.
const [file = '', folder = ''] = process.argv.slice(2);
const place = { file: path.join(folder, 'bare.db'), key: randomBytes(32) };
openBooks(place.file, place.key).close();

const reading = readingOf(loadPack('kz').pack);
const { sample, profile } = await readyFile({ path: file, table: 'ledger', saved: [], params: readerParams(reading) });
const task: FileTask = {
  path: file,
  table: 'ledger',
  file: { name: sample.fileName, bytes: sample.bytes, modified: sample.modified, headers: sample.headers },
  profile,
  reading,
  evidence: { folder, evidenceKey: place.key, keyId: place.key.subarray(0, 16) },
  part: 'none',
};

const db = connect(place.file, place.key, { synchronous: 'NORMAL', cacheMiB: 128 });
db.pragma('foreign_keys=OFF');
db.pragma('wal_autocheckpoint=0');
db.exec('BEGIN IMMEDIATE');
const insert = rowInserter(db, { table: 'ledger', columns: readerOf(task).columns.map((c) => c.name), importNo: 1 });
const thread = path.join(import.meta.dirname, 'bare-reading.ts');
const { imported } = await readInThread(task, { insert, afterBlock: () => undefined }, thread);
db.exec('COMMIT');
db.pragma('wal_checkpoint(TRUNCATE)');
db.close();
const { rows, rejectedCount: rejected } = imported;
process.stdout.write(JSON.stringify({ rows, rejected, rssMiB: process.resourceUsage().maxRSS / 1024 }));
