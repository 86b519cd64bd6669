import { CalendarX, Check, ChevronsUp, CircleMinus, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Cell } from './shape.ts';

type State = Cell['state'];

const icons: Readonly<Record<State, typeof Check | null>> = {
  complete: Check,
  short: CircleMinus,
  missing: CircleX,
  over: ChevronsUp,
  outside: CalendarX,
  unknown: null,
};

/** The sign of a state; its word stands beside it or in the name of the cell. */
export function StateMark({ state }: { readonly state: State }): ReactNode {
  const Icon = icons[state];
  return Icon === null ? null : <Icon className={`icon small state-${state}`} aria-hidden />;
}
