import type { ReactNode } from 'react';
import { Fact, Facts } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Finding } from './finding.ts';

/** The effect of one finding by tax, as its corrections compute it. */
export function EffectFacts(props: { readonly finding: Finding; readonly currency: string }): ReactNode {
  const { say, amount, money } = useSpeech();
  const { effect, total } = props.finding;
  return (
    <Facts title={say('findings.effect')}>
      {effect.map((line) => (
        <Fact key={line.tax} name={say(`tax.${line.tax}`)}>
          {amount(line.difference)}
        </Fact>
      ))}
      <Fact name={say('findings.total')} strong>
        {money(total, props.currency)}
      </Fact>
    </Facts>
  );
}
