import type { KeyboardEvent, ReactNode } from 'react';
import { useId } from 'react';

type LineProps = {
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: string;
  readonly maxLength: number;
  readonly autoFocus?: boolean;
  readonly onText: (text: string) => void;
  readonly onLeave: () => void;
  /** Enter ends the line; it never goes into the text */
  readonly onEnter?: () => void;
};

/** One line of text of any length: it is seen whole, on as many rows of the screen as it needs. */
export function LineArea(props: LineProps): ReactNode {
  const id = useId();
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    props.onEnter?.();
  };
  return (
    <div className="field">
      <label htmlFor={id} className={props.hideLabel === true ? 'hidden-text' : undefined}>
        {props.label}
      </label>
      <textarea
        id={id}
        className="input line-area"
        rows={1}
        // The line that has just been added is the one to write in.
        autoFocus={props.autoFocus ?? false}
        spellCheck={false}
        maxLength={props.maxLength}
        value={props.value}
        onChange={(event) => props.onText(event.target.value.replaceAll(/[\r\n]+/g, ' '))}
        onBlur={props.onLeave}
        onKeyDown={press}
      />
    </div>
  );
}
