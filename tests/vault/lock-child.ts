/** Opens a vault, says so, and holds it until it is ended. Arguments: vault folder, passphrase. */
import { openVault } from '../../backend/vault/index.ts';

const [dir = '', passphrase = ''] = process.argv.slice(2);
try {
  const session = await openVault({ dir, passphrase });
  process.stdout.write(`open ${session.vaultId}\n`);
  setInterval(() => session.vaultId, 1000);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  process.stdout.write(`refused ${code}\n`);
}
