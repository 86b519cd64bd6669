import { Bookmark, Layers, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { TextInput } from '../../../parts/field.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { partOf, useKeptView } from './kept-view.ts';
import type { Shows } from './kept-view.ts';
import type { SavedView, ViewQuery } from './query.ts';

type ViewsProps = {
  readonly caseId: string;
  readonly table: TableName;
  /** the part of the book that is shown now */
  readonly here: Shows;
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

type Saved = { readonly name: string; readonly query: ViewQuery; readonly viewId?: string };

/** Saves and removes; what was removed comes back when that is wanted. */
function useViewActs({ caseId, table }: Pick<ViewsProps, 'caseId' | 'table'>) {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { tell, attempt } = useNotices();
  const save = (view: Saved): Promise<unknown> =>
    attempt(async () => {
      const saved = await api.call['view.save']({ caseId, table, ...view });
      forget(caseId);
      return saved;
    });
  return {
    save,
    saveNew: async (name: string, query: ViewQuery): Promise<void> => {
      if ((await save({ name, query })) !== undefined) tell(say('explore.views.saved', { name }));
    },
    remove: (view: SavedView): void =>
      void attempt(async () => {
        await api.call['view.remove']({ caseId, viewId: view.viewId });
        forget(caseId);
        const undo = (): void => void save({ name: view.name, query: view.query });
        tell(say('explore.views.removed', { name: view.name }), { label: say('undo'), run: undo });
      }),
  };
}

function ViewList({ caseId, table, here, close }: ViewsProps & { readonly close: () => void }): ReactNode {
  const { say } = useSpeech();
  const { query, take } = useKeptView(caseId, table, here);
  const views = useAsk('view.list', { caseId, table }).data?.views ?? [];
  const [named, setNamed] = useState<string | null>(null);
  const acts = useViewActs({ caseId, table });
  return (
    <>
      {views.length === 0 ? <p className="quiet">{say('explore.views.none')}</p> : null}
      <ul className="view-list">
        {views.map((view) => (
          <li key={view.viewId}>
            {named === view.viewId ? (
              <NameForm
                start={view.name}
                act={say('explore.views.rename')}
                onName={(name) => {
                  setNamed(null);
                  void acts.save({ name, query: view.query, viewId: view.viewId });
                }}
              />
            ) : (
              <ViewLine
                view={view}
                onTake={() => {
                  close();
                  take(view);
                }}
                onRename={() => setNamed(view.viewId)}
                onRemove={() => acts.remove(view)}
              />
            )}
          </li>
        ))}
      </ul>
      <NameForm
        start=""
        act={say('explore.views.save')}
        onName={(name) => {
          close();
          void acts.saveNew(name, query);
        }}
      />
    </>
  );
}

type LineProps = {
  readonly view: SavedView;
  readonly onTake: () => void;
  readonly onRename: () => void;
  readonly onRemove: () => void;
};

function ViewLine({ view, onTake, onRename, onRemove }: LineProps): ReactNode {
  const { say } = useSpeech();
  return (
    <>
      <Button small kind="bare" onPress={onTake}>
        {partOf(view.query) === 'groups' ? <Layers className="icon small" aria-label={say('explore.part.groups')} /> : null}
        {view.name}
      </Button>
      <IconButton
        icon={<Pencil className="icon" aria-hidden />}
        label={say('explore.views.renameNamed', { name: view.name })}
        onPress={onRename}
      />
      <IconButton
        icon={<Trash2 className="icon" aria-hidden />}
        label={say('explore.views.removeNamed', { name: view.name })}
        onPress={onRemove}
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
