import fs from 'node:fs';
import type { FoundRecord } from '../../../backend/importers/reading/format-reader.ts';
import { readerOf } from '../../../backend/importers/reading/readers.ts';

// `xlsx-read.ts FILE`: reads every cell of a workbook, stream by stream, and counts rows and cells that hold something.
const [file = ''] = process.argv.slice(2);
let [rows, cells] = [0, 0];

async function ours(): Promise<void> {
  const handle = await fs.promises.open(file, 'r');
  const { size: bytes } = await handle.stat();
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  const blocks = async function* (): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes; at += 262_144) yield await read(at, 262_144);
  };
  const record = (_table: number, one: FoundRecord): void => {
    rows += 1;
    for (const cell of one.cells) if (cell !== '') cells += 1;
  };
  const nothing = (): void => undefined;
  const found = { table: () => 0, record, problem: nothing, check: nothing, fact: nothing, breathe: async () => undefined };
  await readerOf('xlsx').read({ name: 'f.xlsx', bytes, read, blocks }, found);
  await handle.close();
}

await ours();
process.stdout.write(JSON.stringify({ rows, cells, rssMiB: process.resourceUsage().maxRSS / 1024 }));
