import type { Sha256 } from '../../../domain/model/ids.ts';
import { packRows } from '../../../backend/importers/packed-rows.ts';
import { readBlocks, readerOf } from '../../../backend/importers/read-file.ts';
import { serveReading } from '../../../backend/importers/reading-thread.ts';
import { rowSink } from '../../../backend/importers/row-sink.ts';

// the reading thread of an import without evidence, digest and totals
const nothing = async (): Promise<void> => undefined;
await serveReading(async (task, to) => {
  const sums = { totals: { add: () => undefined, sums: () => ({}) }, digest: { add: packRows, hex: () => '' } };
  const rows = rowSink(to, readerOf(task), sums);
  await readBlocks(task, { rows, blob: { write: nothing }, afterBlock: to.afterBlock });
  return { imported: rows.end(), evidence: { sha256: '' as Sha256, bytes: task.file.bytes } };
});
