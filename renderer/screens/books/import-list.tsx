import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../domain/model/books.ts';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Code, Fact, Facts } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { CompareButton } from './differences/older-exports.tsx';
import { useImport } from './import/import-place.tsx';
import { OverridesLink } from './overrides/override-list.tsx';
import { WithdrawDialog } from './withdraw/withdraw-dialog.tsx';
import type { Imported } from './withdraw/withdraw-dialog.tsx';
import { WithdrawnFiles } from './withdraw/withdrawn-files.tsx';

/** The files that a table's rows came from, each with its certificate. */
export function ImportList(props: { readonly caseId: string; readonly table: TableName }): ReactNode {
  const { say, count, moment } = useSpeech();
  const { certify } = useImport();
  const { data } = useAsk('case.get', { caseId: props.caseId });
  const imports = (data?.imports ?? []).filter((i) => i.table === props.table);
  const [leaving, setLeaving] = useState<Imported | null>(null);
  return (
    <>
      <h2>{say('overview.imports')}</h2>
      {imports.map((i) => (
        <Fragment key={i.importId}>
          <Facts title={i.fileName}>
            <Fact name={say('import.rows')}>{count(i.rows)}</Fact>
            <Fact name={say('import.rejected')}>
              <span className={i.rejected > 0 ? 'amber' : ''}>{count(i.rejected)}</span>
            </Fact>
            <Fact name={say('import.at')}>{moment(i.at)}</Fact>
          </Facts>
          <Code title={say('import.sha256')}>{i.evidence}</Code>
          <div className="form-actions">
            <Button small onPress={() => certify(i.importId)}>
              {say('import.certificate.open')}
            </Button>
            {imports.indexOf(i) === 0 ? null : <CompareButton caseId={props.caseId} importId={i.importId} fileName={i.fileName} />}
            <Button small label={say('changes.withdraw.of', { file: i.fileName })} onPress={() => setLeaving(i)}>
              {say('changes.withdraw')}
            </Button>
          </div>
        </Fragment>
      ))}
      <OverridesLink caseId={props.caseId} table={props.table} />
      <WithdrawnFiles caseId={props.caseId} table={props.table} />
      {leaving === null ? null : <WithdrawDialog caseId={props.caseId} file={leaving} close={() => setLeaving(null)} />}
    </>
  );
}
