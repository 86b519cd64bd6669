import path from 'node:path';
import type { Profile } from '../../../contract/rpc/books.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { words } from '../../../domain/model/words.ts';
import { string } from './command.ts';
import type { Command, Given } from './command.ts';

const vault = { vault: string } as const;

type Kept = { readonly profile: Profile; readonly sha256: string };

async function keptProfiles(given: Given): Promise<readonly Kept[]> {
  const { profiles, hashes } = await given.call('profile.list', {});
  return profiles.map((profile, i) => ({ profile, sha256: hashes[i] ?? '' }));
}

/** The saved mapping of that name. @throws Refused entity_missing */
export async function profileNamed(given: Given, name: string): Promise<Kept> {
  const found = (await keptProfiles(given)).find(({ profile }) => profile.name === name);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `profile:${name}` });
  return found;
}

const list: Command = {
  path: 'profile list',
  usage: 'profile list --vault DIR',
  options: vault,
  required: ['vault'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const kept = await keptProfiles(given);
    const profiles = kept.map(({ profile, sha256 }) => ({
      name: profile.name,
      table: profile.table,
      taxid: profile.taxid ?? null,
      software: profile.software ?? null,
      sha256,
    }));
    const lines = profiles.map((one) => `${one.name}\t${one.table}\t${one.taxid ?? ''}\t${one.software ?? ''}\t${one.sha256}`);
    return { json: { profiles }, lines: lines.length === 0 ? [given.say(words('cli.profile.none'))] : lines };
  },
};

const show: Command = {
  path: 'profile show',
  usage: 'profile show --vault DIR NAME',
  options: vault,
  required: ['vault'],
  positionals: [1, 1],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { profile, sha256 } = await profileNamed(given, given.positionals[0] ?? '');
    return { json: { profile, sha256 }, lines: [JSON.stringify(profile, null, 2)] };
  },
};

const save: Command = {
  path: 'profile save',
  usage: 'profile save --vault DIR [--name NAME] [--taxid ID] [--software TEXT] FILE',
  options: { ...vault, name: string, taxid: string, software: string },
  required: ['vault'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    const { values, say } = given;
    const read = await given.call('profile.read', { path: path.resolve(given.positionals[0] ?? '') });
    const said = Object.fromEntries(
      ['name', 'taxid', 'software'].flatMap((field) =>
        typeof values[field] === 'string' && values[field] !== '' ? [[field, values[field]]] : [],
      ),
    );
    const profile: Profile = { ...read.profile, ...said };
    await given.call('profile.save', profile);
    const { sha256 } = await profileNamed(given, profile.name);
    return { json: { name: profile.name, sha256 }, lines: [say(words('cli.profile.saved', { name: profile.name, hash: sha256 }))] };
  },
};

const rename: Command = {
  path: 'profile rename',
  usage: 'profile rename --vault DIR NAME TITLE',
  options: vault,
  required: ['vault'],
  positionals: [2, 2],
  vault: 'open',
  run: async (given) => {
    const [name = '', title = ''] = given.positionals;
    await given.call('profile.rename', { name, title });
    return { json: { name: title }, lines: [given.say(words('cli.profile.renamed', { name, title }))] };
  },
};

const remove: Command = {
  path: 'profile remove',
  usage: 'profile remove --vault DIR NAME',
  options: vault,
  required: ['vault'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    const [name = ''] = given.positionals;
    await given.call('profile.remove', { name });
    return { json: { removed: name }, lines: [given.say(words('cli.profile.removed', { name }))] };
  },
};

export const profileCommands: readonly Command[] = [list, show, save, rename, remove];
