import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const passphrase = 'correct horse battery staple';
const cli = path.resolve(import.meta.dirname, '../../backend/host/cli.ts');

/** Runs a command of the command line. @returns what it printed as JSON */
function assay(folder: string, args: readonly string[]): Record<string, unknown> {
  const env = { ...process.env, HOME: folder, ASSAY_PASSPHRASE: passphrase, ASSAY_CONFIG_DIR: path.join(folder, 'config') };
  const ran = spawnSync(process.env['ASSAY_NODE'] ?? process.execPath, [cli, ...args, '--json'], { env });
  if (ran.status !== 0) throw new Error(`${args.join(' ')}: ${String(ran.stdout)}${String(ran.stderr)}`);
  return JSON.parse(String(ran.stdout)) as Record<string, unknown>;
}

/** Writes the books of an invented trader. */
export function simulate(folder: string, books: string): void {
  assay(folder, ['simulate', '--seed', '1', '--lines', '10000', '--out', books]);
}

/** Books of the case with the simulated trader; freight is not handed over, so that something is missing. */
const tables = ['declarations', 'ledger', 'invoices', 'payments', 'stock', 'products', 'parties', 'contracts', 'rates', 'register'];

/** A vault with a case that has the simulated trader's books. @returns arguments of the window */
export function withBooks(folder: string, books: string): readonly string[] {
  const vault = path.join(folder, 'vault');
  const run = (...args: readonly string[]): Record<string, unknown> => assay(folder, [...args, '--vault', vault]);
  run('vault', 'create', '--name', 'Серікова А.');
  const days = ['--from', '2026-01-01', '--to', '2026-12-31'];
  const trader = ['--trader', 'ТОО «Аэротон Казахстан»', '--taxid', '980140001231'];
  const { caseId } = run('case', 'new', '--kind', 'onsite', ...trader, ...days, '--pack', 'kz');
  for (const table of tables) {
    const from = table === 'register' ? ['--from', 'register'] : [];
    run('import', '--case', String(caseId), '--as', table, ...from, path.join(books, `${table}.csv`));
  }
  return [`--vault=${vault}`];
}

/** A vault whose first file is damaged. @returns arguments of the window */
export function damaged(folder: string): readonly string[] {
  const vault = path.join(folder, 'vault');
  assay(folder, ['vault', 'create', '--name', 'Auditor', '--vault', vault]);
  const file = path.join(vault, 'vault.json');
  const bytes = fs.readFileSync(file);
  for (let at = 60; at < bytes.length; at += 50) bytes[at] = (bytes[at] ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
  return [`--vault=${vault}`];
}
