import { z } from 'zod';
import { lang, theme } from './shapes.ts';

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
    input: z.object({ kind: z.enum(['table', 'pdf', 'certificate', 'folder', 'model']) }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** files of any kind, as many as a person picks; empty when none */
  'shell.pickFiles': { input: nothing, output: z.object({ paths: z.array(z.string()) }) },
  'shell.pickSave': {
    input: z.object({ kind: z.enum(['pdf', 'ndjson', 'certificate', 'folder', 'file']), suggested: z.string() }),
    output: z.object({ path: z.string().nullable() }),
  },
  'shell.setTitle': { input: z.object({ title: z.string() }), output: nothing },
  /** language and theme of the door: kept outside the vault, without a word about cases */
  'shell.setLook': { input: z.object({ lang: lang.optional(), theme: theme.optional() }), output: nothing },
  /** what is true of this laptop and concerns the safety of what is on it */
  'shell.machine': {
    input: nothing,
    output: z.object({
      /** name of the person at the machine, as the system knows it; empty when it knows none */
      person: z.string(),
      /** whether the disk under the vault is encrypted; never guessed */
      disk: z.enum(['encrypted', 'plain', 'unknown']),
      /** whether memory that the system puts aside on a disk is encrypted */
      swap: z.enum(['none', 'encrypted', 'plain', 'unknown']),
    }),
  },
  /** hides at once, ends the backend and its children, shows the unlock screen */
  'shell.lock': { input: nothing, output: nothing },
  /** text was copied in the frame that shows a PDF, whose copies nobody else hears */
  'shell.copied': { input: nothing, output: nothing },
  /** the page has sent what it still held, after the event `leaving` */
  'shell.written': { input: nothing, output: nothing },
} as const;
export type ShellCalls = typeof shellCalls;
