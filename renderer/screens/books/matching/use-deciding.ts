import { useQueryClient } from '@tanstack/react-query';
import type { CallOptions } from '../../../../contract/rpc/call.ts';
import { useApi } from '../../../parts/api.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Decision, Method } from './shapes.ts';
import { decideKeys, openKeys, refreshPages, showDecided } from './use-proposals.ts';
import type { Decided, OfKind, Sought } from './use-proposals.ts';

const undoAtMost = 20_000;

/** Of which proposal which match was made while the kind is looked at; outlives another search. */
export type Made = Map<string, string>;

/** What is decided at once: proposals at places of the list, or all of a method from a score on. */
export type Many = { readonly places: readonly number[] } | { readonly method: Method; readonly minScore: number };

/** Confirms, refuses and takes back; what was decided is shown at once in the list, and many can be taken back together. */
export function useDeciding(of: OfKind & Sought, made: Made) {
  const api = useApi();
  const client = useQueryClient();
  const run = useRunJob();
  const { tell, attempt } = useNotices();
  const { say } = useSpeech();

  const show = ({ matches }: Decided, state: Decision): void => {
    for (const { key, matchId } of matches) made.set(key, matchId);
    showDecided(client, of, new Map(matches.map(({ key }) => [key, state])));
  };

  const undo = (keys: readonly string[]): Promise<unknown> =>
    attempt(async () => {
      const known = keys.flatMap((key) => {
        const matchId = made.get(key);
        return matchId === undefined ? [] : [{ key, matchId }];
      });
      if (known.length === 0) return;
      await run(say('matchScreen.undoing', { n: known.length }), async (options) => {
        for (let at = 0; at < known.length; at += undoAtMost) {
          const matchIds = known.slice(at, at + undoAtMost).map(({ matchId }) => matchId);
          await api.call['match.undoAll']({ caseId: of.caseId, matchIds }, options);
        }
      });
      for (const { key } of known) made.delete(key);
      showDecided(client, of, new Map(known.map(({ key }) => [key, 'proposed'])));
      if (known.length > 1) tell(say('matchScreen.undone', { n: known.length }));
    });

  const one = (key: string, state: Decision): Promise<unknown> =>
    attempt(async () => show(await decideKeys(api, { ...of, keys: [key], state }, {}), state));

  const decided = async (many: Many, state: Decision, options: CallOptions): Promise<Decided> => {
    if ('method' in many) return api.call['match.decideAll']({ caseId: of.caseId, kind: of.kind, ...many }, options);
    const onProgress = (done: number): void => options.onProgress?.({ stage: 'gather', done, total: many.places.length });
    const keys = await openKeys(api, { ...of, places: many.places }, { signal: options.signal as AbortSignal | undefined, onProgress });
    return keys.length === 0 ? { decided: 0, matches: [] } : decideKeys(api, { ...of, keys, state }, options);
  };

  const all = (many: Many, state: Decision): Promise<unknown> =>
    attempt(async () => {
      const done = await run(say(`matchScreen.doing.${state}`), (options) => decided(many, state, options)).catch((error: unknown) => {
        // What was written before it was cancelled stands: the list says so.
        void refreshPages(client, of);
        throw error;
      });
      show(done, state);
      const keys = done.matches.map(({ key }) => key);
      tell(say(`matchScreen.done.${state}`, { n: done.decided }), { label: say('undo'), run: () => void undo(keys) });
    });

  return { one, all, undo, canUndo: (key: string): boolean => made.has(key) };
}
