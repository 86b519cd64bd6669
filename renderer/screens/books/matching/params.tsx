import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '../../../parts/button.tsx';
import { TextInput } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { readParams, typedParams } from './typed-params.ts';
import type { TypedParams } from './typed-params.ts';
import { usualParams } from './shapes.ts';
import type { Params as Values } from './shapes.ts';

type ParamsProps = { readonly params: Values; readonly onChange: (params: Values) => void };

const fields = ['days', 'tolerance', 'score'] as const;

/** By what records are held to belong together: one button that says it, opened to be changed. */
export function Params(props: ParamsProps): ReactNode {
  const { say, percent } = useSpeech();
  const { days, toleranceBp, minScore } = props.params;
  const said = say('matchScreen.params.said', {
    days,
    tolerance: percent(String(toleranceBp / 100)),
    score: percent(String(Math.round(minScore * 100))),
  });
  return (
    <DialogTrigger>
      <AriaButton className="button small" aria-label={`${say('matchScreen.params')}: ${said}`}>
        <SlidersHorizontal className="icon" aria-hidden />
        {said}
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Dialog className="stack" aria-label={say('matchScreen.params')}>
          {({ close }) => (
            <ParamForm
              {...props}
              onChange={(params) => {
                close();
                props.onChange(params);
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function ParamForm({ params, onChange }: ParamsProps): ReactNode {
  const { say } = useSpeech();
  const [typed, setTyped] = useState<TypedParams>(() => typedParams(params));
  const [told, setTold] = useState(false);
  const read = readParams(typed);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTold(true);
    if (read.params !== null) onChange(read.params);
  };
  return (
    <form className="stack match-params" onSubmit={submit} noValidate>
      {fields.map((field, i) => (
        <TextInput
          key={field}
          label={say(`matchScreen.params.${field}`)}
          hint={say(`matchScreen.params.${field}.hint`)}
          problem={told && read.wrong.includes(field) ? say(`matchScreen.params.${field}.bad`) : undefined}
          slim
          autoFocus={i === 0}
          value={typed[field]}
          onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
        />
      ))}
      <div className="bar-row">
        <Button kind="primary" small submit>
          {say('matchScreen.propose')}
        </Button>
        <Button small onPress={() => onChange(usualParams)}>
          {say('matchScreen.params.usual')}
        </Button>
      </div>
    </form>
  );
}
