import { useEffect, useState } from 'react';

const pauseMs = 350;

/** A value as it is when it has not changed for a moment: dragging a line does not read the file at each step. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
