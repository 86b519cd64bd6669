import type { Progress } from '../../contract/rpc/call.ts';
import type { Failure } from '../../contract/rpc/errors.ts';

/**
 * What the backend and its child processes say to each other over the message channel (structured clone: bigint and typed arrays
 * pass). Keys travel here and nowhere else: never in an argument, never in the environment.
 */
export type ToChild =
  | { readonly kind: 'ask'; readonly id: number; readonly job: string; readonly input: unknown }
  | { readonly kind: 'abort'; readonly id: number };

export type FromChild =
  | ({ readonly kind: 'progress'; readonly id: number } & Progress)
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  /** `frames`: of an error that nobody expected, the places in the code and nothing else */
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure; readonly frames: string };

/** Jobs of a child by name: what goes in, what comes out. */
export type Jobs = { readonly [job: string]: { readonly input: unknown; readonly output: unknown } };
