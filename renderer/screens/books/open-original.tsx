import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';
import { pageOf } from './original-page.ts';

type Source = { readonly evidence: string; readonly place: string; readonly fileName: string };

/** From a row to the file that it came from, at its page where it has one. */
export function OpenOriginal({ caseId, source }: { readonly caseId: string; readonly source: Source }): ReactNode {
  const say = useSay();
  const go = useNavigate();
  const { data } = useAsk('evidence.list', { caseId, find: '' }, { keep: true });
  const item = data?.items.find((one) => one.sha256 === source.evidence);
  if (item === undefined) return null;
  const page = pageOf(source.place, source.fileName);
  const open = (): void =>
    void go({
      to: '/case/$caseId/evidence/$evidenceId',
      params: { caseId, evidenceId: item.evidenceId },
      search: page === null ? {} : { page },
    });
  return (
    <Button kind="link" onPress={open}>
      {page === null ? say('row.original') : say('row.original.page', { page })}
    </Button>
  );
}
