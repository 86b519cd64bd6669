import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../../domain/model/books.ts';
import type { Column, TableName } from '../../../../domain/model/books.ts';
import { IconButton } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Fact } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Choose } from '../../../parts/field.tsx';
import type { Money } from '../../../parts/grid/cells.ts';
import { asked } from '../../../parts/grid/filters.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob } from '../../../parts/jobs.tsx';
import { PickBars } from '../../../parts/pick-bars.tsx';
import { useLong } from '../../../parts/use-long.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { useMoney } from '../../money.ts';
import { FigureTable } from './figure-table.tsx';
import { steps } from './periods.ts';
import type { Step } from './periods.ts';
import { cellText, hasSums, isLying, shortNumber, spreadSlices, timeSlices } from './slices.ts';
import type { ColumnFigures, Measure, Slice } from './slices.ts';

export type Look = { readonly column: string; readonly way: 'spread' | 'time'; readonly asTable: boolean };

type LookProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly look: Look;
  readonly setLook: (look: Look | null) => void;
  readonly filters: readonly Filter[];
  readonly search: string;
  /** of the whole book */
  readonly rows: number;
  /** lists the rows of a bar */
  readonly onNarrow: (filters: readonly Filter[]) => void;
};

const dayColumns = (table: TableName): readonly Column[] => tables[table].filter((column) => column.type === 'day');

/** A column where it stands: how its values spread, how they run over time, and its figures; a bar lists its rows. */
export function ColumnLook(props: LookProps): ReactNode {
  const { say } = useSpeech();
  const { look, setLook, table } = props;
  const column = tables[table].find((one) => one.name === look.column);
  useCommands([{ id: 'books.look.close', title: say('explore.look.close'), group: 'do', keys: 'Alt+C', run: () => setLook(null) }]);
  if (column === undefined) return null;
  const ways = dayColumns(table).length > 0 ? (['spread', 'time'] as const) : (['spread'] as const);
  return (
    <section className="column-look" aria-label={say('explore.look.of', { column: say(`column.${column.name}`) })}>
      <header className="look-head">
        <h2>{say(`column.${column.name}`)}</h2>
        <div className="ways" role="group" aria-label={say('explore.look.way')}>
          {ways.map((way) => (
            <Way key={way} name={say(`explore.look.${way}`)} on={look.way === way} press={() => setLook({ ...look, way })} />
          ))}
        </div>
        <Way name={say('chart.asTable')} on={look.asTable} press={() => setLook({ ...look, asTable: !look.asTable })} />
        <span className="spring" />
        <IconButton
          icon={<X className="icon" aria-hidden />}
          label={say('explore.look.close')}
          keys="Alt+C"
          onPress={() => setLook(null)}
        />
      </header>
      {look.way === 'time' && ways.length > 1 ? (
        <OverTime key={column.name} {...props} column={column} />
      ) : (
        <Spread key={column.name} {...props} column={column} />
      )}
    </section>
  );
}

function Way(props: { readonly name: string; readonly on: boolean; readonly press: () => void }): ReactNode {
  return (
    <button type="button" className="way" aria-pressed={props.on} onClick={props.press}>
      {props.name}
    </button>
  );
}

type PartProps = LookProps & { readonly column: Column };

function Spread(props: PartProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { caseId, table, column, filters, search, rows } = props;
  const title = say('explore.look.of', { column: say(`column.${column.name}`) });
  const found = useLong('rows.column', { caseId, table, column: column.name, filters: asked(filters), search }, title, { of: rows });
  const job = useJob(title);
  const money = useMoney(caseId);
  const { data } = found;
  const slices = useMemo(() => (data === undefined ? [] : spreadSlices(data, money, speech)), [data, money, speech]);
  if (found.error !== null) return <Refusal error={found.error} />;
  if (data === undefined) return <div className="look-body">{job === undefined ? null : <JobView job={job} />}</div>;
  const heads = [say(isLying(data) ? 'explore.value' : 'explore.class'), say('explore.rows')];
  return (
    <div className="look-body">
      <Bars {...props} slices={slices} lying={isLying(data)} whole heads={heads} label={title} />
      <Figures found={data} money={money} />
    </div>
  );
}

type Time = { readonly day: string; readonly step: Step; readonly measure: Measure };

