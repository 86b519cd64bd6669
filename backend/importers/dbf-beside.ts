import fs from 'node:fs';
import path from 'node:path';
import { isFoxPro } from './reading/dbf/dbf-header.ts';
import { openFile, readAt } from './sample.ts';

/** A file that lies beside another one and belongs to it. */
export type FileBeside = { readonly path: string; readonly name: string };

/** As programs of DOS, Windows and their copies on sticks write them. */
const ofDbase: readonly string[] = ['.dbt', '.DBT'];
const ofFoxPro: readonly string[] = ['.fpt', '.FPT'];
const headBytes = 64 * 1024;
const memoType = 'M'.charCodeAt(0);

/** Whether a column of the header is said to stand in a memo file: its type letter, nothing else of the file is believed here. */
function pointsToMemo(head: Buffer): boolean {
  for (let at = 32; at + 32 <= head.length && head[at] !== 0x0d; at += 32) if (head[at + 11] === memoType) return true;
  return false;
}

/**
 * The memo file of a DBF: in the same folder, of the same name but for its ending, a file itself and no link to one. No path but the
 * DBF's own is ever asked of anybody: what may be read beside it follows from it alone.
 * @param format as the file was recognised @returns null where the DBF needs none, or none is there @throws Refused file_unreadable
 */
export async function memoBeside(file: string, format: string): Promise<FileBeside | null> {
  if (format !== 'dbf') return null;
  const handle = await openFile(file);
  try {
    const head = await readAt(handle, 0, headBytes);
    if (!pointsToMemo(head)) return null;
    const first = head[0] ?? 0;
    const endings = isFoxPro(first) || first === 0xf5 ? [...ofFoxPro, ...ofDbase] : [...ofDbase, ...ofFoxPro];
    const { dir, name } = path.parse(file);
    const found = endings
      .map((ending) => name + ending)
      .find((one) => fs.lstatSync(path.join(dir, one), { throwIfNoEntry: false })?.isFile());
    return found === undefined ? null : { path: path.join(dir, found), name: found };
  } finally {
    await handle.close();
  }
}
