import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FoundRecord } from '../../../backend/importers/reading/format-reader.ts';
import { readApart, readerFlags } from '../../../backend/importers/reading/read-apart.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-apart-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const statement = [
  ':20:REF',
  ':25:KZ12',
  ':28C:1/1',
  ':60F:C250101USD100,00',
  ':61:2501020102D40,00NTRFNONREF//A1',
  ':86:ОПЛАТА',
  ':62F:C250102USD60,00',
  '-',
].join('\r\n');

type Taken = { readonly records: FoundRecord[]; readonly sha256: string };

async function take(name: string, content: string | Buffer, format = 'mt940', signal?: AbortSignal): Promise<Taken> {
  const file = path.join(dir, name);
  fs.writeFileSync(file, content);
  const records: FoundRecord[] = [];
  const sha256 = await readApart(
    { format, path: file, name, ...(signal === undefined ? {} : { signal }) },
    {
      table: () => undefined,
      record: (_table, record) => void records.push(record),
      problem: () => undefined,
      check: () => undefined,
      fact: () => undefined,
      bytes: () => undefined,
    },
  );
  return { records, sha256 };
}

describe('a reader in a process of its own', () => {
  it('gives the records, and the hash of the bytes that it read', async () => {
    const { records, sha256 } = await take('выписка «1».txt', statement);
    expect(records).toHaveLength(1);
    expect(sha256).toBe(createHash('sha256').update(statement).digest('hex'));
  });

  it.each(['it\'s a "name".txt', 'new\nline.txt', `${'д'.repeat(100)}.txt`])('takes the file name %j as it is', async (name) => {
    expect((await take(name, statement)).records).toHaveLength(1);
  });

  it('an unknown format, and a file that is not there, are refused by name', async () => {
    await expect(take('a.txt', statement, 'nonsense')).rejects.toMatchObject({ code: 'format_unknown' });
    const nothing = { table: () => 0, record: () => 0, problem: () => 0, check: () => 0, fact: () => 0, bytes: () => 0 };
    await expect(readApart({ format: 'mt940', path: path.join(dir, 'absent'), name: 'absent' }, nothing)).rejects.toMatchObject({
      code: 'file_unreadable',
    });
  });

  it('is ended when it is cancelled', async () => {
    const abort = new AbortController();
    const lines = Array.from({ length: 200_000 }, () => statement).join('\r\n');
    setTimeout(() => abort.abort(), 300);
    await expect(take('long.txt', lines, 'mt940', abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what its process may do', () => {
  const mine = path.join(dir, 'mine.txt');
  fs.writeFileSync(mine, 'mine');
  const other = path.join(dir, 'other.txt');
  fs.writeFileSync(other, 'other');
  const attempt = (code: string): string => {
    const script = `import('node:fs').then(async (fs) => { try { ${code}; console.log('done') } catch (e) { console.log(e.code) } })`;
    return spawnSync(process.execPath, [...readerFlags(fs.realpathSync(mine)), '-e', script], { encoding: 'utf8' }).stdout.trim();
  };

  it.each([
    ['read its file', `fs.readFileSync(${JSON.stringify(mine)})`, 'done'],
    ['read another file of the trader', `fs.readFileSync(${JSON.stringify(other)})`, 'ERR_ACCESS_DENIED'],
    ['list a folder', `fs.readdirSync(${JSON.stringify(dir)})`, 'ERR_ACCESS_DENIED'],
    ['write its file', `fs.writeFileSync(${JSON.stringify(mine)}, 'x')`, 'ERR_ACCESS_DENIED'],
    ['start a program', "(await import('node:child_process')).execSync('true')", 'ERR_ACCESS_DENIED'],
    ['start a thread', "new (await import('node:worker_threads')).Worker('1', { eval: true })", 'ERR_ACCESS_DENIED'],
  ])('%s: %s', (_, code, said) => {
    expect(attempt(code)).toBe(said);
  });

  it('no reader names a socket: the flags do not close them', () => {
    const folder = path.resolve(import.meta.dirname, '../../../backend/importers/reading');
    const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(50);
    for (const name of files) {
      const text = fs.readFileSync(path.join(folder, name), 'utf8');
      expect(text, name).not.toMatch(/node:(?:net|tls|http|https|http2|dgram|dns)|\bfetch\(|WebSocket|EventSource/);
    }
  });
});
