import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Fact, Facts } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { LineFormula } from '../assessment/line-formula.tsx';
import { rowShort } from '../books/row-words.ts';
import { useRows } from '../books/use-rows.ts';
import type { Finding } from './finding.ts';

/** Where a finding comes from, and how its effect is computed line by line. */
type LinesProps = {
  readonly caseId: string;
  readonly finding: Finding;
  /** the tax whose amount was opened, `` for all, null while none was: its lines come first, each with the trader's own record */
  readonly opened: string | null;
};

export function FindingLines(props: LinesProps): ReactNode {
  const { say, moment } = useSpeech();
  const { caseId, finding, opened } = props;
  const assessment = useAsk('assess.get', { caseId }, { keep: true }).data;
  const all = assessment?.lines.filter((line) => line.findings.includes(finding.findingId)) ?? [];
  const isOpened = (tax: string): boolean => opened !== null && (opened === '' || opened === tax);
  const lines = [...all.filter((line) => isOpened(line.tax)), ...all.filter((line) => !isOpened(line.tax))];
  return (
    <>
      {lines.length === 0 ? null : <h2>{say('assess.why')}</h2>}
      {lines.map((line) => (
        <LineFormula
          key={`${line.row} ${line.tax}`}
          caseId={caseId}
          line={line}
          currency={assessment?.currency ?? ''}
          withSource={isOpened(line.tax)}
        />
      ))}
      {assessment?.problems
        .filter((p) => finding.corrections.some((c) => c.row === p.row))
        .map((p) => (
          <p key={`${p.row} ${p.problem.key}`} className="amber">
            {say(p.problem)}
          </p>
        ))}
      <Facts title={say('findings.origin')}>
        <Fact name={say('findings.created')}>{moment(finding.createdAt)}</Fact>
      </Facts>
      <ul className="origins">
        {finding.from.slice(0, shownOrigins).map((from) => (
          <li key={`${from.runId} ${from.key}`}>
            <Link to="/case/$caseId/tests/$test" params={{ caseId, test: from.test }} search={{ at: from.key }}>
              {say('tests.named', { id: from.test, name: say(`test.${from.test}.name`) })}
            </Link>
            <LeadName caseId={caseId} name={from.key} />
          </li>
        ))}
        {finding.from.length > shownOrigins ? (
          <li className="quiet">{say('findings.moreLeads', { n: finding.from.length - shownOrigins })}</li>
        ) : null}
      </ul>
    </>
  );
}

const shownOrigins = 12;

/** The row of a lead that is about one row. */
function LeadName({ caseId, name }: { readonly caseId: string; readonly name: string }): ReactNode {
  const { say } = useSpeech();
  const row = useRows(caseId, name.includes(':declarations:') || name.includes(':ledger:') ? [name] : [])[0];
  return row === undefined ? null : <span className="quiet"> {rowShort(row, say)}</span>;
}
