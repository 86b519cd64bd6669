import { parseArgs } from 'node:util';
import { Refused } from '../../../domain/model/refused.ts';
import { isDay } from '../../../domain/model/scalars.ts';
import { langs } from '../../../domain/model/words.ts';
import { boolean, oneOf, string } from './command.ts';
import type { Command, OptionForm, Options, Values } from './command.ts';

export type Parsed = { readonly command: Command; readonly values: Values; readonly positionals: readonly string[] };

/** What a mistake is about: the text of `refused.usage` chooses by it. */
export type UsageProblem = 'command' | 'unknown' | 'missing' | 'noValue' | 'twice' | 'value' | 'choice' | 'words' | 'passphrase';

/** Wrong usage: exit 2 with the usage line. @param at the option or word @param expected the values that it may have */
export const usageMistake = (problem: UsageProblem, at: string, expected = ''): Refused =>
  new Refused({ code: 'usage', at, args: { problem, expected } });

/** Options that every command has. */
export const commonOptions: Options = {
  json: boolean,
  help: boolean,
  lang: oneOf(langs),
  today: { type: 'string', form: 'day' },
  'passphrase-file': string,
};

/** The command whose words the arguments begin with; the longest one wins. */
export function findCommand(commands: readonly Command[], args: readonly string[]): Command | null {
  const fits = commands.filter((c) => c.path.split(' ').every((word, i) => args[i] === word));
  return fits.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** @throws Refused `usage` naming the option or word that is wrong; whoever asks for help is not told of other mistakes */
export function parseCommand(command: Command, args: readonly string[]): Parsed {
  const options: Options = { ...commonOptions, ...command.options };
  const rest = args.slice(command.path.split(' ').length);
  const { tokens, positionals } = parseArgs({ args: rest, options: options as never, allowPositionals: true, strict: false, tokens: true });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  if (given.some((token) => token.name === 'help')) return { command, values: { help: true }, positionals };
  const values: Record<string, string | true | string[]> = {};
  for (const token of given) {
    const form = Object.hasOwn(options, token.name) && token.rawName.startsWith('--') ? options[token.name] : undefined;
    if (form === undefined) throw usageMistake('unknown', token.rawName);
    const value = valueOf(token, form);
    const before = values[token.name];
    if (Array.isArray(before)) before.push(String(value));
    else if (before !== undefined) throw usageMistake('twice', token.rawName);
    else values[token.name] = form.type === 'string' && form.multiple === true ? [String(value)] : value;
  }
  requireAll(command, values, positionals);
  return { command, values, positionals };
}

type Token = { readonly rawName: string; readonly value?: string | undefined; readonly inlineValue?: boolean | undefined };

function valueOf(token: Token, form: OptionForm): string | true {
  const { rawName, value } = token;
  if (form.type === 'boolean') {
    if (value !== undefined) throw usageMistake('value', `${rawName}=${value}`);
    return true;
  }
  // the next option is not this one's value: `--vault --case x`
  if (value === undefined || (value === '' && form.empty !== true) || (token.inlineValue !== true && value.startsWith('--')))
    throw usageMistake('noValue', rawName);
  if (form.of !== undefined && !form.of.includes(value)) throw usageMistake('choice', `${rawName} ${value}`, form.of.join(', '));
  const fits = form.form === undefined || (form.form === 'day' ? isDay(value) : /^\d{1,9}$/.test(value));
  if (!fits) throw usageMistake('value', `${rawName} ${value}`);
  return value;
}

function requireAll(command: Command, values: Values, positionals: readonly string[]): void {
  const missing = command.required.find((name) => values[name] === undefined);
  if (missing !== undefined) throw usageMistake('missing', `--${missing}`);
  const [least, most] = command.positionals;
  if (positionals.length < least || positionals.includes('')) throw usageMistake('missing', 'FILE');
  if (positionals.length > most) throw usageMistake('words', positionals[most] ?? '');
}
