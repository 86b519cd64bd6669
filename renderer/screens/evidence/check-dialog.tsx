import { useState } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../domain/model/books.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Fact, Facts } from '../../parts/detail.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { TypedRow } from './shapes.ts';
import { typedCell } from './typed-cells.ts';

type CheckProps = {
  readonly caseId: string;
  readonly row: TypedRow;
  /** the row is not what stands on the page */
  readonly change: () => void;
  readonly close: () => void;
};

const shortest = 2;

/** A second person holds the typed row against the page and gives their name. */
export function CheckDialog({ caseId, row, change, close }: CheckProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const [name, setName] = useRemembered('typed.checker', '');
  const [refusal, setRefusal] = useState<unknown>(null);
  const ready = name.trim().length >= shortest;
  const check = async (): Promise<void> => {
    if (!ready) return;
    try {
      await api.call['transcript.check']({ caseId, transcriptId: row.transcriptId, checkedBy: name.trim() });
      forget(caseId);
      close();
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <DialogBox
      title={say('ev.check')}
      close={close}
      footer={
        <>
          <Button onPress={change}>{say('ev.check.differs')}</Button>
          <Button kind="primary" disabled={!ready} onPress={() => void check()}>
            {say('ev.check.do')}
          </Button>
        </>
      }
    >
      <p className="quiet prose">{say('ev.check.text', { by: row.typedBy })}</p>
      {refusal === null ? null : <Refusal error={refusal} />}
      <Facts title={say(`table.${row.table}`)}>
        {tables[row.table]
          .filter((column) => (row.cells[column.name] ?? '') !== '')
          .map((column) => (
            <Fact key={column.name} name={say(`column.${column.name}`)}>
              {typedCell(column, row.cells[column.name] ?? '')}
            </Fact>
          ))}
      </Facts>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <TextInput
          label={say('ev.check.name')}
          hint={say('ev.check.name.hint')}
          maxLength={200}
          autoFocus
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </DialogBox>
  );
}
