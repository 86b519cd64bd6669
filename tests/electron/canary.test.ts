import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTexts, spellings } from '../journeys/canary.ts';

describe('the search for texts that must not be on disk', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-canary-'));
    fs.mkdirSync(path.join(folder, 'deep', 'down'), { recursive: true });
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it.each(spellings('ТОО «Ромашка»'))('finds $as', ({ as, bytes }) => {
    const file = path.join(folder, 'deep', 'down', 'some.bin');
    fs.writeFileSync(file, Buffer.concat([Buffer.from([0, 255, 1]), bytes, Buffer.from([7])]));
    expect(findTexts([folder], ['ТОО «Ромашка»']).map((leak) => [leak.where, leak.as])).toContainEqual([file, as]);
    fs.rmSync(file);
  });

  it('finds Kazakh letters, which windows-1251 lacks', () => {
    fs.writeFileSync(path.join(folder, 'a.txt'), 'Қазақ ұйымы', 'utf16le');
    expect(findTexts([folder], ['Қазақ ұйымы'])).toHaveLength(1);
    fs.rmSync(path.join(folder, 'a.txt'));
  });

  it('finds nothing where nothing is', () => {
    fs.writeFileSync(path.join(folder, 'b.txt'), 'other text');
    expect(findTexts([folder], ['ТОО «Ромашка»'])).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('finds a deleted file that a process still holds open', async () => {
    const file = path.join(folder, 'deleted.txt');
    const script = `const fs = require('fs'); const fd = fs.openSync(${JSON.stringify(file)}, 'w+'); fs.writeSync(fd, 'Secret LLP'); fs.rmSync(${JSON.stringify(file)}); console.log('open'); setInterval(() => fd, 1000);`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const leaks = findTexts([folder], ['Secret LLP'], [child.pid ?? 0]);
    child.kill('SIGKILL');
    expect(leaks.map((leak) => leak.as)).toContain('UTF-8');
    expect(leaks[0]?.where).toContain('deleted.txt (deleted)');
  });
});
