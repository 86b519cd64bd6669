import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';

type SeparatorProps = {
  readonly label: string;
  readonly width: number;
  readonly min: number;
  readonly max: number;
  /** which side the pane lies on: dragging away from it makes it wider */
  readonly side: 'left' | 'right';
  readonly onChange: (width: number) => void;
};

const step = 16;

/** The hairline between panes: dragged, or moved with the arrows. */
export function Separator(props: SeparatorProps): ReactNode {
  const from = useRef<{ x: number; width: number } | null>(null);
  const sign = props.side === 'left' ? 1 : -1;
  const set = (width: number): void => props.onChange(Math.round(Math.max(props.min, Math.min(props.max, width))));
  const press = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(props.width + sign * by);
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width: props.width };
  };
  const move = (event: PointerEvent): void => {
    if (from.current !== null) set(from.current.width + sign * (event.clientX - from.current.x));
  };
  return (
    <div
      className="separator"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={props.width}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      onKeyDown={press}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
