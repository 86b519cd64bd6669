import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { verifyPdf } from '../../backend/signing/verify/verify-pdf.ts';
import { fixture } from './signed.ts';
import type { Fixture } from './signed.ts';

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});

const reasons = (pdf: Uint8Array): readonly string[] => {
  const verdict = verifyPdf(pdf, { trust: [f.ca.rootPem] });
  expect(verdict).toMatchObject({ ok: false, integrity: false });
  return verdict.problems.map((problem) => problem.key);
};

async function edited(work: (doc: PDFDocument) => Promise<void> | void, useObjectStreams: boolean): Promise<Uint8Array> {
  const doc = await PDFDocument.load(f.one, { forIncrementalUpdate: true, updateMetadata: false });
  await work(doc);
  return doc.save({ useObjectStreams, updateFieldAppearances: false });
}

describe('a signed report edited with another program', () => {
  test('that appends a page', async () => {
    const attack = await edited((doc) => void doc.addPage([400, 400]), false);
    expect(Buffer.from(attack.subarray(0, f.one.length)).equals(f.one)).toBe(true);
    expect(reasons(attack)).toEqual(expect.arrayContaining(['verify.pages_changed', 'verify.unsigned_revision']));
  });
  test('that removes a page', async () => {
    expect(reasons(await edited((doc) => doc.removePage(doc.getPageCount() - 1), false))).toContain('verify.pages_changed');
  });
  test('that draws over the text', async () => {
    const attack = await edited(async (doc) => {
      const font = await doc.embedFont(StandardFonts.Helvetica);
      doc.getPage(0).drawText('0.00', { x: 100, y: 600, font, size: 30 });
    }, false);
    expect(reasons(attack)).toEqual(expect.arrayContaining(['verify.unsigned_revision', 'verify.object_changed']));
  });
  test('that attaches a second findings.json', async () => {
    const attack = await edited((doc) => doc.attach(Buffer.from('{}'), 'findings.json', { mimeType: 'application/json' }), false);
    expect(reasons(attack)).toContain('verify.unsigned_revision');
  });
  test('that writes object streams', async () => {
    expect(reasons(await edited((doc) => void doc.addPage([400, 400]), true)).length).toBeGreaterThan(0);
  });
  test('that saves it anew as a whole', async () => {
    const doc = await PDFDocument.load(f.one);
    expect(reasons(await doc.save({ useObjectStreams: false })).length).toBeGreaterThan(0);
    expect(reasons(await doc.save()).length).toBeGreaterThan(0);
  });
});
