import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** A file held over the window while no case is open: where it belongs is said, and nothing is done with it. */
export function StrayDrop(): ReactNode {
  const { caseId } = useParams({ strict: false });
  return caseId === undefined ? <Refusing /> : null;
}

function Refusing(): ReactNode {
  const say = useSay();
  const { tell } = useNotices();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      tell(say('drop.noCase'));
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [say, tell]);
  return over ? <div className="drop-veil">{say('drop.noCase')}</div> : null;
}
