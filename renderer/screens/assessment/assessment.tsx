import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { Detail, Fact, Facts, useDetail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { LineFormula } from './line-formula.tsx';
import type { AssessedLine } from './line-formula.tsx';
import { WhatIf } from './what-if.tsx';

type Assessed = Output<AssayCalls['assess.get']>;

/** What is chosen: a line, or a total, which is the sum of its lines. */
type Chosen =
  | { readonly kind: 'line'; readonly line: AssessedLine }
  | { readonly kind: 'total'; readonly tax: string | null; readonly over: boolean };

const weighKeys = 'Ctrl+Shift+W';

const keyOf = (line: AssessedLine): string => `${line.row} ${line.tax}`;

function chosenOf(at: string | undefined, lines: readonly AssessedLine[]): Chosen | null {
  const [kind, over, tax] = at?.split('~') ?? [];
  if (kind === 'total') return { kind: 'total', tax: tax === undefined || tax === '' ? null : tax, over: over === 'over' };
  const line = lines.find((l) => keyOf(l) === at) ?? lines[0];
  return line === undefined ? null : { kind: 'line', line };
}

/** What is owed and what was overpaid, never netted; every figure opens to its formula and its source. */
export function Assessment(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/assessment' });
  const { at } = useSearch({ from: '/case/$caseId/assessment' });
  const { say } = useSpeech();
  const go = useNavigate();
  const [weighing, setWeighing] = useState(false);
  const weigh = (): void => setWeighing((before) => !before);
  useCommands([{ id: 'assess.whatIf', title: say('whatIf.title'), group: 'do', keys: weighKeys, run: weigh }]);
  const asked = useAsk('assess.get', { caseId }, { keep: true });
  if (asked.error !== null) return <Refusal error={asked.error} />;
  if (asked.data === undefined) return <Reading />;
  const assessed = asked.data;
  const chosen = chosenOf(at, assessed.lines);
  const choose = (next: string): void =>
    void go({ to: '/case/$caseId/assessment', params: { caseId }, search: { at: next }, replace: true });
  if (assessed.lines.length === 0 && assessed.problems.length === 0) {
    return (
      <Blank title={say('assess.none')} text={say('assess.none.text')}>
        <Button kind="primary" onPress={() => void go({ to: '/case/$caseId/findings', params: { caseId } })}>
          {say('sections.findings')}
        </Button>
      </Blank>
    );
  }
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('sections.assessment')}</h1>
          <Button keys={weighKeys} pressed={weighing} onPress={weigh}>
            {say('whatIf.title')}
          </Button>
        </div>
        {weighing ? null : <Totals assessed={assessed} choose={choose} />}
        <Problems assessed={assessed} />
      </header>
      {weighing ? (
        <WhatIf caseId={caseId} onClose={() => setWeighing(false)} />
      ) : (
        <Lines assessed={assessed} chosen={chosen} choose={choose} />
      )}
      <Detail>{chosen === null ? null : <Why caseId={caseId} assessed={assessed} chosen={chosen} />}</Detail>
    </>
  );
}

type ChooseProps = { readonly assessed: Assessed; readonly choose: (at: string) => void };

