import './mapping.css';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Choose, TextInput } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { edgesOf, namesAt, shifted, templateAt, toggled } from './fixed-edges.ts';
import type { Edges } from './fixed-edges.ts';
import type { Source } from './source.ts';

type Layout = Output<AssayCalls['fixed.layout']>;
type OfferProps = { readonly path: string; readonly table: TableName; readonly onSource: (source: Source) => void };

/** For a text: its columns may stand at fixed places, which a person marks once. */
export function FixedOffer(props: OfferProps): ReactNode {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  if (!/\.(?:txt|prn|dat|asc|lst)$/i.test(props.path)) return null;
  return (
    <div className="bar-row">
      <span className="quiet">{say('mapping.fixed')}</span>
      <span className="spring" />
      <Button small onPress={() => setOpen(true)}>
        {say('mapping.fixed.open')}
      </Button>
      {open ? <FixedDialog {...props} close={() => setOpen(false)} /> : null}
    </div>
  );
}

function FixedDialog(props: OfferProps & { readonly close: () => void }): ReactNode {
  const { say } = useSpeech();
  const layout = useAsk('fixed.layout', { path: props.path });
  if (layout.data !== undefined) return <Marking {...props} layout={layout.data} />;
  return (
    <DialogBox wide title={say('mapping.fixed')} close={props.close} footer={<Button onPress={props.close}>{say('dialog.cancel')}</Button>}>
      {layout.error === null ? <Reading /> : <Refusal error={layout.error} />}
    </DialogBox>
  );
}

function Marking(props: OfferProps & { readonly close: () => void; readonly layout: Layout }): ReactNode {
  const { say } = useSpeech();
  const { layout, path, table } = props;
  const proposed = layout.lines.findIndex((line) => line.trim() !== '' && line.trim() === layout.proposal?.header);
  const [edges, setEdges] = useState<Edges>(() => edgesOf(layout.proposal));
  const [headerAt, setHeaderAt] = useState(proposed);
  const [said, setSaid] = useState<Readonly<Record<number, string>>>({});
  const header = layout.lines[headerAt] ?? '';
  const names = namesAt(edges, header).map((name, i) => said[edges[i] ?? -1] ?? name);
  const use = (): void => {
    const name =
      path
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.[^.]+$/, '') ?? '';
    const fixed = templateAt(edges, names, header);
    props.onSource({ path, table, format: 'fixed', scope: '', profile: { v: 1, name, table, columns: {}, repairs: [], fixed } });
    props.close();
  };
  return (
    <DialogBox
      wide
      title={say('mapping.fixed')}
      close={props.close}
      footer={
        <>
          <Button onPress={props.close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" disabled={edges.length < 2} onPress={use}>
            {say('mapping.fixed.use')}
          </Button>
        </>
      }
    >
      <p className="quiet">{say('mapping.fixed.hint')}</p>
      <MarkedText lines={layout.lines} edges={edges} onEdges={setEdges} />
      <HeaderChoice lines={layout.lines} at={headerAt} onAt={setHeaderAt} />
      <div className="import-choices">
        {edges.map((edge, i) => (
          <TextInput
            key={edge}
            label={say('mapping.fixed.name', { n: i + 1 })}
            slim
            maxLength={200}
            value={names[i] ?? ''}
            onChange={(event) => setSaid({ ...said, [edge]: event.target.value })}
          />
        ))}
      </div>
    </DialogBox>
  );
}

type HeaderProps = { readonly lines: readonly string[]; readonly at: number; readonly onAt: (at: number) => void };

/** The line with the names of the columns: it is dropped wherever it stands. */
function HeaderChoice(props: HeaderProps): ReactNode {
  const { say } = useSpeech();
  return (
    <Choose
      label={say('mapping.fixed.header')}
      slim
      value={String(props.at)}
      choices={[
        { value: '-1', label: say('mapping.fixed.header.none') },
        ...props.lines
          .slice(0, 40)
          .flatMap((line, i) => (line.trim() === '' ? [] : [{ value: String(i), label: line.trim().slice(0, 80) }])),
      ]}
      onChange={(event) => props.onAt(Number(event.target.value))}
    />
  );
}

type TextProps = { readonly lines: readonly string[]; readonly edges: Edges; readonly onEdges: (edges: Edges) => void };

const shownLines = 60;

/** The text under a ruler: edges by pointer, or by keyboard with a cursor that is a slider to assistive tools. */
function MarkedText({ lines, edges, onEdges }: TextProps): ReactNode {
  const { say } = useSpeech();
  const [cursor, setCursor] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const shown = lines.slice(0, shownLines);
  const width = Math.max(10, ...shown.map((line) => line.length));
  const onKey = (event: KeyboardEvent): void => {
    const by = ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key as 'ArrowLeft' | 'ArrowRight'];
    const jump = { Home: 0, End: width }[event.key as 'Home' | 'End'];
    if (by === undefined && jump === undefined && event.key !== ' ') return;
    event.preventDefault();
    if (event.key === ' ') return onEdges(toggled(edges, cursor));
    if (jump !== undefined) return setCursor(jump);
    if (by === undefined) return;
    if (event.shiftKey) {
      const next = shifted(edges, cursor, by);
      if (next === edges) return;
      onEdges(next);
    }
    setCursor(Math.min(width, Math.max(0, cursor + by)));
  };
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.round(((event.clientX - box.left) / box.width) * width);
    setCursor(at);
    onEdges(toggled(edges, at));
  };
  return (
    <div
      ref={box}
      className="fixed-text mono"
      role="slider"
      tabIndex={0}
      aria-label={say('mapping.fixed')}
      aria-valuemin={0}
      aria-valuemax={width}
      aria-valuenow={cursor}
      aria-valuetext={say('mapping.fixed.ruler', { at: cursor, n: edges.length })}
      onKeyDown={onKey}
    >
      <pre style={{ width: `${width}ch`, position: 'relative' }} onClick={onClick}>
        {`${rulerOf(width)}\n${shown.map((line) => line.padEnd(width)).join('\n')}`}
        {edges.map((edge) => (
          <span key={edge} className="fixed-edge" style={{ left: `${edge}ch` }} />
        ))}
        <span className="fixed-cursor" style={{ left: `${cursor}ch` }} />
      </pre>
    </div>
  );
}

/** Tens as numbers, fives as marks. */
const rulerOf = (width: number): string => {
  const tens = Array.from({ length: Math.ceil(width / 10) }, (_, i) =>
    String(i * 10)
      .padEnd(5, '·')
      .padEnd(10, '·')
      .replace(/^(.{5})·/, '$1|'),
  );
  return tens.join('').slice(0, width);
};
