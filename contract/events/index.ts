import { z } from 'zod';

/** Events come back from the backend; calls go the other way. */
export const event = z.discriminatedUnion('kind', [
  /** a case changed: what shows it asks again */
  z.object({ kind: z.literal('case.changed'), caseId: z.string(), entities: z.array(z.string()) }),
  z.object({ kind: z.literal('vault.changed') }),
  z.object({ kind: z.literal('import.interrupted'), caseId: z.string(), fileName: z.string() }),
  /** the shell says: the window is hidden and about to lock; what is not yet on disk is to be written now */
  z.object({ kind: z.literal('leaving') }),
  /** the shell says: the backend ended by itself and was started again */
  z.object({ kind: z.literal('backend.gone') }),
  z.object({ kind: z.literal('backend.back') }),
]);
export type AssayEvent = z.infer<typeof event>;
