import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A screen that nobody sees; X says its number when it is ready. */
async function startScreen(): Promise<{ readonly screen: ChildProcess; readonly display: string }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const told = screen.stdio[3];
  if (told === null || told === undefined) throw new Error('Xvfb has no way to say its number');
  const number = await new Promise<string>((resolve, reject) => {
    told.once('data', (chunk: Buffer) => resolve(String(chunk).trim()));
    screen.once('error', reject);
    screen.once('exit', (code) => reject(new Error(`Xvfb ended with ${String(code)}`)));
  });
  return { screen, display: `:${number}` };
}

/**
 * The first worker has the screen that the journeys were started on; each further one has a screen, and so a focus and a clipboard, of its own.
 * @param use what is done while it is there
 */
export async function ownScreen(parallelIndex: number, use: () => Promise<void>): Promise<void> {
  if (parallelIndex === 0) return use();
  const { screen, display } = await startScreen();
  process.env['DISPLAY'] = display;
  await use();
  screen.removeAllListeners('exit');
  screen.kill();
}
