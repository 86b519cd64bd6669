import os from 'node:os';
import path from 'node:path';
import type { AssayCalls, Method } from '../../../contract/rpc/index.ts';
import type { CancelSignal, Handlers, Progress } from '../../../contract/rpc/call.ts';
import { calls } from '../../../contract/rpc/index.ts';
import { toFailure } from '../../../contract/rpc/errors.ts';
import type { Failure } from '../../../contract/rpc/errors.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { langs, words } from '../../../domain/model/words.ts';
import type { Lang } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import type { Day, Instant } from '../../../domain/model/scalars.ts';
import { createBackend } from '../../actions/index.ts';
import type { Backend } from '../../actions/index.ts';
import { appVersion } from '../../actions/version.ts';
import { sayIn } from '../../words/locales.ts';
import { commands } from './commands.ts';
import { flag, text } from './command.ts';
import { help, overview, usageLine } from './help.ts';
import { readPassphraseFile } from './input-files.ts';
import { issueArgs } from './issue.ts';
import { findCommand, parseCommand, usageMistake } from './usage.ts';
import type { Answer, Command, Given, Printed, Values } from './command.ts';
import type { Parsed } from './usage.ts';

/** What surrounds a command line: where progress goes at once, the passphrase of the environment, and what cancels it. */
export type Surroundings = {
  readonly report: (line: string) => void;
  readonly passphrase?: string | undefined;
  readonly signal?: CancelSignal;
};

type Speech = { readonly say: Say; readonly lang: Lang; readonly json: boolean };

/** Runs one command line. Everything that goes to stdout and stderr at its end is in the answer. */
export async function runCommandLine(args: readonly string[], around: Surroundings): Promise<Printed> {
  const lang = langIn(args);
  const speech: Speech = { lang, say: sayIn(lang), json: args.some((arg) => arg === '--json' || arg.startsWith('--json=')) };
  const command = findCommand(commands, args);
  if (command === null) {
    if (args.includes('--help') || args.every((arg) => arg === '--json')) return overview(speech.say, speech.json, commands);
    return wrongUsage(speech, toFailure(usageMistake('command', args[0] ?? '')), null);
  }
  try {
    const parsed = parseCommand(command, args);
    if (flag(parsed.values, 'help')) return help(speech.say, speech.json, command);
    const answer = await withBackend(parsed, speech, around);
    return { exit: answer.failed === true ? 1 : 0, out: speech.json ? [JSON.stringify(answer.json)] : answer.lines, err: [] };
  } catch (error) {
    return refused(speech, error, command);
  }
}

function refused(speech: Speech, error: unknown, command: Command): Printed {
  const failure = toFailure(error);
  if (failure.code === 'usage') return wrongUsage(speech, failure, command);
  if (failure.code === 'internal' && process.env['ASSAY_DEBUG'] === '1') throw error;
  const said = speech.say(words(`refused.${failure.code}`, { at: failure.at, ...failure.args }));
  return { exit: 1, out: speech.json ? [JSON.stringify({ ok: false, ...failure, text: said })] : [], err: [`${failure.code}: ${said}`] };
}

function wrongUsage({ say, json }: Speech, failure: Failure, command: Command | null): Printed {
  const said = say(words('refused.usage', { at: failure.at, ...failure.args }));
  const lines = command === null ? [said, 'usage: assay COMMAND [--json]', say(words('cli.overview'))] : [said, usageLine(command)];
  return { exit: 2, out: json ? [JSON.stringify({ ok: false, ...failure, text: said })] : [], err: lines };
}

async function withBackend(parsed: Parsed, speech: Speech, around: Surroundings): Promise<Answer> {
  const { command, values, positionals } = parsed;
  const file = text(values, 'passphrase-file');
  const given = file === '' ? around.passphrase : readPassphraseFile(file);
  const backend = openBackend(command, values, (fileName) => {
    around.report(speech.say(words('refused.import_interrupted', { at: fileName })));
  });
  const onProgress = (progress: Progress): void => around.report(progressLine(speech.say, progress));
  const passphrase = (): string => {
    if (given === undefined) throw usageMistake('passphrase', '--passphrase-file');
    return given;
  };
  const call = caller(backend.handlers, { signal: around.signal ?? new AbortController().signal, progress: onProgress });
  try {
    if (command.vault !== 'none') await call('vault.unlock', { passphrase: passphrase() });
    return await command.run({ values, positionals, say: speech.say, lang: speech.lang, call, report: onProgress, passphrase });
  } finally {
    await backend.close();
  }
}

function openBackend(command: Command, values: Values, interrupted: (fileName: string) => void): Backend {
  const today = text(values, 'today');
  return createBackend({
    vaultDir: path.resolve(text(values, 'vault') === '' ? path.join(os.homedir(), '.assay-vault') : text(values, 'vault')),
    now: () => new Date().toISOString() as Instant,
    ...(today === '' ? {} : { today: today as Day }),
    emit: (event) => {
      if (event.kind === 'import.interrupted') interrupted(event.fileName);
    },
    app: appVersion(),
    ...(command.reading === true ? { reading: true } : {}),
  });
}

/** Calls go through the same schemas as over a process border. */
function caller(
  handlers: Handlers<AssayCalls, void>,
  context: { readonly signal: CancelSignal; readonly progress: (progress: Progress) => void },
): Given['call'] {
  const anyHandlers = handlers as unknown as Record<string, (session: undefined, input: unknown, context: unknown) => unknown>;
  return (async (method: Method, input: unknown) => {
    if (context.signal.aborted) throw new Refused({ code: 'cancelled', at: method });
    const parsed = calls[method].input.safeParse(input);
    if (!parsed.success) {
      const { field, ...args } = issueArgs(parsed.error, input);
      throw new Refused({ code: 'field_invalid', at: field === '' ? method : field, args });
    }
    return anyHandlers[method]?.(undefined, parsed.data, context);
  }) as Given['call'];
}

/** Known before the arguments are read, so that a mistake in them is said in the language that was asked for. */
function langIn(args: readonly string[]): Lang {
  const joined = args.find((a) => a.startsWith('--lang='))?.slice(7);
  const at = args.indexOf('--lang');
  const given = joined ?? (at < 0 ? undefined : args[at + 1]);
  return langs.find((l) => l === given) ?? 'en';
}

const progressLine = (say: Say, p: Progress): string => say(words(`job.${p.stage}`, { done: p.done, total: p.total }));
