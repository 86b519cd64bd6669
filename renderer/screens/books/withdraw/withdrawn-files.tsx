import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useBringBack } from './use-bring-back.ts';

type Withdrawn = Output<AssayCalls['import.withdrawn']>['imports'][number];

/** The withdrawn imports of one table. */
export const useWithdrawn = (caseId: string, table: TableName): readonly Withdrawn[] =>
  (useAsk('import.withdrawn', { caseId }).data?.imports ?? []).filter((one) => one.table === table);

/** Files that were taken out of the books, with the reason, and the way back. */
export function WithdrawnFiles(props: { readonly caseId: string; readonly table: TableName }): ReactNode {
  const { say, count, moment } = useSpeech();
  const files = useWithdrawn(props.caseId, props.table);
  const bringBack = useBringBack(props.caseId);
  if (files.length === 0) return null;
  return (
    <>
      <h2>{say('changes.withdrawn')}</h2>
      {files.map((one) => (
        <div key={one.importId} className="stack">
          <Facts title={one.fileName}>
            <Fact name={say('import.rows')}>{count(one.rows)}</Fact>
            <Fact name={say('changes.withdrawn.at')}>{moment(one.at)}</Fact>
            <Fact name={say('changes.withdrawn.reason')}>{one.reason === '' ? say('changes.withdrawn.replaced') : one.reason}</Fact>
          </Facts>
          <div>
            <Button small label={say('changes.withdrawn.backOf', { file: one.fileName })} onPress={() => bringBack(one)}>
              {say('changes.withdrawn.back')}
            </Button>
          </div>
        </div>
      ))}
    </>
  );
}
