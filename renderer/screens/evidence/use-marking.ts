import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { freshBox } from '../../parts/viewer/box.ts';
import type { Box } from '../../parts/viewer/box.ts';
import type { LookAt } from '../../parts/viewer/layers.ts';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceItem, Region } from './shapes.ts';
import { useDraft } from './use-draft.ts';
import type { Draft } from './use-draft.ts';

export type Marking = Omit<Draft, 'take'> & {
  /** begins a box on the shown page, or gives the one that was begun up */
  readonly begin: () => void;
  /** takes the box of a marked part in hand, to move it */
  readonly adjust: (region: Region) => void;
  /** @returns the marked region's id; undefined when it was refused, which is told */
  readonly keep: (title: string) => Promise<string | undefined>;
  readonly current: Region | null;
  readonly choose: (region: Region | null) => void;
  readonly remove: (region: Region) => void;
  readonly lookAt: LookAt | null;
  readonly look: (at: LookAt) => void;
  readonly onPage: (page: number) => void;
};

const boxOf = ({ page, left, top, width, height }: Box): Box => ({ page, left, top, width, height });

type Address = { readonly at: string | undefined; readonly page: number | undefined };

/** Marked parts of an item: which one is chosen (it stands in the address), which one is being made. */
export function useMarking(caseId: string, item: EvidenceItem, { at, page }: Address): Marking {
  const say = useSay();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const { evidenceId, sha256 } = item.item;
  const current = item.regions.find((region) => region.regionId === at) ?? null;
  const remove = useRemoveRegion(caseId);
  const { take, ...inHand } = useDraft();
  const { draft, adjusting } = inHand;
  const [shownPage, setShownPage] = useState(current?.page ?? page ?? 1);
  const [lookAt, look] = useState<LookAt | null>(() =>
    current === null && page === undefined ? null : { page: page ?? 1, top: 0, ...current },
  );
  const choose = (region: Region | null): void => {
    const search = region === null ? {} : { at: region.regionId };
    void go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId }, search, replace: true });
    if (region !== null) look({ page: region.page, top: region.top });
  };
  const add = async (box: Box, title: string): Promise<string> => {
    const { regionId } = await api.call['region.add']({ caseId, evidence: sha256, shape: boxOf(box), title, text: '' });
    forget(caseId);
    return regionId;
  };
  /** A part that is moved takes the checks of the rows typed from it back. */
  const move = async ({ regionId }: Region, box: Box): Promise<string> => {
    const { unchecked } = await api.call['region.change']({ caseId, regionId, shape: boxOf(box) });
    forget(caseId);
    if (unchecked > 0) tell(say('ev.region.uncheckedNow', { n: unchecked }));
    return regionId;
  };
  return {
    ...inHand,
    begin: () => take(draft === null ? freshBox(shownPage) : null, null),
    adjust: (region) => {
      look({ page: region.page, top: region.top });
      take(boxOf(region), region);
    },
    keep: (title) =>
      attempt(async () => {
        if (draft === null) throw new Error('no box to keep');
        const regionId = adjusting === null ? await add(draft, title) : await move(adjusting, draft);
        take(null, null);
        await go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId }, search: { at: regionId }, replace: true });
        return regionId;
      }),
    current,
    choose,
    remove,
    lookAt,
    look,
    onPage: setShownPage,
  };
}

/** Takes a marked part away and offers to put it back, with its links. */
function useRemoveRegion(caseId: string): (region: Region) => void {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  return ({ regionId }) =>
    void attempt(async () => {
      await api.call['region.remove']({ caseId, regionId });
      forget(caseId);
      const back = (): void =>
        void attempt(async () => {
          await api.call['region.restore']({ caseId, regionId });
          forget(caseId);
        });
      tell(say('ev.region.removed'), { label: say('undo'), run: back });
    });
}
