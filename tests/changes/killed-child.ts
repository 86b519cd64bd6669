import { ChildProcess } from 'node:child_process';
import Database from 'better-sqlite3';
import { changeDesk } from './change-desk.ts';

// `killed-child.ts VAULT CASE CALL INPUT AT`: does one call and kills itself with signal 9 at the AT-th of its steps: whenever a transaction
// has just been committed, a question is about to go to a child process, or an answer has come and was not looked at yet.
const [vaultDir = '', caseId = '', method = '', input = '{}', killAt = '0'] = process.argv.slice(2);
const at = Number(killAt);
const steps: string[] = [];

function step(name: string): void {
  steps.push(name);
  if (steps.length === at) process.kill(process.pid, 'SIGKILL');
}

const desk = await changeDesk(vaultDir);

const { send, emit } = ChildProcess.prototype;
ChildProcess.prototype.send = function tell(this: ChildProcess, ...args: Parameters<typeof send>) {
  step(`ask ${String((args[0] as { job?: string }).job)}`);
  return send.apply(this, args);
} as typeof send;
ChildProcess.prototype.emit = function hear(this: ChildProcess, ...args: Parameters<typeof emit>) {
  const [name, message] = args as unknown as [string, { kind?: string } | undefined];
  if (name === 'message' && message?.kind !== 'progress') step(`hear ${message?.kind}`);
  return emit.apply(this, args);
} as typeof emit;
const { transaction } = Database.prototype;
Database.prototype.transaction = function wrapped(this: Database.Database, ...args: Parameters<typeof transaction>) {
  const made = transaction.apply(this, args);
  const immediate = (...given: unknown[]): unknown => {
    const done: unknown = made.immediate(...(given as never[]));
    step('commit');
    return done;
  };
  return Object.assign((...given: unknown[]) => made(...(given as never[])), {
    ...made,
    deferred: made.deferred,
    exclusive: made.exclusive,
    immediate,
  });
} as typeof transaction;

await desk.call(method as 'import.restore', { caseId, ...(JSON.parse(input) as { importId: string }) });
process.send?.(steps);
desk.close();
process.disconnect();
