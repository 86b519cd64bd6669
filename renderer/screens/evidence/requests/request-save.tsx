import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Radios } from '../../../parts/field.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useRemembered } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { DataRequest } from './request-shapes.ts';

type SaveProps = { readonly caseId: string; readonly request: DataRequest; readonly close: () => void };
type Format = 'txt' | 'csv';

/** Letters, figures and what else every system takes in a name. */
const asFileName = (title: string): string => title.replaceAll(/[^\p{L}\p{N} ,.()-]/gu, '_').slice(0, 80);

/** The request as a file for whom it is addressed to: a letter, or the list of its items. */
export function RequestSave({ caseId, request, close }: SaveProps): ReactNode {
  const { say, lang } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const [format, setFormat] = useRemembered<Format>('request.format', 'txt');
  const [busy, setBusy] = useState(false);
  const save = (): void =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'file', suggested: `${asFileName(request.title)}.${format}` });
      if (path === null) return;
      setBusy(true);
      const { requestId } = request;
      const { sha256 } = await api.call['request.save']({ caseId, requestId, to: path, format, lang });
      forget(caseId);
      close();
      tell(say('ev.request.saved', { path, hash: sha256.slice(0, 16) }));
    }).finally(() => setBusy(false));
  return (
    <DialogBox
      title={say('ev.request.save')}
      close={close}
      footer={
        <Button kind="primary" autoFocus disabled={busy} onPress={save}>
          {say('ev.request.save.choose')}
        </Button>
      }
    >
      <Radios
        legend={say('ev.request.save.how')}
        value={format}
        onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'txt')}
        choices={(['txt', 'csv'] as const).map((value) => ({ value, label: say(`ev.request.save.${value}`) }))}
      />
      <p className="quiet prose">{say('ev.request.save.recorded')}</p>
    </DialogBox>
  );
}
