/**
 * Rotates a vault, and is killed by itself before or after its n-th change of the file system.
 * Arguments: vault folder, passphrase, n (0: never), before | after. Prints how many changes there were.
 */
import fs from 'node:fs';
import { openVault, rotateVault } from '../../backend/vault/index.ts';

const [dir = '', passphrase = '', nth = '0', when = 'before'] = process.argv.slice(2);
let changes = 0;
let counting = false;

for (const name of ['renameSync', 'rmSync', 'writeFileSync'] as const) {
  const own = fs[name] as (...args: unknown[]) => unknown;
  const counted = (...args: unknown[]): unknown => {
    // removing what is not there changes nothing
    if (!counting || (name === 'rmSync' && !fs.existsSync(String(args[0])))) return own(...args);
    changes += 1;
    const last = changes === Number(nth);
    if (last && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = own(...args);
    if (last) process.kill(process.pid, 'SIGKILL');
    return result;
  };
  Object.defineProperty(fs, name, { value: counted });
}

const session = await openVault({ dir, passphrase });
counting = true;
await rotateVault(session, passphrase);
counting = false;
session.close();
process.stdout.write(`${changes}\n`);
