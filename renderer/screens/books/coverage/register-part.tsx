import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { columnOf } from '../../../../domain/model/books.ts';
import { useApi } from '../../../parts/api.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Table } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import type { Coverage } from './shape.ts';

export type RegisterKind = 'missing' | 'unlisted' | 'different';
export const registerKinds: readonly RegisterKind[] = ['missing', 'unlisted', 'different'];

type Page = Output<AssayCalls['coverage.register']>;
export type Listed = Page['declarations'][number];
type Difference = Listed['differences'][number];

const pageSize = 200;

function useList(caseId: string, kind: RegisterKind) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['coverage.register', { caseId, kind }],
    queryFn: ({ pageParam, signal }) => api.call['coverage.register']({ caseId, kind, at: pageParam, limit: pageSize }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last: Page, pages: Page[]) => {
      const seen = pages.reduce((n, page) => n + page.declarations.length, 0);
      return seen < last.total ? seen : undefined;
    },
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  return {
    list: query.data?.pages.flatMap((page) => page.declarations),
    error: query.error,
    more: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  };
}

/** A figure of a difference as its column is written everywhere. */
export function shownValue(difference: Difference, side: 'register' | 'books', { decimal, day }: Speech): string {
  const value = difference[side];
  const type = columnOf('register', difference.column)?.type;
  if (value === '') return '–';
  if (type === 'money') return decimal(value);
  if (type === 'day') return day(value);
  if (type === 'weight') return decimal((Number(value) / 1000).toFixed(3).replace(/\.?0+$/, ''));
  return value;
}

function differenceText(one: Listed, speech: Speech): string {
  return one.differences
    .map((difference) =>
      speech.say(difference.item === 0 ? 'coverage.difference' : 'coverage.difference.item', {
        item: difference.item,
        column: speech.say(`column.${difference.column}`),
        register: shownValue(difference, 'register', speech),
        books: shownValue(difference, 'books', speech),
      }),
    )
    .join('; ');
}

type PartProps = {
  readonly caseId: string;
  readonly register: NonNullable<Coverage['register']>;
  readonly national: string;
  readonly onOpen: (kind: RegisterKind, declaration: string) => void;
};

/** The books held against the customs register, by declaration: what is missing, what the register does not know, what differs. */
export function RegisterPart({ caseId, register, national, onOpen }: PartProps): ReactNode {
  const { say, count, money } = useSpeech();
  const first = registerKinds.find((kind) => register[kind] > 0) ?? 'missing';
  const [chosen, choose] = useState<RegisterKind>(first);
  return (
    <section className="fill-part register-part" aria-label={say('coverage.register')}>
      <header className="bar-row">
        <h2 className="part-head">{say('coverage.register')}</h2>
        <span className="quiet">{say('coverage.register.counts', { listed: register.listed, received: register.received })}</span>
        <div className="ways" role="group" aria-label={say('coverage.register.lists')}>
          {registerKinds.map((kind) => (
            <button key={kind} type="button" className="way" aria-pressed={kind === chosen} onClick={() => choose(kind)}>
              {say(`coverage.register.${kind}`)} <b className={register[kind] > 0 ? 'amber' : ''}>{count(register[kind])}</b>
            </button>
          ))}
        </div>
        {register.missing === 0 ? null : (
          <span className="quiet">{say('coverage.register.missingValue', { value: money(register.missingValue, national) })}</span>
        )}
      </header>
      {register[chosen] === 0 ? (
        <p className="quiet part-line">{say(`coverage.register.${chosen}.none`)}</p>
      ) : (
        <RegisterList key={chosen} caseId={caseId} kind={chosen} onOpen={(declaration) => onOpen(chosen, declaration)} />
      )}
    </section>
  );
}

type ListProps = { readonly caseId: string; readonly kind: RegisterKind; readonly onOpen: (declaration: string) => void };

function RegisterList({ caseId, kind, onOpen }: ListProps): ReactNode {
  const speech = useSpeech();
  const { say, day, count, amount } = speech;
  const { list, error, more } = useList(caseId, kind);
  const [at, setAt] = useState<string | undefined>(undefined);
  if (error !== null) return <Refusal error={error} />;
  if (list === undefined) return <Reading />;
  return (
    <Table
      label={say(`coverage.register.${kind}`)}
      rows={list}
      rowKey={(one) => one.declaration}
      selected={at}
      minWidth={560}
      onSelect={(one) => setAt(one.declaration)}
      onOpen={(one) => onOpen(one.declaration)}
      onMore={more}
      columns={[
        { id: 'declaration', title: say('column.reg_no'), width: 'minmax(178px, 220px)', cell: (one) => one.declaration },
        { id: 'day', title: say('column.reg_date'), width: '100px', cell: (one) => day(one.day) },
        { id: 'items', title: say('column.items_n'), width: '72px', number: true, cell: (one) => count(one.items) },
        {
          id: 'value',
          title: say('column.customs_value_minor'),
          width: '140px',
          number: true,
          cell: (one) => (one.value === null ? '' : amount(one.value)),
        },
        {
          id: 'differences',
          title: kind === 'different' ? say('coverage.register.differences') : '',
          width: 'minmax(160px, 1fr)',
          cell: (one) => differenceText(one, speech),
          hint: (one) => differenceText(one, speech),
        },
      ]}
    />
  );
}
