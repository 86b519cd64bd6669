import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { columnOf } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { langs } from '../../../../domain/model/words.ts';
import type { Lang } from '../../../../domain/model/words.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox, DialogEnd } from '../../../parts/dialog.tsx';
import { Choose, Radios } from '../../../parts/field.tsx';
import { asked } from '../../../parts/grid/filters.ts';
import { useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { askedGroups } from './grouping.ts';
import type { Aggregate, Grouping } from './grouping.ts';
import type { BookQuery } from './query.ts';

type Groups = { readonly groups: readonly Grouping[]; readonly aggregates: readonly Aggregate[] };

type ExportProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly query: BookQuery;
  /** rows, or groups, that would leave */
  readonly rows: number;
  /** columns that are shown, in their order */
  readonly shown: readonly string[];
  readonly groups?: Groups;
  readonly close: () => void;
};

type Format = 'csv' | 'xlsx';

/** Tables whose copies may only be shown to few. */
const secretTables: readonly TableName[] = ['payments'];

/** What leaves, in which form; where to is asked next. */
export function ExportDialog(props: ExportProps): ReactNode {
  const { say, lang } = useSpeech();
  const { caseId, table, rows, shown, groups, close } = props;
  const [format, setFormat] = useState<Format>('xlsx');
  const [written, setWritten] = useState<Lang>(lang);
  const [all, setAll] = useState(false);
  const write = useExport(props);
  const caseNo = useAsk('case.get', { caseId }).data?.header.caseNo ?? '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    close();
    void write({
      format,
      lang: written,
      columns: all ? [] : shown,
      suggested: `${caseNo}-${table}.${format}`.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-'),
    });
  };
  return (
    <DialogBox title={say('explore.export.title', { table: say(`table.${table}`) })} close={close}>
      <form className="form" onSubmit={submit}>
        <p>{say(groups === undefined ? 'explore.export.rows' : 'explore.export.groups', { n: rows })}</p>
        <Radios
          legend={say('explore.export.format')}
          value={format}
          choices={(['xlsx', 'csv'] as const).map((value) => ({ value, label: say(`explore.export.${value}`) }))}
          onChange={(value) => setFormat(value as Format)}
        />
        {groups === undefined ? (
          <Radios
            legend={say('grid.columns')}
            value={all ? 'all' : 'shown'}
            choices={[
              { value: 'shown', label: say('explore.export.shown', { n: shown.length }) },
              { value: 'all', label: say('explore.export.all') },
            ]}
            onChange={(value) => setAll(value === 'all')}
          />
        ) : null}
        <Choose
          label={say('explore.export.lang')}
          slim
          value={written}
          choices={langs.map((value) => ({ value, label: say(`lang.${value}`) }))}
          onChange={(event) => setWritten(event.target.value as Lang)}
        />
        {secretTables.includes(table) ? <p className="say-so amber">{say('explore.export.bankSecret')}</p> : null}
        <p className="quiet prose">{say('explore.export.note')}</p>
        <DialogEnd>
          <Button onPress={close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" submit autoFocus>
            {say('explore.export.choose')}
          </Button>
        </DialogEnd>
      </form>
    </DialogBox>
  );
}

type Asked = { readonly format: Format; readonly lang: Lang; readonly columns: readonly string[]; readonly suggested: string };

function useExport({ caseId, table, query, groups }: ExportProps): (asked: Asked) => Promise<void> {
  const api = useApi();
  const forget = useForgetCase();
  const run = useRunJob();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  return async ({ format, lang, columns, suggested }) => {
    await attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'file', suggested });
      if (path === null) return;
      const title = say('explore.export.doing', { table: say(`table.${table}`) });
      const known = columns.filter((name) => columnOf(table, name) !== undefined);
      const input = {
        caseId,
        table,
        filters: asked(query.filters),
        search: query.search,
        sort: [...query.sort],
        columns: known,
        format,
        lang,
        to: path,
        groups: askedGroups(groups?.groups ?? []),
        aggregates: [...(groups?.aggregates ?? [])],
      };
      const made = await run(title, (options) => api.call['rows.export'](input, options));
      forget(caseId);
      tell(say('explore.export.done', { n: made.rows, hash: made.sha256.slice(0, 16) }));
      if (made.cut > 0) tell(say('export.long.told', { n: made.cut }));
    });
  };
}
