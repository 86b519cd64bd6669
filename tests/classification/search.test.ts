import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellsOfFile } from '../../backend/reference/file-cells.ts';
import { tariffLines } from '../../backend/reference/tariff-lines.ts';
import { openAssay } from '../../db/open.ts';
import { addReferenceList, findReference, referenceLists } from '../../db/repositories/reference.ts';
import { askedOf } from '../../domain/classification/asked.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { temporaryFolder } from '../vault/helpers.ts';

describe.skipIf(!hasShared)('the search in the harmonised system', () => {
  test('finds codes and beginnings of words in any order, each within 50 ms', async () => {
    const file = path.join(sharedDir, 'data', 'hs', 'harmonized-system.csv');
    const { entries, rated, lang, validFrom } = tariffLines(await cellsOfFile(file, [], new AbortController().signal), null);
    const store = openAssay(path.join(temporaryFolder(), 'assay.db'), randomBytes(32), { create: true });
    const list = { name: 'hs', sha256: 'f'.repeat(64), lang, validFrom, rated, addedAt: '2026-11-23T00:00:00Z' as Instant };
    store.write((db) => addReferenceList(db, list, entries));
    const lists = store.read(referenceLists).map((one) => one.no);
    const find = (text: string) => store.read((db) => findReference(db, { lists, ...askedOf(text), on: null, limit: 200 }));
    const codes = (text: string): readonly string[] => find(text).map((one) => one.code);

    expect(codes('8471.30')).toEqual(['847130']);
    expect(codes('shirt cott knit')).toEqual(expect.arrayContaining(['610510', '620520']));
    expect(codes('knit cott shirt').toSorted()).toEqual([...codes('shirt cott knit')].toSorted());
    expect(codes('84 refrig').every((code) => code.startsWith('84'))).toBe(true);
    const took = ['8471', '84', 'of', 'shirt cott', 'ot', 'a', '84 refrig'].map((text) => {
      const from = performance.now();
      find(text);
      return [text, performance.now() - from] as const;
    });
    expect(took.filter(([, ms]) => ms > 50)).toEqual([]);
    store.close();
  });
});
