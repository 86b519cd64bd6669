import { useState } from 'react';
import type { Box } from '../../parts/viewer/box.ts';
import type { Region } from './shapes.ts';

/** A box in hand: a new part that is being marked, or a marked one that is being moved. */
export type Draft = {
  readonly draft: Box | null;
  /** changes with each new draft, so that its form begins anew */
  readonly draftKey: number;
  /** the draft was only proposed */
  readonly proposed: boolean;
  /** the marked part whose box is in hand; null while a new one is marked */
  readonly adjusting: Region | null;
  readonly setDraft: (box: Box | null) => void;
  /** puts a box there without taking the focus: another form is being filled in */
  readonly propose: (box: Box | null) => void;
  /** puts a box in hand, or gives it up */
  readonly take: (box: Box | null, region: Region | null) => void;
};

export function useDraft(): Draft {
  const [draft, setBox] = useState<Box | null>(null);
  const [draftKey, setDraftKey] = useState(0);
  const [proposed, setProposed] = useState(false);
  const [adjusting, setAdjusting] = useState<Region | null>(null);
  const take = (box: Box | null, region: Region | null): void => {
    setProposed(false);
    setAdjusting(region);
    setBox(box);
    setDraftKey(draftKey + 1);
  };
  return {
    draft,
    draftKey,
    proposed,
    adjusting,
    setDraft: (box) => (box === null ? take(null, null) : setBox(box)),
    propose: (box) => {
      setProposed(true);
      setAdjusting(null);
      setBox(box);
    },
    take,
  };
}
