import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { freshBox } from '../../parts/viewer/box.ts';
import type { Box } from '../../parts/viewer/box.ts';
import type { LookAt } from '../../parts/viewer/layers.ts';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceItem, Region } from './shapes.ts';

export type Marking = {
  /** the box that is being marked */
  readonly draft: Box | null;
  /** changes with each new draft, so that its form begins anew */
  readonly draftKey: number;
  readonly setDraft: (box: Box | null) => void;
  /** puts a box there without taking the focus: another form is being filled in */
  readonly propose: (box: Box | null) => void;
  /** the draft was only proposed */
  readonly proposed: boolean;
  /** begins a box on the shown page, or gives the one that was begun up */
  readonly begin: () => void;
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
  const [draft, setDraft] = useState<Box | null>(null);
  const [draftKey, setDraftKey] = useState(0);
  const [proposed, setProposed] = useState(false);
  const [shownPage, setShownPage] = useState(current?.page ?? page ?? 1);
  const [lookAt, look] = useState<LookAt | null>(() =>
    current === null && page === undefined ? null : { page: page ?? 1, top: 0, ...current },
  );
  const choose = (region: Region | null): void => {
    const search = region === null ? {} : { at: region.regionId };
    void go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId }, search, replace: true });
    if (region !== null) look({ page: region.page, top: region.top });
  };
  const add = async (box: Box, title: string, text: string): Promise<string> => {
    const { regionId } = await api.call['region.add']({ caseId, evidence: sha256, shape: boxOf(box), title, text });
    forget(caseId);
    return regionId;
  };
  return {
    draft,
    draftKey,
    setDraft,
    propose: (box) => {
      setProposed(true);
      setDraft(box);
    },
    proposed,
    begin: () => {
      setProposed(false);
      setDraft(draft === null ? freshBox(shownPage) : null);
      setDraftKey(draftKey + 1);
    },
    keep: (title) =>
      attempt(async () => {
        if (draft === null) throw new Error('no box to keep');
        const regionId = await add(draft, title, '');
        setDraft(null);
        await go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId }, search: { at: regionId }, replace: true });
        return regionId;
      }),
    current,
    choose,
    remove: (region) =>
      void attempt(async () => {
        await api.call['region.remove']({ caseId, regionId: region.regionId });
        forget(caseId);
        tell(say('ev.region.removed'), { label: say('undo'), run: () => void attempt(() => add(region, region.title, region.text)) });
      }),
    lookAt,
    look,
    onPage: setShownPage,
  };
}
