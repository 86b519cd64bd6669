import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { tableNames } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { Detail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { useStable } from '../../../parts/latest.ts';
import { Choose, TextArea } from '../../../parts/field.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSay } from '../../../parts/words.tsx';
import { isoToday } from '../clock.ts';
import { EvidenceOf } from '../evidence-of.tsx';
import { SavingMark } from '../saving-mark.tsx';
import { requestItemTarget } from '../shapes.ts';
import { useSavedText } from '../use-saved-text.ts';
import type { SavedText } from '../use-saved-text.ts';
import { DayInput } from './day-input.tsx';
import { itemStates, withDays } from './request-shapes.ts';
import type { ItemDraft, RequestItem } from './request-shapes.ts';

type FormProps = { readonly caseId: string; readonly item: RequestItem };

const draftOf = ({ itemId: _item, requestId: _request, position: _position, ...draft }: RequestItem): ItemDraft => draft;

/** One requested item: what, for which period, and what became of it. */
export function ItemForm({ caseId, item }: FormProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { itemId } = item;
  const form = useSavedText<ItemDraft>(`requestItem.${itemId}`, draftOf(item), async (set) => {
    // An item without a word says nothing yet.
    const { what, ...rest } = set;
    const change = what === undefined || what.trim() === '' ? rest : set;
    if (Object.keys(change).length > 0) await api.call['requestItem.change']({ caseId, itemId, set: change });
    forget(caseId);
  });
  const { text, set, flush } = form;
  // What comes for an item makes it received; what is taken back at once was not.
  const onTied = useStable((tied: boolean) => {
    if (tied && text.state === 'asked') set(withDays('received', { ...item, ...text }, isoToday(new Date())));
    if (!tied && text.state === 'received' && item.evidence.length <= 1) set({ state: 'asked', receivedOn: null });
  });
  const what = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>(null);
  const isNew = item.what === say('ev.item.new');
  useEffect(() => {
    // What has just been added is to be written over, as soon as its pane is shown.
    const frame = requestAnimationFrame(() => {
      if (!isNew) return;
      what.current?.focus();
      what.current?.select();
    });
    return () => cancelAnimationFrame(frame);
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <Detail>
      <div className="bar-row">
        <h2>{say('ev.item.one')}</h2>
        <span className="spring" />
        <SavingMark saving={form.saving} />
      </div>
      {form.refusal === null ? null : <Refusal error={form.refusal} />}
      <TextArea
        ref={what}
        label={say('ev.item.what')}
        rows={2}
        maxLength={1_000}
        value={text.what}
        onChange={(event) => set({ what: event.target.value })}
        onBlur={flush}
      />
      <ItemFields item={item} form={form} />
      <EvidenceOf caseId={caseId} target={requestItemTarget(itemId)} main onTied={onTied} />
      <div className="bar-row">
        <RemoveItem caseId={caseId} item={item} />
      </div>
    </Detail>
  );
}

function ItemFields({ item, form }: { readonly item: RequestItem; readonly form: SavedText<ItemDraft> }): ReactNode {
  const say = useSay();
  const { text, set, flush } = form;
  const day = (name: 'periodFrom' | 'periodTo' | 'receivedOn' | 'returnedOn'): ReactNode => (
    <DayInput label={say(`ev.item.${name}`)} value={text[name]} onDay={(value) => set({ [name]: value })} onLeave={flush} />
  );
  return (
    <>
      <div className="two-columns">
        <Choose
          label={say('ev.request.state')}
          value={text.state}
          onChange={(event) => set(withDays(event.target.value as RequestItem['state'], { ...item, ...text }, isoToday(new Date())))}
          choices={itemStates.map((value) => ({ value, label: say(`requestItemState.${value}`) }))}
        />
        <Choose
          label={say('import.table')}
          value={text.table ?? ''}
          onChange={(event) => set({ table: event.target.value === '' ? null : (event.target.value as TableName) })}
          choices={[{ value: '', label: say('ev.item.anyTable') }, ...tableNames.map((value) => ({ value, label: say(`table.${value}`) }))]}
        />
        {day('periodFrom')}
        {day('periodTo')}
        {day('receivedOn')}
        {day('returnedOn')}
      </div>
      <TextArea
        label={say('ev.request.note')}
        rows={1}
        maxLength={4_000}
        value={text.note}
        onChange={(event) => set({ note: event.target.value })}
        onBlur={flush}
      />
    </>
  );
}

function RemoveItem({ caseId, item }: FormProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const { itemId } = item;
  const back = (): void =>
    void attempt(async () => {
      await api.call['requestItem.restore']({ caseId, itemId });
      forget(caseId);
    });
  const remove = (): void =>
    void attempt(async () => {
      await api.call['requestItem.remove']({ caseId, itemId });
      forget(caseId);
      tell(say('ev.item.removed'), { label: say('undo'), run: back });
    });
  return (
    <Button small onPress={remove}>
      {say('ev.item.remove')}
    </Button>
  );
}
