import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { TextInput } from '../../parts/field.tsx';
import { matchScore } from '../../parts/found.ts';
import { useNotices } from '../../parts/notices.tsx';
import { Table } from '../../parts/table.tsx';
import { useSay } from '../../parts/words.tsx';
import { findRows } from '../case/find-rows.ts';
import { findingTarget, requestItemTarget, rowTarget } from './shapes.ts';

type LinkProps = {
  readonly caseId: string;
  readonly sha256: string;
  /** the marked part that is tied; null: the whole item */
  readonly regionId: string | null;
  readonly close: () => void;
};

type Target = { readonly target: string; readonly kind: 'finding' | 'requestItem' | 'row'; readonly name: string };

const [mostRows, shortest] = [30, 3] as const;

/** Everything that evidence can support, by what was typed: findings and requested items at once, rows of the books from three letters on. */
function useTargets(caseId: string, typed: string): readonly Target[] {
  const say = useSay();
  const api = useApi();
  const findings = useAsk('finding.list', { caseId }).data?.findings ?? [];
  const requests = useAsk('request.list', { caseId }).data?.requests ?? [];
  const rows = useQuery({
    queryKey: ['link-rows', { caseId, typed }],
    queryFn: ({ signal }) => findRows(api, { caseId, typed, limit: mostRows }, { signal }),
    enabled: typed.trim().length >= shortest,
    placeholderData: (last) => last,
  });
  const named: readonly Target[] = [
    ...findings
      .filter((finding) => finding.status !== 'withdrawn')
      .map(({ findingId, title }): Target => {
        return { target: findingTarget(findingId), kind: 'finding', name: title === '' ? say('findings.untitled') : title };
      }),
    ...requests.flatMap(({ title, items }) =>
      items.map(({ itemId, what }): Target => {
        return { target: requestItemTarget(itemId), kind: 'requestItem', name: say('ev.requestItem.named', { request: title, what }) };
      }),
    ),
  ];
  const found = typed.trim() === '' ? named : named.filter((one) => matchScore(one.name, typed) > 0);
  const ofBooks = typed.trim().length < shortest ? [] : (rows.data ?? []);
  const rowName = ({ number, part, text }: (typeof ofBooks)[number]): string =>
    say('palette.row', { row: say('row.short', { declaration: number, item: part }), text });
  return [...found, ...ofBooks.map((row): Target => ({ target: rowTarget(row.name), kind: 'row', name: rowName(row) }))];
}

/** Ties the item to a target, says so and offers to untie it. */
function useTie({ caseId, sha256, regionId, close }: LinkProps): (one: Target | undefined) => void {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  return (one) =>
    void attempt(async () => {
      if (one === undefined) return;
      const { linkId } = await api.call['link.add']({ caseId, evidence: sha256, regionId, target: one.target, note: '' });
      forget(caseId);
      close();
      const untie = (): void =>
        void attempt(async () => {
          await api.call['link.remove']({ caseId, linkId });
          forget(caseId);
        });
      tell(say('ev.link.added', { name: one.name }), { label: say('undo'), run: untie });
    });
}

/** Ties an item, or a marked part of it, to what it supports. */
export function LinkDialog(props: LinkProps): ReactNode {
  const { caseId, regionId, close } = props;
  const say = useSay();
  const tie = useTie(props);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState<string | undefined>(undefined);
  const targets = useTargets(caseId, typed);
  const chosen = targets.find((one) => one.target === at) ?? targets[0];
  return (
    <DialogBox
      title={say(regionId === null ? 'ev.link.title' : 'ev.link.titleRegion')}
      close={close}
      wide
      footer={
        <Button kind="primary" disabled={chosen === undefined} onPress={() => tie(chosen)}>
          {say('ev.link.do')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          tie(chosen);
        }}
      >
        <TextInput
          label={say('ev.link.find')}
          hint={say('ev.link.find.hint')}
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      {targets.length === 0 ? <p className="quiet">{say('ev.link.nothing')}</p> : null}
      <div className="dialog-table">
        <Table
          label={say('ev.link.title')}
          rows={targets}
          rowKey={(one) => one.target}
          selected={chosen?.target}
          onSelect={(one) => setAt(one.target)}
          onOpen={tie}
          columns={[
            { id: 'kind', title: say('ev.link.kind'), width: '170px', cell: (one) => say(`ev.target.kind.${one.kind}`) },
            { id: 'name', title: say('ev.link.what'), width: 'minmax(200px, 1fr)', cell: (one) => one.name, hint: (one) => one.name },
          ]}
        />
      </div>
    </DialogBox>
  );
}
