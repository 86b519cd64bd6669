import type { FileHandle } from 'node:fs/promises';
import type { TableName } from '../../domain/model/books.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import { beginPart } from '../evidence/blob-writer.ts';
import type { PartPlace, PartWriter, StoredBlob } from '../evidence/blob-writer.ts';
import { markLength } from './csv/encodings.ts';
import { csvTokenizer } from './csv/tokenizer.ts';
import type { Tokenizer } from './csv/tokenizer.ts';
import { readPlan, withDigits } from './plan.ts';
import { readerParams } from './reader-params.ts';
import type { Reading } from './reader-params.ts';
import { rowSink } from './row-sink.ts';
import type { Imported, RowSink, RowTarget } from './row-sink.ts';
import { blockBytes, openFile, readAt } from './sample.ts';
import { totalRecords } from './total-records.ts';
import { rowDigest, totalsOfTable } from './totals.ts';

/** One pass over a file. Plain data: it may be sent to another thread. */
export type FileTask = {
  readonly path: string;
  readonly table: TableName;
  /** the sampled file: its name for refusals, and what it must still be at the end */
  readonly file: { readonly name: string; readonly bytes: number; readonly modified: number; readonly headers: readonly string[] };
  /** a completed one */
  readonly profile: Profile;
  readonly reading: Reading;
  readonly evidence: PartPlace;
  /** name of the part that the bytes go into */
  readonly part: string;
};

export type FileRead = { readonly imported: Imported; readonly evidence: StoredBlob };

export type ReadTo = RowTarget & {
  /** after each block; `done` bytes are read. Reading goes on when it settles. */
  readonly afterBlock: (done: number) => Promise<void>;
};

/** The columns that the rows of the file will have, in their order. @throws Refused file_headers_unknown */
export const readerOf = ({ profile, file, reading }: FileTask) =>
  rowReader(readPlan(profile, file.headers, file.name), withDigits(readerParams(reading), profile));

/**
 * Reads the file once: its bytes are hashed and encrypted as evidence, its records typed into rows or listed with their problem.
 * The part is on disk when this returns, and removed when it throws. @throws Refused file_changed, file_*, disk_full
 */
export async function readFile(task: FileTask, to: ReadTo): Promise<FileRead> {
  const reader = readerOf(task);
  const params = withDigits(readerParams(task.reading), task.profile);
  const sums = {
    totals: totalsOfTable(task.table, reader.columns, params),
    totalLines: totalRecords(readPlan(task.profile, task.file.headers, task.file.name), params),
    digest: rowDigest(task.table, reader.columns),
    headless: task.profile.header === false,
  };
  const blob = await beginPart(task.evidence, task.part);
  try {
    const rows = rowSink(to, reader, sums);
    await readBlocks(task, { rows, blob, afterBlock: to.afterBlock });
    const imported = rows.end();
    return { imported, evidence: await blob.leave() };
  } catch (error) {
    await blob.abort();
    throw error;
  }
}

type Into = { readonly rows: RowSink; readonly blob: Pick<PartWriter, 'write'>; readonly afterBlock: ReadTo['afterBlock'] };

/** Feeds the file block by block to rows and evidence. @throws Refused file_changed, file_* */
export async function readBlocks({ path, file, profile }: FileTask, { rows, blob, afterBlock }: Into): Promise<void> {
  const handle = await openFile(path);
  const encoding = profile.encoding ?? 'utf-8';
  try {
    let tokenizer: Tokenizer | undefined;
    let done = 0;
    for await (const block of blocksOf(handle)) {
      const skip = done === 0 ? markLength(block, encoding) : 0;
      tokenizer ??= csvTokenizer({ delimiter: profile.delimiter ?? ',', encoding, skip, file: file.name });
      const stored = blob.write(block);
      try {
        tokenizer.feed(block.subarray(skip), rows.take);
      } finally {
        await stored;
      }
      done += block.length;
      await afterBlock(done);
    }
    tokenizer?.end(rows.take);
    const stat = await handle.stat();
    if (stat.size !== file.bytes || stat.mtimeMs !== file.modified || done !== file.bytes)
      throw new Refused({ code: 'file_changed', at: file.name });
  } finally {
    await handle.close();
  }
}

/** @throws Refused file_unreadable */
export async function* blocksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let from = 0; ; ) {
    const block = await readAt(handle, from, blockBytes);
    if (block.length === 0) return;
    from += block.length;
    yield block;
  }
}
