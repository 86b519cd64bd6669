import { failureSchema, toFailure, toRefused } from '../../../contract/rpc/errors.ts';
import type { Failure } from '../../../contract/rpc/errors.ts';
import { Refused } from '../../../domain/model/refused.ts';
import type { Words } from '../../../domain/model/words.ts';
import type { FileCheck, Found, FoundRecord, FoundTable } from './format-reader.ts';

/**
 * How records pass from the reader's process to the one that types them: text fields ended by U+001F, messages ended by U+001E, so that
 * a million rows cost one decoding and one split each. The three control characters that would be taken for structure are escaped.
 */
const [field, message, escape] = ['\u001f', '\u001e', '\u001b'];
const messageByte = 0x1e;

const structural = new RegExp(`[${escape}${message}${field}]`);
const written: readonly (readonly [string, string])[] = [
  [escape, '['],
  [message, '^'],
  [field, '_'],
];

function escaped(text: string): string {
  if (!structural.test(text)) return text;
  return written.reduce((done, [character, sign]) => done.replaceAll(character, escape + sign), text);
}

function plain(text: string): string {
  if (!text.includes(escape)) return text;
  const [before = '', ...pieces] = text.split(escape);
  const characterOf = (sign: string): string => written.find((pair) => pair[1] === sign)?.[0] ?? '';
  return before + pieces.map((piece) => characterOf(piece.charAt(0)) + piece.slice(1)).join('');
}

export type StreamWriter = Found & {
  /** The reading is over. @param sha256 of the bytes that were read @param beside of those of the second file; '' where there was none */
  readonly end: (sha256: string, beside?: string) => Promise<void>;
  readonly fail: (error: unknown) => Promise<void>;
};

const flushAt = 128 * 1024;

/** @param write gives the text to the other side and answers when there is room again */
export function streamWriter(write: (text: string) => Promise<void>): StreamWriter {
  let pending = '';
  let tables = 0;
  let room: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '') room = room.then(() => write(text));
    return room;
  };
  const say = (kind: string, ...fields: readonly string[]): void => {
    pending += kind;
    for (const one of fields) pending += field + escaped(one);
    pending += message;
    if (pending.length >= flushAt) void flush();
  };
  return {
    table: (table) => {
      say('t', JSON.stringify(table));
      return tables++;
    },
    record: (table, r) => {
      const place = `${table},${r.ordinal},${r.line},${r.offset},${r.length},${r.odd ? 1 : 0}`;
      const cells = structural.test(r.cells.join('')) ? r.cells.map(escaped) : r.cells;
      pending += `r${field}${place}${field}${escaped(r.locator ?? '')}${cells.length === 0 ? '' : field}${cells.join(field)}${message}`;
      if (pending.length >= flushAt) void flush();
    },
    problem: (table, line, problem) => say('p', String(table), String(line), JSON.stringify(problem)),
    check: (check) => say('c', JSON.stringify(check)),
    fact: (name, value) => say('f', name, value),
    breathe: (bytesRead) => {
      say('b', String(bytesRead));
      return flush();
    },
    end: (sha256, beside = '') => {
      say('e', sha256, beside);
      return flush();
    },
    fail: (error) => {
      say('x', JSON.stringify(toFailure(error)));
      return flush();
    },
  };
}

/** What the other side takes: as `Found`, with the end and the failure. */
export type StreamTaker = {
  readonly table: (table: FoundTable) => void;
  readonly record: (table: number, record: FoundRecord) => void;
  readonly problem: (table: number, line: number, problem: Words) => void;
  readonly check: (check: FileCheck) => void;
  readonly fact: (name: string, value: string) => void;
  readonly bytes: (read: number) => void;
  readonly end: (sha256: string, beside: string) => void;
};

/** A whole message longer than this is no record of any book. */
const longestMessage = 64 * 1024 * 1024;

/**
 * Takes the bytes as they come, in any pieces.
 * @throws Refused what the reader refused; file_reader_failed when the stream is not what a reader writes
 */
export function streamReader(to: StreamTaker): (bytes: Buffer) => void {
  let rest: Buffer[] = [];
  let waiting = 0;
  return (bytes) => {
    const last = bytes.lastIndexOf(messageByte);
    if (last < 0) {
      rest.push(bytes);
      waiting += bytes.length;
      if (waiting > longestMessage) throw broken();
      return;
    }
    const whole = rest.length === 0 ? bytes.subarray(0, last) : Buffer.concat([...rest, bytes.subarray(0, last)]);
    rest = last + 1 < bytes.length ? [bytes.subarray(last + 1)] : [];
    waiting = rest[0]?.length ?? 0;
    for (const one of whole.toString('utf8').split(message)) take(one.split(field), to);
  };
}

const broken = (): Refused => new Refused({ code: 'file_reader_failed' });

function take(fields: string[], to: StreamTaker): void {
  const [kind, first = '', second = '', third = ''] = fields;
  switch (kind) {
    case 'r':
      return takeRecord(fields, to);
    case 't':
      return to.table(JSON.parse(plain(first)) as FoundTable);
    case 'p':
      return to.problem(Number(first), Number(second), JSON.parse(plain(third)) as Words);
    case 'c':
      return to.check(JSON.parse(plain(first)) as FileCheck);
    case 'f':
      return to.fact(plain(first), plain(second));
    case 'b':
      return to.bytes(Number(first));
    case 'e':
      return to.end(first, second);
    case 'x':
      throw toRefused(failureSchema.parse(JSON.parse(plain(first))) as Failure);
    default:
      throw broken();
  }
}

function takeRecord(fields: string[], to: StreamTaker): void {
  const [table = 0, ordinal = 0, line = 0, offset = 0, length = 0, odd = 0] = (fields[1] ?? '').split(',').map(Number);
  const locator = plain(fields[2] ?? '');
  const cells = fields.slice(3);
  for (let i = 0; i < cells.length; i += 1) if (cells[i]?.includes(escape) === true) cells[i] = plain(cells[i] ?? '');
  to.record(table, { cells, ordinal, locator: locator === '' ? null : locator, line, offset, length, odd: odd === 1 });
}
