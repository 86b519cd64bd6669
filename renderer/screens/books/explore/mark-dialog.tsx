import { useState } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { TextInput } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { labelTyped, markName, toneOf, usualMarks } from './marks.ts';
import { useSetMark } from './use-tags.ts';

type MarkProps = { readonly caseId: string; readonly table: TableName; readonly rows: readonly string[]; readonly close: () => void };

const mostLabels = 9;

/** One of the case's labels, by its number or a press, or a new one. */
export function MarkDialog({ caseId, table, rows, close }: MarkProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const used = useAsk('mark.list', { caseId, table: null }).data?.labels ?? [];
  const set = useSetMark(caseId, table);
  const [typed, setTyped] = useState('');
  const own = used.map(({ label }) => label).filter((label) => !(usualMarks as readonly string[]).includes(label));
  const labels = [...usualMarks, ...own].slice(0, mostLabels);
  const take = (label: string): void => {
    close();
    void set(rows, label);
  };
  const press = (event: KeyboardEvent): void => {
    const label = /^Digit[1-9]$/.test(event.code) ? labels[Number(event.code.slice(5)) - 1] : undefined;
    if (label === undefined || event.ctrlKey || event.altKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    take(label);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const label = labelTyped(typed, speech);
    if (label !== '') take(label);
  };
  return (
    <DialogBox title={say('explore.mark.rows', { n: rows.length })} close={close}>
      <div className="stack" onKeyDown={press}>
        <ul className="mark-choices">
          {labels.map((label, i) => (
            <li key={label}>
              <Button small kind="bare" autoFocus={i === 0} onPress={() => take(label)}>
                <span className={`mark-sign ${toneOf(label)}`} aria-hidden>
                  {i + 1}
                </span>
                {markName(label, speech)}
              </Button>
            </li>
          ))}
        </ul>
        <form className="mark-own" onSubmit={submit}>
          <TextInput label={say('explore.mark.own')} slim maxLength={60} value={typed} onChange={(event) => setTyped(event.target.value)} />
          <Button small submit>
            {say('explore.mark.do')}
          </Button>
        </form>
        <div>
          <Button small onPress={() => take('')}>
            {say('explore.mark.take')}
          </Button>
        </div>
      </div>
    </DialogBox>
  );
}
