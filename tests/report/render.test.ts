import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { langs } from '../../domain/model/words.ts';
import type { Lang } from '../../domain/model/words.ts';
import type { FrozenCase } from '../../domain/report/frozen.ts';
import { renderReport } from '../../backend/report/render-pdf.ts';
import type { RenderedReport } from '../../backend/report/render-pdf.ts';
import { sayIn } from '../../backend/words/locales.ts';
import { sampleCase } from './sample.ts';

const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!poppler) console.warn('pdftotext is not installed: the text of the report is not read back (Debian: poppler-utils)');
const skip = !poppler && process.env['CI'] === undefined;

let dir = '';
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-report-'));
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const render = (frozen: FrozenCase, lang: Lang = 'ru'): Promise<RenderedReport> => renderReport(frozen, { lang, say: sayIn(lang) });
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const save = (pdf: Uint8Array): string => {
  const file = path.join(dir, 'report.pdf');
  fs.writeFileSync(file, pdf);
  return file;
};
const textOf = (pdf: Uint8Array, ...args: string[]): string =>
  execFileSync('pdftotext', [...args, save(pdf), '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
const withCondition = (condition: string): FrozenCase => {
  const frozen = sampleCase('ru', 2);
  return { ...frozen, findings: frozen.findings.map((finding) => ({ ...finding, condition })) };
};

describe('the same case', () => {
  test('gives the same bytes', async () => {
    expect(sha256((await render(sampleCase('kk'), 'kk')).pdf)).toBe(sha256((await render(sampleCase('kk'), 'kk')).pdf));
  });
  test('issued at another moment gives other bytes', async () => {
    const later = { ...sampleCase('kk'), issuedAt: '2026-03-14T11:26:00+05:00' as FrozenCase['issuedAt'] };
    expect(sha256((await render(later, 'kk')).pdf)).not.toBe(sha256((await render(sampleCase('kk'), 'kk')).pdf));
  });
});

describe.skipIf(skip)('the text of the report', () => {
  test.each(langs)('in %s can be read back, with its letters and amounts', async (lang) => {
    const { pdf, pages } = await render(sampleCase(lang), lang);
    const text = textOf(pdf);
    expect(text).toContain('«Қызылжар Өнім & Ко»');
    expect(text).not.toMatch(/report\.[a-z]|\ufffd/i);
    expect(text.replace(/\u202f/g, ' ')).toContain(lang === 'en' ? '66 865.50' : '66 865,50');
    const banner = sayIn(lang)({ key: 'report.banner', args: {} });
    expect(text.split(banner)).toHaveLength(pages + 1);
  });
  test('has its page number of the total on every page', async () => {
    const { pdf, pages } = await render(sampleCase('en', 40), 'en');
    const text = textOf(pdf);
    for (let page = 1; page <= pages; page++) expect(text).toContain(`page ${page} of ${pages}`);
  });
  test('repeats the head of a table on every page of it', async () => {
    const { pdf } = await render(sampleCase('en', 60), 'en');
    const heads = textOf(pdf)
      .split('\f')
      .filter((page) => /Declaration\s[\s\S]*Difference/.test(page));
    expect(heads.length).toBeGreaterThanOrEqual(5);
  });
  test('shows markup characters as they are', async () => {
    const { pdf } = await render(withCondition('a < b && c > d; "x" \\ (y) {z}'));
    expect(textOf(pdf)).toContain('a < b && c > d; "x" \\ (y) {z}');
  });
  test('breaks a word of 10,000 letters and loses none', async () => {
    const { pdf, pages } = await render(withCondition('Ж'.repeat(10_000)));
    expect(pages).toBeGreaterThan(4);
    expect(textOf(pdf).match(/Ж/g)?.length).toBeGreaterThanOrEqual(20_000);
  });
  test('shows what the font lacks by its number and says so', async () => {
    const frozen = withCondition('上海 \u202egnp.exe');
    const { pdf } = await render({ ...frozen, evidence: [{ name: 'bell\u0007.csv', sha256: 'a'.repeat(64), bytes: 1 }] });
    const text = textOf(pdf);
    expect(text).toContain('[U+4E0A][U+6D77]');
    expect(text).toContain('[U+202E]');
    expect(text).toContain('[U+0007]');
    expect(text).toContain('[U+4E2D]');
  });
  test('a cell taller than a page is continued on the next', async () => {
    const frozen = sampleCase('en', 1);
    const evidence = [{ name: `${'long name '.repeat(900)}end`, sha256: 'a'.repeat(64), bytes: 1 }];
    const { pdf } = await render({ ...frozen, evidence }, 'en');
    expect(textOf(pdf).match(/name/g)?.length).toBeGreaterThanOrEqual(900);
    expect(textOf(pdf)).toContain('end');
  });
});

describe('a text that no font can show', () => {
  test('half a surrogate pair is refused', async () => {
    const frozen = sampleCase('en', 1);
    const run = frozen.runs[0];
    const runs = run === undefined ? [] : [{ ...run, params: { x: 'a\ud800b' } }];
    await expect(render({ ...frozen, runs }, 'en')).rejects.toMatchObject({ code: 'report_text_unprintable' });
    await expect(render(withCondition('a\ud800b'))).rejects.toMatchObject({ code: 'value_not_canonical' });
  });
});

describe.skipIf(skip)('the file', () => {
  test('embeds findings.json, whose hash it prints', async () => {
    const { pdf, dataSha256 } = await render(sampleCase('ru'));
    const out = path.join(dir, 'findings.json');
    execFileSync('pdfdetach', ['-save', '1', '-o', out, save(pdf)]);
    expect(sha256(fs.readFileSync(out))).toBe(dataSha256);
    expect(textOf(pdf)).toContain(dataSha256.slice(0, 32));
    expect(Buffer.from(pdf).toString('latin1')).toContain('/AFRelationship /Data');
  });
  test('has well-formed metadata for a case number with markup in it', async () => {
    const frozen = sampleCase('ru', 1);
    const { pdf } = await render({ ...frozen, header: { ...frozen.header, caseNo: 'A<1>&"2' } });
    const xmp = /<x:xmpmeta[\s\S]*<\/x:xmpmeta>/.exec(Buffer.from(pdf).toString('utf8'))?.[0] ?? '';
    expect(xmp).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(xmp.match(/&(?!amp;|lt;|gt;)/g)).toBeNull();
    expect(xmp).toContain('A12');
  });
  test('embeds a subset of every face', async () => {
    const { pdf } = await render(sampleCase('kk'), 'kk');
    const fonts = execFileSync('pdffonts', [save(pdf)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(2);
    expect(fonts).toHaveLength(3);
    for (const font of fonts) expect(font).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
  });
  test('is tagged: headings, tables with heads, no empty page', async () => {
    const { pdf } = await render(sampleCase('en'), 'en');
    const structure = execFileSync('pdfinfo', ['-struct', save(pdf)], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    for (const tag of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'LBody']) expect(structure).toContain(tag);
    for (const page of textOf(pdf).split('\f').slice(0, -1)) expect(page.trim().split('\n').length).toBeGreaterThan(6);
  });
});

describe('the place of the signature', () => {
  test('lies on a page inside its margins, whatever stands before it', async () => {
    for (let n = 1; n < 34; n += 3) {
      const { signature, pages } = await render(sampleCase('en', n), 'en');
      expect(signature).not.toBeNull();
      expect(signature?.page).toBeLessThan(pages);
      const [left, bottom, right, top] = signature?.rect ?? [0, 0, 0, 0];
      expect([left, right]).toEqual([62, 324]);
      expect(bottom).toBeGreaterThan(66);
      expect(top - bottom).toBeCloseTo(78);
    }
  });
  test.skipIf(skip)('is never on a page that has only the signature', async () => {
    const annexes = sayIn('en')({ key: 'report.annexes', args: {} });
    for (let n = 1; n < 34; n += 3) {
      const { pdf, signature } = await render(sampleCase('en', n), 'en');
      const page = textOf(pdf).split('\f')[signature?.page ?? 0] ?? '';
      const before = page.slice(0, page.indexOf('Signature'));
      expect(before.includes('Annex') || before.includes(annexes)).toBe(true);
    }
  });
});
