import { z } from 'zod';
import type { Handlers } from '../../contract/rpc/call.ts';
import { Refused } from '../../contract/rpc/errors.ts';

/** A small set of calls that shows everything the transport can do. */
export const sampleCalls = {
  'sample.echo': { input: z.object({ amount: z.bigint(), text: z.string() }), output: z.object({ amount: z.bigint(), text: z.string() }) },
  'sample.count': { input: z.object({ to: z.number() }), output: z.object({ counted: z.number() }), progress: true },
  'sample.rows': { input: z.object({ n: z.number() }), output: z.object({ n: z.number(), rows: z.array(z.number()) }) },
  'sample.bytes': { input: z.object({ n: z.number() }), output: z.object({ bytes: z.custom<Uint8Array>() }) },
  'sample.refuse': { input: z.object({}), output: z.object({}) },
  'sample.break': { input: z.object({}), output: z.object({}) },
} as const;

export const sampleHandlers: Handlers<typeof sampleCalls, void> = {
  'sample.echo': (_session, input) => input,
  'sample.count': async (_session, { to }, { signal, progress }) => {
    for (let done = 0; done < to; done += 1) {
      if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'sample.count' });
      progress({ stage: 'counting', done: done + 1, total: to });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return { counted: to };
  },
  'sample.rows': (_session, { n }) => ({ n, rows: Array.from({ length: n }, (_, i) => i) }),
  'sample.bytes': (_session, { n }) => ({ bytes: Uint8Array.from({ length: n }, (_, i) => i % 251) }),
  'sample.refuse': () => {
    throw new Refused({ code: 'case_missing', at: 'KZ-1', args: { n: 3 } });
  },
  'sample.break': () => {
    throw new TypeError('the trader is called Secret LLP');
  },
};
