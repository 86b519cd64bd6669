import { useEffect, useState } from 'react';
import { useStable } from './latest.ts';

type Area = {
  /** where files may be let go; null while it is not there */
  readonly on: HTMLElement | Window | null;
  readonly take: (files: readonly File[]) => void;
  /** nothing around it hears of them */
  readonly alone?: boolean;
};

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

const isWithin = (area: HTMLElement | Window, target: EventTarget | null): boolean =>
  target instanceof Node && (area instanceof Window || area.contains(target));

/**
 * Files held over a place and let go there. Both the coming and the moving are agreed to: what stands under the pointer may change between
 * them, and the browser drops nothing on an element that has not agreed.
 * @returns whether some are held over it now
 */
export function useFileDrop({ on, take, alone = false }: Area): boolean {
  const [over, setOver] = useState(false);
  const dropped = useStable(take);
  useEffect(() => {
    if (on === null) return undefined;
    const agree = (event: Event): boolean => {
      if (!carriesFiles(event as DragEvent)) return false;
      event.preventDefault();
      if (alone) event.stopPropagation();
      return true;
    };
    const hold = (event: Event): void => {
      if (!agree(event)) return;
      // What the window says about a file over it is taken back.
      if (alone) window.dispatchEvent(new DragEvent('dragleave'));
      setOver(true);
    };
    const leave = (event: Event): void => {
      if (!isWithin(on, (event as DragEvent).relatedTarget)) setOver(false);
    };
    const drop = (event: Event): void => {
      if (!agree(event)) return;
      setOver(false);
      dropped([...((event as DragEvent).dataTransfer?.files ?? [])]);
    };
    const heard = { dragenter: hold, dragover: hold, dragleave: leave, drop };
    for (const [type, listener] of Object.entries(heard)) on.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of Object.entries(heard)) on.removeEventListener(type, listener);
    };
  }, [on, alone, dropped]);
  return over;
}
