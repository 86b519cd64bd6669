import { app } from 'electron';

export type SelfTest = {
  readonly painted: () => void;
  readonly backendReady: () => void;
  readonly failed: (why: string) => void;
};

const limitMs = 30_000;

/** `--self-test`: waits until the window has painted and the backend is up, prints when, and quits with 0; with 1 when it does not come to that. */
export function runSelfTest(): SelfTest {
  const since = process.getCreationTime() ?? Date.now();
  const times: { paintedMs?: number; backendMs?: number } = {};
  const failed = (why: string): void => {
    process.stderr.write(`self-test: ${why}\n`);
    app.exit(1);
  };
  const timer = setTimeout(() => failed(`not done after ${limitMs} ms: ${JSON.stringify(times)}`), limitMs);
  const look = (): void => {
    if (times.paintedMs === undefined || times.backendMs === undefined) return;
    clearTimeout(timer);
    process.stdout.write(`${JSON.stringify(times)}\n`, () => app.quit());
  };
  const mark = (what: keyof typeof times) => (): void => {
    times[what] = Math.round(Date.now() - since);
    look();
  };
  return { painted: mark('paintedMs'), backendReady: mark('backendMs'), failed };
}
