import { createHash } from 'node:crypto';
import { packProblems } from '../../../contract/packs/read-pack.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { isDay } from '../../../domain/model/scalars.ts';
import { words } from '../../../domain/model/words.ts';
import type { RulePack } from '../../../domain/packs/rule-pack.ts';
import { packChanges } from '../../../domain/packs/pack-diff.ts';
import { unverifiedNumbers } from '../../../domain/packs/unverified.ts';
import { isNewerVersion } from '../../../domain/packs/version.ts';
import { loadPack, packIds } from '../../packs/load-pack.ts';
import { textOf } from './calc/figures.ts';
import { boolean, flag, string, text } from './command.ts';
import type { Command } from './command.ts';

const sha256Of = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A pack as JSON: one that ships, by its id, or a file. @throws Refused file_unreadable, pack_invalid */
function jsonOf(name: string): { readonly json: unknown; readonly sha256: string } {
  if (packIds().includes(name)) {
    const { bytes, sha256 } = loadPack(name);
    return { json: JSON.parse(new TextDecoder().decode(bytes)), sha256 };
  }
  const content = textOf(name);
  try {
    return { json: JSON.parse(content), sha256: sha256Of(content) };
  } catch {
    throw new Refused({ code: 'pack_invalid', at: name, args: { problem: 'pack.problem.json' } });
  }
}

type Told = { readonly path: string; readonly problem: string; readonly text: string };

const checkCommand: Command = {
  path: 'pack check',
  usage: 'pack check FILE|ID [--against FILE|ID] [--unverified]',
  options: { against: string, unverified: boolean },
  required: [],
  positionals: [1, 1],
  vault: 'none',
  run: async ({ values, positionals, say }) => {
    const { json, sha256 } = jsonOf(positionals[0] ?? '');
    const problems = packProblems(json).map(({ path, problem }): Told => ({ path, problem: problem.key, text: say(problem) }));
    const pack = problems.length === 0 ? (json as RulePack) : null;
    const against = text(values, 'against');
    const older = against === '' ? null : (jsonOf(against).json as { readonly id?: unknown; readonly version?: unknown });
    const back: readonly Told[] =
      pack === null || older === null || older.id !== pack.id || isNewerVersion(pack.version, String(older.version))
        ? []
        : [
            {
              path: 'version',
              problem: 'pack.problem.versionBack',
              text: say(words('pack.problem.versionBack', { installed: String(older.version) })),
            },
          ];
    const all = [...problems, ...back];
    const unverified = pack === null ? [] : unverifiedNumbers(pack);
    const lines = [
      ...all.map(({ path, text: problem }) => say(words('pack.line.problem', { path, problem }))),
      ...(pack === null || all.length > 0
        ? []
        : [say(words('pack.line.good', { id: pack.id, version: pack.version, unverified: unverified.length }))]),
      ...(flag(values, 'unverified') ? unverified.map((one) => say(words('pack.line.unverified', { ...one }))) : []),
    ];
    const told = { id: pack?.id ?? null, version: pack?.version ?? null, sha256, valid: all.length === 0, signed: false };
    return { json: { ...told, problems: all, unverified }, lines, failed: all.length > 0 };
  },
};

const listCommand: Command = {
  path: 'pack list',
  usage: 'pack list',
  options: {},
  required: [],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ say }) => {
    const packs = packIds().map((id) => {
      const { pack, sha256 } = loadPack(id);
      const { version, effectiveFrom, name, procedures = [], nationalCurrency } = pack;
      const unverified = unverifiedNumbers(pack).length;
      return {
        id,
        version,
        effectiveFrom,
        name,
        nationalCurrency,
        sha256,
        unverified,
        signed: false,
        procedures: procedures.map((one) => one.id),
      };
    });
    const lines = packs.map((one) => {
      const from = isDay(one.effectiveFrom) ? { day: one.effectiveFrom } : String(one.effectiveFrom);
      return say(words('pack.line.listed', { id: one.id, version: one.version, from, unverified: one.unverified }));
    });
    return { json: { packs }, lines };
  },
};

const diffCommand: Command = {
  path: 'pack diff',
  usage: 'pack diff OLD NEW   (each a file or the id of a pack that ships)',
  options: {},
  required: [],
  positionals: [2, 2],
  vault: 'none',
  run: async ({ positionals, say }) => {
    const [before, after] = [jsonOf(positionals[0] ?? ''), jsonOf(positionals[1] ?? '')];
    const changes = packChanges(before.json, after.json);
    const lines = changes.map(({ path, before: old, after: now }) =>
      old === null
        ? say(words('pack.line.added', { path, after: now ?? '' }))
        : now === null
          ? say(words('pack.line.removed', { path, before: old }))
          : say(words('pack.line.changed', { path, before: old, after: now })),
    );
    return {
      json: { before: before.sha256, after: after.sha256, changes },
      lines: changes.length === 0 ? [say(words('pack.line.same'))] : lines,
    };
  },
};

export const packCommands: readonly Command[] = [checkCommand, diffCommand, listCommand];
