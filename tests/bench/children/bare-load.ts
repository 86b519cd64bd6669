import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { csvTokenizer } from '../../../backend/importers/csv/tokenizer.ts';
import { markLength } from '../../../backend/importers/csv/encodings.ts';
import { readPlan } from '../../../backend/importers/plan.ts';
import { readyFile } from '../../../backend/importers/preview.ts';
import { rowSink } from '../../../backend/importers/row-sink.ts';
import { blockBytes } from '../../../backend/importers/sample.ts';
import { loadPack } from '../../../backend/packs/load-pack.ts';
import { connect } from '../../../db/connect.ts';
import { openBooks } from '../../../db/open.ts';
import { rowInserter } from '../../../db/repositories/books-load.ts';
import { rowReader } from '../../../domain/model/readers/row-reader.ts';
import { digitsOf } from '../../../domain/packs/currency.ts';

// `bare-load.ts FILE FOLDER`: tokenizer, typed readers, encrypted table; no evidence, digest, totals, index or words.
const [file = '', folder = ''] = process.argv.slice(2);
const place = { file: path.join(folder, 'bare.db'), key: randomBytes(32) };
openBooks(place.file, place.key).close();

const { pack } = loadPack('kz');
const params = { nationalCurrency: pack.nationalCurrency, currencyDigits: (code: string) => digitsOf(pack, code), hsLength: 10 };
const { sample, profile } = await readyFile({ path: file, table: 'ledger', saved: [], params });
const reader = rowReader(readPlan(profile, sample.headers, sample.fileName), params);

const db = connect(place.file, place.key, { synchronous: 'NORMAL', cacheMiB: 128 });
db.pragma('foreign_keys=OFF');
db.pragma('wal_autocheckpoint=0');
db.exec('BEGIN IMMEDIATE');

const nothing = (): void => undefined;
const load = {
  importNo: 1,
  firstId: 1,
  insert: rowInserter(db, { table: 'ledger', columns: reader.columns.map((c) => c.name), importNo: 1 }),
  finishStep: () => 0,
  commit: nothing,
  close: nothing,
};
const rows = rowSink(load, reader, {
  totals: { add: nothing, sums: () => ({}) },
  digest: { add: () => '', hex: () => '' },
});

const handle = fs.openSync(file, 'r');
const encoding = profile.encoding ?? 'utf-8';
const block = Buffer.allocUnsafe(blockBytes);
let tokenizer: ReturnType<typeof csvTokenizer> | null = null;
for (;;) {
  const bytes = block.subarray(0, fs.readSync(handle, block));
  if (bytes.length === 0) break;
  const skip = tokenizer === null ? markLength(bytes, encoding) : 0;
  tokenizer ??= csvTokenizer({ delimiter: profile.delimiter ?? ',', encoding, skip, file: sample.fileName });
  // a copy: the tokenizer keeps the rest of a record until the next block
  tokenizer.feed(Buffer.from(bytes.subarray(skip)), rows.take);
}
tokenizer?.end(rows.take);
const { rows: read, rejectedCount } = rows.end();
db.exec('COMMIT');
db.pragma('wal_checkpoint(TRUNCATE)');
db.close();
process.stdout.write(JSON.stringify({ rows: read, rejected: rejectedCount, rssMiB: process.resourceUsage().maxRSS / 1024 }));
