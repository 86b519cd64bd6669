import path from 'node:path';
import { string, text } from './command.ts';
import { readPassphraseFile } from './input-files.ts';
import type { Command, Given } from './command.ts';
import { words } from '../../../domain/model/words.ts';

const dir = { vault: string };

export const vaultCommands: readonly Command[] = [
  {
    path: 'vault create',
    usage: 'vault create --vault DIR --name N',
    options: { ...dir, name: string },
    required: ['vault', 'name'],
    positionals: [0, 0],
    vault: 'none',
    run: async (given) => {
      const { values, say } = given;
      const status = await createVault(given, text(values, 'name'));
      return { json: { vaultId: status.vaultId }, lines: [say(words('cli.vault.created', { dir: status.dir, id: status.vaultId }))] };
    },
  },
  {
    path: 'vault backup',
    usage: 'vault backup --vault DIR --to DIR',
    options: { ...dir, to: string },
    required: ['vault', 'to'],
    positionals: [0, 0],
    vault: 'open',
    run: async ({ call, values, say }) => {
      const done = await call('vault.backup', { to: path.resolve(text(values, 'to')) });
      return { json: done, lines: [say(words('cli.vault.backedUp', { files: done.files, dir: text(values, 'to') }))] };
    },
  },
  {
    path: 'vault restore',
    usage: 'vault restore --vault DIR --from DIR',
    options: { ...dir, from: string },
    required: ['vault', 'from'],
    positionals: [0, 0],
    vault: 'none',
    run: async ({ call, values, say, passphrase }) => {
      const status = await call('vault.restore', { from: path.resolve(text(values, 'from')), passphrase: passphrase() });
      return { json: { vaultId: status.vaultId }, lines: [say(words('cli.vault.restored', { dir: status.dir }))] };
    },
  },
  {
    path: 'vault passphrase',
    usage: 'vault passphrase --vault DIR --new-passphrase-file FILE',
    options: { ...dir, 'new-passphrase-file': string },
    required: ['vault', 'new-passphrase-file'],
    positionals: [0, 0],
    vault: 'open',
    run: async ({ call, values, say, passphrase }) => {
      const to = readPassphraseFile(text(values, 'new-passphrase-file'));
      await call('vault.changePassphrase', { from: passphrase(), to });
      return { json: { changed: true }, lines: [say(words('cli.vault.passphrase'))] };
    },
  },
  {
    path: 'vault rotate',
    usage: 'vault rotate --vault DIR',
    options: dir,
    required: ['vault'],
    positionals: [0, 0],
    vault: 'open',
    run: async ({ call, say, passphrase }) => {
      await call('vault.rotate', { passphrase: passphrase() });
      return { json: { rotated: true }, lines: [say(words('cli.vault.rotated'))] };
    },
  },
  {
    path: 'demo',
    usage: 'demo --vault DIR',
    options: dir,
    required: ['vault'],
    positionals: [0, 0],
    vault: 'none',
    run: async (given) => {
      const { call, values, say, passphrase } = given;
      const before = await call('vault.status', {});
      const status =
        before.state === 'none'
          ? await createVault(given, say(words('cli.demo.vault')))
          : await call('vault.unlock', { passphrase: passphrase() });
      const { caseId } = await call('demo.create', {});
      const trust = path.join(path.resolve(text(values, 'vault')), 'test-root.pem');
      const { pem } = await call('trust.export', { to: trust });
      const lines = [say(words('cli.demo.ready', { id: caseId, file: trust, n: pem.length }))];
      return { json: { vaultId: status.vaultId, caseId, trust }, lines };
    },
  },
];

const createVault = ({ call, passphrase }: Given, name: string): ReturnType<typeof call<'vault.create'>> =>
  call('vault.create', { name, passphrase: passphrase() });
