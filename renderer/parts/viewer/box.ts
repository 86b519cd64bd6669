/** A part of a page: edges in ten-thousandths of its width and height, pages from 1. */
export type Box = {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** A box as it is drawn: `draft` is being made now, `current` is the chosen one. */
export type ShownBox = Box & { readonly id: string; readonly label: string; readonly look: 'plain' | 'current' | 'draft' };

/** A place on a page as shares of its width and height, 0 to 1. */
export type Point = { readonly x: number; readonly y: number };

/** How far a page is turned clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** `fit` = as wide and high as there is room; a number = times its own pixels. */
export type Zoom = 'fit' | number;

/** The whole width or height of a page. */
export const whole = 10_000;

const [slip, least, coarse, fine] = [40, 20, 100, 10] as const;

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, Math.round(value)));

/** The box between two corners, whichever way it was drawn. @returns null when the hand only slipped */
export function boxBetween(page: number, from: Point, to: Point): Box | null {
  const edge = (share: number): number => within(share * whole, 0, whole);
  const [left, right] = [edge(Math.min(from.x, to.x)), edge(Math.max(from.x, to.x))];
  const [top, bottom] = [edge(Math.min(from.y, to.y)), edge(Math.max(from.y, to.y))];
  return right - left < slip || bottom - top < slip ? null : { page, left, top, width: right - left, height: bottom - top };
}

/** A box in the middle of the page, to be moved with the keyboard. */
export const freshBox = (page: number): Box => ({ page, left: 2_500, top: 4_250, width: 5_000, height: 1_500 });

/** Moves a box without leaving the page. */
export const moved = (box: Box, right: number, down: number): Box => ({
  ...box,
  left: within(box.left + right, 0, whole - box.width),
  top: within(box.top + down, 0, whole - box.height),
});

/** Makes a box wider and higher; its upper left corner stays. */
export const resized = (box: Box, wider: number, higher: number): Box => ({
  ...box,
  width: within(box.width + wider, least, whole - box.left),
  height: within(box.height + higher, least, whole - box.top),
});

/** The box right below this one and as high. @returns null when the page ends before it */
export function boxBelow(box: Box): Box | null {
  const top = box.top + box.height;
  return top + box.height > whole ? null : { ...box, top };
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Press = { readonly key: string; readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean };

/** Arrows move a box by a hundredth of the page, with Ctrl by a thousandth; with Shift they change its size. @returns null for other keys */
export function boxAfterKey(box: Box, press: Press): Box | null {
  const direction = directions[press.key];
  if (direction === undefined) return null;
  const by = press.ctrlKey || press.metaKey ? fine : coarse;
  return (press.shiftKey ? resized : moved)(box, direction[0] * by, direction[1] * by);
}

/** A place on the turned page, as a place on the page itself. */
export function unturned({ x, y }: Point, turn: Turn): Point {
  switch (turn) {
    case 0:
      return { x, y };
    case 90:
      return { x: y, y: 1 - x };
    case 180:
      return { x: 1 - x, y: 1 - y };
    case 270:
      return { x: 1 - y, y: x };
    default:
      return turn satisfies never;
  }
}

/** The smallest of the boxes on this page under the point: small ones lie on large ones. */
export function boxAt<B extends Box>(boxes: readonly B[], page: number, { x, y }: Point): B | undefined {
  const inside = ({ left, top, width, height }: Box): boolean =>
    x * whole >= left && x * whole <= left + width && y * whole >= top && y * whole <= top + height;
  return boxes
    .filter((box) => box.page === page && inside(box))
    .sort((a, b) => a.width * a.height - b.width * b.height)
    .at(0);
}

/** An edge as CSS has it. */
export const cssShare = (tenThousandths: number): string => `${tenThousandths / 100}%`;

/** An edge in percent with one decimal, for people to read. */
export const shownShare = (tenThousandths: number): string => (tenThousandths / 100).toFixed(1);
