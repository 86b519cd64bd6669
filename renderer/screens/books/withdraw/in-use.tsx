import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { Button } from '../../../parts/button.tsx';
import { useSpeech } from '../../../parts/words.tsx';

type InUseProps = {
  readonly caseId: string;
  readonly findings: Output<AssayCalls['import.rests']>['findings'];
  readonly close: () => void;
};

/** Findings that name rows of a file keep it in the books; each is one press away. */
export function InUse({ caseId, findings, close }: InUseProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const open = (findingId: string): void => {
    close();
    void go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId } });
  };
  return (
    <div className="stack">
      <p>{say('changes.withdraw.inUse')}</p>
      <ul className="plain-list">
        {findings.map(({ findingId, title }) => (
          <li key={findingId} className="wrap-anywhere">
            <Button kind="link" label={`${say('changes.withdraw.openFinding')}: ${title}`} onPress={() => open(findingId)}>
              {title}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
