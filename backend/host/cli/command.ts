import type { AssayCalls, Method } from '../../../contract/rpc/index.ts';
import type { Input, Output, Progress } from '../../../contract/rpc/call.ts';
import type { Say } from '../../../domain/words/index.ts';
import type { Lang } from '../../../domain/model/words.ts';

/**
 * An option as the usage line shows it. `of`: the closed list of its values. `form`: a day that exists, or a whole number from 0 on.
 * Without `multiple` it may stand once. An empty value is none, but for `empty`.
 */
export type OptionForm =
  | { readonly type: 'boolean' }
  | {
      readonly type: 'string';
      readonly multiple?: true;
      readonly of?: readonly string[];
      readonly form?: 'day' | 'count';
      readonly empty?: true;
    };
export type Options = Readonly<Record<string, OptionForm>>;

/** What was given, every value in the form of its option. */
export type Values = Readonly<Record<string, string | true | readonly string[] | undefined>>;

export type Given = {
  readonly values: Values;
  readonly positionals: readonly string[];
  readonly say: Say;
  readonly lang: Lang;
  /** a call of the backend, in this process */
  readonly call: <M extends Method>(method: M, input: Input<AssayCalls[M]>) => Promise<Output<AssayCalls[M]>>;
  readonly report: (progress: Progress) => void;
  /** @throws Refused `usage` when there is none */
  readonly passphrase: () => string;
};

/** What a command gives back: the value of `--json`, the lines for people, and whether it ends with exit 1 all the same. */
export type Answer = { readonly json: unknown; readonly lines: readonly string[]; readonly failed?: boolean };

/** What a command line leaves behind: its exit, and the lines of stdout and stderr. */
export type Printed = { readonly exit: 0 | 1 | 2; readonly out: readonly string[]; readonly err: readonly string[] };

export type Command = {
  /** `case new`: the words before the options */
  readonly path: string;
  readonly options: Options;
  readonly required: readonly string[];
  /** how many words follow the path: [least, most] */
  readonly positionals: readonly [number, number];
  /** `open` unlocks the vault of --vault first, `none` leaves that to the command */
  readonly vault: 'open' | 'none';
  /** the command only looks: opening the vault adds nothing to a log either */
  readonly reading?: true;
  /** shown as `usage: assay <usage>` */
  readonly usage: string;
  readonly run: (given: Given) => Promise<Answer>;
};

export const string = { type: 'string' } as const;
export const boolean = { type: 'boolean' } as const;
export const oneOf = <T extends string>(of: readonly T[]): OptionForm & { readonly type: 'string' } => ({ type: 'string', of });

export const text = (values: Values, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : '';
};

export const flag = (values: Values, name: string): boolean => values[name] === true;

export const texts = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return typeof value === 'object' ? value : [];
};
