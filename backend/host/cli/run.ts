import os from 'node:os';
import path from 'node:path';
import type { AssayCalls, Method } from '../../../contract/rpc/index.ts';
import type { Handlers, Progress } from '../../../contract/rpc/call.ts';
import { calls } from '../../../contract/rpc/index.ts';
import { toFailure } from '../../../contract/rpc/errors.ts';
import { isDay } from '../../../domain/model/scalars.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { langs, words } from '../../../domain/model/words.ts';
import type { Lang } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import type { Day, Instant } from '../../../domain/model/scalars.ts';
import { createBackend } from '../../actions/index.ts';
import { appVersion } from '../../actions/version.ts';
import { sayIn } from '../../words/locales.ts';
import { commands } from './commands.ts';
import { flag, readPassphraseFile, text } from './command.ts';
import { findCommand, parseCommand } from './usage.ts';
import type { Answer, Command, Given, Values } from './command.ts';
import type { Parsed } from './usage.ts';

export type Printed = { readonly exit: 0 | 1 | 2; readonly out: readonly string[]; readonly err: readonly string[] };

/** Runs one command line. Everything that goes to stdout and stderr is in the answer; progress goes to `report` at once. */
export async function runCommandLine(args: readonly string[], report: (line: string) => void): Promise<Printed> {
  const lang = langIn(args);
  const say = sayIn(lang);
  const json = args.includes('--json');
  const command = findCommand(commands, args);
  if (command === null)
    return args.includes('--help') || args.length === 0 ? overview(say) : wrongUsage({ say, json }, args[0] ?? '', null);
  let parsed: Parsed;
  try {
    parsed = parseCommand(command, args);
  } catch (error) {
    return wrongUsage({ say, json }, error instanceof Refused ? error.at : '', command);
  }
  if (flag(parsed.values, 'help')) return help(say, command);
  return perform(parsed, { say, lang, report });
}

async function perform(parsed: Parsed, speech: { say: Say; lang: Lang; report: (line: string) => void }): Promise<Printed> {
  const { say, lang } = speech;
  const json = flag(parsed.values, 'json');
  try {
    const answer = await withBackend(parsed, { say, lang, report: speech.report });
    return { exit: answer.failed === true ? 1 : 0, out: json ? [JSON.stringify(answer.json)] : answer.lines, err: [] };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code === 'usage') return wrongUsage({ say, json }, failure.at, parsed.command);
    if (failure.code === 'internal' && process.env['ASSAY_DEBUG'] === '1') throw error;
    const said = say(words(`refused.${failure.code}`, { at: failure.at, ...failure.args }));
    return { exit: 1, out: json ? [JSON.stringify({ ok: false, ...failure, text: said })] : [], err: [`${failure.code}: ${said}`] };
  }
}

async function withBackend(parsed: Parsed, speech: { say: Say; lang: Lang; report: (line: string) => void }): Promise<Answer> {
  const { command, values, positionals } = parsed;
  const passphrase = readPassphrase(values);
  if (passphrase !== null) process.env['ASSAY_PASSPHRASE'] = passphrase;
  const backend = createBackend({
    vaultDir: path.resolve(text(values, 'vault') === '' ? path.join(os.homedir(), '.assay-vault') : text(values, 'vault')),
    now: () => new Date().toISOString() as Instant,
    ...todayIn(values),
    emit: (event) => {
      if (event.kind !== 'import.interrupted') return;
      speech.report(speech.say(words('refused.import_interrupted', { at: event.fileName })));
    },
    app: appVersion(),
  });
  const onProgress = (progress: Progress): void => speech.report(progressLine(speech.say, progress));
  const given: Given = {
    values,
    positionals,
    say: speech.say,
    lang: speech.lang,
    call: caller(backend.handlers, onProgress),
    report: onProgress,
  };
  try {
    requireLang(values);
    if (command.vault !== 'none' && passphrase === null) throw new Refused({ code: 'usage', at: '--passphrase-file | ASSAY_PASSPHRASE' });
    if (command.vault === 'open') await given.call('vault.unlock', { passphrase: passphrase ?? '' });
    return await command.run(given);
  } finally {
    await backend.close();
  }
}

/** Calls go through the same schemas as over a process border. */
function caller(handlers: Handlers<AssayCalls, void>, onProgress: (progress: Progress) => void): Given['call'] {
  const signal = new AbortController().signal;
  const anyHandlers = handlers as unknown as Record<string, (session: undefined, input: unknown, context: unknown) => unknown>;
  return (async (method: Method, input: unknown) => {
    const parsed = calls[method].input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Refused({ code: 'field_invalid', at: issue?.path.join('.') ?? method });
    }
    return anyHandlers[method]?.(undefined, parsed.data, { signal, progress: onProgress });
  }) as Given['call'];
}

function readPassphrase(values: Values): string | null {
  const file = text(values, 'passphrase-file');
  if (file === '') return process.env['ASSAY_PASSPHRASE'] ?? null;
  return readPassphraseFile(file);
}

function todayIn(values: Values): { today?: Day } {
  const today = text(values, 'today');
  if (today === '') return {};
  if (!isDay(today)) throw new Refused({ code: 'usage', at: `--today ${today}` });
  return { today };
}

/** A language that there is not would be answered in English without a word. */
function requireLang(values: Values): void {
  const lang = values['lang'];
  if (lang !== undefined && !langs.some((l) => l === lang)) throw new Refused({ code: 'usage', at: `--lang ${text(values, 'lang')}` });
}

function langIn(args: readonly string[]): Lang {
  const joined = args.find((a) => a.startsWith('--lang='))?.slice(7);
  const at = args.indexOf('--lang');
  const given = joined ?? (at < 0 ? undefined : args[at + 1]);
  return langs.find((l) => l === given) ?? 'en';
}

const progressLine = (say: Say, p: Progress): string => say(words(`job.${p.stage}`, { done: p.done, total: p.total }));

const usageLine = (command: Command): string => `usage: assay ${command.usage} [--json]`;

function wrongUsage(speech: { say: Say; json: boolean }, at: string, command: Command | null): Printed {
  const said = speech.say(words('refused.usage', { at }));
  const lines = command === null ? [said, 'usage: assay COMMAND [--json]', speech.say(words('cli.overview'))] : [said, usageLine(command)];
  return { exit: 2, out: speech.json ? [JSON.stringify({ ok: false, code: 'usage', at, args: {}, text: said })] : [], err: lines };
}

function help(say: Say, command: Command): Printed {
  const name = command.path.replaceAll(' ', '.');
  return { exit: 0, out: [usageLine(command), '', say(words(`cli.help.${name}`)), '', say(words('cli.common'))], err: [] };
}

function overview(say: Say): Printed {
  return {
    exit: 0,
    out: [say(words('cli.title')), '', ...commands.map((c) => `  assay ${c.usage}`), '', say(words('cli.common'))],
    err: [],
  };
}
