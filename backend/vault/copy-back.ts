import path from 'node:path';
import { copyDurably, filesBelow, needSpace } from './copy-files.ts';
import { blobForm, type CopyReport } from './proved-copy.ts';

/** Copies the files of a backup that are parts of a vault; the backup is only read. @throws Refused disk_full, file_exists */
export async function copyBack(from: string, part: string, report: CopyReport): Promise<void> {
  const files = filesBelow(from, isVaultPart);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  await needSpace(path.dirname(part), total);
  let done = 0;
  for (const file of files) {
    await copyDurably(path.join(from, file.name), path.join(part, file.name));
    report({ stage: 'copy', done: (done += file.bytes), total });
  }
}

function isVaultPart(name: string): boolean {
  const [first = '', ...rest] = name.split(/[\\/]/);
  if (first === 'books') return rest.length === 1 && rest[0]?.endsWith('.db') === true;
  if (first === 'evidence') return blobForm.test(rest.join('/'));
  return name === 'vault.json' || name === 'assay.db';
}
