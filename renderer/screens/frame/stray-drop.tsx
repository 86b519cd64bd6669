import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFileDrop } from '../../parts/file-drop.ts';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';

/** A file held over the window while no case is open: where it belongs is said, and nothing is done with it. */
export function StrayDrop(): ReactNode {
  const { caseId } = useParams({ strict: false });
  return caseId === undefined ? <Refusing /> : null;
}

function Refusing(): ReactNode {
  const say = useSay();
  const { tell } = useNotices();
  const over = useFileDrop({ on: window, take: () => tell(say('drop.noCase')) });
  return over ? <div className="drop-veil">{say('drop.noCase')}</div> : null;
}
