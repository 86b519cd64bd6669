import { useState } from 'react';
import type { ReactNode } from 'react';
import { custodyEvents } from '../../../domain/evidence/custody.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { readDay } from '../../parts/day.ts';
import { DialogBox } from '../../parts/dialog.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { Choose, TextArea, TextInput } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { typedToday } from './clock.ts';
import type { EvidenceItem } from './shapes.ts';

type CustodyProps = { readonly caseId: string; readonly item: EvidenceItem };

/** Everything that happened to the item, in its order: who, when, on which device. */
export function Custody({ caseId, item }: CustodyProps): ReactNode {
  const { say, has } = useSpeech();
  const [adding, setAdding] = useState(false);
  return (
    <section className="facts">
      <div className="bar-row">
        <h3>{say('ev.custody')}</h3>
        <span className="spring" />
        <Button small onPress={() => setAdding(true)}>
          {say('ev.custody.add')}
        </Button>
      </div>
      <ol className="custody">
        {item.custody.map((entry, index) => (
          // The chain only grows at its end.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <span>{has(`custody.${entry.key}`) ? say(`custody.${entry.key}`) : entry.key}</span>
            <CustodyLine entry={entry} />
          </li>
        ))}
      </ol>
      {adding ? <AddCustody caseId={caseId} sha256={item.item.sha256} close={() => setAdding(false)} /> : null}
    </section>
  );
}

function CustodyLine({ entry }: { readonly entry: EvidenceItem['custody'][number] }): ReactNode {
  const { say, moment, day } = useSpeech();
  const told = [entry.day === undefined ? '' : day(entry.day), entry.person, entry.place, entry.note].filter(
    (part) => part !== undefined && part !== '',
  );
  return (
    <>
      {told.length === 0 ? null : <span className="wrap-anywhere">{told.join(' · ')}</span>}
      <span className="meta wrap-anywhere" title={entry.sha256}>
        {say('ev.custody.line', { at: moment(entry.at), by: entry.by, device: entry.device.slice(0, 8) })}
      </span>
    </>
  );
}

type AddProps = { readonly caseId: string; readonly sha256: string; readonly close: () => void };
type Event = (typeof custodyEvents)[number];

/** A step outside the program: received, handed over, returned, sealed, opened, shown. */
function AddCustody({ caseId, sha256, close }: AddProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const [event, setEvent] = useState<Event>('received');
  const [typed, setTyped] = useState(() => ({ day: typedToday(new Date()), person: '', place: '', note: '' }));
  const [refusal, setRefusal] = useState<unknown>(null);
  const day = readDay(typed.day);
  const put = (name: keyof typeof typed) => (change: { target: { value: string } }) => setTyped({ ...typed, [name]: change.target.value });
  const save = async (): Promise<void> => {
    if (day === null) return;
    try {
      await api.call['custody.add']({ caseId, evidence: sha256, event, ...typed, day });
      forget(caseId);
      close();
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <DialogBox
      title={say('ev.custody.add')}
      close={close}
      footer={
        <Button kind="primary" disabled={day === null} onPress={() => void save()}>
          {say('ev.custody.do')}
        </Button>
      }
    >
      {refusal === null ? null : <Refusal error={refusal} />}
      <Choose
        label={say('ev.custody.event')}
        value={event}
        onChange={(change) => setEvent(change.target.value as Event)}
        choices={custodyEvents.map((value) => ({ value, label: say(`custody.${value}`) }))}
      />
      <TextInput
        label={say('ev.custody.day')}
        placeholder={say('day.form')}
        problem={day === null ? say('case.day.missing') : undefined}
        value={typed.day}
        onChange={put('day')}
      />
      <TextInput label={say('ev.custody.person')} maxLength={200} autoFocus value={typed.person} onChange={put('person')} />
      <TextInput label={say('ev.custody.place')} maxLength={200} value={typed.place} onChange={put('place')} />
      <TextArea label={say('ev.custody.note')} maxLength={2_000} value={typed.note} onChange={put('note')} />
    </DialogBox>
  );
}
