import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';
import { asTime, offsetOf } from './clock.ts';
import { PolicyQuestions, usePolicy } from './policy.tsx';
import type { Adding } from './use-adding.ts';

type PhoneProps = { readonly caseId: string; readonly adding: Adding; readonly target?: string; readonly close: () => void };

type Clock = { readonly typed: string; readonly offset: string | null };

/** Photos from a phone or a stick: how far its clock is off is asked once and kept with each of them. */
export function PhoneDialog({ caseId, adding, target, close }: PhoneProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const { attempt } = useNotices();
  const policy = usePolicy(caseId);
  const [clock, setClock] = useState<Clock>({ typed: '', offset: null });
  const [device, setDevice] = useState('');
  const bad = clock.typed.trim() !== '' && clock.offset === null;
  const choose = (): void =>
    void attempt(async () => {
      const { paths } = await api.call['shell.pickFiles']({});
      if (paths.length === 0) return;
      close();
      const meta = {
        ...(clock.offset === null ? {} : { clockOffset: clock.offset }),
        ...(device.trim() === '' ? {} : { device: device.trim() }),
        ...policy.meta,
      };
      await adding.files(paths, { origin: 'phone', meta, ...(target === undefined ? {} : { target }) });
    });
  return (
    <DialogBox
      title={say('ev.phone')}
      close={close}
      footer={
        <Button kind="primary" disabled={bad || !policy.complete} onPress={choose}>
          {say('ev.phone.choose')}
        </Button>
      }
    >
      <p className="quiet prose">{say('ev.phone.text')}</p>
      <TextInput
        label={say('ev.phone.clock')}
        hint={clockHint(clock, say)}
        problem={bad ? say('ev.phone.clock.bad') : undefined}
        placeholder="14:07:30"
        autoFocus
        value={clock.typed}
        onChange={(event) => setClock({ typed: event.target.value, offset: offsetOf(event.target.value, new Date()) })}
      />
      <TextInput
        label={say('ev.device')}
        hint={say('ev.phone.device.hint')}
        maxLength={200}
        value={device}
        onChange={(event) => setDevice(event.target.value)}
      />
      <PolicyQuestions policy={policy} />
    </DialogBox>
  );
}

function clockHint({ offset }: Clock, say: ReturnType<typeof useSay>): string {
  if (offset === null) return say('ev.phone.clock.hint');
  return say('ev.clock', { side: Number(offset) === 0 ? 'none' : Number(offset) > 0 ? 'ahead' : 'behind', time: asTime(offset) });
}
