import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from '../cli/command-line.ts';
import type { Json } from '../cli/command-line.ts';
import { ledgerTable, makePdf } from '../importers/pdf/make-pdf.ts';
import { asBmp, hasRasteriser, pagesOfKinds } from './test-pages.ts';

const at = bench();
let inCase: string[] = [];
let picture = '';
let report = '';

const add = async (file: string): Promise<string> => {
  const { json } = await at.assay('evidence', 'add', ...inCase, file);
  return String((json as Json).added[0].evidenceId);
};

beforeAll(async () => {
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  inCase = ['--vault', at.vault, '--case', await newCase(at)];
  report = await add(at.file('ведомость.pdf', await makePdf([ledgerTable(60)])));
  if (hasRasteriser)
    picture = await add(at.file('скан.bmp', asBmp(await pagesOfKinds['150 dpi']('Ёжик и трёхзвёздный коньяк\nSold to Arman Trade LLP'))));
});
afterAll(() => at.leave());

const ocr = (id: string, ...more: string[]) => at.assay('evidence', 'ocr', ...inCase, ...more, id);
const find = async (...words: string[]): Promise<Json[]> => (await at.assay('evidence', 'search', ...inCase, ...words)).json.found;

describe('text of evidence on the command line', () => {
  test('a text layer is taken without a model being asked, page by page, and kept', async () => {
    const { exit, json } = await ocr(report, '--read', 'eng');
    expect({ exit, json }).toMatchObject({ exit: 0, json: { pages: 3, recognised: 3, layer: 3, confidence: 100 } });
    expect((await ocr(report, '--read', 'eng')).json).toMatchObject({ pages: 3, recognised: 0 });
    expect((await ocr(report, '--read', 'eng', '--again')).json).toMatchObject({ pages: 3, recognised: 3 });
    const shown = await at.assay('evidence', 'text', ...inCase, '--page', '2', report);
    expect(shown.json.pages).toHaveLength(1);
    expect(shown.json.pages[0]).toMatchObject({ page: 2, by: 'layer', languages: '' });
  });

  test('pages are found by words and their beginnings, after a second reading too', async () => {
    const found = await find('серіктес', 'сф-1004');
    expect(found).toEqual([expect.objectContaining({ evidenceId: report, page: 1, name: 'ведомость.pdf' })]);
    expect(found[0].excerpt).toContain('серіктестері');
    expect(await find('небывальщина')).toEqual([]);
  });

  test.skipIf(!hasRasteriser)('a picture is recognised; е finds ё', async () => {
    const { exit, json } = await ocr(picture, '--lang', 'rus,eng');
    expect({ exit, json }).toMatchObject({ exit: 0, json: { pages: 1, recognised: 1, layer: 0 } });
    expect((await find('ежик')).map((one) => one.evidenceId)).toEqual([picture]);
    expect((await find('Arman', 'Trade')).map((one) => one.evidenceId)).toEqual([picture]);
  });

  test('the chain of custody names the reading and the models', async () => {
    const { json } = await at.assay('evidence', 'show', ...inCase, report);
    expect(json.custody.filter((step: Json) => step.key === 'recognised')).toEqual([
      expect.objectContaining({ note: expect.stringMatching(/^eng@[0-9a-f]{8}: 3$/) }),
      expect.objectContaining({ note: expect.stringMatching(/^eng@[0-9a-f]{8}: 3$/) }),
    ]);
    expect(json.item.recognised).toBe(3);
  });

  test('pages of a removed item are not found', async () => {
    await at.assay('evidence', 'remove', ...inCase, report);
    expect(await find('серіктес')).toEqual([]);
    await at.assay('evidence', 'restore', ...inCase, report);
    expect(await find('серіктес')).toHaveLength(3);
  });

  test('no page is in plain anywhere in the vault', () => {
    const files = fs.readdirSync(at.vault, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const entry of files) {
      const bytes = fs.readFileSync(path.join(entry.parentPath, entry.name));
      expect(bytes.includes(Buffer.from('серіктестері')), entry.name).toBe(false);
    }
  });

  test('a language without a model, a workbook, and an item that is not there are refused by name', async () => {
    expect((await ocr(report, '--read', 'jpn', '--again')).json).toMatchObject({ code: 'ocr_model_missing', at: 'jpn' });
    const text = await add(at.file('x.txt', 'plain'));
    expect((await ocr(text)).json).toMatchObject({ code: 'ocr_kind_unsupported' });
    expect((await ocr('018f0000-0000-7000-8000-000000000000')).json).toMatchObject({ code: 'entity_missing' });
    expect((await ocr(report, '--read', ',')).exit).toBe(2);
  });
});

describe('models', () => {
  test('those that come along are known by their hash', async () => {
    const { json } = await at.assay('ocr', 'models', '--vault', at.vault);
    const packaged = json.models.filter((one: Json) => one.lang === 'eng' || one.lang === 'kaz');
    expect(packaged.map((one: Json) => [one.lang, one.signed])).toEqual([
      ['eng', true],
      ['kaz', true],
    ]);
  });

  test('one that nobody knows is taken, said to be unknown, and stands before the packaged one', async () => {
    const parts = Buffer.alloc(4 + 24 * 8 + 100, 1);
    parts.writeInt32LE(24, 0);
    for (let i = 0; i < 24; i += 1) parts.writeBigInt64LE(i === 17 ? 200n : -1n, 4 + i * 8);
    const added = await at.assay('ocr', 'add-model', '--vault', at.vault, at.file('eng.traineddata', parts));
    const sha256 = createHash('sha256').update(parts).digest('hex');
    expect(added.json).toEqual({ lang: 'eng', signed: false, sha256 });
    const { json } = await at.assay('ocr', 'models', '--vault', at.vault);
    expect(json.models.find((one: Json) => one.lang === 'eng')).toMatchObject({ signed: false, sha256 });
    expect((await ocr(report, '--read', 'eng', '--again')).exit).toBe(0);
  });

  test.each([
    ['eng.traineddata', 'no model'],
    ['model.bin', 'no model'],
    ['../x.traineddata', 'no model'],
  ])('%s that holds something else is refused', async (name, text) => {
    const file = at.file(path.basename(name), text);
    expect((await at.assay('ocr', 'add-model', '--vault', at.vault, file)).json).toMatchObject({ code: 'ocr_model_invalid' });
  });
});
