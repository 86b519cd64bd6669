import { useState } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../parts/commands.tsx';
import { useSay } from '../../parts/words.tsx';
import { Guide } from './guide.tsx';

/**
 * F1 opens the guide, here as in the palette.
 * @param chapterHere the chapter that belongs to what is on the screen; asked when the guide opens
 */
export function useGuide(chapterHere: () => string): { readonly guide: ReactNode; readonly openGuide: () => void } {
  const say = useSay();
  const [start, setStart] = useState<string | null>(null);
  const openGuide = (): void => setStart(chapterHere());
  useCommands([{ id: 'guide', title: say('guide.title'), group: 'do', keys: 'F1', run: openGuide }]);
  return { guide: start === null ? null : <Guide start={start} close={() => setStart(null)} />, openGuide };
}
