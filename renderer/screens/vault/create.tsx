import { useState } from 'react';
import type { ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useLate } from '../../parts/job-view.tsx';
import { useSay } from '../../parts/words.tsx';
import { useSettings } from '../settings.tsx';
import { Door } from './door.tsx';
import { Restore } from './restore.tsx';
import { strengthOf } from './strength.ts';

type Form = { name: string; passphrase: string; again: string };

/** First start: a vault of one's own, or one out of a backup. */
export function CreateVault(): ReactNode {
  const say = useSay();
  const [restoring, setRestoring] = useState(false);
  if (restoring) return <Restore back={() => setRestoring(false)} />;
  return (
    <Door title={say('vault.create.title')} lead={say('vault.create.lead')}>
      <CreateForm />
      <p>
        <Button kind="link" onPress={() => setRestoring(true)}>
          {say('vault.create.restore')}
        </Button>
      </p>
    </Door>
  );
}

function CreateForm(): ReactNode {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const settings = useSettings();
  const [refusal, setRefusal] = useState<unknown>(null);
  const { register, handleSubmit, control, formState } = useForm<Form>({
    mode: 'onTouched',
    defaultValues: { name: '', passphrase: '', again: '' },
  });
  const { errors, isSubmitting } = formState;
  const passphrase = useWatch({ control, name: 'passphrase' });
  const create = handleSubmit(async (form) => {
    setRefusal(null);
    try {
      const status = await api.call['vault.create']({ name: form.name.trim(), passphrase: form.passphrase });
      settings.set({ lang: settings.lang, theme: settings.theme });
      client.setQueryData(['vault.status', {}], status);
    } catch (error) {
      setRefusal(error);
    }
  });
  return (
    <form className="form" onSubmit={create} noValidate>
      <TextInput
        label={say('vault.name')}
        hint={say('vault.name.hint')}
        autoFocus
        problem={errors.name?.message}
        {...register('name', { validate: (name) => name.trim() !== '' || say('vault.name.missing') })}
      />
      <TextInput
        label={say('vault.passphrase')}
        type="password"
        autoComplete="new-password"
        hint={say(`vault.strength.${strengthOf(passphrase)}`)}
        problem={errors.passphrase?.message}
        {...register('passphrase', { validate: (text) => text !== '' || say('vault.passphrase.missing') })}
      />
      <TextInput
        label={say('vault.again')}
        type="password"
        autoComplete="new-password"
        problem={errors.again?.message}
        {...register('again', { validate: (text, form) => text === form.passphrase || say('vault.again.differs') })}
      />
      <p className="meta prose">{say('vault.create.forgotten')}</p>
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
