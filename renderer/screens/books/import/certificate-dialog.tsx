import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportResult } from '../../../../contract/rpc/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { OlderOffer } from '../differences/older-exports.tsx';
import { Certificate } from './certificate.tsx';
import { mainTable } from './source.ts';

type DialogProps = {
  readonly caseId: string;
  /** any part of the imported file */
  readonly importId: string;
  /** known right after the import */
  readonly result?: ImportResult;
  readonly close: () => void;
};

/** The certificate of an imported file; its text can be selected or copied whole, and the next press shows the rows. */
export function CertificateDialog(props: DialogProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const { caseId, importId, result } = props;
  const asked = useAsk('import.certificates', { caseId, importId });
  const [certificate] = asked.data?.certificates ?? [];
  const box = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const table = mainTable(result?.parts ?? certificate?.parts ?? []);
  // right after an import: the same book may now stand in the case twice
  const largest = result?.parts.toSorted((a, b) => b.rows - a.rows)[0];
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(box.current?.innerText ?? '');
    setCopied(true);
  };
  const showRows = (of: TableName): void => {
    props.close();
    void go({ to: '/case/$caseId/books/$table', params: { caseId, table: of } });
  };
  return (
    <DialogBox
      wide
      title={say('import.certificate.of', { file: certificate?.fileName ?? '' })}
      close={props.close}
      footer={
        <>
          <Button disabled={certificate === undefined} onPress={() => void copy()}>
            {say(copied ? 'import.certificate.copied' : 'import.certificate.copy')}
          </Button>
          <Button onPress={props.close}>{say('dialog.close')}</Button>
          {table === null || certificate === undefined ? null : (
            <Button kind="primary" autoFocus onPress={() => showRows(table)}>
              {say('import.showRows')}
            </Button>
          )}
        </>
      }
    >
      {asked.error === null ? null : <Refusal error={asked.error} />}
      {asked.isPending ? <Reading /> : null}
      {largest === undefined ? null : <OlderOffer caseId={caseId} importId={largest.importId} leave={props.close} />}
      {certificate === undefined ? null : <Certificate certificate={certificate} unread={result?.unread ?? []} box={box} />}
    </DialogBox>
  );
}
