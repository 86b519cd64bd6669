import './what-if.css';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useAsk } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';

type Told = Output<AssayCalls['assess.whatIf']>;
type Weighed = Told['corrections'][number];

function columnsOf({ say, amount }: Speech): readonly TableColumn<Weighed>[] {
  return [
    {
      id: 'tick',
      title: '',
      width: '48px',
      cell: (one) => (
        <span className="tick" aria-hidden>
          {one.accepted ? '☑' : '☐'}
        </span>
      ),
    },
    {
      id: 'line',
      title: say('row.short', { declaration: say('column.reg_no'), item: say('assess.item') }),
      width: 'minmax(162px, 1fr)',
      cell: (one) => say('row.short', { declaration: one.declaration, item: one.item }),
      hint: (one) => say('row.short', { declaration: one.declaration, item: one.item }),
    },
    {
      id: 'what',
      title: say('whatIf.correction'),
      width: 'minmax(140px, 1fr)',
      cell: (one) => say(`component.${one.component}`),
      hint: (one) => one.title,
    },
    { id: 'audited', title: say('assess.audited'), width: '120px', number: true, cell: (one) => one.audited, hint: (one) => one.audited },
    {
      id: 'turn',
      title: say('whatIf.turn'),
      width: '124px',
      number: true,
      cell: (one) => <span className={one.accepted ? 'strong' : 'quiet'}>{amount(worth(one))}</span>,
    },
  ];
}

/** What the correction is worth: what would fall away without it, or come with it. */
const worth = ({ accepted, turn }: Weighed): string => {
  if (!accepted) return turn.underpaid;
  return turn.underpaid.startsWith('-') ? turn.underpaid.slice(1) : turn.underpaid === '0.00' ? turn.underpaid : `-${turn.underpaid}`;
};

/** The sums with some corrections away, beside those with all of them; nothing is kept of it. */
export function WhatIf({ caseId, onClose }: { readonly caseId: string; readonly onClose: () => void }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | undefined>(undefined);
  const asked = useAsk('assess.whatIf', { caseId, without: [...without] }, { keep: true });
  if (asked.error !== null) return <Refusal error={asked.error} />;
  if (asked.data === undefined) return <Reading />;
  // before the list takes it: there Escape would take every tick away
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  const { corrections } = asked.data;
  const accepted = new Set(corrections.flatMap((one) => (without.has(one.key) ? [] : [one.key])));
  return (
    <section className="what-if" aria-label={say('whatIf.title')} onKeyDownCapture={leave}>
      <div className="what-if-head">
        <p className="quiet">{say('whatIf.hint')}</p>
        <Button small disabled={without.size === 0} onPress={() => setWithout(new Set())}>
          {say('whatIf.all')}
        </Button>
        <Button small onPress={onClose} keys="Escape">
          {say('whatIf.close')}
        </Button>
      </div>
      <SumsOf told={asked.data} />
      <Table
        label={say('whatIf.title')}
        rows={corrections}
        rowKey={(one) => one.key}
        minWidth={582}
        autoFocus
        selected={selected ?? corrections[0]?.key}
        onSelect={(one) => setSelected(one.key)}
        onOpen={(one) => setWithout((before) => turned(before, one.key))}
        marked={accepted}
        onMark={(keys) => setWithout(new Set(corrections.flatMap((one) => (keys.has(one.key) ? [] : [one.key]))))}
        columns={columnsOf(speech)}
      />
    </section>
  );
}

function turned(before: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(key)) next.add(key);
  return next;
}

function SumsOf({ told }: { readonly told: Told }): ReactNode {
  const { say, amount } = useSpeech();
  const rows = [
    { name: say('whatIf.now'), sums: told.now },
    { name: say('whatIf.then'), sums: told.then },
    { name: say('whatIf.change'), sums: told.change },
  ];
  return (
    <table className="plain-table totals" aria-live="polite">
      <thead>
        <tr>
          <th scope="col">{say('assess.tax', { currency: told.currency })}</th>
          <th scope="col" className="number">
            {say('assess.underpaid')}
          </th>
          <th scope="col" className="number">
            {say('assess.overpaid')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, sums }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{amount(sums.underpaid)}</td>
            <td className="number">{amount(sums.overpaid)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
