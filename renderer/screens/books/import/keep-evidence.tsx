import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { failedOf, Refusal } from '../../../parts/failure.tsx';
import { useSay } from '../../../parts/words.tsx';
import { useAdding } from '../../evidence/use-adding.ts';
import { nameOf } from './source.ts';
import type { Look } from './use-look.ts';

type KeepProps = { readonly caseId: string; readonly path: string; readonly close: () => void; readonly first?: boolean };

/** What is no book is evidence all the same: kept as it is, with the way back in the notice. */
export function KeepAsEvidence({ caseId, path, close, first = false }: KeepProps): ReactNode {
  const say = useSay();
  const adding = useAdding(caseId);
  const keep = (): void => {
    void adding.files([path], { origin: 'file' });
    close();
  };
  return (
    <Button kind={first ? 'primary' : 'plain'} autoFocus={first} onPress={keep}>
      {say('import.keep')}
    </Button>
  );
}

/** A file that is there and has bytes, and that nothing here can read. */
export function isKeepable(error: unknown): boolean {
  const { code } = failedOf(error);
  return code.startsWith('file_') && code !== 'file_unreadable' && code !== 'file_empty';
}

/** A text of which no column is known is hardly a table. */
export const isProse = (look: Look | undefined): boolean =>
  look?.kind === 'csv' && !look.preview.known && Object.keys(look.preview.profile.columns).length === 0;

/** Why a file cannot be read; of a memo file by itself, which file it belongs to. */
export function Unreadable({ path, error }: { readonly path: string; readonly error: unknown }): ReactNode {
  const say = useSay();
  const memo = /^(.*)\.(?:dbt|fpt)$/i.exec(nameOf(path));
  if (memo === null) return <Refusal error={error} />;
  return (
    <p className="amber" role="alert">
      {say('mapping.memoAlone', { file: nameOf(path), book: `${memo[1] ?? ''}.dbf` })}
    </p>
  );
}
