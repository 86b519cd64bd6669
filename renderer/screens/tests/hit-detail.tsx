import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { Button } from '../../parts/button.tsx';
import { Detail, Fact, Facts } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { SourceOf } from '../books/row-detail.tsx';
import { rowTitle } from '../books/row-words.ts';
import { useRows } from '../books/use-rows.ts';
import type { Deciding } from './decide.ts';
import { Decision } from './decision.tsx';
import type { RunHit } from './hits.ts';
import { isNumber, measureName, measureShown, shownMeasures } from './measures.ts';

type Test = Output<AssayCalls['tests.list']>['tests'][number];
type HitProps = {
  readonly caseId: string;
  readonly test: Test;
  readonly hit: RunHit;
  /** the leads that a decision is about */
  readonly n: number;
  readonly deciding: Deciding;
  readonly onRecord: () => void;
};

/** Why this is a lead, down to the lines of the trader's files; and what a person makes of it. */
export function HitDetail(props: HitProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { hit } = props;
  return (
    <Detail>
      <HitTitle {...props} />
      <section className="facts">
        <h3>{say('tests.why')}</h3>
        <p className="prose">{say(hit.explanation)}</p>
      </section>
      <Facts title={say('tests.measures')}>
        {shownMeasures(hit).map(([name, value]) => (
          <Fact key={name} name={measureName(name, speech)}>
            <span className={isNumber(value) ? 'number' : 'wrap-anywhere'}>{measureShown(name, value, speech)}</span>
          </Fact>
        ))}
      </Facts>
      <Decision {...props} />
      <Sources {...props} />
    </Detail>
  );
}

function HitTitle({ caseId, hit }: HitProps): ReactNode {
  const { say } = useSpeech();
  const row = useRows(caseId, hit.keys.slice(0, 1))[0];
  if (row === undefined) return null;
  const { description } = row.cells;
  return (
    <div>
      <h2 className="wrap-anywhere">{rowTitle(row, say)}</h2>
      {typeof description === 'string' ? <p className="quiet">{description}</p> : null}
    </div>
  );
}

const shownSources = 5;

function Sources({ caseId, hit, test }: HitProps): ReactNode {
  const { say } = useSpeech();
  const [all, setAll] = useState(false);
  const names = all ? hit.keys.slice(0, 100) : hit.keys.slice(0, shownSources);
  const rows = useRows(caseId, names);
  const open = useOpenRow(caseId);
  const marked = test.needs.flatMap((need) => need.columns);
  return (
    <>
      {rows.map((row, index) =>
        row === undefined ? null : (
          <div key={row.name} className="source-row">
            <SourceOf row={row} marked={marked} />
            <Button kind="link" onPress={() => open(names[index] ?? row.name)}>
              {say('row.open', { row: rowTitle(row, say) })}
            </Button>
          </div>
        ),
      )}
      {hit.keys.length > names.length ? (
        <div>
          <Button kind="link" onPress={() => setAll(true)}>
            {say('tests.moreRows', { n: hit.keys.length - names.length })}
          </Button>
        </div>
      ) : null}
    </>
  );
}
