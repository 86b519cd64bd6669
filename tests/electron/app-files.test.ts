import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFor } from '../../electron/security/app-files.ts';

const folder = path.resolve('/app/renderer');

describe('addresses of the app', () => {
  it('name files of its folder', () => {
    expect(fileFor('app://assay/index.html', folder)).toBe(path.join(folder, 'index.html'));
    expect(fileFor('app://assay/assets/a%20b.js?x#y', folder)).toBe(path.join(folder, 'assets', 'a b.js'));
  });

  it.each([
    'app://assay/',
    'app://assay/..%2fmain.js',
    'app://assay/a/..%5c..%5cmain.js',
    'app://assay/%00',
    'app://assay/%E0%A4%A',
    'app://other/index.html',
    'file:///etc/passwd',
    'https://assay/index.html',
    'no address',
  ])('%s leads nowhere', (address) => {
    expect(fileFor(address, folder)).toBeNull();
  });
});
