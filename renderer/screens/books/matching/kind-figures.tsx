import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { MissingBooks } from './missing-books.tsx';
import { sides, tableOf } from './shapes.ts';
import type { OpenPart, Side, Summary } from './shapes.ts';
import { useEmptySides } from './use-empty-sides.ts';

type FiguresProps = { readonly caseId: string; readonly summary: Summary; readonly open: OpenPart };

/** All figures of one kind: rows and amounts of both sides, and what of them is matched. */
export function KindFigures({ caseId, summary, open }: FiguresProps): ReactNode {
  const { say } = useSpeech();
  const { kind } = summary;
  const missing = useEmptySides(caseId, kind) ?? [];
  return (
    <>
      <h2>{say(`matchKind.${kind}`)}</h2>
      {missing.length > 0 ? <MissingBooks caseId={caseId} tables={missing} beside /> : null}
      {sides.map((side) => (
        <SideFacts key={side} summary={summary} side={side} open={open} />
      ))}
      {missing.length > 0 ? null : (
        <div className="bar-row">
          <Button small keys="Enter" onPress={() => open(kind, 'proposals')}>
            {say('matchScreen.part.proposals.go')}
          </Button>
          <Button small onPress={() => open(kind, 'hand')}>
            {say('matchScreen.part.hand.go')}
          </Button>
        </div>
      )}
    </>
  );
}

function SideFacts({ summary, side, open }: Omit<FiguresProps, 'caseId'> & { readonly side: Side }): ReactNode {
  const { say, count, money } = useSpeech();
  const { rows, matched, open: left, amount, matchedAmount, uncounted } = summary[side];
  const { currency, kind } = summary;
  const summed = rows > uncounted && currency !== '';
  return (
    <Facts title={say(`table.${tableOf(kind, side)}`)}>
      <Fact name={say('matchScreen.fact.records')}>{count(rows)}</Fact>
      <Fact name={say('matchScreen.fact.matched')}>{count(matched)}</Fact>
      <Fact name={say('matchScreen.withoutMatch')}>
        <Button kind="figure" onPress={() => open(kind, 'hand', side)}>
          {count(left)}
        </Button>
      </Fact>
      {summed ? (
        <>
          <Fact name={say('matchScreen.fact.amount')} strong>
            {money(amount, currency)}
          </Fact>
          <Fact name={say('matchScreen.fact.matchedAmount')}>{money(matchedAmount, currency)}</Fact>
        </>
      ) : null}
      {uncounted === 0 ? null : <Fact name={say('matchScreen.fact.uncounted')}>{count(uncounted)}</Fact>}
    </Facts>
  );
}
