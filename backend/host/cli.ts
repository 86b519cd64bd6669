import { runCommandLine } from './cli/run.ts';
import type { Printed } from './cli/command.ts';

/** How long a command that was told to stop may take to leave nothing half done; what then remains the next start clears away. */
const stopMs = 10_000;

let lastReport = 0;

/** Progress goes to stderr, at most four lines a second. */
function report(line: string): void {
  const now = performance.now();
  if (now - lastReport < 250) return;
  lastReport = now;
  process.stderr.write(`${line}\n`);
}

/** Whoever reads may go before the end (`| head -1`): that ends the printing, not with a stack. */
function onBroken(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = 1;
  });
}

/** Ctrl-C and an end from outside cancel the work as the window's button does. */
function stopping(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      controller.abort();
      setTimeout(() => process.exit(1), stopMs).unref();
    });
  }
  return controller.signal;
}

function print({ out, err, exit }: Printed): void {
  for (const line of err) process.stderr.write(`${line}\n`);
  if (out.length > 0) process.stdout.write(`${out.join('\n')}\n`);
  process.exitCode ??= exit;
}

onBroken(process.stdout);
onBroken(process.stderr);
// an empty one is none: it must not count as a wrong try
const passphrase = process.env['ASSAY_PASSPHRASE'] === '' ? undefined : process.env['ASSAY_PASSPHRASE'];
// nothing that this process starts needs it
delete process.env['ASSAY_PASSPHRASE'];
print(await runCommandLine(process.argv.slice(2), { report, passphrase, signal: stopping() }));
