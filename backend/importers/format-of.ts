import { readerOf, recogniseFormat } from './reading/readers.ts';
import { openFile, readAt } from './sample.ts';

const headBytes = 64 * 1024;

/**
 * Which reader a file needs: null for a CSV, which is read here.
 * @param asked `csv` and the formats of the readers; without it the content says it @throws Refused format_unknown, file_unreadable
 */
export async function formatOf(file: string, asked?: string): Promise<string | null> {
  if (asked !== undefined && asked !== '') return asked === 'csv' ? null : readerOf(asked).format;
  const handle = await openFile(file);
  try {
    const head = await readAt(handle, 0, headBytes);
    return recogniseFormat(file.split(/[\\/]/).at(-1) ?? file, head)?.format ?? null;
  } finally {
    await handle.close();
  }
}
