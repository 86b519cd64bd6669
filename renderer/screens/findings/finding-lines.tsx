import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Fact, Facts } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { LineFormula } from '../assessment/line-formula.tsx';
import type { Finding } from './finding.ts';

/** Where a finding comes from, and how its effect is computed line by line. */
export function FindingLines(props: { readonly caseId: string; readonly finding: Finding }): ReactNode {
  const { say, moment } = useSpeech();
  const { caseId, finding } = props;
  const assessment = useAsk('assess.get', { caseId }, { keep: true }).data;
  const lines = assessment?.lines.filter((line) => line.findings.includes(finding.findingId)) ?? [];
  return (
    <>
      <Facts title={say('findings.origin')}>
        <Fact name={say('findings.created')}>{moment(finding.createdAt)}</Fact>
        {finding.from.map((from) => (
          <Fact key={`${from.runId} ${from.key}`} name={say('findings.fromTest')}>
            <Link to="/case/$caseId/tests/$test" params={{ caseId, test: from.test }} search={{ at: from.key }}>
              {from.test}
            </Link>
          </Fact>
        ))}
      </Facts>
      {lines.map((line) => (
        <LineFormula key={`${line.row} ${line.tax}`} caseId={caseId} line={line} currency={assessment?.currency ?? ''} />
      ))}
      {assessment?.problems
        .filter((p) => finding.corrections.some((c) => c.row === p.row))
        .map((p) => (
          <p key={`${p.row} ${p.problem.key}`} className="amber">
            {say(p.problem)}
          </p>
        ))}
    </>
  );
}
