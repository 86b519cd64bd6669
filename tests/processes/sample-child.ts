import { serveJobs } from '../../backend/processes/serve-jobs.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { SampleJobs } from './sample-jobs.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

serveJobs<SampleJobs>({
  'count.to': async ({ n }, { signal, progress }) => {
    for (let done = 1; done <= n; done += 1) {
      await pause(5);
      if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'politely' });
      progress({ stage: 'count', done, total: n });
    }
    return BigInt(n);
  },
  'spin.for': ({ ms }, { progress }) => {
    progress({ stage: 'spin', done: 0, total: 1 });
    const end = performance.now() + ms;
    while (performance.now() < end);
    return process.pid;
  },
  'say.pid': () => process.pid,
  'say.environment': () => ({ env: Object.keys(process.env), args: process.argv.slice(2) }),
  'fail.as': ({ how }) => {
    if (how === 'refused') throw new Refused({ code: 'row_missing', at: 'x:1', args: { n: 3 } });
    if (how === 'mistake') throw new TypeError('ТОО «Секрет» is not a function');
    return process.exit(3);
  },
});
