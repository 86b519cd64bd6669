import type { ReactNode } from 'react';
import { LangChoice } from '../frame/lang-choice.tsx';
import { useSay } from '../../parts/words.tsx';

/** The page before the vault is open: one column, the language at the foot. */
export function Door(props: { readonly title: string; readonly lead?: string; readonly children: ReactNode }): ReactNode {
  const say = useSay();
  return (
    <div className="door">
      <main className="door-sheet">
        <p className="door-mark">{say('app.name')}</p>
        <h1>{props.title}</h1>
        {props.lead === undefined ? null : <p className="quiet prose">{props.lead}</p>}
        {props.children}
      </main>
      <footer className="door-foot">
        <LangChoice />
      </footer>
    </div>
  );
}
