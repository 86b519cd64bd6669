import { words } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import type { Command } from './command.ts';
import type { Printed } from './command.ts';

export const usageLine = (command: Command): string => `usage: assay ${command.usage} [--json]`;

const sentence = (say: Say, command: Command): string => say(words(`cli.help.${command.path.replaceAll(' ', '.')}`));

/** What one command does: for people, or as one JSON value. */
export function help(say: Say, json: boolean, command: Command): Printed {
  const said = sentence(say, command);
  const common = [say(words('cli.common')), say(words('cli.exits'))];
  if (json) return { exit: 0, out: [JSON.stringify({ command: command.path, usage: `assay ${command.usage}`, help: said })], err: [] };
  return { exit: 0, out: [usageLine(command), '', said, '', ...common], err: [] };
}

/** All commands. */
export function overview(say: Say, json: boolean, commands: readonly Command[]): Printed {
  const each = commands.map((c) => ({ command: c.path, usage: `assay ${c.usage}`, help: sentence(say, c) }));
  if (json) return { exit: 0, out: [JSON.stringify({ commands: each })], err: [] };
  const lines = each.flatMap((c) => [`  ${c.usage}`, `      ${c.help}`]);
  return { exit: 0, out: [say(words('cli.title')), '', ...lines, '', say(words('cli.common')), say(words('cli.exits'))], err: [] };
}
