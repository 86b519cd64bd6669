import { openAssay } from '../../db/open.ts';
import { retireStreams } from '../../db/repositories/log.ts';
import type { CancelSignal, HandlerContext } from '../../contract/rpc/call.ts';
import { Refused } from '../../domain/model/refused.ts';
import { childEntry, startChild } from '../processes/start-child.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { copyBack } from './copy-back.ts';
import { copyOut } from './copy-out.ts';
import type { BackupSize } from './copy-out.ts';
import { forget, type VaultKeys } from './keys.ts';
import { proveFolder, type CopyReport } from './proved-copy.ts';
import { assayFile } from './session.ts';

type Out = { readonly dir: string; readonly keys: VaultKeys; readonly part: string };
type Back = { readonly from: string; readonly keys: VaultKeys; readonly part: string };

export type CopyJobs = {
  /** the vault in use into an empty folder, proved */
  'copy.out': { readonly input: Out; readonly output: BackupSize };
  /** a backup into an empty folder, proved, with the streams of its log retired */
  'copy.back': { readonly input: Back; readonly output: null };
};

/** The channel gives bytes, the keys' users want buffers. */
const buffers = (keys: VaultKeys): VaultKeys =>
  Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, Buffer.from(key)])) as VaultKeys;

async function withKeys<T>(given: VaultKeys, work: (keys: VaultKeys) => Promise<T>): Promise<T> {
  const keys = buffers(given);
  try {
    return await work(keys);
  } finally {
    forget(...Object.values(keys));
  }
}

const reportOf =
  ({ signal, progress }: HandlerContext): CopyReport =>
  (step) => {
    if (signal.aborted) throw new Refused({ code: 'cancelled' });
    progress(step);
  };

export const copyJobs = (): JobHandlers<CopyJobs> => ({
  'copy.out': ({ dir, keys: given, part }, context) =>
    withKeys(given, async (keys) => {
      const assay = openAssay(assayFile(dir), keys.assay, { readonly: true });
      try {
        return await copyOut({ dir, keys, assay }, part, reportOf(context));
      } finally {
        assay.close();
      }
    }),
  'copy.back': ({ from, keys: given, part }, context) =>
    withKeys(given, async (keys) => {
      const report = reportOf(context);
      await copyBack(from, part, report);
      await proveFolder(part, keys, report, (assay) => assay.write(retireStreams));
      return null;
    }),
});

/** Copying and reading back are done by a process of their own; this long a cancelled one may take to end by itself. */
const graceMs = 300;

export type CopyWay = { readonly report?: CopyReport; readonly signal?: CancelSignal };

/** Asks a new process, which is gone when this settles: its keys are those of the whole vault. @throws Refused as the job; cancelled */
export async function copyInChild<N extends keyof CopyJobs>(
  job: N,
  input: CopyJobs[N]['input'],
  { report = () => undefined, signal }: CopyWay,
): Promise<CopyJobs[N]['output']> {
  const child = startChild<CopyJobs>({ file: childEntry() });
  const onProgress = ({ stage, done, total }: { stage: string; done: number; total: number }): void =>
    report({ stage: stage === 'check' ? 'check' : 'copy', done, total });
  try {
    return await child.ask(job, input, { onProgress, graceMs, ...(signal === undefined ? {} : { signal }) });
  } finally {
    await child.end();
  }
}
