import { spawn } from 'node:child_process';
import path from 'node:path';
import { node24, root } from './paths.mjs';

// Nothing is printed here: with --json the answer is all that may stand on stdout.
let node;
try {
  node = node24();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
// The caller's folder, so that relative paths mean what the caller means; npm itself moved to the project.
const cwd = process.env.INIT_CWD ?? process.cwd();
const child = spawn(node, [path.join(root, 'backend', 'host', 'cli.ts'), ...process.argv.slice(2)], { cwd, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
