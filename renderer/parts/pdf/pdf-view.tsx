import './pdf.css';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Reading } from '../blank.tsx';
import type { Layers } from '../viewer/layers.ts';
import { useSay } from '../words.tsx';
import { PdfBar } from './pdf-bar.tsx';
import { useFrame } from './use-frame.ts';

type PdfProps = {
  readonly bytes: Uint8Array;
  /** what the document is called, for assistive tools */
  readonly name: string;
  /** language of the document's text, where it is known */
  readonly lang?: string;
  /** marked parts and recognised words, kept between renders while they are the same */
  readonly layers?: Layers;
  /** stands at the end of the bar */
  readonly children?: ReactNode;
};

const frameAddress = './pdf/frame.html';

/**
 * Shows a PDF, trusted or not, in a frame that has an origin and a process of its own, runs nothing of the file and reaches nothing.
 * Give it a `key` of the document: other bytes need another frame.
 */
export function PdfView(props: PdfProps): ReactNode {
  const say = useSay();
  const { bytes, name, lang = '', layers } = props;
  const frame = useFrame({ bytes, name, lang, labelOf: (page) => say('pdf.page', { page }), layers });
  const { shown, element, connect } = frame;
  return (
    <section className="pdf" aria-label={name}>
      <PdfBar frame={frame}>{props.children}</PdfBar>
      {shown.state === 'opening' ? <Reading /> : null}
      {shown.state === 'failed' ? (
        <div className="pdf-failed">
          <p className="say-so wrong" role="alert">
            <CircleAlert className="icon" aria-hidden />
            {say(`pdf.failed.${shown.why}`, { name })}
          </p>
        </div>
      ) : (
        <iframe ref={element} className="pdf-frame" src={frameAddress} sandbox="allow-scripts" title={name} onLoad={connect} />
      )}
    </section>
  );
}
