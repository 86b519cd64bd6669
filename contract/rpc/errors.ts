import { z } from 'zod';
import { Refused, refusalCodes } from '../../domain/model/refused.ts';

export { Refused, refusalCodes, type RefusalCode } from '../../domain/model/refused.ts';

/** How a failure crosses a process border: code, thing and arguments, never a sentence and never a stack. */
export const failureSchema = z.object({
  code: z.enum(refusalCodes),
  at: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Failure = z.infer<typeof failureSchema>;

/** Anything thrown becomes a failure; what was not expected becomes `internal` with the error's name only. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Refused) return { code: error.code, at: error.at, args: { ...error.args } };
  return { code: 'internal', at: error instanceof Error ? error.name : '', args: {} };
}

export const toRefused = (failure: Failure): Refused => new Refused(failure);
