import { useNavigate } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';
import { isLeadOnly, testsOf } from './finding.ts';
import type { Finding } from './finding.ts';

type LeadProps = { readonly caseId: string; readonly finding: Finding; readonly full?: boolean };

/** Says of a finding that rests on a lead alone that it cannot stand yet, and what it still needs. Nothing for others. */
export function LeadOnly({ caseId, finding, full = false }: LeadProps): ReactNode {
  const say = useSay();
  const go = useNavigate();
  const tests = useAsk('tests.list', { caseId }).data?.tests ?? [];
  if (!isLeadOnly(finding, tests)) return null;
  const named = testsOf(finding);
  return (
    <div className="say-so amber lead-only" role="note">
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <p className="strong">{say('findings.leadOnly', { tests: named.join(', ') })}</p>
        {full ? (
          <>
            <p>{say('findings.leadOnly.missing')}</p>
            <ul className="lead-needs">
              {(['method', 'sales', 'reply'] as const).map((need) => (
                <li key={need}>{say(`findings.leadOnly.${need}`)}</li>
              ))}
            </ul>
            <div className="actions">
              {named.map((test) => (
                <Button key={test} small onPress={() => void go({ to: '/case/$caseId/tests/$test', params: { caseId, test } })}>
                  {say('findings.openTest', { test: say('tests.named', { id: test, name: say(`test.${test}.name`) }) })}
                </Button>
              ))}
            </div>
          </>
        ) : null}
      </div>
    </div>
  );
}
