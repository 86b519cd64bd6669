import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { Fact, Facts } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Finding } from './finding.ts';

/** The effect of one finding by tax, as its corrections compute it. */
type EffectProps = {
  readonly finding: Finding;
  readonly currency: string;
  /** shows how the amount of a tax, or `` for all, is made up */
  readonly onOpen?: (tax: string) => void;
};

export function EffectFacts({ finding, currency, onOpen }: EffectProps): ReactNode {
  const { say, amount, money } = useSpeech();
  const { effect, total } = finding;
  const figure = (text: string, tax: string): ReactNode =>
    onOpen === undefined ? (
      text
    ) : (
      <Button kind="figure" onPress={() => onOpen(tax)}>
        {text}
      </Button>
    );
  return (
    <Facts title={say('findings.effect')}>
      {effect.map((line) => (
        <Fact key={line.tax} name={say(`tax.${line.tax}`)}>
          {figure(amount(line.difference), line.tax)}
        </Fact>
      ))}
      <Fact name={say('findings.total')} strong>
        {figure(money(total, currency), '')}
      </Fact>
    </Facts>
  );
}
