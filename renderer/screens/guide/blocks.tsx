import type { ReactNode } from 'react';
import { pictureAt } from './chapters.ts';
import type { Block, Inline } from './markdown.ts';

type Open = (file: string) => void;

/** The text of a chapter. */
export function Blocks(props: { readonly blocks: readonly Block[]; readonly open: Open }): ReactNode {
  return props.blocks.map((block, i) => <OneBlock key={i} block={block} open={props.open} />);
}

function OneBlock({ block, open }: { readonly block: Block; readonly open: Open }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return block.level === 3 ? <h3>{block.text}</h3> : <h2>{block.text}</h2>;
    case 'text':
      return (
        <p>
          <Line inlines={block.inlines} open={open} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, i) => (
        <li key={i}>
          <Line inlines={item} open={open} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return <GuideTable table={block} open={open} />;
    case 'picture': {
      const address = pictureAt(block.file);
      return address === null ? null : <img className="guide-picture" src={address} alt={block.alt} />;
    }
  }
}

type TableBlock = Extract<Block, { kind: 'table' }>;

function GuideTable({ table, open }: { readonly table: TableBlock; readonly open: Open }): ReactNode {
  return (
    <table className="plain-table guide-table">
      <thead>
        <tr>
          {table.head.map((cell, i) => (
            <th key={i} scope="col">
              <Line inlines={cell} open={open} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, i) => (
          <tr key={i}>
            {row.map((cell, j) => (
              <td key={j}>
                <Line inlines={cell} open={open} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ inlines, open }: { readonly inlines: readonly Inline[]; readonly open: Open }): ReactNode {
  return inlines.map((one, i) => <Piece key={i} piece={one} open={open} />);
}

function Piece({ piece, open }: { readonly piece: Inline; readonly open: Open }): ReactNode {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'strong':
      return <b>{piece.text}</b>;
    case 'em':
      return <em>{piece.text}</em>;
    case 'code':
      return <kbd>{piece.text}</kbd>;
    case 'link':
      return (
        <button type="button" className="guide-link" onClick={() => open(piece.to)}>
          {piece.text}
        </button>
      );
  }
}
