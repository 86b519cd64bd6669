import type { AssayEvent } from '../../contract/events/index.ts';
export function createBackend(options: { vaultDir: string; now: () => Date; today?: string; emit: (event: AssayEvent) => void }) {
  const handlers = {
    'vault.status': () => ({ state: 'none', dir: options.vaultDir, name: '', vaultId: '', waitMs: 0 }),
    'settings.get': () => ({ lang: 'en', theme: 'system', idleMinutes: 10 }),
    'rows.window': (_s: void, { at, limit }: { at: number; limit: number }) => ({
      at,
      names: Array.from({ length: limit }, (_, i) => 'a'.repeat(64) + ':declarations:' + i),
      lines: Array.from({ length: limit }, (_, i) => i),
      rows: Array.from({ length: limit }, (_, i) =>
        Array.from({ length: 55 }, (_, j) => (j % 3 === 0 ? BigInt(i) * 1000000007n : j % 3 === 1 ? 'текст ' + i : i)),
      ),
    }),
    'report.bytes': () => ({ bytes: new Uint8Array(20_000_000) }),
    'vault.lock': () => ({}),
  };
  return { handlers: handlers as never, close: async () => {} };
}
