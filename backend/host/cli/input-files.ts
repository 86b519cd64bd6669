import fs from 'node:fs';
import type { z } from 'zod';
import { Refused } from '../../../domain/model/refused.ts';
import type { RefusalCode } from '../../../domain/model/refused.ts';
import { issueArgs } from './issue.ts';

/** A file that a person writes for a command: a profile, a finding, a passphrase. More than this is another file. */
const mostBytes = 16 * 1024 * 1024;

/** The file's text without a byte order mark. A pipe may be given as well. @throws Refused file_unreadable */
function readText(file: string): string {
  let bytes: Buffer | null = null;
  try {
    const stat = fs.statSync(file);
    if ((stat.isFile() && stat.size <= mostBytes) || stat.isFIFO()) bytes = fs.readFileSync(file);
  } catch {
    // told below
  }
  if (bytes === null) throw new Refused({ code: 'file_unreadable', at: file });
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** The first line of the file: editors put ends of lines and a byte order mark there. @throws Refused file_unreadable */
export const readPassphraseFile = (file: string): string => readText(file).split(/\r?\n/, 1)[0] ?? '';

/**
 * A JSON file of that form. @param code of the refusal when it has another; its args name field, issue and what was expected
 * @throws Refused file_unreadable, `code`
 */
export function readJsonFile<T extends z.ZodType>(file: string, form: T, code: RefusalCode): z.output<T> {
  const text = readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refused({ code, at: file, args: { issue: 'notJson', field: '', expected: '', problem: '' } });
  }
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refused({ code, at: file, args: { ...issueArgs(parsed.error, value), problem: '' } });
}
