import type { ReactNode } from 'react';
import { pieces } from './raw-pieces.ts';
import type { Span } from './raw-pieces.ts';

type RawProps = { readonly raw: string; readonly spans: Readonly<Record<string, Span>>; readonly marked: readonly string[] };

/** The record as it stands in the trader's file, with the columns in question marked. */
export function RawRecord(props: RawProps): ReactNode {
  return (
    <pre className="raw-record">
      {pieces(props.raw, props.spans, props.marked).map((piece) =>
        piece.marked ? <mark key={piece.from}>{piece.text}</mark> : <span key={piece.from}>{piece.text}</span>,
      )}
    </pre>
  );
}
