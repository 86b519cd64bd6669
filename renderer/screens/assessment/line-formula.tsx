import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { Button } from '../../parts/button.tsx';
import { Fact } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { SourceOf } from '../books/row-detail.tsx';
import { useRows } from '../books/use-rows.ts';

export type AssessedLine = Output<AssayCalls['assess.get']>['lines'][number];

type LineProps = {
  readonly caseId: string;
  readonly line: AssessedLine;
  readonly currency: string;
  /** the trader's own line below the formula */
  readonly withSource?: boolean;
};

/** Columns of the source line that a tax was declared in. */
const columnsOfTax: Readonly<Record<string, readonly string[]>> = {
  duty: ['duty_rate', 'duty_base_minor', 'duty_amount_minor', 'customs_value_minor'],
  ad: ['ad_rate', 'ad_amount_minor', 'customs_value_minor'],
  excise: ['excise_rate', 'excise_base_minor', 'excise_amount_minor'],
  vat: ['vat_rate', 'vat_base_minor', 'vat_amount_minor'],
};

/** One tax of one declaration line: the calculation with its figures, the difference, the line it comes from. */
export function LineFormula(props: LineProps): ReactNode {
  const { say, amount, money } = useSpeech();
  const { line } = props;
  const open = useOpenRow(props.caseId);
  const row = useRows(props.caseId, props.withSource === true ? [line.row] : [])[0];
  return (
    <section className="facts formula">
      <h3>{say('assess.lineOf', { tax: say(`tax.${line.tax}`), item: line.item, declaration: line.declaration })}</h3>
      <p className="formula-text">{say(line.formula)}</p>
      <dl>
        <Fact name={say('assess.audited')}>{amount(line.audited)}</Fact>
        <Fact name={say('assess.declared')}>{amount(line.declared)}</Fact>
        <Fact name={say('assess.difference')} strong>
          {money(line.difference, props.currency)}
        </Fact>
      </dl>
      {row === undefined ? null : <SourceOf row={row} marked={columnsOfTax[line.tax] ?? []} />}
      <div>
        <Button kind="link" onPress={() => open(line.row)}>
          {say('assess.openRow')}
        </Button>
      </div>
    </section>
  );
}
