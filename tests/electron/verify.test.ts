import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changedFile } from '../../electron/backend-host/verify.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe("the backend's files against the list of the build", () => {
  let top: string;
  let folder: string;
  let node: string;
  const hashes = { 'child.js': sha256('code'), 'node_modules/x/index.js': sha256('package'), node: sha256('program') };

  beforeEach(() => {
    top = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-verify-'));
    folder = path.join(top, 'backend');
    node = path.join(top, 'node');
    fs.mkdirSync(path.join(folder, 'node_modules', 'x'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'child.js'), 'code');
    fs.writeFileSync(path.join(folder, 'node_modules', 'x', 'index.js'), 'package');
    fs.writeFileSync(node, 'program');
  });
  afterEach(() => fs.rmSync(top, { recursive: true }));

  it('are as built', async () => {
    expect(await changedFile(folder, node, hashes)).toBeNull();
  });

  it('one changed byte is named', async () => {
    fs.writeFileSync(path.join(folder, 'node_modules', 'x', 'index.js'), 'packagE');
    expect(await changedFile(folder, node, hashes)).toBe('node_modules/x/index.js');
  });

  it('another Node program is named', async () => {
    fs.writeFileSync(node, 'other');
    expect(await changedFile(folder, node, hashes)).toBe('node');
  });

  it('a missing and an added file are named', async () => {
    fs.writeFileSync(path.join(folder, 'added.js'), '');
    expect(await changedFile(folder, node, hashes)).toBe('added.js');
    fs.rmSync(path.join(folder, 'added.js'));
    fs.rmSync(path.join(folder, 'child.js'));
    expect(await changedFile(folder, node, hashes)).toBe('child.js');
  });

  it.skipIf(process.platform === 'win32')('a link in place of a file counts as added', async () => {
    fs.symlinkSync(node, path.join(folder, 'linked.js'));
    expect(await changedFile(folder, node, hashes)).toBe('linked.js');
  });
});
