import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { Path, UseFormReturn } from 'react-hook-form';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox, DialogEnd } from '../../parts/dialog.tsx';
import { failedOf, failureWords, Refusal } from '../../parts/failure.tsx';
import { readDay } from '../../parts/day.ts';
import { Choose, Radios, TextInput } from '../../parts/field.tsx';
import { useStable } from '../../parts/latest.ts';
import { useSay } from '../../parts/words.tsx';

/** What is typed of a new case. */
export type NewCaseForm = { kind: 'onsite' | 'desk'; trader: string; taxid: string; from: string; to: string; pack: string };

const kinds = ['onsite', 'desk'] as const;
const packs = ['kz', 'wco-generic'] as const;

/** The field that a refusal is about. */
const fieldOf: Readonly<Record<string, Path<NewCaseForm>>> = { tax_id_invalid: 'taxid', period_invalid: 'to' };

export const emptyCase: NewCaseForm = { kind: 'onsite', trader: '', taxid: '', from: '', to: '', pack: 'kz' };

type Props = {
  readonly typed: NewCaseForm;
  /** what was typed, at every key: it outlives a lock */
  readonly keep: (typed: NewCaseForm) => void;
  readonly close: () => void;
};

/** A new case; what is refused is said at its field, and everything typed stays. */
export function NewCase(props: Props): ReactNode {
  const say = useSay();
  const form = useForm<NewCaseForm>({ mode: 'onTouched', defaultValues: props.typed });
  const keep = useStable(props.keep);
  useEffect(() => form.subscribe({ formState: { values: true }, callback: ({ values }) => keep(values) }), [form, keep]);
  const { create, refusal } = useCreate(form, props.close);
  return (
    <DialogBox title={say('cases.new')} close={props.close}>
      <form className="form" onSubmit={create} noValidate>
        <Fields form={form} />
        {refusal === null ? null : <Refusal error={refusal} />}
        <DialogEnd>
          <Button onPress={props.close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" submit disabled={form.formState.isSubmitting}>
            {say('cases.create')}
          </Button>
        </DialogEnd>
      </form>
    </DialogBox>
  );
}

function useCreate(form: UseFormReturn<NewCaseForm>, close: () => void) {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const go = useNavigate();
  const [refusal, setRefusal] = useState<unknown>(null);
  const create = form.handleSubmit(async (given) => {
    setRefusal(null);
    try {
      const { caseId } = await api.call['case.create']({
        ...given,
        trader: given.trader.trim(),
        taxid: given.taxid.trim(),
        from: readDay(given.from) ?? '',
        to: readDay(given.to) ?? '',
      });
      await client.invalidateQueries({ queryKey: ['case.list'] });
      close();
      await go({ to: '/case/$caseId', params: { caseId } });
    } catch (error) {
      const failed = failedOf(error);
      const field = fieldOf[failed.code];
      if (field === undefined) setRefusal(error);
      else form.setError(field, { message: say(failureWords(failed)) }, { shouldFocus: true });
    }
  });
  return { create, refusal };
}

function Fields({ form }: { readonly form: UseFormReturn<NewCaseForm> }): ReactNode {
  const say = useSay();
  const { register, setValue, control } = form;
  const { errors } = form.formState;
  const kind = useWatch({ control, name: 'kind' });
  const aDay = (text: string): true | string => readDay(text) !== null || say('case.day.missing');
  const after = (text: string, { from }: NewCaseForm): true | string =>
    (readDay(text) ?? '') >= (readDay(from) ?? '') || (aDay(text) === true ? say('case.to.early') : aDay(text));
  return (
    <>
      <Radios
        legend={say('case.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: say(`case.kind.${value}`) }))}
        onChange={(value) => setValue('kind', value as NewCaseForm['kind'])}
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
        <TextInput
          label={say('case.from')}
          placeholder={say('day.form')}
          problem={errors.from?.message}
          {...register('from', { validate: aDay })}
        />
        <TextInput
          label={say('case.to')}
          placeholder={say('day.form')}
          problem={errors.to?.message}
          {...register('to', { validate: after })}
        />
      </div>
      <Choose
        label={say('case.pack')}
        hint={say('case.pack.hint')}
        choices={packs.map((pack) => ({ value: pack, label: say(`pack.${pack}`) }))}
        {...register('pack')}
      />
    </>
  );
}
