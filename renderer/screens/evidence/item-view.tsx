import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useStable } from '../../parts/latest.ts';
import { PdfView } from '../../parts/pdf/pdf-view.tsx';
import type { Box, ShownBox } from '../../parts/viewer/box.ts';
import type { Layers } from '../../parts/viewer/layers.ts';
import type { PageOfWords } from '../../parts/viewer/page-words.ts';
import { PictureView } from '../../parts/viewer/picture-view.tsx';
import { useSay } from '../../parts/words.tsx';
import { shownAtMost, useShownBytes } from './bytes.ts';
import type { EvidenceItem, Region } from './shapes.ts';
import { TextView } from './text-view.tsx';
import type { Marking } from './use-marking.ts';

type ViewProps = {
  readonly caseId: string;
  readonly item: EvidenceItem;
  readonly marking: Marking;
  /** a marked part was pressed */
  readonly onRegion: () => void;
};

/** The item as it can be looked at: a picture, pages, text; for anything else what can be done with it. */
export function ItemView(props: ViewProps): ReactNode {
  const say = useSay();
  const { item: header } = props.item;
  if (header.bytes > shownAtMost) return <Blank title={say('ev.view.tooLarge')} text={say('ev.view.tooLarge.text')} />;
  switch (header.kind) {
    case 'image':
    case 'pdf':
      return <Pages {...props} />;
    case 'text':
    case 'book':
      return <TextView caseId={props.caseId} header={header} />;
    case 'other':
      return <Blank title={say('ev.view.other')} text={say('ev.view.other.text')} />;
    default:
      return header.kind satisfies never;
  }
}

const draftId = 'draft';

/** The marked parts as they are laid over the pages. */
function useBoxes(regions: readonly Region[], current: Region | null, draft: Box | null): readonly ShownBox[] {
  return useMemo(() => {
    const shown = regions.map((region): ShownBox => {
      const { regionId, title, page, left, top, width, height } = region;
      const look = regionId === current?.regionId ? 'current' : 'plain';
      return { id: regionId, label: title, page, left, top, width, height, look };
    });
    return draft === null ? shown : [...shown, { ...draft, id: draftId, label: '', look: 'draft' }];
  }, [regions, current, draft]);
}

/** Recognised words of pages that are pictures; pages with text of their own need none. */
function useWords(caseId: string, evidenceId: string, recognised: number): readonly PageOfWords[] {
  const pages = useAsk('ocr.pages', { caseId, evidenceId }, { enabled: recognised > 0 }).data?.pages;
  return useMemo(() => (pages ?? []).filter((page) => page.by === 'ocr').map(({ page, words }) => ({ page, words })), [pages]);
}

function Pages({ caseId, item, marking, onRegion }: ViewProps): ReactNode {
  const { item: header } = item;
  const shown = useShownBytes({ caseId, evidenceId: header.evidenceId }, header);
  const words = useWords(caseId, header.evidenceId, header.recognised);
  const { draft, setDraft, adjusting, current, lookAt } = marking;
  // the part whose box is in hand is drawn where the hand has it
  const resting = useMemo(() => item.regions.filter((one) => one.regionId !== adjusting?.regionId), [item.regions, adjusting]);
  const boxes = useBoxes(resting, current, draft);
  const onDrawn = useStable((box: Box) => setDraft(box));
  const onPage = useStable(marking.onPage);
  const onPress = useStable((id: string) => {
    const region = item.regions.find((one) => one.regionId === id);
    if (region === undefined) return;
    marking.choose(region);
    onRegion();
  });
  const drawing = draft !== null;
  const layers = useMemo<Layers>(
    () => ({ boxes, words, drawing, onDrawn, onPress, onPage, lookAt }),
    [boxes, words, drawing, onDrawn, onPress, onPage, lookAt],
  );
  if (shown.error !== null) return <Refusal error={shown.error} />;
  if (shown.data === undefined) return <Reading />;
  return header.kind === 'pdf' ? (
    <PdfView key={header.sha256} bytes={shown.data} name={header.name} layers={layers} />
  ) : (
    <PictureView key={header.sha256} bytes={shown.data} name={header.name} layers={layers} />
  );
}