/** Totals by tax; under- and overpayments stand apart. */
function Totals({ assessed, choose }: ChooseProps): ReactNode {
  const { say, amount } = useSpeech();
  const detail = useDetail();
  const open = (tax: string, over: boolean): void => {
    choose(`total~${over ? 'over' : 'under'}~${tax}`);
    detail.setSheetOpen(true);
  };
  const figure = (value: string, tax: string, over: boolean): ReactNode => (
    <Button kind="figure" onPress={() => open(tax, over)}>
      {amount(value)}
    </Button>
  );
  return (
    <table className="plain-table totals">
      <thead>
        <tr>
          <th scope="col">{say('assess.tax', { currency: assessed.currency })}</th>
          <th scope="col" className="number">
            {say('assess.declared')}
          </th>
          <th scope="col" className="number">
            {say('assess.audited')}
          </th>
          <th scope="col" className="number">
            {say('assess.underpaid')}
          </th>
          <th scope="col" className="number">
            {say('assess.overpaid')}
          </th>
        </tr>
      </thead>
      <tbody>
        {assessed.totals.map((total) => (
          <tr key={total.tax}>
            <th scope="row">{say(`tax.${total.tax}`)}</th>
            <td className="number">{amount(total.declared)}</td>
            <td className="number">{amount(total.audited)}</td>
            <td className="number">{figure(total.underpaid, total.tax, false)}</td>
            <td className="number">{figure(total.overpaid, total.tax, true)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('assess.all')}</th>
          <td />
          <td />
          <td className="number">{figure(assessed.underpaid, '', false)}</td>
          <td className="number">{figure(assessed.overpaid, '', true)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Problems({ assessed }: { readonly assessed: Assessed }): ReactNode {
  const { say } = useSpeech();
  if (assessed.problems.length === 0) return null;
  return (
    <ul className="problem-list">
      {assessed.problems.map((p) => (
        <li key={`${p.row} ${p.problem.key}`}>
          <span className="quiet">{say('row.title.declarations', { item: String(p.item), declaration: p.declaration })}</span>
          <span className="amber">{say(p.problem)}</span>
        </li>
      ))}
    </ul>
  );
}

function columnsOf({ say, amount }: Speech): readonly TableColumn<AssessedLine>[] {
  return [
    {
      id: 'declaration',
      title: say('row.short', { declaration: say('column.reg_no'), item: say('assess.item') }),
      width: 'minmax(162px, 1fr)',
      cell: (l) => say('row.short', { declaration: l.declaration, item: l.item }),
      hint: (l) => say('row.short', { declaration: l.declaration, item: l.item }),
    },
    {
      id: 'tax',
      title: say('assess.taxName'),
      width: '84px',
      cell: (l) => say(`tax.short.${l.tax}`),
      hint: (l) => say(`tax.${l.tax}`),
    },
    { id: 'rate', title: say('assess.rate'), width: '68px', number: true, cell: (l) => l.rate, hint: (l) => l.rate },
    { id: 'declared', title: say('assess.declared'), width: '100px', number: true, cell: (l) => amount(l.declared) },
    { id: 'audited', title: say('assess.audited'), width: '100px', number: true, cell: (l) => amount(l.audited) },
    {
      id: 'difference',
      title: say('assess.difference'),
      width: '112px',
      number: true,
      cell: (l) => <span className="strong">{amount(l.difference)}</span>,
    },
  ];
}

function Lines(props: ChooseProps & { readonly chosen: Chosen | null }): ReactNode {
  const speech = useSpeech();
  const detail = useDetail();
  return (
    <Table
      label={speech.say('assess.lines')}
      rows={props.assessed.lines}
      rowKey={keyOf}
      minWidth={634}
      selected={props.chosen?.kind === 'line' ? keyOf(props.chosen.line) : undefined}
      onSelect={(line) => props.choose(keyOf(line))}
      onOpen={() => detail.setSheetOpen(true)}
      columns={columnsOf(speech)}
    />
  );
}

type WhyProps = { readonly caseId: string; readonly assessed: Assessed; readonly chosen: Chosen };

/** Why the number is what it is: the formula, the figures, and the trader's own line. */
function Why({ caseId, assessed, chosen }: WhyProps): ReactNode {
  const { say } = useSpeech();
  if (chosen.kind === 'line') {
    return (
      <>
        <h2>{say('assess.why')}</h2>
        <LineFormula caseId={caseId} line={chosen.line} currency={assessed.currency} withSource />
      </>
    );
  }
  return <WhyTotal caseId={caseId} assessed={assessed} chosen={chosen} />;
}

const shownLines = 12;

function WhyTotal({ caseId, assessed, chosen }: WhyProps): ReactNode {
  const { say, amount, money } = useSpeech();
  if (chosen.kind !== 'total') return null;
  const sums = chosen.tax === null ? assessed : assessed.totals.find((t) => t.tax === chosen.tax);
  const isOver = (line: AssessedLine): boolean => line.difference.startsWith('-');
  const lines = assessed.lines.filter(
    (l) => (chosen.tax === null || l.tax === chosen.tax) && isOver(l) === chosen.over && Number(l.difference) !== 0,
  );
  return (
    <>
      <h2>{say(chosen.over ? 'assess.overpaid' : 'assess.underpaid')}</h2>
      <Facts title={say('assess.sumOf', { n: lines.length })}>
        {lines.map((line) => (
          <Fact
            key={keyOf(line)}
            name={say('assess.lineOf', { tax: say(`tax.${line.tax}`), item: line.item, declaration: line.declaration })}
          >
            {amount(line.difference)}
          </Fact>
        ))}
        <Fact name={say('assess.all')} strong>
          {money((chosen.over ? sums?.overpaid : sums?.underpaid) ?? '0', assessed.currency)}
        </Fact>
      </Facts>
      {lines.slice(0, shownLines).map((line) => (
        <LineFormula key={keyOf(line)} caseId={caseId} line={line} currency={assessed.currency} withSource />
      ))}
    </>
  );
}
