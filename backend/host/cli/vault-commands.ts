import path from 'node:path';
import type { Command } from './command.ts';
import { readPassphraseFile, text } from './command.ts';
import { words } from '../../../domain/model/words.ts';

const dir = { vault: { type: 'string' } } as const;

export const vaultCommands: readonly Command[] = [
  {
    path: 'vault create',
    usage: 'vault create --vault DIR --name N',
    options: { ...dir, name: { type: 'string' } },
    required: ['vault', 'name'],
    positionals: [0, 0],
    vault: 'dir',
    run: async ({ call, values, say }) => {
      const status = await createVault(call, text(values, 'name'));
      return { json: { vaultId: status.vaultId }, lines: [say(words('cli.vault.created', { dir: status.dir, id: status.vaultId }))] };
    },
  },
  {
    path: 'vault backup',
    usage: 'vault backup --vault DIR --to DIR',
    options: { ...dir, to: { type: 'string' } },
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
    options: { ...dir, from: { type: 'string' } },
    required: ['vault', 'from'],
    positionals: [0, 0],
    vault: 'dir',
    run: async ({ call, values, say }) => {
      const status = await call('vault.restore', { from: path.resolve(text(values, 'from')), passphrase: passphrase() });
      return { json: { vaultId: status.vaultId }, lines: [say(words('cli.vault.restored', { dir: status.dir }))] };
    },
  },
  {
    path: 'vault passphrase',
    usage: 'vault passphrase --vault DIR --new-passphrase-file FILE',
    options: { ...dir, 'new-passphrase-file': { type: 'string' } },
    required: ['vault', 'new-passphrase-file'],
    positionals: [0, 0],
    vault: 'open',
    run: async ({ call, values, say }) => {
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
    run: async ({ call, say }) => {
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
    vault: 'dir',
    run: async ({ call, values, say }) => {
      const before = await call('vault.status', {});
      const status =
        before.state === 'none'
          ? await createVault(call, say(words('cli.demo.vault')))
          : await call('vault.unlock', { passphrase: passphrase() });
      const { caseId } = await call('demo.create', {});
      const trust = path.join(path.resolve(text(values, 'vault')), 'test-root.pem');
      const { pem } = await call('trust.export', { to: trust });
      const lines = [say(words('cli.demo.ready', { id: caseId, file: trust, n: pem.length }))];
      return { json: { vaultId: status.vaultId, caseId, trust }, lines };
    },
  },
];

/** From `--passphrase-file` or `ASSAY_PASSPHRASE`, put there by the entry; never an argument. */
export const passphrase = (): string => process.env['ASSAY_PASSPHRASE'] ?? '';

type Call = Parameters<Command['run']>[0]['call'];

const createVault = (call: Call, name: string): ReturnType<typeof call<'vault.create'>> =>
  call('vault.create', { name, passphrase: passphrase() });
