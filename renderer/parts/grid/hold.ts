/** Longer than this the rows of another place would mislead: then the place itself is shown, its rows as they come. */
export const holdAtMostMs = 400;

const remembered = 8;

/** Keeps the last rows until those of the new place are here, so that a jump shows no empty rows. */
export type Hold = {
  /**
   * @param offset where the bar is @param isHere whether all rows seen at an offset are here
   * @returns the offset to draw: the newest one whose rows are here, or where the bar is when there is none
   */
  readonly at: (offset: number, isHere: (offset: number) => boolean) => number;
};

/** While the bar is dragged rows arrive for places that it has left a moment ago: the newest of them is shown meanwhile. */
export function createHold(): Hold {
  let recent: readonly number[] = [];
  return {
    at: (offset, isHere) => {
      if (recent.at(-1) !== offset) recent = [...recent, offset].slice(-remembered);
      recent = recent.slice(Math.max(0, recent.findLastIndex(isHere)));
      const [drawn = offset] = recent;
      return isHere(drawn) ? drawn : offset;
    },
  };
}
