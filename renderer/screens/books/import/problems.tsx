import type { ReactNode } from 'react';
import type { Words } from '../../../../domain/model/words.ts';
import { useSpeech } from '../../../parts/words.tsx';

type Problem = { readonly line: number; readonly problem: Words };
type ProblemsProps = {
  readonly title: string;
  readonly problems: readonly Problem[];
  /** how many there are beyond these */
  readonly more: number;
  /** the part of the file, where it has several */
  readonly scope?: string;
};

/** Rows that do not or did not come in, each with its line and its reason. */
export function Problems(props: ProblemsProps): ReactNode {
  const { say, count } = useSpeech();
  if (props.problems.length === 0) return null;
  const all = props.title;
  const title = props.scope === undefined || props.scope === '' ? all : say('import.problems.of', { problems: all, scope: props.scope });
  return (
    <section className="facts">
      <h3>{title}</h3>
      <ul className="problem-list" tabIndex={0} aria-label={title}>
        {props.problems.map((problem, index) => (
          <li key={`${problem.line} ${index}`}>
            <span className="number quiet">{say('import.line', { line: count(problem.line) })}</span>
            <span>{say(problem.problem)}</span>
          </li>
        ))}
      </ul>
      {props.more > 0 ? <p className="meta">{say('import.problems.more', { n: props.more })}</p> : null}
    </section>
  );
}
