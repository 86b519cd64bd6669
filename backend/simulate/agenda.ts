/** What is still to be done on which day, in the order in which it was put down. */
export type Agenda = {
  /**
   * Puts an event down. What would fall behind the period does not happen any more.
   * @param lines most ledger lines that it can write
   * @returns whether it will happen
   */
  readonly at: (day: number, lines: number, event: () => void) => boolean;
  /** most ledger lines that the events still to come can write */
  readonly promised: () => number;
  readonly runDay: (day: number) => void;
};

type Event = { readonly lines: number; readonly run: () => void };

export function agenda(last: number): Agenda {
  const days: Event[][] = Array.from({ length: last + 1 }, () => []);
  let promised = 0;
  return {
    at: (day, lines, run) => {
      const list = days[day];
      if (list === undefined) return false;
      list.push({ lines, run });
      promised += lines;
      return true;
    },
    promised: () => promised,
    runDay: (day) => {
      const list = days[day] ?? [];
      for (let i = 0; i < list.length; i += 1) {
        const event = list[i];
        if (event === undefined) break;
        promised -= event.lines;
        event.run();
      }
      days[day] = [];
    },
  };
}
