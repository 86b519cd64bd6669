import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { FieldError } from 'react-hook-form';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useLate } from '../../parts/job-view.tsx';
import { useSay } from '../../parts/words.tsx';
import { useSettings } from '../settings.tsx';
import { Door } from './door.tsx';
import { DiskWarning, useMachine } from './machine.tsx';
import type { Machine } from './machine.tsx';
import { strengthOf } from './strength.ts';

type Form = { name: string; passphrase: string; again: string };

/** First start: a vault of one's own, or one out of a backup. */
export function CreateVault(props: { readonly restore: () => void }): ReactNode {
  const say = useSay();
  const machine = useMachine();
  if (machine === undefined) return <Reading />;
  return (
    <Door title={say('vault.create.title')} lead={say('vault.create.lead')}>
      <CreateForm machine={machine} />
      <p>
        <Button kind="link" onPress={props.restore}>
          {say('vault.create.restore')}
        </Button>
      </p>
    </Door>
  );
}

function useCreate(person: string) {
  const api = useApi();
  const client = useQueryClient();
  const settings = useSettings();
  const [refusal, setRefusal] = useState<unknown>(null);
  const form = useForm<Form>({
    mode: 'onTouched',
    // The person's name, as the system knows it: also the name under which reports are signed.
    defaultValues: { name: person, passphrase: '', again: '' },
  });
  const create = form.handleSubmit(async ({ name, passphrase }) => {
    setRefusal(null);
    try {
      // Chosen from now on: the new vault takes them over.
      settings.set({ lang: settings.lang, theme: settings.theme });
      const status = await api.call['vault.create']({ name: name.trim(), passphrase });
      client.setQueryData(['vault.status', {}], status);
    } catch (error) {
      setRefusal(error);
    }
  });
  return { form, create, refusal };
}

function CreateForm({ machine }: { readonly machine: Machine }): ReactNode {
  const say = useSay();
  const { form, create, refusal } = useCreate(machine.person);
  const { register, control, formState } = form;
  const { errors, isSubmitting } = formState;
  const passphrase = useWatch({ control, name: 'passphrase' });
  // Keys, not sentences: they follow a change of language.
  const said = (problem: FieldError | undefined): string | undefined => (problem?.message ? say(problem.message) : undefined);
  const shown = useRef<HTMLFormElement>(null);
  // Typing replaces the offered name.
  useEffect(() => shown.current?.querySelector('input')?.select(), []);
  return (
    <form className="form" ref={shown} onSubmit={create} noValidate>
      <TextInput
        label={say('vault.name')}
        hint={say('vault.name.hint')}
        autoFocus
        problem={said(errors.name)}
        {...register('name', { validate: (name) => name.trim() !== '' || 'vault.name.missing' })}
      />
      <TextInput
        label={say('vault.passphrase')}
        type="password"
        autoComplete="new-password"
        hint={say(`vault.strength.${strengthOf(passphrase)}`)}
        problem={said(errors.passphrase)}
        {...register('passphrase', { validate: (text) => text !== '' || 'vault.passphrase.missing' })}
      />
      <TextInput
        label={say('vault.again')}
        type="password"
        autoComplete="new-password"
        problem={said(errors.again)}
        {...register('again', { validate: (text, form) => text === form.passphrase || 'vault.again.differs' })}
      />
      <p className="meta prose">{say('vault.create.forgotten')}</p>
      <DiskWarning machine={machine} />
      {refusal === null ? null : <Refusal error={refusal} />}
      <div className="bar-row">
        <Button kind="primary" submit disabled={isSubmitting}>
          {say('vault.create.do')}
        </Button>
        {isSubmitting ? <Story text={say('vault.create.working')} /> : null}
      </div>
    </form>
  );
}

/** What a short wait is for, when it is not that short. */
export function Story(props: { readonly text: string }): ReactNode {
  const late = useLate();
  return (
    <span className="quiet" role="status">
      {late ? props.text : ''}
    </span>
  );
}
