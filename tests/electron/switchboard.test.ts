import { describe, expect, it } from 'vitest';
import { createSwitchboard } from '../../electron/backend-host/switchboard.ts';
import type { Caller } from '../../electron/backend-host/switchboard.ts';
import type { FromBackend, ToBackend } from '../../contract/rpc/wire.ts';

const window = (): Caller & { readonly heard: FromBackend[] } => {
  const heard: FromBackend[] = [];
  return { heard, post: (message) => void heard.push(message) };
};
const request = (id: number, method = 'vault.status'): ToBackend => ({ kind: 'request', id, method, input: {} });

function open(there = true): { readonly sent: ToBackend[]; readonly board: ReturnType<typeof createSwitchboard> } {
  const sent: ToBackend[] = [];
  const board = createSwitchboard((message) => {
    if (there) sent.push(message);
    return there;
  });
  return { sent, board };
}

describe('the switchboard between windows and the backend', () => {
  it('two windows may use the same id: each hears its own answer', () => {
    const { sent, board } = open();
    const [one, two] = [window(), window()];
    board.fromCaller(one, request(1));
    board.fromCaller(two, request(1));
    const ids = sent.map((message) => message.id);
    expect(new Set(ids).size).toBe(2);
    board.fromBackend({ kind: 'answer', id: ids[1] ?? 0, output: 'for two' });
    expect(one.heard).toEqual([]);
    expect(two.heard).toEqual([{ kind: 'answer', id: 1, output: 'for two' }]);
  });

  it("passes a cancel to the call that it belongs to, and to no other window's", () => {
    const { sent, board } = open();
    const [one, two] = [window(), window()];
    board.fromCaller(one, request(5));
    board.fromCaller(two, { kind: 'abort', id: 5 });
    expect(sent).toHaveLength(1);
    board.fromCaller(one, { kind: 'abort', id: 5 });
    expect(sent[1]).toEqual({ kind: 'abort', id: sent[0]?.id });
  });

  it('open calls fail by name when the backend dies', () => {
    const { board } = open();
    const one = window();
    board.fromCaller(one, request(3, 'import.commit'));
    board.failAll('backend_gone');
    board.failAll('backend_gone');
    expect(one.heard).toEqual([{ kind: 'failed', id: 3, failure: { code: 'backend_gone', at: 'import.commit', args: {} } }]);
  });

  it('a call while there is no backend fails at once', () => {
    const { board } = open(false);
    const one = window();
    board.fromCaller(one, request(3));
    expect(one.heard).toMatchObject([{ kind: 'failed', id: 3, failure: { code: 'backend_gone' } }]);
  });

  it('the calls of a page that is gone are cancelled, and it hears nothing more', () => {
    const { sent, board } = open();
    const one = window();
    board.addListener(one);
    board.fromCaller(one, request(9));
    board.drop(one);
    expect(sent[1]).toEqual({ kind: 'abort', id: sent[0]?.id });
    board.fromBackend({ kind: 'answer', id: sent[0]?.id ?? 0, output: {} });
    board.tell({ kind: 'vault.changed' });
    expect(one.heard).toEqual([]);
  });

  it('main calls too', async () => {
    const { sent, board } = open();
    const answer = board.own.call('vault.lock', {});
    board.fromBackend({ kind: 'answer', id: sent[0]?.id ?? 0, output: {} });
    expect(await answer).toEqual({});
  });
});
