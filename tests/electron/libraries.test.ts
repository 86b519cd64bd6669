import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The set-up scripts are plain JavaScript; they are asked in a process of their own, as set-up runs them. */
function ask(expression: string): unknown {
  const file = path.resolve(import.meta.dirname, '../../scripts/libraries.mjs');
  const script = `const m = await import(${JSON.stringify(file)}); console.log(JSON.stringify(${expression}));`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

describe('system libraries that set-up names', () => {
  it('are read from what ldd says', () => {
    const said = '\tlibc.so.6 => /lib/libc.so.6 (0x1)\\n\tlibgtk-3.so.0 => not found\\n\tlibnss3.so => not found\\n';
    expect(ask(`m.missingIn("${said}")`)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });

  it('are brought by known packages', () => {
    const names = [
      'libgtk-3.so.0',
      'libnss3.so',
      'libsmime3.so',
      'libgbm.so.1',
      'libasound.so.2',
      'libatk-bridge-2.0.so.0',
      'libstrange.so.9',
    ];
    expect(ask(`${JSON.stringify(names)}.map(m.bringerOf)`)).toEqual([
      'libgtk-3-0',
      'libnss3',
      'libnss3',
      'libgbm1',
      'libasound2',
      'libgtk-3-0',
      null,
    ]);
  });

  it.each([
    ['ID=debian\nVERSION_ID="12"', 'libgtk-3-0'],
    ['ID=debian\nVERSION_ID="13"', 'libgtk-3-0t64'],
    ['ID=debian', 'libgtk-3-0t64'],
    ['ID=ubuntu\nVERSION_ID="22.04"', 'libgtk-3-0'],
    ['ID=ubuntu\nVERSION_ID="24.04"', 'libgtk-3-0t64'],
  ])('are named as the release names them: %s', (release, name) => {
    const text = JSON.stringify(release);
    expect(ask(`m.packageOn(${text}, 'libgtk-3-0')`)).toBe(name);
    expect(ask(`m.packageOn(${text}, 'xvfb')`)).toBe('xvfb');
  });
});
