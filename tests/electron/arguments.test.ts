import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { forbiddenSwitch, readArguments } from '../../electron/arguments.ts';
import { profileFolder } from '../../electron/profile.ts';

describe('the command line of the window', () => {
  it('names a vault, a day for tests, a self-test', () => {
    expect(readArguments(['--vault=some/dir', '--today=2026-03-05', '--self-test'])).toEqual({
      vaultDir: path.resolve('some/dir'),
      today: '2026-03-05',
      selfTest: true,
      script: '',
    });
    expect(readArguments([])).toEqual({ vaultDir: null, today: null, selfTest: false, script: '' });
  });

  it.each([
    '--inspect',
    '--inspect=0',
    '--inspect-brk',
    '--remote-debugging-port=1',
    '--remote-debugging-pipe',
    '--no-sandbox',
    '--js-flags=--x',
    '--load-extension=/x',
  ])('%s is forbidden', (given) => expect(forbiddenSwitch(['--vault=x', given])).toBe(given));

  it('other switches are not', () => {
    expect(forbiddenSwitch(['--vault=x', '--disable-gpu', '--inspector', '--user-data-dir=/x'])).toBeNull();
  });
});

describe('the folder for Chromium and the single-instance lock', () => {
  it('is another one for another vault, the same one for the same', () => {
    const [a, b] = [profileFolder('/base', '/vaults/a'), profileFolder('/base', '/vaults/b')];
    expect(a).not.toBe(b);
    expect(profileFolder('/base', '/vaults/a')).toBe(a);
    expect(profileFolder('/base', null)).toBe('/base');
    expect(a).not.toContain('vaults');
  });
});
