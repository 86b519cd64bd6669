import type { ReactNode } from 'react';
import { useLate } from './job-view.tsx';
import { useSay } from './words.tsx';

/** An empty place says what belongs there and offers the action. */
export function Blank(props: { readonly title: string; readonly text: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="blank">
      <h2>{props.title}</h2>
      <p className="quiet prose">{props.text}</p>
      {props.children === undefined ? null : <div className="bar-row">{props.children}</div>}
    </div>
  );
}

/** Nothing for 300 ms, then what is being read. */
export function Reading(): ReactNode {
  const say = useSay();
  return useLate() ? (
    <p className="blank quiet" role="status">
      {say('work.reading')}
    </p>
  ) : null;
}
