import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { Button } from '../../parts/button.tsx';
import { readDay } from '../../parts/day.ts';
import { Choose, TextInput } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';

export type Test = Output<AssayCalls['tests.list']>['tests'][number];
type Param = Test['params'][number];
type Values = Readonly<Record<string, string>>;

type ParamsProps = {
  readonly test: Test;
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** what the last run used, when there was one */
  readonly last: Values | undefined;
};

/** The settings of a test: one line that says them, opened to be changed; the next run uses them. */
export function Params(props: ParamsProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { test, values, last } = props;
  const [wished, setOpen] = useState<boolean | null>(null);
  const open = wished ?? last === undefined;
  const valueOf = (param: Param): string => values[param.name] ?? param.value;
  const sum = test.params
    .filter((param) => valueOf(param) !== '')
    .map((param) => ({ name: say(`test.${test.id}.param.${param.name}`), value: paramShown(test.id, param, valueOf(param), speech) }));
  const other = last !== undefined && test.params.some((param) => (last[param.name] ?? param.value) !== valueOf(param));
  return (
    <>
      <div className="params">
        <AriaButton className="button small" aria-expanded={open} onPress={() => setOpen(!open)}>
          {say('tests.params')}
          <ChevronDown className={`icon${open ? ' turned' : ''}`} aria-hidden />
        </AriaButton>
        {open ? null : (
          <span className="params-sum" title={sum.map(({ name, value }) => `${name} ${value}`).join(' · ')}>
            {sum.map(({ name, value }) => (
              <span key={name}>
                {name} <b>{value}</b>
              </span>
            ))}
          </span>
        )}
        {other ? <span className="tag amber params-other">{say('tests.params.changed')}</span> : null}
      </div>
      {open ? (
        <div className="bar-row">
          {test.params.map((param) => (
            <ParamChip
              key={param.name}
              test={test}
              param={param}
              value={valueOf(param)}
              onValue={(value) => props.onChange({ ...values, [param.name]: value })}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}

/** @returns a parameter's value as a person reads it */
export function paramShown(test: string, param: Param, value: string, speech: Speech): string {
  const key = `test.${test}.param.${param.name}.${value}`;
  const column = `column.${value}`;
  if (param.type === 'choice') return speech.has(key) ? speech.say(key) : speech.has(column) ? speech.say(column) : value;
  if (param.type === 'day') return speech.day(value);
  return param.type === 'text' ? value : speech.decimal(value);
}

type ChipProps = { readonly test: Test; readonly param: Param; readonly value: string; readonly onValue: (value: string) => void };

function ParamChip(props: ChipProps): ReactNode {
  const speech = useSpeech();
  const { test, param, value } = props;
  const [open, setOpen] = useState(false);
  const name = speech.say(`test.${test.id}.param.${param.name}`);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <AriaButton className="button small chip-button">
        {name} <b>{value === '' ? speech.say('tests.param.none') : paramShown(test.id, param, value, speech)}</b>
      </AriaButton>
      <Popover className="popover" placement="bottom start">
        <Dialog aria-label={name}>
          <ParamForm
            {...props}
            name={name}
            done={(next) => {
              props.onValue(next);
              setOpen(false);
            }}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function readable(param: Param, text: string): string | null {
  if (param.type === 'day') return readDay(text);
  if (param.type === 'text' || param.type === 'choice') return text.trim();
  const number = text
    .trim()
    .replace(',', '.')
    .replace('\u2212', '-')
    .replaceAll(/[\s\u00a0\u202f]/g, '');
  return (param.type === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(number) ? number : null;
}

function ParamForm(props: ChipProps & { readonly name: string; readonly done: (value: string) => void }): ReactNode {
  const speech = useSpeech();
  const { test, param } = props;
  const [text, setText] = useState(props.value);
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const value = readable(param, text);
    if (value === null) setBad(true);
    else props.done(value);
  };
  const hintKey = `test.${test.id}.param.${param.name}.hint`;
  const hint = speech.has(hintKey) ? speech.say(hintKey) : undefined;
  return (
    <form className="stack" onSubmit={submit}>
      {param.type === 'choice' ? (
        <Choose
          label={props.name}
          hint={hint}
          value={text}
          choices={param.choices.map((value) => ({ value, label: paramShown(test.id, param, value, speech) }))}
          onChange={(event) => setText(event.target.value)}
        />
      ) : (
        <TextInput
          label={props.name}
          autoFocus
          hint={hint}
          value={text}
          problem={bad ? speech.say(param.type === 'day' ? 'grid.filter.badDay' : 'tests.param.bad') : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="bar-row">
        <Button small submit kind="primary">
          {speech.say('tests.param.set')}
        </Button>
        <Button small onPress={() => props.done(param.value)}>
          {speech.say('tests.param.reset', { value: paramShown(test.id, param, param.value, speech) })}
        </Button>
      </div>
    </form>
  );
}
