import { useRef, useState } from 'react';
import type { PointerEvent, RefObject } from 'react';
import { boxAt, boxBetween, unturned } from './box.ts';
import type { Box, Point, Turn } from './box.ts';
import type { Layers } from './layers.ts';

type Given = { readonly layers: Layers; readonly turn: Turn; readonly scroller: RefObject<HTMLDivElement | null> };

type Grip =
  | { readonly kind: 'draw'; readonly from: Point }
  | { readonly kind: 'pan'; readonly x: number; readonly y: number; readonly left: number; readonly top: number };

export type Hand = {
  readonly rubber: Box | null;
  readonly down: (event: PointerEvent) => void;
  readonly move: (event: PointerEvent) => void;
  readonly up: (event: PointerEvent) => void;
};

/** A press that moved less than this many pixels is a click. */
const still = 4;

/** What the pointer does on a picture: it draws a box, chooses one, or moves the picture. */
export function useHand({ layers, turn, scroller }: Given): Hand {
  const grip = useRef<Grip | null>(null);
  const [rubber, setRubber] = useState<Box | null>(null);
  const pointOf = (event: PointerEvent): Point => {
    const edge = scroller.current?.querySelector('.picture-place')?.getBoundingClientRect();
    if (edge === undefined) return { x: 0, y: 0 };
    return unturned({ x: (event.clientX - edge.left) / edge.width, y: (event.clientY - edge.top) / edge.height }, turn);
  };
  const down = (event: PointerEvent): void => {
    const room = scroller.current;
    // Words are marked with the pointer; a picture is moved beside them.
    const onWord = event.target instanceof Element && event.target.closest('.picture-words span') !== null;
    if (room === null || event.button !== 0 || (onWord && !layers.drawing)) return;
    if (layers.drawing) {
      event.preventDefault();
      grip.current = { kind: 'draw', from: pointOf(event) };
    } else {
      grip.current = { kind: 'pan', x: event.clientX, y: event.clientY, left: room.scrollLeft, top: room.scrollTop };
    }
    room.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const [held, room] = [grip.current, scroller.current];
    if (held === null || room === null) return;
    if (held.kind === 'draw') return setRubber(boxBetween(1, held.from, pointOf(event)));
    room.scrollLeft = held.left - (event.clientX - held.x);
    room.scrollTop = held.top - (event.clientY - held.y);
  };
  const up = (event: PointerEvent): void => {
    const held = grip.current;
    grip.current = null;
    setRubber(null);
    if (held?.kind === 'draw') {
      const box = boxBetween(1, held.from, pointOf(event));
      if (box !== null) layers.onDrawn(box);
    } else if (held?.kind === 'pan' && Math.abs(event.clientX - held.x) + Math.abs(event.clientY - held.y) < still) {
      const pressed = boxAt(layers.boxes, 1, pointOf(event));
      if (pressed !== undefined) layers.onPress(pressed.id);
    }
  };
  return { rubber, down, move, up };
}
