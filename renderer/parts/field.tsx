import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import type { ChangeEventHandler, FocusEventHandler, ReactNode, Ref } from 'react';

type Shared = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
  readonly hideLabel?: boolean;
};

type Ids = { readonly id: string; readonly described: string | undefined };

function Frame(props: Shared & { readonly children: (ids: Ids) => ReactNode }): ReactNode {
  const id = useId();
  const has = props.problem !== undefined || props.hint !== undefined;
  return (
    <div className="field">
      <label htmlFor={id} className={props.hideLabel === true ? 'hidden-text' : undefined}>
        {props.label}
      </label>
      {props.children({ id, described: has ? `${id}-more` : undefined })}
      {has ? (
        <div id={`${id}-more`}>
          {props.problem === undefined ? (
            <span className="hint">{props.hint}</span>
          ) : (
            <span className="problem" role="alert">
              <CircleAlert className="icon" aria-hidden />
              {props.problem}
            </span>
          )}
        </div>
      ) : null}
    </div>
  );
}

/** What react-hook-form registers, or what a controlled field gives. */
export type Wiring = {
  readonly name?: string;
  readonly value?: string;
  readonly defaultValue?: string;
  readonly onChange?: ChangeEventHandler<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;
  readonly onBlur?: FocusEventHandler<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>;
  readonly ref?: Ref<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>;
};

type TextProps = Shared &
  Wiring & {
    readonly type?: 'text' | 'password' | 'date' | 'search' | 'number';
    readonly autoFocus?: boolean;
    readonly autoComplete?: string;
    readonly slim?: boolean;
    readonly placeholder?: string;
    readonly disabled?: boolean;
    readonly maxLength?: number;
    readonly mono?: boolean;
  };

const given = <T extends object>(all: T): Partial<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>;

const wiring = ({ name, value, defaultValue, onChange, onBlur, ref }: Wiring): object =>
  given({ name, value, defaultValue, onChange, onBlur, ref });

/** One line of text, a day or a passphrase, with its label, hint and problem. */
export function TextInput(props: TextProps): ReactNode {
  const { slim, mono, type = 'text', autoFocus = false, autoComplete = 'off', placeholder, disabled, maxLength } = props;
  return (
    <Frame {...props}>
      {({ id, described }) => (
        <input
          id={id}
          className={`input${slim === true ? ' slim' : ''}${mono === true ? ' mono' : ''}`}
          type={type}
          // The field that a form opens with; every form here has one.
          autoFocus={autoFocus}
          autoComplete={autoComplete}
          spellCheck={false}
          aria-invalid={props.problem !== undefined}
          {...given({ placeholder, disabled, maxLength, 'aria-describedby': described })}
          {...wiring(props)}
        />
      )}
    </Frame>
  );
}

/** Text of any length; grows with what is written. */
export function TextArea(props: Shared & Wiring & { readonly rows?: number; readonly maxLength?: number }): ReactNode {
  return (
    <Frame {...props}>
      {({ id, described }) => (
        <textarea
          id={id}
          className="input"
          rows={props.rows ?? 3}
          spellCheck={false}
          aria-invalid={props.problem !== undefined}
          {...given({ 'aria-describedby': described, maxLength: props.maxLength })}
          {...wiring(props)}
        />
      )}
    </Frame>
  );
}

export type Choice = { readonly value: string; readonly label: string; readonly disabled?: boolean };

/** One of a short list. */
export function Choose(props: Shared & Wiring & { readonly choices: readonly Choice[]; readonly slim?: boolean }): ReactNode {
  return (
    <Frame {...props}>
      {({ id, described }) => (
        <select
          id={id}
          className={`input${props.slim === true ? ' slim' : ''}`}
          aria-invalid={props.problem !== undefined}
          {...given({ 'aria-describedby': described })}
          {...wiring(props)}
        >
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled === true}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

type RadiosProps = {
  readonly legend: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChange: (value: string) => void;
};

/** One of two to seven, all visible. */
export function Radios(props: RadiosProps): ReactNode {
  const name = useId();
  return (
    <div className="field" role="radiogroup" aria-labelledby={`${name}-legend`}>
      <span className="label" id={`${name}-legend`}>
        {props.legend}
      </span>
      <div className="choices">
        {props.choices.map((choice) => (
          <label key={choice.value} className="check">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              disabled={choice.disabled === true}
              onChange={() => props.onChange(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </div>
  );
}

type TickProps = { readonly label: string; readonly checked: boolean; readonly onChange: (on: boolean) => void };

export function Tick(props: TickProps): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      <span>{props.label}</span>
    </label>
  );
}
