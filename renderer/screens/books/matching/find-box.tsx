import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../../parts/commands.tsx';
import { useStable } from '../../../parts/latest.ts';
import { useSpeech } from '../../../parts/words.tsx';

const searchAfterMs = 220;

type FindProps = {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** the shortcut that leads here */
  readonly keys?: string;
  /** the list that Enter and the arrow down lead to */
  readonly list: string;
};

/** Words that narrow a list; asked for a moment after the last letter. */
export function FindBox(props: FindProps): ReactNode {
  const { say } = useSpeech();
  const box = useRef<HTMLInputElement>(null);
  const { text, keys, label } = props;
  const [draft, setDraft] = useState({ over: text, typed: text });
  const typed = draft.over === text ? draft.typed : text;
  // words that were asked for are no draft any more: cleared ones must not come back
  const ask = useStable((words: string): void => {
    setDraft({ over: words, typed: words });
    props.onText(words);
  });
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => ask(typed), searchAfterMs);
    return () => clearTimeout(timer);
  }, [typed, text, ask]);
  useCommands(
    keys === undefined ? [] : [{ id: `match.find.${props.list}`, title: label, group: 'do', keys, run: () => box.current?.select() }],
  );
  return (
    <div className="search-box">
      <Search className="icon" aria-hidden />
      <input
        ref={box}
        className="input slim"
        type="text"
        spellCheck={false}
        maxLength={200}
        aria-label={label}
        placeholder={say('matchScreen.find.hint')}
        value={typed}
        onChange={(event) => setDraft({ over: text, typed: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation();
            ask('');
          }
          if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          if (typed !== text) ask(typed);
          document.querySelector<HTMLElement>(`${props.list} [role=grid]`)?.focus();
        }}
      />
      {typed === '' && keys !== undefined ? <kbd aria-hidden>{keys.replace('+', ' ')}</kbd> : null}
    </div>
  );
}
