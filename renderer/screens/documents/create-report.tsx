import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { langs } from '../../../domain/model/words.ts';
import type { Lang } from '../../../domain/model/words.ts';
import { Button } from '../../parts/button.tsx';
import { DialogBox, DialogEnd } from '../../parts/dialog.tsx';
import { Radios, Tick } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useCreateReport } from './report-job.ts';

/** The language of the report and whether it is signed; a signature cannot be taken back, so its button says so. */
export function CreateReport(props: { readonly caseId: string; readonly close: () => void }): ReactNode {
  const { say, lang } = useSpeech();
  const [chosen, setChosen] = useState<Lang>(lang);
  const [sign, setSign] = useState(true);
  const create = useCreateReport(props.caseId);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.close();
    void create(chosen, sign);
  };
  return (
    <DialogBox title={say('documents.create')} close={props.close}>
      <form className="form" onSubmit={submit}>
        <Radios
          legend={say('documents.lang')}
          value={chosen}
          choices={langs.map((value) => ({ value, label: say(`lang.${value}`) }))}
          onChange={(value) => setChosen(value as Lang)}
        />
        <Tick label={say('documents.sign')} checked={sign} onChange={setSign} />
        <p className="quiet prose">{say(sign ? 'documents.sign.note' : 'documents.unsigned.note')}</p>
        <DialogEnd>
          <Button onPress={props.close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" submit autoFocus>
            {say(sign ? 'documents.createSigned' : 'documents.createUnsigned')}
          </Button>
        </DialogEnd>
      </form>
    </DialogBox>
  );
}
