import { badRows, otherFiles, rowsAround } from './other-files.ts';
import { containers, otherWorkbooks, workbooks } from './workbook-files.ts';
import type { Case } from './workbook-files.ts';
import { malformedXml } from './xml-files.ts';

/** A file that is broken or made to harm, and what becomes of it. */
export type Malformed = {
  /** of the reader that it is given to */
  readonly format: string;
  readonly what: string;
  /** the refusal of the file, or the problem of its only bad row */
  readonly named: string;
  readonly rows: 'none' | 'others';
  readonly bytes: () => Buffer;
};

const refused = (format: string, what: string, named: string, bytes: () => Buffer): Malformed => ({
  format,
  what,
  named,
  rows: 'none',
  bytes,
});
const ofBook = (format: string, [what, code, bytes]: Case): Malformed => refused(format, what, code, bytes);

/** Every malformed file of the tests. XML is told to the reader of SAF-T: all of them stand on one stream. */
export const malformed: readonly Malformed[] = [
  ...malformedXml.map(([what, content, code]) => refused('saft', what, code, () => Buffer.from(content))),
  ...[...containers, ...workbooks].map((one) => ofBook('xlsx', one)),
  ...otherWorkbooks.map(([reader, ...one]) => ofBook(reader.format, one)),
  ...otherFiles.map(([format, what, code, bytes]) => refused(format, what, code, bytes)),
  ...badRows.map(
    ([what, key, row]): Malformed => ({
      format: 'csv',
      what: `a row with ${what}`,
      named: `problem.${key}`,
      rows: 'others',
      bytes: () => rowsAround(row),
    }),
  ),
];

/** The listing as people read it: one line per file, by format. */
export function printed(files: readonly Malformed[]): string {
  const formats = Map.groupBy(files, (one) => one.format);
  const lines = [...formats].flatMap(([format, of]) => [`${format}: ${of.length}`, ...of.map((one) => `  ${one.what}: ${one.named}`)]);
  return [`${files.length} malformed files`, ...lines].join('\n');
}
