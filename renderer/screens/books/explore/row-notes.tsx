import { Plus } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { useStable } from '../../../parts/latest.ts';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { createDraftWriter } from '../../findings/draft-writer.ts';
import type { Saving } from '../../findings/draft-writer.ts';
import type { Note } from './marks.ts';

type NotesProps = { readonly caseId: string; readonly name: string; readonly writing: boolean; readonly setWriting: (on: boolean) => void };

/** What people wrote about a row, saved as they type. */
export function RowNotes({ caseId, name, writing, setWriting }: NotesProps): ReactNode {
  const { say } = useSpeech();
  const notes = useAsk('note.list', { caseId, target: name }, { keep: true }).data?.notes ?? [];
  const own = notes.filter((note) => note.target === name);
  const [begun, setBegun] = useState<string | null>(null);
  const left = (): void => {
    setBegun(null);
    setWriting(false);
  };
  return (
    <section className="facts row-notes" aria-label={say('explore.notes')}>
      <h3>{say('explore.notes')}</h3>
      {own
        .filter((note) => note.noteId !== begun)
        .map((note) => (
          <NoteField key={note.noteId} caseId={caseId} target={name} note={note} />
        ))}
      {writing ? (
        <NoteField key={`${name} new`} caseId={caseId} target={name} onBegun={setBegun} onLeft={left} />
      ) : (
        <div>
          <Button small kind="bare" onPress={() => setWriting(true)} keys="N">
            <Plus className="icon" aria-hidden />
            {say('explore.note.add')}
          </Button>
        </div>
      )}
    </section>
  );
}

type FieldProps = {
  readonly caseId: string;
  readonly target: string;
  readonly note?: Note | undefined;
  /** the note has got its id */
  readonly onBegun?: ((noteId: string) => void) | undefined;
  /** the field of a new note was left */
  readonly onLeft?: () => void;
};

/** One note: its first words make it, later ones change it, an emptied one is taken away and can be brought back. */
function NoteField({ caseId, target, note, onBegun, onLeft }: FieldProps): ReactNode {
  const { say, moment } = useSpeech();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, set, leave, saving } = useNote({ caseId, target, note, onBegun });
  useEffect(() => {
    if (note === undefined) field.current?.focus();
  }, [note]);
  return (
    <div className="row-note-field">
      <label className={note === undefined ? 'hidden-text' : 'meta'} htmlFor={id}>
        {note === undefined ? say('explore.note.new') : say('explore.note.by', { at: moment(note.changedAt) })}
      </label>
      <textarea
        id={id}
        ref={field}
        className="input"
        rows={2}
        maxLength={10_000}
        spellCheck={false}
        placeholder={say('explore.note.hint')}
        value={text}
        onChange={(event) => set(event.target.value)}
        onBlur={() => {
          leave();
          onLeft?.();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          document.querySelector<HTMLElement>('.grid')?.focus({ preventScroll: true });
        }}
      />
      <span className="meta" role="status">
        {text === '' ? '' : say(`explore.note.${saving}`)}
      </span>
    </div>
  );
}

type Sent = { readonly id: string | null };

function useNote({ caseId, target, note, onBegun }: FieldProps) {
  const api = useApi();
  const forget = useForgetCase();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  const [text, setText] = useState(note?.text ?? '');
  const [saving, setSaving] = useState<Saving>('saved');
  const begun = useStable((id: string) => onBegun?.(id));
  const [{ writer, sent }] = useState(() => {
    // what has no id yet is made by its first words
    let known: Sent = { id: note?.noteId ?? null };
    const made = createDraftWriter<{ text: string }>({
      key: `note.${note?.noteId ?? `${target} new`}`,
      // what is emptied is taken away on leaving the field, not between two words
      ready: (change) => (change.text?.trim() === '' ? {} : change),
      send: async (change) => {
        const words = change.text ?? '';
        if (known.id === null) {
          known = { id: (await api.call['note.add']({ caseId, target, text: words })).noteId };
          begun(known.id ?? '');
        } else await api.call['note.change']({ caseId, noteId: known.id, text: words });
        forget(caseId);
      },
      tell: setSaving,
    });
    return { writer: made, sent: () => known };
  });
  useEffect(() => writer.flush, [writer]);
  const remove = async (id: string, words: string): Promise<void> => {
    await api.call['note.remove']({ caseId, noteId: id });
    forget(caseId);
    const undo = async (): Promise<void> => {
      await api.call['note.add']({ caseId, target, text: words });
      forget(caseId);
    };
    tell(say('explore.note.removed'), { label: say('undo'), run: () => void attempt(undo) });
  };
  return {
    text,
    saving,
    set: (next: string) => {
      setText(next);
      writer.change({ text: next });
    },
    leave: () => {
      writer.flush();
      const { id } = sent();
      if (id !== null && text.trim() === '') void attempt(() => remove(id, note?.text ?? ''));
    },
  };
}
