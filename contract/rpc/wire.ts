import { z } from 'zod';
import { event } from '../events/index.ts';
import { failureSchema } from './errors.ts';

/**
 * What travels between a window and the backend, in both directions, as structured clones.
 * Ids are given by the caller, unique among its open calls. A large answer is sent in parts before its `answer`:
 * the caller acknowledges each one, and at most `partWindow` of them are on their way.
 */
const id = z.number().int().min(0);

export const request = z.object({ kind: z.literal('request'), id, method: z.string(), input: z.unknown() });
export const abort = z.object({ kind: z.literal('abort'), id });
export const partSeen = z.object({ kind: z.literal('partSeen'), id });

/** From the window. */
export const toBackend = z.discriminatedUnion('kind', [request, abort, partSeen]);
export type ToBackend = z.infer<typeof toBackend>;

const progress = z.object({ kind: z.literal('progress'), id, stage: z.string(), done: z.number(), total: z.number() });
/** The next piece of the answer's field `field`: elements of a list, or bytes. */
const part = z.object({
  kind: z.literal('part'),
  id,
  field: z.string(),
  piece: z.union([z.array(z.unknown()), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]),
});
const answer = z.object({ kind: z.literal('answer'), id, output: z.unknown() });
const failed = z.object({ kind: z.literal('failed'), id, failure: failureSchema });
const told = z.object({ kind: z.literal('event'), event });

/** To the window. `ready` comes once from each backend process, before anything else. */
export const fromBackend = z.discriminatedUnion('kind', [progress, part, answer, failed, told, z.object({ kind: z.literal('ready') })]);
export type FromBackend = z.infer<typeof fromBackend>;

/** Parts of one answer that may be on their way unacknowledged. */
export const partWindow = 4;
/** Lists longer than this, and bytes more than this times 256, are sent in parts of this size. */
export const partLength = 1_000;
export const partBytes = 256 * 1024;
