import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createBackend } from '../../backend/actions/index.ts';
import type { AssayEvent } from '../../contract/events/index.ts';
import type { HandlerContext, Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls, Method } from '../../contract/rpc/index.ts';
import type { Instant } from '../../domain/model/scalars.ts';

export const passphrase = 'five grey herons on a wire';

export type Opened = {
  readonly vaultDir: string;
  readonly events: AssayEvent[];
  readonly call: <M extends Method>(
    method: M,
    input: Input<AssayCalls[M]>,
    context?: Partial<HandlerContext>,
  ) => Promise<Output<AssayCalls[M]>>;
  readonly close: () => Promise<void>;
};

/** A backend in this process over a vault folder, called as the window calls it. */
export function opened(vaultDir: string): Opened {
  process.env['ASSAY_CONFIG_DIR'] = `${vaultDir}-config`;
  const events: AssayEvent[] = [];
  const now = (): Instant => new Date().toISOString() as Instant;
  const backend = createBackend({ vaultDir, now, emit: (event) => events.push(event), app: 'test' });
  const quiet = { signal: new AbortController().signal, progress: () => undefined };
  return {
    vaultDir,
    events,
    call: async (method, input, context = {}) => {
      const handler = backend.handlers[method] as unknown as (session: undefined, input: unknown, context: unknown) => unknown;
      return (await handler(undefined, input, { ...quiet, ...context })) as never;
    },
    close: backend.close,
  };
}

export const temporaryFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'assay-processes-'));

export async function newCase({ call }: Opened): Promise<string> {
  await call('vault.create', { name: 'n', passphrase });
  const period = { from: '2025-01-01', to: '2025-12-31' };
  return (await call('case.create', { kind: 'onsite', trader: 'ТОО «Ромашка»', taxid: '980140001231', ...period, pack: 'kz' })).caseId;
}

const line = (i: number): string =>
  `T${i},2025-0${(i % 9) + 1}-1${i % 9},${1310 + (i % 5) * 10},${i % 2 === 0 ? `${i}.25` : ''},${i % 2 === 1 ? `${i}.50` : ''},СФ-${i + (i > 900 ? 3 : 0)},"Оплата № ${i}"\n`;

/** A ledger of n postings from a number on; one gap in the documents' numbers after the 900th. */
export const ledger = (n: number, from = 1): string =>
  `txn_id,posting_date,account,debit,credit,source_doc_ref,description\n${Array.from({ length: n }, (_, i) => line(from + i)).join('')}`;

/** Every file below a folder, relative to it. */
export const filesIn = (dir: string): string[] =>
  fs.existsSync(dir)
    ? fs
        .readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((name) => fs.statSync(path.join(dir, name)).isFile())
        .toSorted()
    : [];

/** Process numbers of the children of a process; Linux only. */
export function childrenOf(parent: number): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state !== 'Z' && Number(ppid) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

export const onLinux = process.platform === 'linux';
