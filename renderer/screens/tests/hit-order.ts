import type { TableSort } from '../../parts/table.tsx';
import type { RunHit } from './hits.ts';

export type State = RunHit['disposition']['state'];
export const states: readonly State[] = ['lead', 'finding', 'explained', 'needsData', 'outOfScope'];

/** How the leads of a run are looked at. `state` null = all. */
export type HitView = { readonly state: State | null; readonly text: string; readonly sort: TableSort | null };
export const wholeView: HitView = { state: null, text: '', sort: null };

const valueOf = (hit: RunHit, column: string): number | string => {
  if (column === 'disposition') return states.indexOf(hit.disposition.state);
  const value = hit.measures[column] ?? '';
  const number = Number(value);
  return value === '' || Number.isNaN(number) ? value : number;
};

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The leads that are shown, in the order that was asked for; equal ones stay by score. @param said what a lead says about itself */
export function orderedHits(hits: readonly RunHit[], view: HitView, said: (hit: RunHit) => string): readonly RunHit[] {
  const words = view.text
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = (hit: RunHit): boolean => {
    if (view.state !== null && hit.disposition.state !== view.state) return false;
    if (words.length === 0) return true;
    const text = `${said(hit)} ${hit.disposition.reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const shown = hits.filter(fits);
  const { sort } = view;
  if (sort === null) return shown;
  const sign = sort.descending ? -1 : 1;
  return shown.toSorted((a, b) => sign * compare(valueOf(a, sort.column), valueOf(b, sort.column)));
}

/** How many leads are in each state. */
export const countsOf = (hits: readonly RunHit[]): ReadonlyMap<State, number> =>
  new Map(states.map((state) => [state, hits.filter((hit) => hit.disposition.state === state).length]));
