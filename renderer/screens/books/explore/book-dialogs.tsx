import type { ReactNode } from 'react';
import { tables } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { shown } from '../../../parts/grid/layout.ts';
import type { BookView } from '../book-view.ts';
import { ExportDialog } from './export-dialog.tsx';
import { FilterBuilder } from './filter-builder.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import type { Change } from '../../../parts/remembered.tsx';

export type OpenDialog = { readonly kind: 'filters' | 'export' } | { readonly kind: 'mark'; readonly rows: readonly string[] };

type DialogsProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly view: BookView;
  readonly setView: (change: Change<BookView>) => void;
  readonly total: number;
  readonly open: OpenDialog | null;
  readonly close: () => void;
};

/** The dialog over a book that is open, if one is. */
export function BookDialogs({ caseId, table, view, setView, total, open, close }: DialogsProps): ReactNode {
  if (open === null) return null;
  switch (open.kind) {
    case 'filters':
      return (
        <FilterBuilder
          caseId={caseId}
          table={table}
          filters={view.filters}
          onFilters={(filters) => setView((last) => ({ ...last, filters }))}
          close={close}
        />
      );
    case 'export':
      return (
        <ExportDialog
          caseId={caseId}
          table={table}
          query={view}
          rows={total}
          shown={shown(view.layout, tables[table]).map((column) => column.name)}
          close={close}
        />
      );
    case 'mark':
      return <MarkDialog caseId={caseId} table={table} rows={open.rows} close={close} />;
    default:
      return open satisfies never;
  }
}
