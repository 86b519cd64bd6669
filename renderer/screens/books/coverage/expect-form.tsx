import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { TextArea, TextInput } from '../../../parts/field.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSay } from '../../../parts/words.tsx';
import type { Place, Shown } from './shape.ts';

type FormProps = { readonly caseId: string; readonly place: Place; readonly shown: Shown };

/** How many records a month must have, and who says so. */
export function ExpectForm({ caseId, place, shown }: FormProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const stated = shown.by === 'stated' ? shown.expected : null;
  const [n, setN] = useState(stated === null ? '' : String(stated));
  const [source, setSource] = useState(shown.said?.source ?? '');
  const [note, setNote] = useState(shown.said?.note ?? '');
  const [tried, setTried] = useState(false);
  const wrongNumber = !/^\d{1,9}$/.test(n.trim());
  const put = (value: number | null): void =>
    void attempt(async () => {
      await api.call['coverage.expect']({ caseId, table: place.table, month: place.column, n: value, source, note });
      forget(caseId);
      tell(say(value === null ? 'coverage.expect.removed' : 'coverage.expect.done'));
      document.querySelector<HTMLElement>('#work [role=grid]')?.focus({ preventScroll: true });
    });
  const submit = (): void => {
    setTried(true);
    if (!wrongNumber && source.trim() !== '') put(Number(n.trim()));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{say('coverage.expect')}</h3>
      {shown.days === null ? null : <p className="meta">{say('coverage.expect.part')}</p>}
      <TextInput
        label={say('coverage.expect.n')}
        slim
        value={n}
        maxLength={9}
        problem={tried && wrongNumber ? say('coverage.expect.n.wrong') : undefined}
        onChange={(event) => setN(event.target.value)}
      />
      <TextInput
        label={say('coverage.expect.source')}
        slim
        hint={say('coverage.expect.source.hint')}
        value={source}
        maxLength={500}
        problem={tried && source.trim() === '' ? say('coverage.expect.source.wrong') : undefined}
        onChange={(event) => setSource(event.target.value)}
      />
      <TextArea
        label={say('coverage.expect.note')}
        rows={2}
        value={note}
        maxLength={2_000}
        onChange={(event) => setNote(event.target.value)}
      />
      <Ways stated={stated !== null} remove={() => put(null)} />
    </form>
  );
}

/** Records what was typed; a number that stands can be taken away. */
function Ways({ stated, remove }: { readonly stated: boolean; readonly remove: () => void }): ReactNode {
  const say = useSay();
  return (
    <div className="bar-row">
      <Button small submit>
        {say('coverage.expect.do')}
      </Button>
      {stated ? (
        <Button small kind="bare" onPress={remove}>
          {say('coverage.expect.remove')}
        </Button>
      ) : null}
    </div>
  );
}
