import { parseArgs } from 'node:util';
import { Refused } from '../../../domain/model/refused.ts';
import { commonOptions } from './command.ts';
import type { Command, Values } from './command.ts';

export type Parsed = { readonly command: Command; readonly values: Values; readonly positionals: readonly string[] };

const usage = (at: string): Refused => new Refused({ code: 'usage', at });

/** The command whose words the arguments begin with; the longest one wins. */
export function findCommand(commands: readonly Command[], args: readonly string[]): Command | null {
  const fits = commands.filter((c) => c.path.split(' ').every((word, i) => args[i] === word));
  return fits.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** @throws Refused `usage` naming the option or word that is wrong */
export function parseCommand(command: Command, args: readonly string[]): Parsed {
  const rest = args.slice(command.path.split(' ').length);
  const { values, positionals } = readArgs(command, rest);
  if (values['help'] === true) return { command, values, positionals };
  const missing = command.required.find((name) => values[name] === undefined);
  if (missing !== undefined) throw usage(`--${missing}`);
  const [least, most] = command.positionals;
  if (positionals.length < least) throw usage(command.usage);
  if (positionals.length > most) throw usage(positionals[most] ?? '');
  return { command, values, positionals };
}

function readArgs(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  try {
    const parsed = parseArgs({
      args: [...args],
      options: { ...commonOptions, ...command.options },
      allowPositionals: true,
      strict: true,
    });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (error) {
    throw usage(error instanceof Error ? error.message : '');
  }
}
