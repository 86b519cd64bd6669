import { z } from 'zod';
import { lang, theme, uuid } from './shapes.ts';

const nothing = z.object({});

export const vaultStatus = z.object({
  state: z.enum(['none', 'locked', 'unlocked']),
  dir: z.string(),
  name: z.string(),
  vaultId: z.string(),
  /** milliseconds until another passphrase may be tried */
  waitMs: z.number(),
});

export const vaultCalls = {
  'vault.status': { input: nothing, output: vaultStatus },
  'vault.create': { input: z.object({ name: z.string().min(1), passphrase: z.string() }), output: vaultStatus },
  'vault.unlock': { input: z.object({ passphrase: z.string() }), output: vaultStatus },
  /** writes the checkpoint and closes every file; main then ends the process */
  'vault.lock': { input: nothing, output: nothing },
  'vault.changePassphrase': { input: z.object({ from: z.string(), to: z.string() }), output: nothing },
  'vault.rotate': { input: z.object({ passphrase: z.string() }), output: nothing, progress: true },
  'vault.backup': { input: z.object({ to: z.string() }), output: z.object({ files: z.number(), bytes: z.number() }), progress: true },
  'vault.restore': { input: z.object({ from: z.string(), passphrase: z.string() }), output: vaultStatus, progress: true },
  'settings.get': {
    input: nothing,
    output: z.object({ lang, theme, idleMinutes: z.number() }),
  },
  'settings.set': {
    input: z.object({ lang: lang.optional(), theme: theme.optional(), idleMinutes: z.number().optional() }),
    output: nothing,
  },
  /** what a screen remembers: selection, filters, widths. Encrypted in assay.db */
  'view.get': { input: z.object({ key: z.string() }), output: z.object({ value: z.string().nullable() }) },
  'view.set': { input: z.object({ key: z.string(), value: z.string() }), output: nothing },
  'demo.create': { input: nothing, output: z.object({ caseId: uuid }), progress: true },
} as const;
