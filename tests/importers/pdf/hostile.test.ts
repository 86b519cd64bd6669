import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readApart } from '../../../backend/importers/reading/read-apart.ts';
import { ledgerTable, makePdf } from './make-pdf.ts';
import { onePage, packed, rawPdf, stream, tableContent } from './raw-pdf.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-pdf-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

let files = 0;
/** @returns rows that the reader's process gave */
async function rowsOf(bytes: Buffer): Promise<number> {
  const file = path.join(dir, `${(files += 1)}.pdf`);
  fs.writeFileSync(file, bytes);
  let rows = 0;
  await readApart(
    { format: 'pdf', path: file, name: 'report.pdf' },
    {
      table: () => undefined,
      record: () => (rows += 1),
      problem: () => undefined,
      check: () => undefined,
      fact: () => undefined,
      bytes: () => undefined,
    },
  );
  return rows;
}

const hasQpdf = spawnSync('qpdf', ['--version']).error === undefined;

describe('a PDF that is made to harm', () => {
  it('is read when it is only plain (the control of this file)', async () => {
    expect(await rowsOf(onePage(tableContent(12)))).toBe(12);
  });

  it.skipIf(!hasQpdf)('with a password is refused by name', async () => {
    const [plain, locked] = [path.join(dir, 'plain.pdf'), path.join(dir, 'locked.pdf')];
    fs.writeFileSync(plain, onePage(tableContent(5)));
    spawnSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', plain, locked]);
    await expect(rowsOf(fs.readFileSync(locked))).rejects.toMatchObject({ code: 'file_encrypted', at: 'report.pdf' });
  });

  it.each([0.999, 0.9, 0.5, 0.1])('that was cut off at %d of its length is refused, never read in part', async (share) => {
    const whole = await makePdf([ledgerTable(60)]);
    await expect(rowsOf(whole.subarray(0, Math.floor(whole.length * share)))).rejects.toMatchObject({ code: 'file_damaged' });
  });

  it('whose table of contents goes round in a ring ends', async () => {
    const ring = rawPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>'], '/Prev 9');
    await expect(rowsOf(ring)).rejects.toMatchObject({ code: expect.stringMatching(/^file_/) });
    const text = onePage(tableContent(3)).toString('latin1');
    const at = /startxref\n(\d+)/.exec(text)?.[1];
    const self = Buffer.from(text.replace('/Root 1 0 R>>', `/Root 1 0 R/Prev ${at}>>`), 'latin1');
    await expect(rowsOf(self).catch((error: { code: string }) => error.code)).resolves.toSatisfy(
      (said) => said === 3 || said === 'file_damaged',
    );
  });

  it('that says it has a million pages and has one is read by the one that is there', async () => {
    const text = onePage(tableContent(3)).toString('latin1').replace('/Count 1>>', '/Count 1000000>>');
    await expect(rowsOf(Buffer.from(text, 'latin1'))).resolves.toBe(3);
  });

  it('whose stream lies about its length is read by what stands there, or refused', async () => {
    const [, content] = /stream\n([\s\S]*)\nendstream/.exec(tableContent(6).toString('latin1')) ?? [];
    for (const length of [0, 5, 4_000_000_000, -1]) {
      const bytes = onePage(stream('', Buffer.from(content ?? '', 'latin1'), length));
      await expect(rowsOf(bytes).catch((error: { code: string }) => error.code)).resolves.toSatisfy(
        (said) => said === 6 || (typeof said === 'string' && said.startsWith('file_')),
      );
    }
  });

  it('whose page unpacks to gigabytes is refused, and its process stays small', async () => {
    const layer = zlib.deflateSync(Buffer.alloc(600 * 1024 * 1024, 0x20), { level: 9 });
    const bomb = onePage(stream('/Filter[/FlateDecode/FlateDecode]', zlib.deflateSync(layer)));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(rowsOf(bomb)).rejects.toMatchObject({ code: 'file_expands' });
  });

  it('with a hundred thousand objects is read', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `<</N ${i}>>`);
    expect(await rowsOf(onePage(tableContent(4), many))).toBe(4);
  }, 60_000);

  it('with scripts, actions and XFA is read as if they were not there', async () => {
    const script = '<</S/JavaScript/JS(app.launchURL\\("http://127.0.0.1:9/"\\))>>';
    const form = '/OpenAction 6 0 R/AA<</WC 6 0 R>>/AcroForm<</XFA 7 0 R/Fields[]>>/Names<</JavaScript<</Names[(a) 6 0 R]>>>>';
    expect(
      await rowsOf(onePage(tableContent(4), [script, packed('', Buffer.from('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"/>'))], form)),
    ).toBe(4);
  });

  it('that nests its objects and arrays deeply is refused or read, and ends', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await expect(rowsOf(onePage(tableContent(3), [deep], '/Deep 6 0 R')).catch((error: { code: string }) => error.code)).resolves.toSatisfy(
      (said) => said === 3 || (typeof said === 'string' && said.startsWith('file_')),
    );
  });

  it('of pictures only is refused with what to do, and one without a table as such', async () => {
    await expect(rowsOf(onePage(stream('', Buffer.from('q Q'))))).rejects.toMatchObject({ code: 'pdf_no_text' });
    const letter = stream('', Buffer.from('BT /F 12 Tf 50 700 Td (Dear Sir, nothing to declare) Tj ET', 'latin1'));
    await expect(rowsOf(onePage(letter))).rejects.toMatchObject({ code: 'file_no_table' });
  });

  it.each(['', 'not a pdf at all', '%PDF-1.7\n%%EOF\n'])('that is no PDF (%j) is refused', async (text) => {
    await expect(rowsOf(Buffer.from(text))).rejects.toMatchObject({ code: 'file_damaged' });
  });
});
