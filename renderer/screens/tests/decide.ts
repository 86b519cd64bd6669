import { useRef, useState } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { State } from './hit-order.ts';
import type { RunHit } from './hits.ts';

type Disposition = RunHit['disposition'];
type Given = {
  readonly caseId: string;
  readonly runId: string;
  /** the leads that a decision is about: the marked ones, else the chosen one */
  readonly hits: readonly RunHit[];
  readonly done: () => void;
};

export type Deciding = {
  /** the decision whose reason is being written */
  readonly asked: State | null;
  readonly ask: (state: State | null) => void;
  readonly put: (disposition: Disposition) => void;
  readonly undo: () => void;
};

type Before = readonly (readonly [Disposition, readonly string[]])[];

/** What was decided before, leads of one decision together. */
function beforeOf(hits: readonly RunHit[]): Before {
  const groups = new Map<string, { disposition: Disposition; keys: string[] }>();
  for (const { key, disposition } of hits) {
    const name = JSON.stringify(disposition);
    const group = groups.get(name) ?? { disposition, keys: [] };
    group.keys.push(key);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ disposition, keys }) => [disposition, keys]);
}

/** Decisions about leads: one or many at once, each with its reason, each of them taken back with Ctrl+Z. */
export function useDeciding({ caseId, runId, hits, done }: Given): Deciding {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const [asked, ask] = useState<State | null>(null);
  const undoing = useRef<Before[]>([]);
  const write = async (groups: Before): Promise<void> => {
    for (const [disposition, keys] of groups) await api.call['hits.dispose']({ caseId, runId, keys: [...keys], disposition });
    forget(caseId);
  };
  const undo = (): void => {
    const last = undoing.current.pop();
    if (last !== undefined) void attempt(() => write(last));
  };
  const put = (disposition: Disposition): void => {
    const open = hits.filter((hit) => hit.findingId === null);
    ask(null);
    if (open.length === 0) return;
    void attempt(async () => {
      await write([[disposition, open.map((hit) => hit.key)]]);
      undoing.current.push(beforeOf(open));
      done();
      const state = say(`disposition.${disposition.state}`);
      tell(open.length === 1 ? say('tests.disposed', { state }) : say('tests.disposedMany', { n: open.length, state }), {
        label: say('undo'),
        run: undo,
      });
    });
  };
  return { asked, ask, put, undo };
}
