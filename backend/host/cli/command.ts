import fs from 'node:fs';
import type { ParseArgsOptionsConfig } from 'node:util';
import type { AssayCalls, Method } from '../../../contract/rpc/index.ts';
import type { Input, Output, Progress } from '../../../contract/rpc/call.ts';
import type { Say } from '../../../domain/words/index.ts';
import { Refused } from '../../../domain/model/refused.ts';
import type { Lang } from '../../../domain/model/words.ts';

/** Values of `util.parseArgs`. */
export type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

export type Given = {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly say: Say;
  readonly lang: Lang;
  /** a call of the backend, in this process */
  readonly call: <M extends Method>(method: M, input: Input<AssayCalls[M]>) => Promise<Output<AssayCalls[M]>>;
  readonly report: (progress: Progress) => void;
};

/** What a command gives back: the value of `--json`, the lines for people, and whether it ends with exit 1 all the same. */
export type Answer = { readonly json: unknown; readonly lines: readonly string[]; readonly failed?: boolean };

export type Command = {
  /** `case new`: the words before the options */
  readonly path: string;
  readonly options: ParseArgsOptionsConfig;
  readonly required: readonly string[];
  /** how many words follow the path: [least, most] */
  readonly positionals: readonly [number, number];
  /** `open` unlocks the vault of --vault first, `dir` only needs the option, `none` needs no vault */
  readonly vault: 'open' | 'dir' | 'none';
  /** shown as `usage: assay <usage>` */
  readonly usage: string;
  readonly run: (given: Given) => Promise<Answer>;
};

/** Options that every command has. */
export const commonOptions: ParseArgsOptionsConfig = {
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  lang: { type: 'string' },
  today: { type: 'string' },
  'passphrase-file': { type: 'string' },
};

export const text = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

export const flag = (values: Values, name: string): boolean => values[name] === true;

export const texts = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
};

/** The first line's end is not part of a passphrase. A pipe may be given as well as a file. @throws Refused file_unreadable */
export function readPassphraseFile(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new Refused({ code: 'file_unreadable', at: file });
  }
}
