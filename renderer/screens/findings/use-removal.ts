import { useNotices } from '../../parts/notices.tsx';
import { useStable } from '../../parts/latest.ts';
import { useSay } from '../../parts/words.tsx';

/**
 * Takes an entry out of a list and offers to put it back where it stood, among whatever the list holds by then.
 * @returns removes the entry at that place and says so with the words of that key
 */
export function useRemoval<T>(list: readonly T[], onChange: (next: T[]) => void): (index: number, key: string) => void {
  const say = useSay();
  const { tell } = useNotices();
  const putBack = useStable((index: number, entry: T) => onChange(list.toSpliced(index, 0, entry)));
  return (index, key) => {
    const entry = list[index];
    onChange(list.toSpliced(index, 1));
    if (entry !== undefined) tell(say(key), { label: say('undo'), run: () => putBack(index, entry) });
  };
}
