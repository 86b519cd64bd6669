import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixture, lastSeal } from './signed.ts';
import type { Fixture } from './signed.ts';

const has = (tool: string, ...args: string[]): boolean => spawnSync(tool, args).error === undefined;
const tools = { pdfsig: has('pdfsig', '-v') && has('certutil', '-H'), openssl: has('openssl', 'version'), qpdf: has('qpdf', '--version') };
for (const [tool, found] of Object.entries(tools)) {
  if (!found)
    console.warn(`${tool} is not installed: its opinion on our signatures is not asked (Debian: poppler-utils libnss3-tools openssl qpdf)`);
}
/** On a build server a missing verifier is a failure, not a reason to skip. */
const skip = (tool: keyof typeof tools): boolean => !tools[tool] && process.env['CI'] === undefined;

let f: Fixture;
let dir = '';
beforeAll(async () => {
  f = await fixture();
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-outside-'));
  fs.writeFileSync(path.join(dir, 'root.pem'), f.ca.rootPem);
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const put = (name: string, bytes: Uint8Array): string => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, bytes);
  return file;
};

describe.skipIf(skip('pdfsig'))('pdfsig with the test root trusted', () => {
  const ask = (pdf: Uint8Array): string => {
    const nss = fs.mkdtempSync(path.join(dir, 'nss-'));
    execFileSync('certutil', ['-N', '-d', `sql:${nss}`, '--empty-password']);
    execFileSync('certutil', ['-A', '-d', `sql:${nss}`, '-n', 'root', '-t', 'CT,CT,CT', '-i', path.join(dir, 'root.pem')]);
    return execFileSync('pdfsig', ['-nssdir', `sql:${nss}`, put('asked.pdf', pdf)], { encoding: 'utf8' });
  };

  test('accepts one signature over the whole document', () => {
    const said = ask(f.one);
    expect(said).toContain('Signature is Valid');
    expect(said).toContain('Certificate is Trusted');
    expect(said).toContain('Total document signed');
    expect(said).toContain('ETSI.CAdES.detached');
    expect(said).toContain('Әлия Нұрланова');
  });
  test('accepts two signatures, the second over the whole document', () => {
    const said = ask(f.two);
    expect(said.match(/Signature is Valid/g)).toHaveLength(2);
    expect(said.match(/Certificate is Trusted/g)).toHaveLength(2);
    expect(said.match(/\n\s*- Total document signed/g)).toHaveLength(1);
  });
});

describe.skipIf(skip('openssl'))('openssl cms -verify -cades', () => {
  const ask = (pdf: Uint8Array): { readonly status: number | null; readonly said: string } => {
    const { open, close, signed } = lastSeal(pdf);
    const contents = Buffer.from(Buffer.from(pdf.subarray(open + 1, close - 1)).toString('latin1'), 'hex');
    const sig = put('sig.der', contents.subarray(0, contents.readUInt16BE(2) + 4));
    const tbs = put('tbs.bin', Buffer.concat(signed));
    const args = [
      'cms',
      '-verify',
      '-cades',
      '-binary',
      '-inform',
      'DER',
      '-in',
      sig,
      '-content',
      tbs,
      '-CAfile',
      path.join(dir, 'root.pem'),
    ];
    const { status, stderr } = spawnSync('openssl', [...args, '-purpose', 'any', '-out', path.join(dir, 'out.bin')], { encoding: 'utf8' });
    return { status, said: stderr };
  };

  test('accepts the signature', () => {
    expect(ask(f.one)).toMatchObject({ status: 0, said: expect.stringContaining('successful') });
    expect(ask(f.two)).toMatchObject({ status: 0 });
  });
  test('does not accept it over one changed byte', () => {
    const changed = Buffer.from(f.one);
    changed[1000] = (changed[1000] ?? 0) ^ 1;
    expect(ask(changed).status).not.toBe(0);
  });
});

describe.skipIf(skip('qpdf'))('qpdf --check', () => {
  test('finds no fault in the report, signed or not', () => {
    for (const [name, pdf] of [
      ['base.pdf', f.base],
      ['one.pdf', f.one],
      ['two.pdf', f.two],
    ] as const) {
      expect(execFileSync('qpdf', ['--check', put(name, pdf)], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors');
    }
  });
});
