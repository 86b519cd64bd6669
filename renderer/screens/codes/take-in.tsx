import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useForgetLists } from './versions.tsx';

const usualName = 'hs';

/** A nomenclature or tariff from a file, as a version of the list of that name. */
export function TakeIn(props: { readonly close: () => void }): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const { tell } = useNotices();
  const forget = useForgetLists();
  const [name, setName] = useState(usualName);
  const [day, setDay] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    const { path } = await api.call['shell.pickOpen']({ kind: 'table' });
    if (path === null) return;
    setBusy(true);
    try {
      const done = await api.call['hs.import']({ path, name: name.trim() || usualName, day: day === '' ? null : day });
      await forget();
      tell(say('hs.imported', { entries: done.list.entries, rejected: done.rejectedCount }));
      props.close();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <DialogBox
      title={say('hs.import')}
      close={props.close}
      closable={!busy}
      footer={
        <Button kind="primary" onPress={() => void take()} disabled={busy}>
          {say('hs.import.file')}
        </Button>
      }
    >
      <p className="quiet prose">{say('hs.empty')}</p>
      <div className="form">
        <TextInput label={say('hs.import.name')} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        <TextInput type="date" label={say('hs.import.day')} value={day} onChange={(event) => setDay(event.target.value)} />
      </div>
      {error === null ? null : <Refusal error={error} />}
    </DialogBox>
  );
}
