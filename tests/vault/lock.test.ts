import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createVault, openVault } from '../../backend/vault/index.ts';
import { passphrase, refusal, temporaryFolder } from './helpers.ts';

const child = path.join(import.meta.dirname, 'lock-child.ts');

async function start(dir: string): Promise<{ process: ChildProcess; said: string }> {
  const started = spawn(process.execPath, [child, dir, passphrase], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [bytes] = (await once(started.stdout, 'data')) as [Buffer];
  return { process: started, said: bytes.toString().trim() };
}

async function end(started: ChildProcess): Promise<void> {
  const ended = once(started, 'exit');
  started.kill('SIGKILL');
  await ended;
}

describe('the lock', () => {
  it('a second process is refused by name while the first holds the vault, and may enter when it was killed', async () => {
    const made = await createVault({ dir: path.join(temporaryFolder(), 'v'), name: 'n', passphrase });
    const refused = await start(made.dir);
    expect(refused.said).toBe('refused vault_in_use');
    made.close();
    const holder = await start(made.dir);
    expect(holder.said).toBe(`open ${made.vaultId}`);
    const mine = await refusal(() => openVault({ dir: made.dir, passphrase }));
    expect([mine.code, mine.at]).toEqual(['vault_in_use', 'v']);
    await end(holder.process);
    (await openVault({ dir: made.dir, passphrase })).close();
  });

  it('is held against a second opener of the same process too, and reading the folder does not free it', async () => {
    const made = await createVault({ dir: path.join(temporaryFolder(), 'v'), name: 'n', passphrase });
    expect((await refusal(() => openVault({ dir: made.dir, passphrase }))).code).toBe('vault_in_use');
    expect((await start(made.dir)).said).toBe('refused vault_in_use');
    expect(fs.readdirSync(made.dir)).toContain('vault.lock');
    made.close();
  });

  it('is given back when opening fails', async () => {
    const made = await createVault({ dir: path.join(temporaryFolder(), 'v'), name: 'n', passphrase });
    made.close();
    expect((await refusal(() => openVault({ dir: made.dir, passphrase: 'not this one at all' }))).code).toBe('passphrase_wrong');
    (await openVault({ dir: made.dir, passphrase })).close();
  });
});
