import { describe, expect, it } from 'vitest';
import { createServer } from '../../backend/rpc/server.ts';
import { partWindow } from '../../contract/rpc/wire.ts';
import type { FromBackend } from '../../contract/rpc/wire.ts';
import { sampleCalls, sampleHandlers } from './sample-calls.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

function open(): { readonly sent: FromBackend[]; readonly server: ReturnType<typeof createServer> } {
  const sent: FromBackend[] = [];
  const server = createServer({
    calls: sampleCalls,
    handlers: sampleHandlers,
    post: (message) => sent.push(message),
    onUnexpected: (_method, error) => expect.unreachable(String(error)),
  });
  return { sent, server };
}

describe('an answer of ten parts', () => {
  it('stops after four until the caller has seen one', async () => {
    const { sent, server } = open();
    server.receive({ kind: 'request', id: 7, method: 'sample.rows', input: { n: 10_000 } });
    await settled();
    expect(sent).toHaveLength(partWindow);
    server.receive({ kind: 'partSeen', id: 7 });
    await settled();
    expect(sent).toHaveLength(partWindow + 1);
    for (let i = 0; i < 9; i += 1) {
      server.receive({ kind: 'partSeen', id: 7 });
      await settled();
    }
    expect(sent.filter((message) => message.kind === 'part')).toHaveLength(10);
    expect(sent.at(-1)).toEqual({ kind: 'answer', id: 7, output: { n: 10_000, rows: [] } });
  });

  it('ends as cancelled when the caller gives up in the middle', async () => {
    const { sent, server } = open();
    server.receive({ kind: 'request', id: 1, method: 'sample.rows', input: { n: 10_000 } });
    await settled();
    server.receive({ kind: 'abort', id: 1 });
    await settled();
    expect(sent.at(-1)).toMatchObject({ kind: 'failed', id: 1, failure: { code: 'cancelled' } });
    expect(sent).toHaveLength(partWindow + 1);
  });

  it('does not start a second time when its id comes again', async () => {
    const { sent, server } = open();
    for (let i = 0; i < 2; i += 1) server.receive({ kind: 'request', id: 3, method: 'sample.rows', input: { n: 5_000 } });
    await settled();
    expect(sent).toHaveLength(partWindow);
  });
});
