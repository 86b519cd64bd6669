import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readItems } from '../../backend/analysis/risk/items-file.ts';
import { modelBytes, readModel } from '../../backend/analysis/risk/model-file.ts';
import { featuresOf } from '../../domain/risk/features.ts';
import { judgeModel } from '../../domain/risk/judge.ts';
import { scoreItems, trainModel } from '../../domain/risk/model.ts';
import type { RiskModel } from '../../domain/risk/model.ts';
import { koreaSpec } from '../../domain/risk/spec.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';

const fileOf = (name: string): string => path.join(sharedDir, 'data', 'korea-declarations', name);
const read = (name: string) => {
  const { items, labels } = readItems(fileOf(name), koreaSpec);
  if (labels === null) throw new Error('no outcomes');
  return { items, labels };
};

describe.skipIf(!hasShared)('the public Korean declarations (skipped where the shared data is absent)', () => {
  let model: RiskModel;
  let dir = '';
  beforeAll(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'risk-'));
    model = trainModel({ spec: koreaSpec, ...read('train.csv') });
  }, 180_000);
  afterAll(() => fs.rmSync(dir, { recursive: true }));

  test('counts of the files are those of their makers', () => {
    expect([model.items, Math.round(model.prior * 10_000)]).toEqual([37_385, 2170]);
  });

  test('later items: precision above the best of the paper; on goods never seen near chance, and that is told apart', () => {
    const later = read('valid.csv');
    const { all, unseen } = judgeModel(model, later.items, later.labels);
    expect(all).toMatchObject({ items: 8134, at5: { n: 406 }, at10: { n: 813 } });
    expect(all.at5.precision).toBeGreaterThan(0.762);
    expect(all.at10.precision).toBeGreaterThan(0.641);
    expect(unseen.items).toBeGreaterThan(1000);
    // whoever reads a figure far above this found a leak, not a fraud
    expect(unseen.at5.precision).toBeLessThan(0.45);
  });

  test('a model file gives the same scores, and the same model the same bytes', () => {
    const file = path.join(dir, 'model.json');
    const bytes = modelBytes(model);
    fs.writeFileSync(file, bytes);
    const again = readModel(file, featuresOf).model;
    expect(modelBytes(again).equals(bytes)).toBe(true);
    const { items } = read('valid.csv');
    expect([...scoreItems(again, items)]).toEqual([...scoreItems(model, items)]);
  });

  test('the file holds no name of an importer, a seller or a declarant', () => {
    const text = modelBytes(model).toString('utf8');
    const { items } = read('valid.csv');
    for (const name of ['importer', 'seller', 'declarant']) {
      const some = items
        .category(name)
        .filter((one) => one !== null)
        .slice(0, 200);
      expect(some.filter((one) => text.includes(`"${one}"`))).toEqual([]);
    }
  });

  test('a damaged or made-up file is refused by name, and none makes the program go round for ever', () => {
    const whole = JSON.parse(modelBytes(model).toString('utf8')) as { trees: { left: number[]; feature: number[] }[] };
    const broken: readonly ((copy: typeof whole) => void)[] = [
      (copy) => copy.trees[0]?.left.splice(0, 1, 0),
      (copy) => copy.trees[0]?.feature.splice(0, 1, 9999),
      (copy) => copy.trees[0]?.left.pop(),
      (copy) => Object.assign(copy, { limits: [] }),
      (copy) => Object.assign(copy, { tables: [] }),
      (copy) => Object.assign(copy, { format: 2 }),
      (copy) => Object.assign(copy, { more: 1 }),
    ];
    for (const [i, breakIt] of broken.entries()) {
      const copy = structuredClone(whole);
      breakIt(copy);
      const file = path.join(dir, `broken-${i}.json`);
      fs.writeFileSync(file, JSON.stringify(copy));
      expect(() => readModel(file, featuresOf)).toThrow(expect.objectContaining({ code: 'risk_model_invalid' }));
    }
    fs.writeFileSync(path.join(dir, 'x.json'), 'no model');
    expect(() => readModel(path.join(dir, 'x.json'), featuresOf)).toThrow(expect.objectContaining({ code: 'risk_model_invalid' }));
    expect(() => readModel(path.join(dir, 'absent.json'), featuresOf)).toThrow(expect.objectContaining({ code: 'file_unreadable' }));
  });
});
