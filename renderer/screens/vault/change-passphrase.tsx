import { useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';
import { strengthOf } from './strength.ts';

type Typed = { readonly from: string; readonly to: string; readonly again: string };

const nothing: Typed = { from: '', to: '', again: '' };

/** Another passphrase for the same vault. */
export function ChangePassphrase(): ReactNode {
  const say = useSay();
  const api = useApi();
  const { tell } = useNotices();
  const [typed, setTyped] = useState(nothing);
  const [left, setLeft] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const ready = typed.from !== '' && typed.to !== '' && typed.again === typed.to;
  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setRefusal(null);
    try {
      await api.call['vault.changePassphrase']({ from: typed.from, to: typed.to });
      setTyped(nothing);
      setLeft(false);
      tell(say('vault.change.done'));
    } catch (error) {
      setRefusal(error);
    }
    form.current?.querySelector('input')?.focus();
  };
  return (
    <section className="page-part">
      <h2>{say('vault.change.title')}</h2>
      <form className="form" ref={form} onSubmit={change}>
        <Secret name="from" label={say('vault.change.from')} typed={typed} setTyped={setTyped} />
        <Secret
          name="to"
          label={say('vault.change.to')}
          hint={say(`vault.strength.${strengthOf(typed.to)}`)}
          typed={typed}
          setTyped={setTyped}
        />
        <Secret
          name="again"
          label={say('vault.again')}
          problem={left && typed.again !== '' && typed.again !== typed.to ? say('vault.again.differs') : undefined}
          leave={() => setLeft(true)}
          typed={typed}
          setTyped={setTyped}
        />
        {refusal === null ? null : <Refusal error={refusal} />}
        <div>
          <Button submit disabled={!ready}>
            {say('vault.change.do')}
          </Button>
        </div>
      </form>
    </section>
  );
}

type SecretProps = {
  readonly name: keyof Typed;
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly leave?: () => void;
  readonly typed: Typed;
  readonly setTyped: (typed: Typed) => void;
};

function Secret({ name, label, hint, problem, leave, typed, setTyped }: SecretProps): ReactNode {
  return (
    <TextInput
      label={label}
      hint={hint}
      problem={problem}
      type="password"
      autoComplete={name === 'from' ? 'current-password' : 'new-password'}
      value={typed[name]}
      onBlur={() => leave?.()}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
    />
  );
}
