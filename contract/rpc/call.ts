import type { z } from 'zod';

/** One call: what goes in, what comes out, and what it reports on the way. */
export type Call = { readonly input: z.ZodType; readonly output: z.ZodType; readonly progress?: true };
export type Calls = { readonly [method: string]: Call };

export type Input<C extends Call> = z.input<C['input']>;
export type Output<C extends Call> = z.output<C['output']>;

export type Progress = { readonly stage: string; readonly done: number; readonly total: number };

/** The part of an AbortSignal that is used; both browsers and Node have it. */
export type CancelSignal = {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
};

export type CallOptions = { readonly signal?: CancelSignal; readonly onProgress?: (progress: Progress) => void };

/** The typed client: one method per call, rejecting with a `Failure`. */
export type Client<C extends Calls> = {
  readonly [M in keyof C]: (input: Input<C[M]>, options?: CallOptions) => Promise<Output<C[M]>>;
};

export type HandlerContext = { readonly signal: CancelSignal; readonly progress: (progress: Progress) => void };

/** The backend's side: a missing handler or a wrong field does not compile. */
export type Handlers<C extends Calls, S> = {
  readonly [M in keyof C]: (session: S, input: z.output<C[M]['input']>, context: HandlerContext) => Output<C[M]> | Promise<Output<C[M]>>;
};
