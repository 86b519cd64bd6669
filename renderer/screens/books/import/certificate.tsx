import type { ReactNode } from 'react';
import type { ImportResult } from '../../../../contract/rpc/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { Code, Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { Problems } from './problems.tsx';
import { Sums } from './sums.tsx';

/** What came in, what did not and why, and the sums that must agree with the trader's. */
export function Certificate(props: { readonly table: TableName; readonly certificate: ImportResult }): ReactNode {
  const { say, count } = useSpeech();
  const { certificate } = props;
  const repaired = Object.entries(certificate.repaired);
  return (
    <>
      <div className="two-columns">
        <Facts title={say('import.certificate')}>
          <Fact name={say('import.table')}>{say(`table.${props.table}`)}</Fact>
          <Fact name={say('import.rows')}>{count(certificate.rows)}</Fact>
          <Fact name={say('import.rejected')}>
            <span className={certificate.rejectedCount > 0 ? 'amber' : ''}>{count(certificate.rejectedCount)}</span>
          </Fact>
          <Fact name={say('import.bytes')}>{count(certificate.evidence.bytes)}</Fact>
          {repaired.map(([name, n]) => (
            <Fact key={name} name={say('import.repaired', { repair: say(`repair.${name.split(':')[0] ?? name}`) })}>
              {count(n)}
            </Fact>
          ))}
        </Facts>
        <Sums sums={certificate.sums} />
      </div>
      <Code title={say('import.sha256')}>{certificate.evidence.sha256}</Code>
      <Problems
        title={say('import.problems.out')}
        problems={certificate.rejected}
        more={certificate.rejectedCount - certificate.rejected.length}
      />
    </>
  );
}
