import './viewer.css';
import { CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { CSSProperties, ReactNode, RefObject } from 'react';
import { Reading } from '../blank.tsx';
import { useSay } from '../words.tsx';
import type { Turn, Zoom } from './box.ts';
import { decodePicture } from './decode.ts';
import type { Decoded } from './decode.ts';
import type { Layers } from './layers.ts';
import { PictureBar } from './picture-bar.tsx';
import { Boxes, Words } from './picture-layers.tsx';
import { useHand } from './use-hand.ts';
import { useRoom } from './use-room.ts';
import { useWordSearch } from './use-word-search.ts';

type PictureProps = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name: string;
  readonly layers: Layers;
  /** stands at the end of the bar */
  readonly children?: ReactNode;
};

function useDecoded(bytes: Uint8Array<ArrayBuffer>): Decoded | null {
  const [decoded, setDecoded] = useState<Decoded | null>(null);
  useEffect(() => {
    let gone = false;
    const decode = async (): Promise<void> => {
      const made = await decodePicture(bytes);
      if (!gone) setDecoded(made);
      else if ('bitmap' in made) made.bitmap.close();
    };
    void decode();
    return () => {
      gone = true;
    };
  }, [bytes]);
  return decoded;
}

/** Shows a picture, trusted or not: decoded by the sandboxed page onto a canvas, nothing of the file is run or laid into the page. */
export function PictureView(props: PictureProps): ReactNode {
  const say = useSay();
  const decoded = useDecoded(props.bytes);
  if (decoded === null) return <Reading />;
  if ('undrawn' in decoded) {
    return (
      <div className="pdf-failed">
        <p className="say-so wrong" role="alert">
          <CircleAlert className="icon" aria-hidden />
          {say(`ev.view.undrawn.${decoded.undrawn}`, { name: props.name })}
        </p>
      </div>
    );
  }
  return <Picture {...props} bitmap={decoded.bitmap} />;
}

/** The picture as drawn points: a canvas that the page's zoom only stretches. */
function useCanvas(bitmap: ImageBitmap): RefObject<HTMLCanvasElement | null> {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return canvas;
}

function Picture({ bitmap, name, layers, children }: PictureProps & { readonly bitmap: ImageBitmap }): ReactNode {
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [turn, setTurn] = useState<Turn>(0);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useCanvas(bitmap);
  const room = useRoom(scroller);
  const across = turn === 90 || turn === 270;
  const [wide, high] = across ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  const fit = Math.min(1, room.width / wide, room.height / high);
  const scale = zoom === 'fit' ? Math.max(0.01, fit) : zoom;
  const words = layers.words.find((one) => one.page === 1)?.words ?? [];
  const search = useWordSearch(words);
  const hand = useHand({ layers, turn, scroller });
  useShownPlace(scroller, layers, search.shown?.top ?? null);
  const sheet: CSSProperties = { width: bitmap.width * scale, height: bitmap.height * scale, rotate: `${turn}deg` };
  return (
    <section className="picture" aria-label={name}>
      <PictureBar scale={scale} zoom={zoom} setZoom={setZoom} turn={turn} setTurn={setTurn} search={search}>
        {children}
      </PictureBar>
      <div
        ref={scroller}
        className={`picture-room${layers.drawing ? ' drawing' : ''}`}
        role="group"
        aria-label={name}
        tabIndex={0}
        onPointerDown={hand.down}
        onPointerMove={hand.move}
        onPointerUp={hand.up}
      >
        <div className="picture-place" style={{ width: wide * scale, height: high * scale }}>
          <div className="picture-sheet" style={sheet}>
            <canvas ref={canvas} width={bitmap.width} height={bitmap.height} />
            <Words words={words} search={search} />
            <Boxes boxes={layers.boxes} rubber={hand.rubber} />
          </div>
        </div>
      </div>
    </section>
  );
}

/** Brings the place that is looked for into the room. @param found how far down the found word stands, in ten-thousandths */
function useShownPlace(scroller: RefObject<HTMLDivElement | null>, { lookAt }: Layers, found: number | null): void {
  const look = (top: number): void => {
    const room = scroller.current;
    if (room !== null) room.scrollTop = (top / 10_000) * room.scrollHeight - room.clientHeight / 3;
  };
  useEffect(() => {
    if (lookAt !== null) look(lookAt.top);
    // Looked at once for each place that is given.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [lookAt]);
  useEffect(() => {
    if (found !== null) look(found);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [found]);
}
