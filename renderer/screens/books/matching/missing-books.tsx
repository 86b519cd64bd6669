import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { Blank } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useImport } from '../import/import-place.tsx';

/** Which books are missing to match this kind, and how to come by them. */
export function MissingBooks({ caseId, tables }: { readonly caseId: string; readonly tables: readonly TableName[] }): ReactNode {
  const { say } = useSpeech();
  const { pick } = useImport();
  const go = useNavigate();
  const names = tables.map((table) => say(`table.${table}`));
  const [first = '', second = ''] = names;
  return (
    <Blank title={say('matchScreen.missing', { n: names.length, first, second })} text={say('matchScreen.missing.text')}>
      <Button kind="primary" onPress={pick} keys="Ctrl+I" autoFocus>
        {say('import.do')}
      </Button>
      <Button onPress={() => void go({ to: '/case/$caseId/requests', params: { caseId } })}>{say('matchScreen.missing.request')}</Button>
    </Blank>
  );
}
