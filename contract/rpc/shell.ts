import { z } from 'zod';

const nothing = z.object({});

/** Calls that the window answers itself (Electron main), beside those of the backend. */
export const shellCalls = {
  'shell.info': {
    input: nothing,
    output: z.object({
      app: z.string(),
      electron: z.string(),
      platform: z.string(),
      packaged: z.boolean(),
      sandboxed: z.boolean(),
      /** set by the self-running sample job and journeys only */
      script: z.string(),
    }),
  },
  'shell.pickOpen': {
    input: z.object({ kind: z.enum(['table', 'pdf', 'certificate', 'folder']) }),
    output: z.object({ path: z.string().nullable() }),
  },
  'shell.pickSave': {
    input: z.object({ kind: z.enum(['pdf', 'ndjson', 'certificate', 'folder']), suggested: z.string() }),
    output: z.object({ path: z.string().nullable() }),
  },
  'shell.setTitle': { input: z.object({ title: z.string() }), output: nothing },
  'shell.setTheme': { input: z.object({ theme: z.enum(['system', 'light', 'dark']) }), output: nothing },
  /** hides at once, ends the backend and its children, shows the unlock screen */
  'shell.lock': { input: nothing, output: nothing },
} as const;
export type ShellCalls = typeof shellCalls;
