import type { AssayEvent } from '../../contract/events/index.ts';
export function createBackend(options: { vaultDir: string; now: () => Date; today?: string; emit: (event: AssayEvent) => void }) {
  const handlers = {
    'vault.status': () => ({ state: 'none', dir: options.vaultDir, name: '', vaultId: '', waitMs: 0 }),
    'settings.get': () => ({ lang: 'en', theme: 'system', idleMinutes: 10 }),
    'vault.lock': () => ({}),
  };
  return { handlers: handlers as never, close: async () => {} };
}
