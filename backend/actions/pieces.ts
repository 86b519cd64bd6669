/** How long one piece may hold this process: nobody who waits behind it sees a frame missing. */
const holdMs = 16;
const [fewest, most] = [25, 200];

/** So many of something are written in one step that nobody waits long behind it, on a fast disk as on a slow one. */
export type Pieces = {
  readonly size: () => number;
  /** Runs a step over `n` of them and learns from how long it took. */
  readonly hold: <T>(n: number, step: () => T) => T;
};

/** @param now milliseconds of a clock that does not jump */
export function pieces(now: () => number = () => performance.now()): Pieces {
  let size = 50;
  return {
    size: () => size,
    hold: (n, step) => {
      const began = now();
      const done = step();
      const fitting = (n * holdMs) / Math.max(0.1, now() - began);
      // one slow write tells little: the size follows by halves
      if (n > 0) size = Math.round(Math.min(most, Math.max(fewest, (size + Math.min(fitting, size * 3)) / 2)));
      return done;
    },
  };
}
