import { on } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { batchRows, leadingCells } from '../../db/repositories/books-load.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { toFailure, toRefused } from '../../contract/rpc/errors.ts';
import type { Failure } from '../../contract/rpc/errors.ts';
import { childEntry } from '../processes/start-child.ts';
import { packedCells, rowUnpacker } from './packed-rows.ts';
import { readFile, readerOf } from './read-file.ts';
import type { FileRead, FileTask } from './read-file.ts';

/** What the reading thread tells: packed rows of the blocks so far, then how it ended. */
type Told =
  | { readonly kind: 'rows'; readonly text: string; readonly done: number }
  | { readonly kind: 'end'; readonly read: FileRead }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Blocks that may be on their way: enough to keep both threads busy, few enough for the memory. */
const ahead = 4;

/**
 * The thread's side: reads the file of its task and tells the rows. A mistake of ours rises and ends the thread.
 * @param read what reads; a benchmark leaves parts of it out
 */
export async function serveReading(read: typeof readFile = readFile): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('not a thread');
  const task = workerData as FileTask;
  let [pieces, untaken, wake]: [string[], number, () => void] = [[], 0, () => undefined];
  const tell = (told: Told): void => port.postMessage(told);
  const tellRows = (done: number): void => {
    tell({ kind: 'rows', text: pieces.join(''), done });
    pieces = [];
    untaken += 1;
  };
  port.on('message', () => {
    untaken -= 1;
    wake();
  });
  const afterBlock = async (done: number): Promise<void> => {
    tellRows(done);
    while (untaken >= ahead) await new Promise<void>((resolve) => (wake = resolve));
  };
  try {
    const all = await read(task, { insert: (_cells, _rows, packed) => void pieces.push(packed), afterBlock });
    tellRows(task.file.bytes);
    tell({ kind: 'end', read: all });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    tell({ kind: 'failed', failure: toFailure(error) });
  } finally {
    task.evidence.evidenceKey.fill(0);
    port.close();
  }
}

export type ThreadTo = {
  /** @param cells of whole rows: `leadingCells` and one per column each */
  readonly insert: (cells: Value[], rows: number) => void;
  /** after each block has been inserted; throws to stop */
  readonly afterBlock: (done: number) => void;
};

/** Short-lived rows: a large young generation copies them less often. */
const youngMiB = 48;

/**
 * Reads a file as `readFile` does, in a thread of its own: typing the next rows and inserting the last ones take about as long, so two
 * cores halve the time. @param entry the program of the thread, which calls `serveReading` @throws Refused as `readFile`
 */
export async function readInThread(task: FileTask, to: ThreadTo, entry = childEntry()): Promise<FileRead> {
  const { columns } = readerOf(task);
  const unpack = rowUnpacker(columns);
  const width = leadingCells + columns.length;
  const batch: Value[] = Array.from({ length: width * batchRows }, () => null);
  const insert = (text: string): void => {
    const parts = packedCells(text);
    const cells = parts.length - 1;
    for (let at = 0; at < cells; at += batch.length) {
      const own = cells - at >= batch.length ? batch : Array.from<Value>({ length: cells - at }).fill(null);
      unpack(parts, at, own);
      to.insert(own, own.length / width);
    }
  };
  const worker = new Worker(entry, { workerData: task, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: youngMiB } });
  try {
    for await (const [message] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<[Told]>) {
      if (message.kind === 'end') return message.read;
      if (message.kind === 'failed') throw toRefused(message.failure);
      insert(message.text);
      to.afterBlock(message.done);
      worker.postMessage('taken');
    }
    throw new Error('the reading thread ended without an answer');
  } finally {
    await worker.terminate();
  }
}
