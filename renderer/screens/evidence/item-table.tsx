import type { ReactNode } from 'react';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import type { EvidenceHeader } from './shapes.ts';
import { Thumbnail } from './thumbnail.tsx';

type TableProps = {
  readonly caseId: string;
  readonly items: readonly EvidenceHeader[];
  readonly chosen: EvidenceHeader | undefined;
  readonly onSelect: (item: EvidenceHeader) => void;
  readonly onOpen: (item: EvidenceHeader) => void;
};

/** The items; only what is seen is drawn, and only that has its picture made. */
export function ItemTable(props: TableProps): ReactNode {
  const speech = useSpeech();
  return (
    <Table
      label={speech.say('sections.evidence')}
      rows={props.items}
      rowKey={(item) => item.evidenceId}
      rowHeight={44}
      minWidth={600}
      selected={props.chosen?.evidenceId}
      onSelect={props.onSelect}
      onOpen={props.onOpen}
      autoFocus
      columns={columnsOf(props.caseId, speech)}
    />
  );
}

function columnsOf(caseId: string, { say, count, day, moment }: Speech): readonly TableColumn<EvidenceHeader>[] {
  const sourceOf = (item: EvidenceHeader): string => (item.obtainedFrom === undefined ? '' : say(`ev.from.${item.obtainedFrom}`));
  const classOf = (item: EvidenceHeader): string => (item.class === undefined ? '' : say(`ev.class.${item.class}`));
  return [
    nameColumn(caseId, say),
    {
      id: 'kind',
      title: say('ev.kind'),
      width: '108px',
      cell: (item) => (
        <span className="two-lines">
          <span>{say(`evidenceKind.${item.kind}`)}</span>
          <span className="meta">{say('ev.bytes', { n: count(item.bytes) })}</span>
        </span>
      ),
    },
    {
      id: 'source',
      title: say('ev.source'),
      width: 'minmax(124px, 0.35fr)',
      hint: sourceOf,
      cell: (item) => (
        <span className="two-lines">
          <span>{sourceOf(item)}</span>
          <span className={item.class === 'public' || item.class === 'trader' ? 'meta' : 'meta amber'}>{classOf(item)}</span>
        </span>
      ),
    },
    {
      id: 'uses',
      title: say('ev.uses'),
      width: '108px',
      cell: (item) => (
        <span className="two-lines">
          <span>{item.links === 0 ? <span className="quiet">{say('ev.uses.none')}</span> : say('ev.uses.links', { n: item.links })}</span>
          <span className="meta">{item.regions === 0 ? '' : say('ev.uses.regions', { n: item.regions })}</span>
        </span>
      ),
    },
    {
      id: 'at',
      title: say('ev.addedAt'),
      width: '100px',
      hint: (item) => moment(item.addedAt),
      cell: (item) => day(item.addedAt.slice(0, 10)),
    },
  ];
}

/** Picture, name, tags and description of an item. */
function nameColumn(caseId: string, say: Speech['say']): TableColumn<EvidenceHeader> {
  return {
    id: 'name',
    title: say('ev.name'),
    width: 'minmax(180px, 1fr)',
    hint: (item) => item.name,
    cell: (item) => (
      <span className="with-thumbnail">
        <Thumbnail wanted={{ caseId, ...item }} kind={item.kind} />
        <span className="two-lines">
          <span className={item.removed ? 'struck' : ''}>{item.name}</span>
          <span className="meta">
            {item.removed ? `${say('ev.removed')} · ` : ''}
            {[...(item.tags ?? []), item.description ?? ''].filter((text) => text !== '').join(' · ')}
          </span>
        </span>
      </span>
    ),
  };
}
