import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox, DialogEnd } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { TextArea } from '../../../parts/field.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { InUse } from './in-use.tsx';
import { useBringBack } from './use-bring-back.ts';

export type Imported = Output<AssayCalls['case.get']>['imports'][number];
type Rests = Output<AssayCalls['import.rests']>;
type WithdrawProps = { readonly caseId: string; readonly file: Imported; readonly close: () => void };

/** Parts of the file that an import came from: they leave together. */
const partsOf = (imports: readonly Imported[], file: Imported): readonly Imported[] =>
  imports.filter((one) => one.evidence === file.evidence && one.at === file.at);

/** Takes a file out of the books: what stands in the way and leads there, what follows, and the reason. */
export function WithdrawDialog(props: WithdrawProps): ReactNode {
  const { caseId, file, close } = props;
  const { say } = useSpeech();
  const rests = useAsk('import.rests', { caseId, importId: file.importId });
  const imports = useAsk('case.get', { caseId }).data?.imports ?? [];
  return (
    <DialogBox title={say('changes.withdraw.title', { file: file.fileName })} close={close}>
      {rests.error === null ? null : <Refusal error={rests.error} />}
      {rests.data === undefined ? (
        <Reading />
      ) : rests.data.findings.length > 0 ? (
        <InUse caseId={caseId} close={close} findings={rests.data.findings} />
      ) : (
        <WithdrawForm {...props} rests={rests.data} parts={partsOf(imports, file)} />
      )}
    </DialogBox>
  );
}

/** The removal as a job that survives its dialog; it can be undone for a while at once, and later from the list. */
function useWithdraw({ caseId, file, close }: WithdrawProps): (reason: string) => void {
  const api = useApi();
  const run = useRunJob();
  const forget = useForgetCase();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  const bringBack = useBringBack(caseId);
  const { importId, fileName } = file;
  return (reason) => {
    close();
    void attempt(async () => {
      const title = say('changes.withdraw.job', { file: fileName });
      const { rows } = await run(title, (options) => api.call['import.withdraw']({ caseId, importId, reason }, options));
      forget(caseId);
      tell(say('changes.withdraw.done', { file: fileName, rows }), { label: say('undo'), run: () => bringBack({ importId, fileName }) });
    });
  };
}

/** What people put on the rows, which waits with the file. */
function Waiting({ rests }: { readonly rests: Rests }): ReactNode {
  const { say } = useSpeech();
  const { overrides, marks, notes, links, matches } = rests;
  if (overrides + marks + notes + links + matches === 0) return null;
  return <p>{say('changes.withdraw.things', { overrides, marks, notes, links, matches })}</p>;
}

const leastReason = 3;

function WithdrawForm(props: WithdrawProps & { readonly rests: Rests; readonly parts: readonly Imported[] }): ReactNode {
  const { rests, parts, close } = props;
  const { say } = useSpeech();
  const withdraw = useWithdraw(props);
  const [reason, setReason] = useState('');
  const [short, setShort] = useState(false);
  const rows = parts.reduce((n, one) => n + one.rows, 0);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const enough = reason.trim().length >= leastReason;
    setShort(!enough);
    if (enough) withdraw(reason);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{say('changes.withdraw.what', { rows })}</p>
      {parts.length < 2 ? null : (
        <p>{say('changes.withdraw.parts', { tables: [...new Set(parts.map((one) => say(`table.${one.table}`)))].join(', ') })}</p>
      )}
      {rests.runs === 0 ? null : <p>{say('changes.withdraw.runs', { n: rests.runs })}</p>}
      <Waiting rests={rests} />
      <TextArea
        label={say('changes.withdraw.reason')}
        problem={short ? say('changes.cell.reason.short') : undefined}
        value={reason}
        rows={2}
        maxLength={2_000}
        onChange={(event) => setReason(event.target.value)}
      />
      <DialogEnd>
        <Button onPress={close}>{say('dialog.close')}</Button>
        <Button kind="primary" submit>
          {say('changes.withdraw.do')}
        </Button>
      </DialogEnd>
    </form>
  );
}
