import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import type { Path } from 'react-hook-form';
import { isDay } from '../../../domain/model/scalars.ts';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { failedOf, failureWords, Refusal } from '../../parts/failure.tsx';
import { Choose, Radios, TextInput } from '../../parts/field.tsx';
import { useSay } from '../../parts/words.tsx';

type Form = { kind: 'onsite' | 'desk'; trader: string; taxid: string; from: string; to: string; pack: string };

const packs = ['kz', 'wco-generic'] as const;

/** The field that a refusal is about. */
const fieldOf: Readonly<Record<string, Path<Form>>> = { tax_id_invalid: 'taxid', period_invalid: 'to' };

/** A new case; what is refused is said at its field, and everything typed stays. */
export function NewCase(props: { readonly close: () => void }): ReactNode {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const go = useNavigate();
  const [refusal, setRefusal] = useState<unknown>(null);
  const { register, handleSubmit, setError, setValue, watch, formState } = useForm<Form>({
    mode: 'onTouched',
    defaultValues: { kind: 'onsite', trader: '', taxid: '', from: '', to: '', pack: 'kz' },
  });
  const { errors, isSubmitting } = formState;
  const create = handleSubmit(async (form) => {
    setRefusal(null);
    try {
      const { caseId } = await api.call['case.create']({ ...form, trader: form.trader.trim(), taxid: form.taxid.trim() });
      await client.invalidateQueries({ queryKey: ['case.list'] });
      props.close();
      await go({ to: '/case/$caseId', params: { caseId } });
    } catch (error) {
      const failed = failedOf(error);
      const field = fieldOf[failed.code];
      if (field === undefined) setRefusal(error);
      else setError(field, { message: say(failureWords(failed)) }, { shouldFocus: true });
    }
  });
  const aDay = (text: string): true | string => isDay(text) || say('case.day.missing');
  return (
    <DialogBox title={say('cases.new')} close={props.close}>
      <form className="form" onSubmit={create} noValidate>
        <Radios
          legend={say('case.kind')}
          value={watch('kind')}
          choices={[
            { value: 'onsite', label: say('case.kind.onsite') },
            { value: 'desk', label: say('case.kind.desk') },
          ]}
          onChange={(kind) => setValue('kind', kind as Form['kind'])}
        />
        <TextInput
          label={say('case.trader')}
          autoFocus
          maxLength={256}
          problem={errors.trader?.message}
          {...register('trader', { validate: (text) => text.trim() !== '' || say('case.trader.missing') })}
        />
        <TextInput
          label={say('case.taxid')}
          hint={say('case.taxid.hint')}
          maxLength={32}
          problem={errors.taxid?.message}
          {...register('taxid', { validate: (text) => text.trim() !== '' || say('case.taxid.missing') })}
        />
        <div className="two-columns">
          <TextInput label={say('case.from')} type="date" problem={errors.from?.message} {...register('from', { validate: aDay })} />
          <TextInput
            label={say('case.to')}
            type="date"
            problem={errors.to?.message}
            {...register('to', {
              validate: (text, form) => (aDay(text) === true ? text >= form.from || say('case.to.early') : aDay(text)),
            })}
          />
        </div>
        <Choose
          label={say('case.pack')}
          hint={say('case.pack.hint')}
          choices={packs.map((pack) => ({ value: pack, label: say(`pack.${pack}`) }))}
          {...register('pack')}
        />
        {refusal === null ? null : <Refusal error={refusal} />}
        <div className="bar-row">
          <Button kind="primary" submit disabled={isSubmitting}>
            {say('cases.create')}
          </Button>
          <Button onPress={props.close}>{say('dialog.cancel')}</Button>
        </div>
      </form>
    </DialogBox>
  );
}
