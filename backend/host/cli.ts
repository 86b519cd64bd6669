import { runCommandLine } from './cli/run.ts';

let lastReport = 0;

/** Progress goes to stderr, at most four lines a second. */
function report(line: string): void {
  const now = performance.now();
  if (now - lastReport < 250) return;
  lastReport = now;
  process.stderr.write(`${line}\n`);
}

const printed = await runCommandLine(process.argv.slice(2), report);
for (const line of printed.err) process.stderr.write(`${line}\n`);
for (const line of printed.out) process.stdout.write(`${line}\n`);
process.exitCode = printed.exit;
