import { Pencil } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { Column } from '../../../../domain/model/books.ts';
import { useApi, useAsk } from '../../../parts/api.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useMoney } from '../../money.ts';
import type { RowData } from '../row-data.ts';
import { cellShown } from '../row-words.ts';
import { SetValue } from './set-value.tsx';
import './overrides.css';

export type Override = Output<AssayCalls['row.overrides']>['overrides'][number];

/** Values that stand over the imported ones of a row, by column. */
export function useOverrides(caseId: string, name: string): ReadonlyMap<string, Override> {
  const found = useAsk('row.overrides', { caseId, row: name }).data?.overrides ?? [];
  return new Map(found.map((one) => [one.column, one]));
}

/** Lets the imported value stand again; it can be undone by setting the other one once more. */
export function useRestoreValue(caseId: string): (of: Override) => void {
  const api = useApi();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  return ({ overrideId }) =>
    void attempt(async () => {
      await api.call['row.restore']({ caseId, overrideId });
      tell(say('changes.cell.undone'));
    });
}

type LineProps = { readonly caseId: string; readonly row: RowData; readonly column: Column; readonly override: Override };

/** Under a field whose value was set: what was imported, who set the other one, when and why, and the way back. */
export function OverrideLine({ caseId, row, column, override }: LineProps): ReactNode {
  const speech = useSpeech();
  const { say, moment } = speech;
  const money = useMoney(caseId);
  const restore = useRestoreValue(caseId);
  const imported = cellShown({ ...row, cells: { ...row.cells, [column.name]: override.was } }, column, money, speech);
  return (
    <dd className="override-line">
      <p>{say('changes.cell.was', { value: imported === '' ? say('changes.cell.empty') : imported })}</p>
      <p className="meta wrap-anywhere">{say('changes.cell.by', { by: override.by, at: moment(override.at), reason: override.reason })}</p>
      <Button
        small
        kind="link"
        label={say('changes.cell.undoOf', { column: say(`column.${column.name}`) })}
        onPress={() => restore(override)}
      >
        {say('changes.cell.undo')}
      </Button>
    </dd>
  );
}

/** The way to another value of a field. */
export function SetValueButton(props: { readonly caseId: string; readonly name: string; readonly column: string }): ReactNode {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={<Pencil className="icon small" aria-hidden />}
        label={say('changes.cell.setOf', { column: say(`column.${props.column}`) })}
        keys="F2"
        onPress={() => setOpen(true)}
      />
      {open ? <SetValue {...props} close={() => setOpen(false)} /> : null}
    </>
  );
}
