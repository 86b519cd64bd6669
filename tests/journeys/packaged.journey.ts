import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from './fixture.ts';

const hardened = process.env['ASSAY_HARDENED'] ?? '';

/** Runs a packaged program to its end. */
function runToEnd(program: string, folder: string, args: readonly string[]): Promise<{ code: number | null; out: string }> {
  const child = spawn(program, [`--user-data-dir=${folder}/profile`, '--disable-gpu', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (out += text.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out })));
}

/** A copy of the app whose files may be changed without touching the built one. */
function copyOfApp(folder: string): string {
  const copy = path.join(folder, 'app');
  fs.cpSync(path.dirname(hardened), copy, { recursive: true });
  return path.join(copy, path.basename(hardened));
}

test('the hardened app paints, has its backend and quits by itself', async ({ folder }) => {
  const { code, out } = await runToEnd(hardened, folder, ['--self-test']);
  expect(code, out).toBe(0);
  const times = JSON.parse(out.split('\n').find((line) => line.startsWith('{')) ?? '{}') as { paintedMs: number; backendMs: number };
  test.info().annotations.push({ type: 'times', description: JSON.stringify(times) });
  expect(times.paintedMs).toBeGreaterThan(0);
});

for (const given of [
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--inspect',
  '--inspect-brk=0',
  '--no-sandbox',
  '--js-flags=--allow-natives-syntax',
]) {
  test(`the hardened app does not start with ${given}`, async ({ folder }) => {
    const { code, out } = await runToEnd(hardened, folder, ['--self-test', given]);
    expect(code).toBe(64);
    expect(out).not.toContain('listening on ws://');
  });
}

test('ELECTRON_RUN_AS_NODE and NODE_OPTIONS change nothing', async ({ folder }) => {
  const child = spawn(hardened, [`--user-data-dir=${folder}/profile`, '--disable-gpu', '--self-test'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${path.join(folder, 'not-there.js')}` },
    stdio: 'ignore',
  });
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
});

test('the fuses of both builds are set, and differ in one', async ({ packaged }) => {
  const [released, driven] = [await getCurrentFuseWire(hardened), await getCurrentFuseWire(packaged)];
  const on = (fuse: FuseV1Options): boolean => released[fuse] === FuseState.ENABLE;
  expect(on(FuseV1Options.RunAsNode)).toBe(false);
  expect(on(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false);
  expect(on(FuseV1Options.EnableNodeCliInspectArguments)).toBe(false);
  expect(on(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false);
  expect(on(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true);
  expect(on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true);
  expect(on(FuseV1Options.EnableCookieEncryption)).toBe(true);
  const different = Object.keys(released).filter(
    (fuse) => released[Number(fuse) as FuseV1Options] !== driven[Number(fuse) as FuseV1Options],
  );
  expect(different).toEqual([String(FuseV1Options.EnableNodeCliInspectArguments)]);
});

test('a changed, an added and a missing file of the backend each keep it from starting', async ({ folder }) => {
  const program = copyOfApp(folder);
  const backend = path.join(path.dirname(program), 'resources', 'backend');
  const script = path.join(backend, 'node-child.js');
  const whole = fs.readFileSync(script);
  const said = async (): Promise<string> => (await runToEnd(program, folder, ['--self-test'])).out;

  fs.writeFileSync(script, Buffer.concat([whole, Buffer.from('\n')]));
  expect(await said()).toContain('not those that were built: node-child.js');
  fs.rmSync(script);
  expect(await said()).toContain('not those that were built: node-child.js');
  fs.writeFileSync(script, whole);
  fs.writeFileSync(path.join(backend, 'added.js'), '');
  expect(await said()).toContain('not those that were built: added.js');
  fs.rmSync(path.join(backend, 'added.js'));
  expect((await runToEnd(program, folder, ['--self-test'])).code).toBe(0);
});

test('the package holds no leftovers of the way it was made', () => {
  const folder = path.dirname(hardened);
  for (const name of ['.ok', 'version', 'resources/default_app.asar', 'resources/app']) {
    expect(fs.existsSync(path.join(folder, name)), name).toBe(false);
  }
});
