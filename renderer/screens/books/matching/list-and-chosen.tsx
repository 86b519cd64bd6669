import { useRef } from 'react';
import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useRemembered } from '../../../parts/remembered.tsx';

const [least, usual] = [140, 260];
const step = 24;

type SplitProps = {
  readonly label: string;
  /** under which the height is remembered */
  readonly name: string;
  readonly list: ReactNode;
  readonly below: ReactNode;
};

/** A list and what is chosen in it below, parted by a hairline that is dragged or moved with the arrows. */
export function ListAndChosen(props: SplitProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const from = useRef<{ readonly y: number; readonly height: number } | null>(null);
  const [height, setHeight] = useRemembered(props.name, usual);
  const set = (next: number): void => {
    const most = Math.max(least, (place.current?.clientHeight ?? usual * 2) - least);
    setHeight(Math.round(Math.max(least, Math.min(most, next))));
  };
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowUp: step, ArrowDown: -step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(height + by);
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { y: event.clientY, height };
  };
  const move = (event: PointerEvent): void => {
    if (from.current !== null) set(from.current.height + from.current.y - event.clientY);
  };
  return (
    <div className="match-walk" ref={place}>
      <div className="match-list">{props.list}</div>
      <div
        className="match-split"
        role="separator"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={props.label}
        aria-valuenow={height}
        aria-valuemin={least}
        aria-valuemax={1_200}
        onKeyDown={press}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={() => {
          from.current = null;
        }}
      />
      <div className="match-side" style={{ '--match-side': `${height}px` } as CSSProperties}>
        {props.below}
      </div>
    </div>
  );
}

/** Leads into the chosen match, and out again to its list. */
export const focusMatch = {
  chosen: (): void => document.querySelector<HTMLElement>('.match-side .match-card')?.focus(),
  list: (): void => document.querySelector<HTMLElement>('.match-list [role=grid]')?.focus(),
};
