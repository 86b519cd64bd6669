import { useNavigate, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Blank } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useSettled, useStable } from '../../parts/latest.ts';
import { useSpeech } from '../../parts/words.tsx';
import { Advice } from './advice.tsx';
import { FoundCodes } from './found-codes.tsx';
import { TakeIn } from './take-in.tsx';
import { Versions } from './versions.tsx';

const askAfterMs = 180;

/** Commodity codes of the vault's nomenclatures and tariffs: by code or words, or by what a goods description is most like. */
export function CodesPage(): ReactNode {
  const { say } = useSpeech();
  const { find = '', like = false } = useSearch({ from: '/codes' });
  const go = useNavigate();
  const lists = useAsk('hs.lists', {});
  const [takingIn, setTakingIn] = useState(false);
  const show = (next: { readonly find: string; readonly like: boolean }): void =>
    void go({
      to: '/codes',
      search: { ...(next.find === '' ? {} : { find: next.find }), ...(next.like ? { like: true } : {}) },
      replace: true,
    });
  useCommands([{ id: 'hs.import', title: say('hs.import'), group: 'do', run: () => setTakingIn(true) }]);
  const there = lists.data?.lists ?? [];
  return (
    <main className="work-page" id="work" tabIndex={-1}>
      <header className="work-head compact">
        <div className="bar-row">
          <h1>{say('hs.title')}</h1>
          <WordsBox key={String(like)} text={find} like={like} onText={(text) => show({ find: text, like })} />
          <Button small onPress={() => show({ find, like: !like })}>
            {say(like ? 'hs.byWords' : 'hs.byLikeness')}
          </Button>
          <span className="spring" />
          <Button small onPress={() => setTakingIn(true)}>
            {say('hs.import')}
          </Button>
        </div>
        <Versions lists={there} />
      </header>
      {lists.error === null ? null : <Refusal error={lists.error} />}
      {takingIn ? <TakeIn close={() => setTakingIn(false)} /> : null}
      {lists.data !== undefined && there.length === 0 ? (
        <Blank title={say('hs.title')} text={say('hs.empty')}>
          <Button kind="primary" onPress={() => setTakingIn(true)}>
            {say('hs.import')}
          </Button>
        </Blank>
      ) : like ? (
        <Advice text={find} />
      ) : (
        <FoundCodes find={find} />
      )}
    </main>
  );
}

function WordsBox(props: { readonly text: string; readonly like: boolean; readonly onText: (text: string) => void }): ReactNode {
  const { say } = useSpeech();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(props.text);
  const settled = useSettled(typed, askAfterMs);
  const tell = useStable(props.onText);
  useEffect(() => tell(settled), [settled, tell]);
  const label = say(props.like ? 'hs.advise' : 'hs.search');
  useCommands([{ id: 'hs.search', title: label, group: 'do', keys: 'Ctrl+F', run: () => box.current?.select() }]);
  return (
    <div className="search-box everywhere-box">
      <Search className="icon" aria-hidden />
      <input
        ref={box}
        className="input slim"
        type="text"
        autoFocus
        spellCheck={false}
        aria-label={label}
        placeholder={label}
        title={props.like ? undefined : say('hs.search.hint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.querySelector<HTMLElement>('#work [role=grid]')?.focus();
        }}
      />
    </div>
  );
}
