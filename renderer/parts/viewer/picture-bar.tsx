import { ChevronDown, ChevronUp, Maximize, Minus, Plus, RotateCw, Search } from 'lucide-react';
import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button, IconButton } from '../button.tsx';
import { useCommands } from '../commands.tsx';
import { useSpeech } from '../words.tsx';
import type { Turn, Zoom } from './box.ts';
import type { WordSearch } from './use-word-search.ts';

type BarProps = {
  readonly scale: number;
  readonly zoom: Zoom;
  readonly setZoom: (zoom: Zoom) => void;
  readonly turn: Turn;
  readonly setTurn: (turn: Turn) => void;
  readonly search: WordSearch;
  readonly children?: ReactNode;
};

const [smallest, largest, larger] = [0.05, 8, 1.25] as const;

/** Size, turn and search of a picture. */
export function PictureBar(props: BarProps): ReactNode {
  const { say, percent } = useSpeech();
  const { setZoom, scale } = props;
  const by = (times: number): void => setZoom(Math.max(smallest, Math.min(largest, scale * times)));
  const turn = (): void => props.setTurn(((props.turn + 90) % 360) as Turn);
  useCommands([
    { id: 'view.in', title: say('pdf.larger'), group: 'do', keys: '=', keyOnly: true, run: () => by(larger) },
    { id: 'view.out', title: say('pdf.smaller'), group: 'do', keys: '-', keyOnly: true, run: () => by(1 / larger) },
    { id: 'view.fit', title: say('ev.view.fit'), group: 'do', keys: '0', keyOnly: true, run: () => setZoom('fit') },
    { id: 'view.full', title: say('pdf.full'), group: 'do', keys: '1', keyOnly: true, run: () => setZoom(1) },
    { id: 'view.turn', title: say('ev.view.turn'), group: 'do', keys: 'T', run: turn },
  ]);
  return (
    <div className="pdf-bar" role="toolbar" aria-label={say('ev.view.bar')}>
      <span className="pdf-group">
        <IconButton
          icon={<Minus className="icon" aria-hidden />}
          label={say('pdf.smaller')}
          keys="-"
          onPress={() => by(1 / larger)}
          disabled={scale <= smallest}
        />
        <span className="pdf-percent number">{percent(String(Math.round(scale * 100)))}</span>
        <IconButton
          icon={<Plus className="icon" aria-hidden />}
          label={say('pdf.larger')}
          keys="="
          onPress={() => by(larger)}
          disabled={scale >= largest}
        />
        <IconButton
          icon={<Maximize className="icon" aria-hidden />}
          label={say('ev.view.fit')}
          keys="0"
          pressed={props.zoom === 'fit'}
          onPress={() => setZoom('fit')}
        />
        <Button small kind="bare" label={say('pdf.full')} onPress={() => setZoom(1)}>
          {percent('100')}
        </Button>
        <IconButton icon={<RotateCw className="icon" aria-hidden />} label={say('ev.view.turn')} keys="T" onPress={turn} />
      </span>
      {props.search.able ? <SearchWords search={props.search} /> : null}
      <span className="spring" />
      {props.children}
    </div>
  );
}

/** Searches the recognised words. Enter goes on, Shift+Enter back. */
function SearchWords({ search }: { readonly search: WordSearch }): ReactNode {
  const { say } = useSpeech();
  const field = useRef<HTMLInputElement>(null);
  useCommands([{ id: 'view.find', title: say('ev.view.find'), group: 'do', keys: 'Ctrl+F', run: () => field.current?.select() }]);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && search.text !== '') {
      event.stopPropagation();
      search.type('');
    } else if (event.key === 'Enter') search.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <span className="pdf-group" role="search">
      <span className="search-box">
        <Search className="icon" aria-hidden />
        <input
          ref={field}
          className="input slim"
          type="text"
          aria-label={say('ev.view.find')}
          placeholder={say('ev.view.find')}
          spellCheck={false}
          value={search.text}
          onChange={(event) => search.type(event.target.value)}
          onKeyDown={press}
        />
      </span>
      {search.text.trim() === '' ? null : (
        <>
          <span className="meta pdf-found" role="status">
            {search.count === 0 ? say('pdf.notFound') : say('pdf.found', { at: search.at, count: search.count })}
          </span>
          <IconButton
            icon={<ChevronUp className="icon" aria-hidden />}
            label={say('pdf.before')}
            keys="Shift+Enter"
            onPress={() => search.step(-1)}
            disabled={search.count === 0}
          />
          <IconButton
            icon={<ChevronDown className="icon" aria-hidden />}
            label={say('pdf.next')}
            keys="Enter"
            onPress={() => search.step(1)}
            disabled={search.count === 0}
          />
        </>
      )}
    </span>
  );
}
