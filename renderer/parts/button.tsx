import { Button as AriaButton, Tooltip, TooltipTrigger } from 'react-aria-components';
import type { ReactNode } from 'react';
import { keyLabel } from './keys.ts';

type Kind = 'plain' | 'primary' | 'bare' | 'link' | 'figure';
const classOf: Record<Kind, string> = {
  plain: '',
  primary: ' primary',
  bare: ' bare',
  link: ' link',
  figure: ' link figure',
};

type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: Kind;
  readonly small?: boolean;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  readonly autoFocus?: boolean;
  readonly keys?: string;
  readonly label?: string;
  readonly pressed?: boolean;
};

const optional = <T,>(key: string, value: T | undefined): Record<string, T> => (value === undefined ? {} : { [key]: value });

/** A button that says its verb, with its shortcut when it has one. */
export function Button(props: ButtonProps): ReactNode {
  return (
    <AriaButton
      type={props.submit === true ? 'submit' : 'button'}
      className={`button${classOf[props.kind ?? 'plain']}${props.small === true ? ' small' : ''}`}
      isDisabled={props.disabled ?? false}
      autoFocus={props.autoFocus ?? false}
      {...optional('aria-label', props.label)}
      {...optional('aria-pressed', props.pressed)}
      {...optional('onPress', props.onPress)}
    >
      {props.children}
      {props.keys === undefined ? null : <kbd aria-hidden>{keyLabel(props.keys)}</kbd>}
    </AriaButton>
  );
}

type IconButtonProps = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly onPress?: () => void;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
};

/** An icon alone always has a name, a tooltip and its shortcut. */
export function IconButton(props: IconButtonProps): ReactNode {
  return (
    <TooltipTrigger delay={400}>
      <AriaButton
        className="button bare icon-only"
        aria-label={props.label}
        isDisabled={props.disabled ?? false}
        {...optional('aria-pressed', props.pressed)}
        {...optional('onPress', props.onPress)}
      >
        {props.icon}
      </AriaButton>
      <Tooltip className="tooltip" offset={4}>
        {props.label}
        {props.keys === undefined ? null : <kbd>{keyLabel(props.keys)}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
