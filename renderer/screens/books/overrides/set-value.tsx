import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { columnOf } from '../../../../domain/model/books.ts';
import type { Column } from '../../../../domain/model/books.ts';
import { useApi, useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { Fact, Facts } from '../../../parts/detail.tsx';
import { DialogBox, DialogEnd } from '../../../parts/dialog.tsx';
import { failedOf, failureWords, Refusal } from '../../../parts/failure.tsx';
import { TextArea, TextInput } from '../../../parts/field.tsx';
import { rowText } from '../../../parts/grid/cells.ts';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useMoney } from '../../money.ts';
import type { RowData } from '../row-data.ts';
import { cellShown, rowTitle } from '../row-words.ts';

type Cell = { readonly caseId: string; readonly name: string; readonly column: string; readonly close: () => void };

/** Another value for one cell of the books, with the reason; what was typed stays after a refusal. */
export function SetValue(props: Cell): ReactNode {
  const { say } = useSpeech();
  const row = useAsk('rows.get', { caseId: props.caseId, name: props.name });
  const column = row.data === undefined ? undefined : columnOf(row.data.table, props.column);
  return (
    <DialogBox title={say('changes.cell.title', { column: say(`column.${props.column}`) })} close={props.close}>
      {row.error === null ? null : <Refusal error={row.error} />}
      {row.data === undefined || column === undefined ? null : <ValueForm {...props} row={row.data} of={column} />}
    </DialogBox>
  );
}

const leastReason = 3;

function hintOf({ type }: Column): string {
  if (type === 'day') return 'changes.cell.hint.day';
  if (type === 'weight') return 'changes.cell.hint.weight';
  return type === 'money' || type === 'quantity' || type === 'rate' || type === 'count'
    ? 'changes.cell.hint.money'
    : 'changes.cell.hint.text';
}

function useSetValue({ caseId, name, column, close }: Cell) {
  const api = useApi();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const set = async (value: string, reason: string): Promise<void> => {
    setProblem(undefined);
    try {
      const { overrideId } = await api.call['row.override']({ caseId, row: name, column, value, reason });
      const undo = (): void => void attempt(() => api.call['row.restore']({ caseId, overrideId }));
      tell(say('changes.cell.done'), { label: say('undo'), run: undo });
      close();
    } catch (error) {
      setProblem(say(failureWords(failedOf(error))));
    }
  };
  return { set, problem };
}

function ValueForm(props: Cell & { readonly row: RowData; readonly of: Column }): ReactNode {
  const { row, of } = props;
  const speech = useSpeech();
  const { say } = speech;
  const money = useMoney(props.caseId);
  const { set, problem } = useSetValue(props);
  const now = rowText(row.cells[of.name] ?? null, of, money, (name) => row.cells[name]);
  const [value, setValue] = useState(now);
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const enough = reason.trim().length >= leastReason;
    setShort(!enough);
    if (enough) void set(value, reason);
  };
  const shown = cellShown(row, of, money, speech);
  return (
    <form className="stack" onSubmit={submit}>
      <p className="quiet wrap-anywhere">{rowTitle(row, say)}</p>
      <Facts>
        <Fact name={say('changes.cell.now')}>{shown === '' ? say('changes.cell.empty') : shown}</Fact>
      </Facts>
      <TextInput
        label={say('changes.cell.value')}
        hint={say(hintOf(of))}
        problem={problem}
        value={value}
        maxLength={2_000}
        autoFocus
        onChange={(event) => setValue(event.target.value)}
      />
      <TextArea
        label={say('changes.cell.reason')}
        hint={say('changes.cell.reason.hint')}
        problem={short ? say('changes.cell.reason.short') : undefined}
        value={reason}
        rows={2}
        maxLength={2_000}
        onChange={(event) => setReason(event.target.value)}
      />
      <p className="meta">{say('changes.cell.kept')}</p>
      <DialogEnd>
        <Button onPress={props.close}>{say('dialog.close')}</Button>
        <Button kind="primary" submit>
          {say('changes.cell.do')}
        </Button>
      </DialogEnd>
    </form>
  );
}
