import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { Blank } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useImport } from '../import/import-place.tsx';

type MissingProps = {
  readonly caseId: string;
  readonly tables: readonly TableName[];
  /** beside a list that keeps the focus */
  readonly beside?: boolean;
};

/** Which books are missing to match this kind, and how to come by them. */
export function MissingBooks({ caseId, tables, beside = false }: MissingProps): ReactNode {
  const { say } = useSpeech();
  const { pick } = useImport();
  const go = useNavigate();
  const names = tables.map((table) => say(`table.${table}`));
  const [first = '', second = ''] = names;
  const ways = (
    <>
      <Button kind="primary" small={beside} onPress={pick} keys="Ctrl+I" autoFocus={!beside}>
        {say('import.do')}
      </Button>
      <Button small={beside} onPress={() => void go({ to: '/case/$caseId/requests', params: { caseId } })}>
        {say('matchScreen.missing.request')}
      </Button>
    </>
  );
  const title = say('matchScreen.missing', { n: names.length, first, second });
  if (beside) {
    return (
      <section className="facts">
        <p className="say-so amber">{title}</p>
        <p className="quiet">{say('matchScreen.missing.text')}</p>
        <div className="bar-row">{ways}</div>
      </section>
    );
  }
  return (
    <Blank title={title} text={say('matchScreen.missing.text')}>
      {ways}
    </Blank>
  );
}
