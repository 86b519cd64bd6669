import { Check, CircleDashed, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSpeech } from '../../../parts/words.tsx';
import type { State } from './shapes.ts';

const icons: Readonly<Record<State, { readonly Icon: typeof Check; readonly colour: string }>> = {
  proposed: { Icon: CircleDashed, colour: 'quiet' },
  confirmed: { Icon: Check, colour: 'confirmed' },
  refused: { Icon: X, colour: 'wrong' },
};

/** The sign of what became of a proposal; its word is for those who do not see it. */
export function StateIcon({ state }: { readonly state: State }): ReactNode {
  const { say } = useSpeech();
  const { Icon, colour } = icons[state];
  return (
    <span className={`match-state ${colour}`} title={say(`matchState.${state}`)}>
      <Icon className="icon" aria-hidden />
      <span className="hidden-text">{say(`matchState.${state}`)}</span>
    </span>
  );
}
