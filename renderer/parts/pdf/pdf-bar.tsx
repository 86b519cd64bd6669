import { ChevronDown, ChevronUp, Minus, MoveHorizontal, Plus, Search } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { Button, IconButton } from '../button.tsx';
import { useCommands } from '../commands.tsx';
import { useSpeech } from '../words.tsx';
import type { Zoom } from './messages.ts';
import type { Frame } from './use-frame.ts';

type BarProps = { readonly frame: Frame; readonly children?: ReactNode };

const larger = 1.25;

/** Pages, size, search: the frame shows, this bar steers. */
export function PdfBar({ frame, children }: BarProps): ReactNode {
  const { say, percent } = useSpeech();
  const [fit, setFit] = useState(true);
  const open = frame.shown.state === 'open';
  const zoom = (next: Zoom): void => {
    setFit(next === 'fit');
    frame.send({ kind: 'zoom', zoom: next });
  };
  const by = (times: number): void => zoom(Math.max(0.25, Math.min(4, (frame.place.percent / 100) * times)));
  useCommands(
    open
      ? [
          { id: 'pdf.in', title: say('pdf.larger'), group: 'do', keys: '=', keyOnly: true, run: () => by(larger) },
          { id: 'pdf.out', title: say('pdf.smaller'), group: 'do', keys: '-', keyOnly: true, run: () => by(1 / larger) },
          { id: 'pdf.fit', title: say('pdf.fit'), group: 'do', keys: '0', keyOnly: true, run: () => zoom('fit') },
          { id: 'pdf.full', title: say('pdf.full'), group: 'do', keys: '1', keyOnly: true, run: () => zoom(1) },
        ]
      : [],
  );
  return (
    <div className="pdf-bar" role="toolbar" aria-label={say('pdf.bar')}>
      <PageNumber key={frame.place.page} frame={frame} />
      <span className="pdf-group">
        <IconButton
          icon={<Minus className="icon" aria-hidden />}
          label={say('pdf.smaller')}
          keys="-"
          onPress={() => by(1 / larger)}
          disabled={!open}
        />
        <span className="pdf-percent number">{percent(String(frame.place.percent))}</span>
        <IconButton
          icon={<Plus className="icon" aria-hidden />}
          label={say('pdf.larger')}
          keys="="
          onPress={() => by(larger)}
          disabled={!open}
        />
        <IconButton
          icon={<MoveHorizontal className="icon" aria-hidden />}
          label={say('pdf.fit')}
          keys="0"
          pressed={fit}
          onPress={() => zoom('fit')}
          disabled={!open}
        />
        <Button small kind="bare" label={say('pdf.full')} onPress={() => zoom(1)} disabled={!open}>
          {percent('100')}
        </Button>
      </span>
      <PdfSearch frame={frame} />
      <span className="spring" />
      {children}
    </div>
  );
}

/** Where one is, and a way to go elsewhere: a number and Enter. */
function PageNumber({ frame }: { readonly frame: Frame }): ReactNode {
  const { say } = useSpeech();
  const [typed, setTyped] = useState(String(frame.place.page));
  const { shown } = frame;
  const pages = shown.state === 'open' ? shown.pages : 0;
  const go = (event: FormEvent): void => {
    event.preventDefault();
    const page = Number.parseInt(typed, 10);
    if (page >= 1) frame.send({ kind: 'page', page: Math.min(page, pages) });
    else setTyped(String(frame.place.page));
  };
  return (
    <form className="pdf-group" onSubmit={go}>
      <input
        className="input slim pdf-number"
        aria-label={say('pdf.goTo')}
        inputMode="numeric"
        disabled={pages === 0}
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className="quiet">{say('pdf.of', { pages })}</span>
    </form>
  );
}

const findAfterMs = 200;

/** Searches the text of the document. Enter goes on, Shift+Enter back. */
function PdfSearch({ frame }: { readonly frame: Frame }): ReactNode {
  const { say } = useSpeech();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const open = frame.shown.state === 'open';
  useCommands([{ id: 'pdf.find', title: say('pdf.find'), group: 'do', keys: 'Ctrl+F', run: () => field.current?.select() }]);
  const type = (next: string): void => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => frame.send({ kind: 'find', text: next }), findAfterMs);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      type('');
    } else if (event.key === 'Enter') frame.send({ kind: 'step', by: event.shiftKey ? -1 : 1 });
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
          aria-label={say('pdf.find')}
          placeholder={say('pdf.find')}
          spellCheck={false}
          disabled={!open}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={press}
        />
      </span>
      {text.trim() === '' ? null : <FoundPlaces frame={frame} />}
    </span>
  );
}

/** How many places there are, which one is shown, and the way to the others. */
function FoundPlaces({ frame }: { readonly frame: Frame }): ReactNode {
  const { say } = useSpeech();
  const { count, at, done } = frame.finding;
  const step = (by: 1 | -1): void => frame.send({ kind: 'step', by });
  return (
    <>
      <span className="meta pdf-found" role="status">
        {count === 0 && done ? say('pdf.notFound') : say('pdf.found', { at, count })}
      </span>
      <IconButton
        icon={<ChevronUp className="icon" aria-hidden />}
        label={say('pdf.before')}
        keys="Shift+Enter"
        onPress={() => step(-1)}
        disabled={count === 0}
      />
      <IconButton
        icon={<ChevronDown className="icon" aria-hidden />}
        label={say('pdf.next')}
        keys="Enter"
        onPress={() => step(1)}
        disabled={count === 0}
      />
    </>
  );
}
