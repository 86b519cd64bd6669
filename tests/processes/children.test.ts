import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { keepChildren } from '../../backend/processes/kept-children.ts';
import type { KeptChildren, KeepOptions } from '../../backend/processes/kept-children.ts';
import { startChild } from '../../backend/processes/start-child.ts';
import type { Child } from '../../backend/processes/start-child.ts';
import { Refused } from '../../domain/model/refused.ts';
import { lives, sampleChild } from './sample-jobs.ts';
import type { SampleJobs } from './sample-jobs.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const start = (): Child<SampleJobs> => {
  const child = startChild<SampleJobs>({ file: sampleChild });
  ends.push(child.end);
  return child;
};
const keep = (options: Partial<KeepOptions> = {}): KeptChildren<SampleJobs> => {
  const children = keepChildren<SampleJobs>({ file: sampleChild, ...options });
  ends.push(children.end);
  return children;
};

describe('a child', () => {
  test('answers with what a message can hold, and tells how far it is', async () => {
    const seen: number[] = [];
    expect(await start().ask('count.to', { n: 4 }, { onProgress: ({ done }) => void seen.push(done) })).toBe(4n);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('refuses by code, place and arguments', async () => {
    await expect(start().ask('fail.as', { how: 'refused' })).rejects.toEqual(
      new Refused({ code: 'row_missing', at: 'x:1', args: { n: 3 } }),
    );
  });

  test('a mistake rises as one, with places in the code and without its message', async () => {
    const error = await start()
      .ask('fail.as', { how: 'mistake' })
      .catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(Refused);
    expect(String((error as Error).name)).toBe('TypeError');
    expect((error as Error).stack).toMatch(/at .*sample-child\.ts/);
    expect(`${(error as Error).message}${(error as Error).stack}`).not.toContain('Секрет');
  });

  test('that ends without an answer is told to everybody who waits', async () => {
    const child = start();
    const other = child.ask('count.to', { n: 1000 });
    await expect(child.ask('fail.as', { how: 'exit' })).rejects.toMatchObject({ code: 'backend_gone' });
    await expect(other).rejects.toMatchObject({ code: 'backend_gone' });
    expect(child.alive()).toBe(false);
    await expect(child.ask('say.pid', null)).rejects.toMatchObject({ code: 'backend_gone' });
  });

  test('that cannot be started is told', async () => {
    const child = startChild<SampleJobs>({ file: path.join(import.meta.dirname, 'none.ts') });
    await expect(child.ask('say.pid', null)).rejects.toMatchObject({ code: 'backend_gone' });
  });

  test('is asked to stop, and lives on when it does', async () => {
    const child = start();
    const stop = new AbortController();
    const counting = child.ask('count.to', { n: 1000 }, { signal: stop.signal, graceMs: 5000, onProgress: () => stop.abort() });
    await expect(counting).rejects.toMatchObject({ code: 'cancelled', at: 'politely' });
    expect(await child.ask('count.to', { n: 1 })).toBe(1n);
  });

  test('is killed when it does not stop in time, and is gone when that is told', async () => {
    const child = start();
    const pid = await child.ask('say.pid', null);
    const stop = new AbortController();
    const spinning = child.ask('spin.for', { ms: 60_000 }, { signal: stop.signal, graceMs: 50, onProgress: () => stop.abort() });
    await expect(spinning).rejects.toMatchObject({ code: 'cancelled' });
    expect([child.alive(), lives(pid)]).toEqual([false, false]);
  });

  test('is given no argument and nothing of the environment that it does not need', async () => {
    vi.stubEnv('ASSAY_PASSPHRASE', 'секрет');
    const { env, args } = await start().ask('say.environment', null);
    vi.unstubAllEnvs();
    expect([args, env.includes('ASSAY_PASSPHRASE')]).toEqual([[], false]);
  });
});

describe('kept children', () => {
  test('one per key serves every question under it', async () => {
    const children = keep();
    const first = await children.ask('a', 'say.pid', null);
    expect(await children.ask('a', 'say.pid', null)).toBe(first);
    expect(await children.ask('b', 'say.pid', null)).not.toBe(first);
    expect(children.alive()).toEqual(['a', 'b']);
  });

  test('cancelling kills the one child, harms no other question, and the next one starts a new child', async () => {
    const children = keep();
    const before = await children.ask('a', 'say.pid', null);
    const stop = new AbortController();
    const spinning = children.ask('a', 'spin.for', { ms: 60_000 }, { signal: stop.signal, onProgress: () => stop.abort() });
    const waiting = children.ask('a', 'say.pid', null);
    await expect(spinning).rejects.toMatchObject({ code: 'cancelled' });
    expect(await waiting).not.toBe(before);
    expect(lives(before)).toBe(false);
  });

  test('a question that is cancelled in the line leaves it at once and disturbs nobody', async () => {
    const children = keep();
    const counting = children.ask('a', 'count.to', { n: 100 });
    const stop = new AbortController();
    const waiting = children.ask('a', 'say.pid', null, { signal: stop.signal });
    const behind = children.ask('a', 'say.pid', null);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    let counted = false;
    void counting.then(() => (counted = true));
    expect(counted).toBe(false);
    expect(await counting).toBe(100n);
    expect(typeof (await behind)).toBe('number');
  });

  test('no more live than is allowed: the one longest idle makes room', async () => {
    const children = keep({ most: 2 });
    const [a] = [await children.ask('a', 'say.pid', null), await children.ask('b', 'say.pid', null)];
    await children.ask('a', 'say.pid', null);
    const b = await children.ask('b', 'say.pid', null);
    await children.ask('c', 'say.pid', null);
    expect(children.alive()).toEqual(['b', 'c']);
    await vi.waitFor(() => expect(lives(a)).toBe(false));
    expect(lives(b)).toBe(true);
  });

  test('an idle one is ended after its time', async () => {
    const children = keep({ idleMs: 100 });
    const pid = await children.ask('a', 'say.pid', null);
    await vi.waitFor(() => expect([children.alive(), lives(pid)]).toEqual([[], false]), 5000);
  });

  test('a process that has nothing more to do ends, and its child with it', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [path.join(import.meta.dirname, 'idle-parent.ts')], { timeout: 20_000 });
    await vi.waitFor(() => expect(lives(Number(stdout))).toBe(false), 5000);
  });
});
