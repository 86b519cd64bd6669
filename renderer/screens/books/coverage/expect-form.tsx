import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { TextInput } from '../../../parts/field.tsx';
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
  const [source, setSource] = useState('');
  const [tried, setTried] = useState(false);
  const wrongNumber = !/^\d{1,9}$/.test(n.trim());
  const put = (value: number | null): void =>
    void attempt(async () => {
      await api.call['coverage.expect']({ caseId, table: place.table, month: place.column, n: value, source, note: '' });
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
      <div className="bar-row">
        <Button small submit>
          {say('coverage.expect.do')}
        </Button>
        {stated === null ? null : (
          <Button small kind="bare" onPress={() => put(null)}>
            {say('coverage.expect.remove')}
          </Button>
        )}
      </div>
    </form>
  );
}
