import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRpcClient } from '../../contract/rpc/client.ts';
import type { RpcClient } from '../../contract/rpc/client.ts';
import type { Refused } from '../../contract/rpc/errors.ts';
import type { FromBackend } from '../../contract/rpc/wire.ts';

/** The error a promise rejects with; fails the test when it does not. */
const failureOf = (promise: Promise<unknown>): Promise<Refused> =>
  promise.then(
    () => expect.unreachable('it was answered'),
    (error: unknown) => error as Refused,
  );

describe('calls over the message channel of a real child process', () => {
  let child: ChildProcess;
  let client: RpcClient;
  const seen: FromBackend[] = [];

  beforeAll(async () => {
    child = fork(path.join(import.meta.dirname, 'child.ts'), { serialization: 'advanced' });
    client = createRpcClient((message) => child.send(message));
    await new Promise((resolve) => child.once('message', resolve));
    child.on('message', (message) => {
      seen.push(message as FromBackend);
      client.receive(message as FromBackend);
    });
  });
  afterAll(() => child.disconnect());

  it('carries bigints and Kazakh text both ways unchanged', async () => {
    const sent = { amount: 9_007_199_254_740_993n, text: 'Әділ баға, ұйым' };
    expect(await client.call('sample.echo', sent)).toEqual(sent);
  });

  it('answers many open calls at once, each with its own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => client.call('sample.echo', { amount: BigInt(i), text: '' })));
    expect(answers.map((answer) => (answer as { amount: bigint }).amount)).toEqual(Array.from({ length: 50 }, (_, i) => BigInt(i)));
  });

  it('reports progress, the last step always', async () => {
    const steps: number[] = [];
    await client.call('sample.count', { to: 40 }, { onProgress: ({ done }) => steps.push(done) });
    expect(steps.at(-1)).toBe(40);
    expect(steps.length).toBeLessThan(40);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  it('cancels: the caller is free at once and the work ends', async () => {
    const abort = new AbortController();
    const running = failureOf(client.call('sample.count', { to: 1_000_000 }, { signal: abort.signal, onProgress: () => abort.abort() }));
    expect((await running).code).toBe('cancelled');
    await expect.poll(() => seen.some((message) => message.kind === 'failed' && message.failure.code === 'cancelled')).toBe(true);
  });

  it('does not send a call whose signal was aborted before', async () => {
    const failure = await failureOf(client.call('sample.echo', { amount: 1n, text: '' }, { signal: AbortSignal.abort() }));
    expect(failure.code).toBe('cancelled');
  });

  it('sends a long list in parts and puts it together again', async () => {
    seen.length = 0;
    const answer = (await client.call('sample.rows', { n: 12_345 })) as { n: number; rows: number[] };
    expect(answer.n).toBe(12_345);
    expect(answer.rows).toEqual(Array.from({ length: 12_345 }, (_, i) => i));
    expect(seen.filter((message) => message.kind === 'part')).toHaveLength(13);
  });

  it('sends long bytes in parts and puts them together again', async () => {
    const { bytes } = (await client.call('sample.bytes', { n: 1_000_003 })) as { bytes: Uint8Array };
    expect(bytes.length).toBe(1_000_003);
    expect(bytes.every((byte, i) => byte === i % 251)).toBe(true);
  });

  it('passes an expected failure with code, thing and arguments', async () => {
    const failure = await failureOf(client.call('sample.refuse', {}));
    expect({ code: failure.code, at: failure.at, args: failure.args }).toEqual({ code: 'case_missing', at: 'KZ-1', args: { n: 3 } });
  });

  it('says of an unexpected error only its name, never its message', async () => {
    const failure = await failureOf(client.call('sample.break', {}));
    expect(failure.code).toBe('internal');
    expect(JSON.stringify(seen)).not.toContain('Secret LLP');
  });

  it.each(['sample.unknown', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])('refuses the method %s', async (method) => {
    expect((await failureOf(client.call(method, {}))).code).toBe('call_unknown');
  });

  it('refuses input that its schema does not take, and names the field', async () => {
    const failure = await failureOf(client.call('sample.echo', { amount: '1', text: '' }));
    expect(failure.code).toBe('input_invalid');
    expect(failure.args).toEqual({ field: 'amount' });
  });
});
