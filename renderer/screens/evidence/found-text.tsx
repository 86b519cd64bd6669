import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useAsk } from '../../parts/api.tsx';
import { Table } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';

type Found = Output<AssayCalls['ocr.search']>['found'][number];

const keyOf = (one: Found): string => `${one.evidenceId} ${one.page}`;
const most = 100;

/** Pages whose recognised text has the words; Enter opens the page. */
export function FoundText({ caseId, find }: { readonly caseId: string; readonly find: string }): ReactNode {
  const { say, count } = useSpeech();
  const go = useNavigate();
  const [at, setAt] = useState<string | undefined>(undefined);
  const found = useAsk('ocr.search', { caseId, find, limit: most }, { keep: true }).data?.found ?? [];
  if (found.length === 0) return null;
  const open = ({ evidenceId, page }: Found): void =>
    void go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId }, search: { page } });
  return (
    <section className="fill-part found-text">
      <h2 className="part-head">{say('ev.inText', { n: found.length })}</h2>
      <Table
        label={say('ev.inText', { n: found.length })}
        rows={found}
        rowKey={keyOf}
        selected={at}
        onSelect={(one) => setAt(keyOf(one))}
        onOpen={open}
        columns={[
          { id: 'name', title: say('ev.name'), width: 'minmax(140px, 1fr)', cell: (one) => one.name, hint: (one) => one.name },
          { id: 'page', title: say('ev.page'), width: '72px', number: true, cell: (one) => count(one.page) },
          { id: 'text', title: say('ev.text'), width: 'minmax(200px, 2fr)', cell: (one) => one.excerpt, hint: (one) => one.excerpt },
        ]}
      />
    </section>
  );
}
