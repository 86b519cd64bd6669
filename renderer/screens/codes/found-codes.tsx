import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ReferenceFound } from '../../../contract/rpc/reference.ts';
import { useAsk } from '../../parts/api.tsx';
import { Blank } from '../../parts/blank.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { Table } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';

const shown = 200;

const keyOf = (one: ReferenceFound): string =>
  `${one.list} ${one.code} ${one.originCountry ?? ''} ${one.validFrom ?? ''} ${one.description}`;

const ratesOf = (one: ReferenceFound): string => [one.dutyRate, one.exciseRate, one.vatRate].map((rate) => rate ?? '–').join(' · ');

function validity(one: ReferenceFound, { say, day }: Speech): string {
  if (one.validFrom === null) return '';
  const from = day(one.validFrom);
  return one.validTo === null ? say('hs.validity.from', { from }) : say('hs.validity.between', { from, to: day(one.validTo) });
}

/** Lines of the versions in force whose code and words begin as typed. */
export function FoundCodes(props: { readonly find: string }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const find = props.find.trim();
  const asked = useAsk('hs.search', { find, day: null, limit: shown }, { enabled: find !== '', keep: true });
  const [chosen, choose] = useState<string | undefined>(undefined);
  if (asked.error !== null) return <Refusal error={asked.error} />;
  if (find === '') return <Blank title={say('hs.search')} text={say('hs.search.hint')} />;
  if (asked.data === undefined) return null;
  const { found, more } = asked.data;
  if (found.length === 0) return <Blank title={say('books.nothingFound')} text={say('hs.nothing')} />;
  const rated = found.some((one) => one.dutyRate !== null || one.exciseRate !== null || one.vatRate !== null);
  return (
    <>
      <Table
        label={say('hs.title')}
        rows={found}
        rowKey={keyOf}
        selected={chosen}
        onSelect={(one) => choose(keyOf(one))}
        minWidth={640}
        columns={[
          { id: 'code', title: say('hs.code'), width: '120px', mono: true, cell: (one) => one.code },
          {
            id: 'description',
            title: say('hs.description'),
            width: 'minmax(260px, 1fr)',
            cell: (one) => one.description,
            hint: (one) => one.description,
          },
          { id: 'unit', title: say('hs.unit'), width: '90px', cell: (one) => one.suppUnit ?? '' },
          ...(rated ? [{ id: 'rates', title: say('hs.rates'), width: 'minmax(140px, 220px)', cell: ratesOf, hint: ratesOf }] : []),
          { id: 'validity', title: say('hs.validity'), width: 'minmax(100px, 190px)', cell: (one) => validity(one, speech) },
          { id: 'list', title: say('hs.list'), width: '110px', cell: (one) => one.list },
        ]}
      />
      <p className="grid-foot" role="status">
        {more ? say('hs.more', { n: shown }) : say('hs.count', { n: found.length })}
      </p>
    </>
  );
}
