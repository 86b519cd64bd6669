import type { ReactNode } from 'react';
import { dayColumnOf } from '../../../../domain/coverage/dated.ts';
import { Button } from '../../../parts/button.tsx';
import { Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { periodName } from '../explore/periods.ts';
import { ExpectForm } from './expect-form.tsx';
import { columnKey, foundOf, placeText, shownAt } from './shape.ts';
import type { Column, Coverage, Place, Shown } from './shape.ts';
import { StateMark } from './state-mark.tsx';

type DetailProps = {
  readonly caseId: string;
  readonly coverage: Coverage;
  readonly columns: readonly Column[];
  readonly place: Place;
  readonly openRows: (place: Place) => void;
  readonly openRequest: (place: Place) => void;
};

/** One kind of record in one month: what came, what should have and who says so; the way to its rows, or to a request for them. */
export function CellDetail(props: DetailProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { caseId, coverage, columns, place } = props;
  const row = coverage.rows.find((one) => one.table === place.table);
  const column = columns.find((one) => columnKey(one) === place.column);
  const shown = row === undefined || column === undefined ? null : shownAt(coverage, row, column);
  const title = say('coverage.detail', {
    table: say(`table.${place.table}`),
    month: column?.kind === 'month' ? periodName(column.month, 'month', speech) : say(`coverage.column.${column?.kind ?? 'before'}`),
  });
  if (row === undefined || column === undefined) return null;
  if (dayColumnOf(row.table) === null) {
    return (
      <>
        <h2>{say(`table.${row.table}`)}</h2>
        <p className="quiet">{say('coverage.noMonths', { n: row.undated })}</p>
        <Actions {...props} received={row.undated} wanting={false} />
      </>
    );
  }
  return (
    <>
      <h2>{title}</h2>
      {shown === null ? (
        <p className="quiet">{say('coverage.nothing')}</p>
      ) : (
        <>
          <Figures table={row.table} shown={shown} />
          <Actions
            {...props}
            received={shown.received}
            wanting={shown.state !== 'complete' && shown.state !== 'outside' && shown.state !== 'over'}
          />
          {column.kind === 'month' && row.table !== 'register' && shown.by !== 'register' ? (
            <ExpectForm key={`${placeText(place)} ${shown.expected ?? ''}`} caseId={caseId} place={place} shown={shown} />
          ) : null}
        </>
      )}
    </>
  );
}

/** The figures of one place, and the months that it stands for. */
function Figures({ table, shown }: { readonly table: Place['table']; readonly shown: Shown }): ReactNode {
  const speech = useSpeech();
  const { say, count, day } = speech;
  const beside = shown.received - foundOf(shown);
  const received = table === 'declarations' || table === 'register' ? 'coverage.received.declarations' : 'coverage.received';
  return (
    <>
      <p className="state-line">
        <StateMark state={shown.state} /> <span>{say(`coverage.state.${shown.state}`)}</span>
      </p>
      <Facts>
        <Fact name={say(received)} strong>
          {count(shown.received)}
        </Fact>
        {shown.expected === null ? null : <Fact name={say('coverage.expected')}>{count(shown.expected)}</Fact>}
        {shown.missing === 0 ? null : (
          <Fact name={say('coverage.missing')}>
            <span className="amber">{count(shown.missing)}</span>
          </Fact>
        )}
        {shown.missing === 0 || beside === 0 ? null : <Fact name={say('coverage.beside')}>{count(beside)}</Fact>}
        {shown.state === 'outside' ? null : <Fact name={say('coverage.by')}>{say(`coverage.by.${shown.by}`)}</Fact>}
        {shown.said === null ? null : <Fact name={say('coverage.expect.source')}>{shown.said.source}</Fact>}
        {shown.said === null || shown.said.note === '' ? null : <Fact name={say('coverage.expect.note')}>{shown.said.note}</Fact>}
        {shown.days === null ? null : (
          <Fact name={say('coverage.days')}>{say('coverage.days.range', { from: day(shown.days.from), to: day(shown.days.to) })}</Fact>
        )}
      </Facts>
      {shown.months.length === 0 ? null : (
        <Facts title={say('coverage.byMonth')}>
          {shown.months.map((cell) => (
            <Fact
              key={cell.month}
              name={
                cell.days === null
                  ? periodName(cell.month, 'month', speech)
                  : say('coverage.days.range', { from: day(cell.days.from), to: day(cell.days.to) })
              }
            >
              {count(cell.received)}
            </Fact>
          ))}
        </Facts>
      )}
    </>
  );
}

type ActionProps = DetailProps & { readonly received: number; readonly wanting: boolean };

function Actions({ place, openRows, openRequest, received, wanting }: ActionProps): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="bar-row">
      {received === 0 ? null : (
        <Button small onPress={() => openRows(place)}>
          {say('coverage.showRows')}
        </Button>
      )}
      {wanting ? (
        <Button small onPress={() => openRequest(place)} keys="R">
          {say('coverage.request')}
        </Button>
      ) : null}
    </div>
  );
}
