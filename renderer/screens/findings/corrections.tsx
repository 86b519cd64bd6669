import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { Choose, TextInput } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { tables } from '../../../domain/model/books.ts';
import { failedOf, failureWords } from '../../parts/failure.tsx';
import type { RowData } from '../books/row-detail.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { cellShown, rowShort } from '../books/row-words.ts';
import { useRows } from '../books/use-rows.ts';
import { useMoney } from '../money.ts';
import { auditedShown, columnOfComponent, components, readAudited } from './audited.ts';
import type { Component } from './audited.ts';
import { PickRow } from './pick-row.tsx';
import type { Draft } from './use-saved.ts';
import { useRemoval } from './use-removal.ts';

type Correction = Draft['corrections'][number];

type Props = {
  readonly caseId: string;
  readonly corrections: readonly Correction[];
  readonly onChange: (corrections: Correction[]) => void;
  readonly onLeave: () => void;
  /** what the case refused, at its line */
  readonly refusal: unknown;
};

/** What the declaration should have said, line by line: the effect follows from this alone. */
export function Corrections(props: Props): ReactNode {
  const { say } = useSpeech();
  const { corrections, onChange } = props;
  const [picking, setPicking] = useState(false);
  const rows = useRows(
    props.caseId,
    corrections.map((c) => c.row),
  );
  return (
    <section className="field" aria-label={say('findings.corrections')}>
      <span className="label">{say('findings.corrections')}</span>
      {corrections.length === 0 ? <p className="hint">{say('findings.corrections.none')}</p> : <CorrectionTable {...props} rows={rows} />}
      <div className="bar-row">
        <Button small onPress={() => setPicking(true)}>
          {say('findings.correction.add')}
        </Button>
        <span className="hint">{say('findings.corrections.hint')}</span>
      </div>
      {picking ? (
        <PickRow
          caseId={props.caseId}
          close={() => setPicking(false)}
          pick={(row) => {
            setPicking(false);
            onChange([...corrections, { row, component: 'customs_value', audited: '' }]);
          }}
        />
      ) : null}
    </section>
  );
}

function CorrectionTable(props: Props & { readonly rows: readonly (RowData | undefined)[] }): ReactNode {
  const { say } = useSpeech();
  const { corrections } = props;
  const remove = useRemoval(corrections, props.onChange);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{say('findings.correction.row')}</th>
          <th scope="col">{say('findings.correction.component')}</th>
          <th scope="col" className="number">
            {say('findings.correction.declared')}
          </th>
          <th scope="col">{say('findings.correction.audited')}</th>
          <th scope="col">
            <span className="hidden-text">{say('findings.correction.remove')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {corrections.map((correction, index) => (
          <CorrectionLine
            key={`${correction.row} ${correction.component} ${index}`}
            {...props}
            correction={correction}
            index={index}
            row={props.rows[index]}
            remove={() => remove(index, 'findings.correction.removed')}
          />
        ))}
      </tbody>
    </table>
  );
}

type LineProps = Props & {
  readonly correction: Correction;
  readonly index: number;
  readonly row: RowData | undefined;
  readonly remove: () => void;
};

function CorrectionLine(props: LineProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const money = useMoney(props.caseId);
  const open = useOpenRow(props.caseId);
  const { correction, row, corrections, index, onChange } = props;
  const column = tables.declarations.find((c) => c.name === columnOfComponent[correction.component]);
  const change = (next: Partial<Correction>): void => onChange(corrections.with(index, { ...correction, ...next }));
  return (
    <tr>
      <td>
        <Button kind="link" onPress={() => open(correction.row)}>
          {row === undefined ? '…' : rowShort(row, say)}
        </Button>
      </td>
      <td>
        <Choose
          label={say('findings.correction.component')}
          hideLabel
          slim
          value={correction.component}
          choices={components.map((value) => ({ value, label: say(`component.${value}`) }))}
          onChange={(event) => change({ component: event.target.value as Component, audited: '' })}
        />
      </td>
      <td className="number">{row === undefined || column === undefined ? '' : declared(cellShown(row, column, money, speech))}</td>
      <td>
        <Audited {...props} />
      </td>
      <td>
        <IconButton icon={<X className="icon" aria-hidden />} label={say('findings.correction.remove')} onPress={props.remove} />
      </td>
    </tr>
  );
}

const declared = (text: string): string => (text === '' ? '–' : text);

/** The audited value as a person types it: read when the field is left, and what cannot be read is said there and kept. */
function Audited({ caseId, correction, corrections, index, onChange, onLeave, refusal }: LineProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const money = useMoney(caseId);
  const { component, audited } = correction;
  const [typed, setTyped] = useState<string | null>(null);
  const field = useNewField(audited === '');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const put = (next: string): void => onChange(corrections.with(index, { ...correction, audited: next }));
  const leave = (): void => {
    if (typed === null) return;
    const read = readAudited(component, typed, money.digits[money.national] ?? 2);
    if ('problem' in read) return setProblem(say(`findings.audited.${read.problem}`, read.args));
    setProblem(undefined);
    setTyped(null);
    put(read.audited);
    onLeave();
  };
  const failed = refusal === null ? null : failedOf(refusal);
  const refused = failed?.code === 'correction_invalid' && failed.at === component && failed.args['audited'] === audited;
  return (
    <TextInput
      label={say('findings.correction.audited')}
      hideLabel
      slim
      maxLength={200}
      ref={field}
      problem={problem ?? (refused && failed !== null ? say(failureWords(failed)) : undefined)}
      value={typed ?? auditedShown(component, audited, speech)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
    />
  );
}

const afterDialogMs = 80;

/** A line that has just been added is the one to write in, once the dialog that it was picked in has given the focus back. */
function useNewField(isNew: boolean) {
  const field = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const [wanted] = useState(isNew);
  useEffect(() => {
    if (!wanted) return undefined;
    const timer = setTimeout(() => field.current?.focus(), afterDialogMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  return field;
}
