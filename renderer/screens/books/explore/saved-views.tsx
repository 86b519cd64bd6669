import { Bookmark, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { TextInput } from '../../../parts/field.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';

export type SavedView = Output<AssayCalls['view.list']>['views'][number];
export type ViewQuery = SavedView['query'];

type ViewsProps = {
  readonly caseId: string;
  readonly table: TableName;
  /** what is shown now */
  readonly query: ViewQuery;
  readonly onTake: (view: SavedView) => void;
};

/** Views of this book that someone of the case saved: chosen, saved, renamed, removed. */
export function SavedViews(props: ViewsProps): ReactNode {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button small>
        <Bookmark className="icon" aria-hidden />
        {say('explore.views')}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="stack" aria-label={say('explore.views')}>
          <ViewList {...props} close={() => setOpen(false)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function ViewList({ caseId, table, query, onTake, close }: ViewsProps & { readonly close: () => void }): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { tell, attempt } = useNotices();
  const views = useAsk('view.list', { caseId, table }).data?.views ?? [];
  const [named, setNamed] = useState<string | null>(null);
  const save = async (view: { readonly name: string; readonly query: ViewQuery; readonly viewId?: string }): Promise<void> => {
    await attempt(async () => {
      await api.call['view.save']({ caseId, table, ...view });
      forget(caseId);
    });
  };
  const remove = (view: SavedView): void =>
    void attempt(async () => {
      await api.call['view.remove']({ caseId, viewId: view.viewId });
      forget(caseId);
      const undo = (): void => void save({ name: view.name, query: view.query });
      tell(say('explore.views.removed', { name: view.name }), { label: say('undo'), run: undo });
    });
  return (
    <>
      {views.length === 0 ? <p className="quiet">{say('explore.views.none')}</p> : null}
      <ul className="view-list">
        {views.map((view) =>
          named === view.viewId ? (
            <li key={view.viewId}>
              <NameForm
                start={view.name}
                act={say('explore.views.rename')}
                onName={(name) => {
                  setNamed(null);
                  void save({ name, query: view.query, viewId: view.viewId });
                }}
              />
            </li>
          ) : (
            <li key={view.viewId}>
              <Button
                small
                kind="bare"
                onPress={() => {
                  close();
                  onTake(view);
                }}
              >
                {view.name}
              </Button>
              <IconButton
                icon={<Pencil className="icon" aria-hidden />}
                label={say('explore.views.renameNamed', { name: view.name })}
                onPress={() => setNamed(view.viewId)}
              />
              <IconButton
                icon={<Trash2 className="icon" aria-hidden />}
                label={say('explore.views.removeNamed', { name: view.name })}
                onPress={() => remove(view)}
              />
            </li>
          ),
        )}
      </ul>
      <NameForm
        start=""
        act={say('explore.views.save')}
        onName={(name) => {
          close();
          void save({ name, query }).then(() => tell(say('explore.views.saved', { name })));
        }}
      />
    </>
  );
}

type NameProps = { readonly start: string; readonly act: string; readonly onName: (name: string) => void };

function NameForm({ start, act, onName }: NameProps): ReactNode {
  const { say } = useSpeech();
  const [name, setName] = useState(start);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') onName(name.trim());
  };
  return (
    <form className="view-name" onSubmit={submit}>
      <TextInput
        label={say('explore.views.name')}
        slim
        autoFocus={start !== ''}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button small submit disabled={name.trim() === ''}>
        {act}
      </Button>
    </form>
  );
}
