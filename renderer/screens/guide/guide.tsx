import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { Blocks } from './blocks.tsx';
import { readGuide } from './chapters.ts';
import type { NamedChapter } from './chapters.ts';
import './guide.css';

type GuideProps = {
  /** the chapter that is shown first */
  readonly start: string;
  readonly close: () => void;
};

/** The auditor's guide in the language of the window; it ships with the app and asks nobody. */
export function Guide({ start, close }: GuideProps): ReactNode {
  const { lang, say } = useSpeech();
  const { data } = useQuery({ queryKey: ['guide', lang], queryFn: () => readGuide(lang), staleTime: Number.POSITIVE_INFINITY });
  const [file, setFile] = useState(start);
  return (
    <DialogBox title={say('guide.title')} close={close} wide>
      <div className="guide">{data === undefined ? <Reading /> : <Pages chapters={data} file={file} open={setFile} />}</div>
    </DialogBox>
  );
}

type PagesProps = { readonly chapters: readonly NamedChapter[]; readonly file: string; readonly open: (file: string) => void };

function Pages({ chapters, file, open }: PagesProps): ReactNode {
  const { say } = useSpeech();
  const page = useRef<HTMLElement>(null);
  const at = Math.max(
    0,
    chapters.findIndex((chapter) => chapter.file === file),
  );
  const chapter = chapters[at];
  const next = chapters[at + 1];
  useEffect(() => {
    page.current?.focus({ preventScroll: true });
  }, [chapter]);
  if (chapter === undefined) return null;
  return (
    <>
      <nav className="guide-chapters" aria-label={say('guide.chapters')}>
        <ol>
          {chapters.map((one) => (
            <li key={one.file}>
              <button
                type="button"
                className="guide-chapter"
                aria-current={one === chapter ? 'page' : undefined}
                onClick={() => open(one.file)}
              >
                {one.title}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      {/* another page for each chapter: a scroll by keys that still runs must not go on in the next one */}
      <article key={chapter.file} className="guide-page" ref={page} tabIndex={0} aria-label={chapter.title}>
        <h1>{chapter.title}</h1>
        <Blocks blocks={chapter.blocks} open={open} />
        {next === undefined ? null : (
          <p className="guide-next">
            <Button onPress={() => open(next.file)}>{say('guide.next', { title: next.title })}</Button>
          </p>
        )}
      </article>
    </>
  );
}
