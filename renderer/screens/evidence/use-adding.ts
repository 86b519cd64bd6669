import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';
import type { Meta, Origin } from './shapes.ts';

/** How something comes in, and what it is to support. */
export type Arrival = { readonly origin: Origin; readonly meta?: Meta; readonly target?: string };
export type Added = { readonly evidenceId: string; readonly sha256: string; readonly duplicate: boolean };

export type Adding = {
  /** @returns what was kept; undefined when it was refused or cancelled, which is told */
  readonly files: (paths: readonly string[], arrival: Arrival) => Promise<readonly Added[] | undefined>;
  readonly bytes: (bytes: Uint8Array<ArrayBuffer>, name: string, arrival: Arrival) => Promise<readonly Added[] | undefined>;
};

/**
 * Keeps files and pictures as evidence, ties them to what they are to support, and offers to take that back.
 * @param onTied something was tied, or was untied again
 */
export function useAdding(caseId: string, onTied?: (tied: boolean) => void): Adding {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const run = useRunJob();
  const { attempt, tell } = useNotices();

  const undo = (added: readonly Added[], links: readonly string[]): void =>
    void attempt(async () => {
      for (const linkId of links) await api.call['link.remove']({ caseId, linkId });
      if (links.length > 0) onTied?.(false);
      for (const { evidenceId, duplicate } of added) if (!duplicate) await api.call['evidence.remove']({ caseId, evidenceId });
      forget(caseId);
    });

  const settle = async (added: readonly Added[], { target }: Arrival): Promise<void> => {
    const links: string[] = [];
    if (target !== undefined) {
      for (const { sha256 } of added) {
        links.push((await api.call['link.add']({ caseId, evidence: sha256, regionId: null, target, note: '' })).linkId);
      }
      onTied?.(true);
    }
    forget(caseId);
    const known = added.filter((one) => one.duplicate).length;
    const text = say(target === undefined ? 'ev.added' : 'ev.addedLinked', { n: added.length, known });
    tell(text, known === added.length && links.length === 0 ? undefined : { label: say('undo'), run: () => undo(added, links) });
  };

  return {
    files: (paths, arrival) =>
      attempt(async () => {
        const { origin, meta = {} } = arrival;
        const { added } = await run(say('ev.adding', { n: paths.length }), (options) =>
          api.call['evidence.add']({ caseId, paths: [...paths], origin, meta }, options),
        );
        await settle(added, arrival);
        return added;
      }),
    bytes: (bytes, name, arrival) =>
      attempt(async () => {
        const { origin, meta = {} } = arrival;
        const added = [await api.call['evidence.take']({ caseId, bytes, name, origin, meta })];
        await settle(added, arrival);
        return added;
      }),
  };
}
