import { memo } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { cssShare } from './box.ts';
import type { Box, ShownBox } from './box.ts';
import { endsLine } from './page-words.ts';
import type { PageWord } from './page-words.ts';
import type { WordSearch } from './use-word-search.ts';

const placeOf = (at: Omit<Box, 'page'>): CSSProperties => ({
  left: cssShare(at.left),
  top: cssShare(at.top),
  width: cssShare(at.width),
  height: cssShare(at.height),
});

/** The marked parts of a picture, and the one that is being drawn. */
export function Boxes(props: { readonly boxes: readonly ShownBox[]; readonly rubber: Box | null }): ReactNode {
  return (
    <div className="picture-boxes" aria-hidden>
      {props.boxes
        .filter((box) => box.page === 1)
        .map((box) => (
          <div key={box.id} className={`picture-box ${box.look}`} style={placeOf(box)} title={box.label} />
        ))}
      {props.rubber === null ? null : <div className="picture-box draft" style={placeOf(props.rubber)} />}
    </div>
  );
}

type WordProps = { readonly word: PageWord; readonly last: boolean; readonly look: 'found' | 'current' | null };

const Word = memo(function Word({ word, last, look }: WordProps): ReactNode {
  return (
    <>
      <span className={look ?? undefined} style={{ ...placeOf(word), fontSize: `${word.height / 100}cqh` }}>
        {`${word.text} `}
      </span>
      {last ? <br /> : null}
    </>
  );
});

/** Recognised words above the picture of them: unseen, but found, marked and copied. */
export function Words(props: { readonly words: readonly PageWord[]; readonly search: WordSearch }): ReactNode {
  const { words, search } = props;
  return (
    <div className="picture-words">
      {words.map((word, index) => (
        <Word
          // Words of a page have no other name than their place in it.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          word={word}
          last={endsLine(word, words[index + 1])}
          look={search.lookOf(index)}
        />
      ))}
    </div>
  );
}
