import { fork } from 'node:child_process';
import path from 'node:path';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { toRefused } from '../../contract/rpc/errors.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { AnalysisAnswer, AnalysisRequest } from './analysis-child.ts';
import type { RunOutcome } from './run-test.ts';

/** Beside this file, in the sources as in the package. */
const childFile = (): string =>
  path.join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'analysis-child.ts' : 'analysis-child.js');

/** Enough for the text columns of some millions of rows. */
const heapMiB = 4096;

/**
 * Runs a test in a process of its own with a handle that cannot write. Cancelling kills it: a running SQLite query knows no other end.
 * The request's key is sent over the message channel; the caller keeps its own copy.
 * @throws Refused cancelled, and whatever the run itself refuses; backend_gone when the process ended without an answer
 */
export function runInChild(
  request: AnalysisRequest,
  options: { readonly signal?: CancelSignal; readonly file?: string } = {},
): Promise<RunOutcome> {
  const { signal } = options;
  if (signal?.aborted === true) return Promise.reject(new Refused({ code: 'cancelled', at: request.test }));
  return new Promise((resolve, reject) => {
    const child = fork(options.file ?? childFile(), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${heapMiB}`],
      // nothing of the parent's environment is needed but where the assets lie
      env: childEnvironment(),
    });
    const cancel = (): void => {
      child.kill('SIGKILL');
      settle(() => reject(new Refused({ code: 'cancelled', at: request.test })));
    };
    const settle = (then: () => void): void => {
      signal?.removeEventListener('abort', cancel);
      child.removeAllListeners();
      child.on('error', () => undefined);
      then();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    child.once('message', (message) => {
      const answer = message as AnalysisAnswer;
      settle(() => ('outcome' in answer ? resolve(answer.outcome) : reject(toRefused(answer.failure))));
    });
    child.once('error', () => settle(() => reject(new Refused({ code: 'backend_gone', at: request.test }))));
    child.once('exit', () => settle(() => reject(new Refused({ code: 'backend_gone', at: request.test }))));
    child.send(request, (error) => {
      if (error !== null) settle(() => reject(new Refused({ code: 'backend_gone', at: request.test })));
    });
  });
}

/** What a process needs to start on each system, and where the assets lie; no secret is ever in it. */
function childEnvironment(): Record<string, string> {
  const kept = ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME', 'ASSAY_ASSETS'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}