function OverTime(props: PartProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { caseId, table, column, filters, search, rows } = props;
  const [time, setTime] = useState<Time>({
    day: column.type === 'day' ? column.name : (dayColumns(table)[0]?.name ?? ''),
    step: 'month',
    measure: hasSums(column) ? 'sum' : 'count',
  });
  const { day, step, measure } = time;
  const title = say('explore.look.timeOf', { column: say(`column.${column.name}`) });
  const of = measure === 'sum' ? column.name : null;
  const found = useLong('rows.series', { caseId, table, day, column: of, step, filters: asked(filters), search }, title, { of: rows });
  const job = useJob(title);
  const { data } = found;
  const shown = measure === 'sum' && data?.points.every((point) => point.sum === null) === true ? 'count' : measure;
  const slices = useMemo(
    () => (data === undefined ? [] : timeSlices(data, { day, step, measure: shown, column }, speech)),
    [data, day, step, shown, column, speech],
  );
  if (found.error !== null) return <Refusal error={found.error} />;
  return (
    <div className="look-body">
      {data === undefined ? (
        <div className="look-chart">{job === undefined ? null : <JobView job={job} />}</div>
      ) : (
        <Bars
          {...props}
          slices={slices}
          lying={false}
          whole={shown === 'count'}
          heads={[say('explore.period'), say(`explore.measure.${shown}`)]}
          label={title}
        />
      )}
      <TimeChoices table={table} column={column} time={time} setTime={setTime}>
        {shown === measure ? null : <p className="meta">{say('explore.sumMixed')}</p>}
        {data === undefined || data.without === 0 ? null : <p className="meta">{say('explore.undated', { n: data.without })}</p>}
      </TimeChoices>
    </div>
  );
}

type ChoicesProps = Pick<PartProps, 'table' | 'column'> & {
  readonly time: Time;
  readonly setTime: (time: Time) => void;
  readonly children: ReactNode;
};

/** By which day, in which steps, and what of the rows. */
function TimeChoices({ table, column, time, setTime, children }: ChoicesProps): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="look-side">
      <Choose
        label={say('explore.day')}
        slim
        value={time.day}
        choices={dayColumns(table).map(({ name }) => ({ value: name, label: say(`column.${name}`) }))}
        onChange={(event) => setTime({ ...time, day: event.target.value })}
      />
      <Choose
        label={say('explore.step')}
        slim
        value={time.step}
        choices={steps.map((value) => ({ value, label: say(`explore.step.${value}`) }))}
        onChange={(event) => setTime({ ...time, step: event.target.value as Step })}
      />
      {hasSums(column) ? (
        <Choose
          label={say('explore.measure')}
          slim
          value={time.measure}
          choices={(['sum', 'count'] as const).map((value) => ({ value, label: say(`explore.measure.${value}`) }))}
          onChange={(event) => setTime({ ...time, measure: event.target.value as Measure })}
        />
      ) : null}
      {children}
    </div>
  );
}

type BarsProps = Pick<LookProps, 'look' | 'onNarrow'> & {
  readonly slices: readonly Slice[];
  readonly lying: boolean;
  /** lengths are counts of rows */
  readonly whole: boolean;
  readonly heads: readonly string[];
  readonly label: string;
};

function Bars({ look, onNarrow, slices, lying, whole, heads, label }: BarsProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const pick = (index: number): void => {
    const slice = slices[index];
    if (slice !== undefined) onNarrow(slice.filters);
  };
  if (slices.length === 0) return <p className="look-chart quiet">{say('explore.noValues')}</p>;
  if (look.asTable) return <FigureTable label={label} heads={heads} slices={slices} onPick={pick} />;
  return (
    <div className={`look-chart${lying ? ' lying' : ''}`}>
      <PickBars
        label={label}
        bars={slices}
        lying={lying}
        whole={whole}
        tick={(value) => shortNumber(value, speech)}
        hint={say('explore.bar.hint')}
        onPick={pick}
      />
    </div>
  );
}

/** Count, empty, distinct, sum, least, greatest, average. */
function Figures({ found, money }: { readonly found: ColumnFigures; readonly money: Money }): ReactNode {
  const speech = useSpeech();
  const { say, count } = speech;
  const of = { column: found.column, currency: found.currency, money };
  const isMoney = found.column.type === 'money';
  const amount = (value: string): string =>
    isMoney && found.currency !== null ? speech.money(value, found.currency) : speech.decimal(value);
  const cell = (value: typeof found.min): string => cellText(value, of, speech);
  return (
    <dl className="look-side">
      <Fact name={say('explore.figure.count')}>{count(found.count)}</Fact>
      <Fact name={say('explore.figure.empty')}>{count(found.empty)}</Fact>
      <Fact name={say('explore.figure.distinct')}>{count(found.distinct)}</Fact>
      {found.sum === null ? null : <Fact name={say('explore.figure.sum')}>{amount(found.sum)}</Fact>}
      {found.min === null ? null : <Fact name={say('explore.figure.min')}>{cell(found.min)}</Fact>}
      {found.max === null ? null : <Fact name={say('explore.figure.max')}>{cell(found.max)}</Fact>}
      {found.average === null ? null : <Fact name={say('explore.figure.average')}>{amount(found.average)}</Fact>}
      {isMoney && found.currency === null && found.count > 0 ? <p className="meta">{say('explore.sumMixed')}</p> : null}
    </dl>
  );
}
