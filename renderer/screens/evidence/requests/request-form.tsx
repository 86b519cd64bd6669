import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Choose, TextArea, TextInput } from '../../../parts/field.tsx';
import { useSay } from '../../../parts/words.tsx';
import { isoToday } from '../clock.ts';
import { SavingMark } from '../saving-mark.tsx';
import { useSavedText } from '../use-saved-text.ts';
import { DayInput } from './day-input.tsx';
import { requestStates } from './request-shapes.ts';
import type { DataRequest, RequestDraft } from './request-shapes.ts';

type FormProps = { readonly caseId: string; readonly request: DataRequest };

const draftOf = ({ number, title, addressee, basis, askedOn, dueOn, state, note }: DataRequest): RequestDraft => ({
  number,
  title,
  addressee,
  basis,
  askedOn,
  dueOn,
  state,
  note,
});

/** A title or an addressee that is being written anew waits on the screen until it has a letter. */
const ready = (set: Partial<RequestDraft>): Partial<RequestDraft> =>
  Object.fromEntries(Object.entries(set).filter(([name, value]) => value !== '' || (name !== 'title' && name !== 'addressee')));

/** The head of a request, written while a person types. */
export function RequestForm({ caseId, request }: FormProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { requestId } = request;
  const form = useSavedText<RequestDraft>(`request.${requestId}`, draftOf(request), async (set) => {
    const change = ready(set);
    if (Object.keys(change).length > 0) await api.call['request.change']({ caseId, requestId, set: change });
    forget(caseId);
  });
  const { text, set, flush } = form;
  const put = (state: RequestDraft['state']): void =>
    // What was sent has a day: today's, until another one is given.
    set({ state, ...(state !== 'draft' && text.askedOn === null ? { askedOn: isoToday(new Date()) } : {}) });
  const line = (name: 'number' | 'title' | 'addressee' | 'basis', maxLength: number): ReactNode => (
    <TextInput
      slim
      label={say(`ev.request.${name}`)}
      maxLength={maxLength}
      value={text[name]}
      onChange={(event) => set({ [name]: event.target.value })}
      onBlur={flush}
    />
  );
  return (
    <section className="request-form" aria-label={say('ev.request.head')}>
      {form.refusal === null ? null : <Refusal error={form.refusal} />}
      <div className="request-fields">
        {line('title', 300)}
        {line('addressee', 300)}
        {line('number', 100)}
        {line('basis', 500)}
        <DayInput label={say('ev.request.askedOn')} value={text.askedOn} onDay={(askedOn) => set({ askedOn })} onLeave={flush} />
        <DayInput label={say('ev.request.dueOn')} value={text.dueOn} onDay={(dueOn) => set({ dueOn })} onLeave={flush} />
        <Choose
          label={say('ev.request.state')}
          value={text.state}
          onChange={(event) => put(event.target.value as RequestDraft['state'])}
          choices={requestStates.map((value) => ({ value, label: say(`requestState.${value}`) }))}
        />
        <TextArea
          label={say('ev.request.note')}
          rows={1}
          maxLength={4_000}
          value={text.note}
          onChange={(event) => set({ note: event.target.value })}
          onBlur={flush}
        />
      </div>
      <SavingMark saving={form.saving} />
    </section>
  );
}
