import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { ImportList } from '../import-list.tsx';
import { useImport } from '../import/import-place.tsx';
import { useWithdrawn } from '../withdraw/withdrawn-files.tsx';
import { BookParts } from './book-parts.tsx';

/** The files that a book's rows came from. */
export function ImportsPart(): ReactNode {
  const { caseId, table } = useParams({ from: '/case/$caseId/books/$table/imports' });
  const name = table as TableName;
  const { say } = useSpeech();
  const { pick } = useImport();
  const overview = useAsk('case.get', { caseId }).data;
  const withdrawn = useWithdrawn(caseId, name);
  if (overview === undefined) return <Reading />;
  const has = withdrawn.length > 0 || overview.imports.some((one) => one.table === name);
  return (
    <>
      <header className="work-head compact">
        <div className="bar-row">
          <h1>{say(`table.${name}`)}</h1>
          <BookParts caseId={caseId} table={name} here="imports" />
          <span className="spring" />
          <Button small onPress={pick} keys="Ctrl+I">
            {say('import.do')}
          </Button>
        </div>
      </header>
      {has ? (
        <div className="page import-page">
          <ImportList caseId={caseId} table={name} />
        </div>
      ) : (
        <Blank title={say('books.none', { table: say(`table.${name}`) })} text={say('books.none.text')}>
          <Button kind="primary" onPress={pick} keys="Ctrl+I">
            {say('import.do')}
          </Button>
        </Blank>
      )}
    </>
  );
}
