import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Refused } from '../../../domain/model/refused.ts';
import type { RiskModel } from '../../../domain/risk/model.ts';

const whole = z.number().int().min(-1);
const names = z.array(z.string().min(1).max(100)).max(200);
const bytes = z.base64();

const field = z.strictObject({
  name: z.string().min(1).max(100),
  column: z.string().min(1).max(200),
  kind: z.enum(['category', 'number']),
  first: z.number().int().min(1).max(20).optional(),
});

const spec = z.strictObject({
  id: z.string().min(1).max(100),
  idColumn: z.string().min(1),
  labelColumn: z.string().min(1),
  fields: z.array(field).min(1).max(200),
  ratios: z.array(z.strictObject({ name: z.string(), over: z.string(), under: z.string() })).max(50),
  profiles: z.array(names.min(1)).min(1).max(200),
  sameGoods: names,
  shown: names,
});

const tree = z.strictObject({
  feature: z.array(whole),
  bin: z.array(whole),
  left: z.array(whole),
  right: z.array(whole),
  value: z.array(z.number()),
});

/** A model as it is shipped: counts and trees, values as numbers that nobody can turn back into names. */
const modelFile = z.strictObject({
  format: z.literal(1),
  spec,
  params: z.strictObject({ rounds: whole, leaves: whole, rate: z.number(), least: whole, shrink: z.number() }),
  weight: z.number().positive(),
  items: whole,
  prior: z.number().min(0).max(1),
  start: z.number(),
  tables: z.array(z.strictObject({ keys: bytes, n: bytes, hits: bytes })),
  limits: z.array(z.array(z.number())),
  trees: z.array(tree).max(5_000),
  cases: z.strictObject({ words: z.array(z.array(z.string().max(500))), values: z.array(bytes), labels: bytes }),
});

const told = (values: Float64Array | Uint32Array | Uint8Array): string =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

function aligned(text: string, size: number): ArrayBuffer {
  const read = Buffer.from(text, 'base64');
  if (read.length % size !== 0) throw new Refused({ code: 'risk_model_invalid', at: 'tables' });
  return Uint8Array.from(read).buffer;
}

const float64 = (text: string): Float64Array => new Float64Array(aligned(text, 8));
const uint32 = (text: string): Uint32Array => new Uint32Array(aligned(text, 4));

/** The bytes of a model file. The same model gives the same bytes. */
export function modelBytes(model: RiskModel): Buffer {
  const { spec: of, params, weight, items, prior, start, limits, trees } = model;
  const file = {
    format: 1,
    spec: {
      id: of.id,
      idColumn: of.idColumn,
      labelColumn: of.labelColumn,
      fields: of.fields.map(({ name, column, kind, first }) => ({ name, column, kind, first })),
      ratios: of.ratios,
      profiles: of.profiles,
      sameGoods: of.sameGoods,
      shown: of.shown,
    },
    params,
    weight,
    items,
    prior,
    start,
    limits,
    trees,
    tables: model.tables.map(({ keys, n, hits }) => ({ keys: told(keys), n: told(n), hits: told(hits) })),
    cases: { words: model.cases.words, values: model.cases.values.map(told), labels: told(model.cases.labels) },
  };
  return Buffer.from(JSON.stringify(file));
}

export const modelHash = (model: Buffer): string => createHash('sha256').update(model).digest('hex');

const largestMiB = 512;

/** @throws Refused file_unreadable, file_too_large, risk_model_invalid */
export function readModel(
  file: string,
  featuresOf: (spec: RiskModel['spec']) => RiskModel['features'],
): { model: RiskModel; sha256: string } {
  const name = path.basename(file);
  if (!fs.existsSync(file)) throw new Refused({ code: 'file_unreadable', at: name });
  if (fs.statSync(file).size > largestMiB * 2 ** 20) throw new Refused({ code: 'file_too_large', at: name });
  const read = fs.readFileSync(file);
  let json: unknown;
  try {
    json = JSON.parse(read.toString('utf8'));
  } catch {
    throw new Refused({ code: 'risk_model_invalid', at: name });
  }
  const parsed = modelFile.safeParse(json);
  if (!parsed.success) throw new Refused({ code: 'risk_model_invalid', at: `${name}: ${parsed.error.issues[0]?.path.join('.') ?? ''}` });
  const { format: _, ...rest } = parsed.data;
  const stated = rest.spec as RiskModel['spec'];
  const model: RiskModel = {
    ...rest,
    spec: stated,
    features: featuresOf(stated),
    tables: rest.tables.map(({ keys, n, hits }) => ({ keys: float64(keys), n: uint32(n), hits: uint32(hits) })),
    cases: {
      words: rest.cases.words,
      values: rest.cases.values.map(uint32),
      labels: Uint8Array.from(Buffer.from(rest.cases.labels, 'base64')),
    },
  };
  if (!fits(model)) throw new Refused({ code: 'risk_model_invalid', at: name });
  return { model, sha256: modelHash(read) };
}

/** Every part refers to what is there: a tree that leads nowhere would never end. */
function fits({ spec: of, features, limits, tables, trees, cases }: RiskModel): boolean {
  const known = new Set(of.fields.map((one) => one.name));
  const namesFit = [...of.profiles.flat(), ...of.sameGoods, ...of.shown, ...of.ratios.flatMap((r) => [r.over, r.under])].every((n) =>
    known.has(n),
  );
  const treesFit = trees.every(({ feature, bin, left, right, value }) => {
    const n = feature.length;
    const whole = [bin, left, right, value].every((part) => part.length === n) && n > 0;
    return (
      whole &&
      feature.every((f, node) => {
        const [l, r] = [left[node] ?? -1, right[node] ?? -1];
        return f < 0 || (f < features.length && l > node && r > node && l < n && r < n);
      })
    );
  });
  const casesFit =
    cases.values.length === of.shown.length &&
    cases.words.length === of.shown.length &&
    cases.values.every((values) => values.length === cases.labels.length);
  const tablesFit =
    tables.length === of.profiles.length && tables.every(({ keys, n, hits }) => keys.length === n.length && n.length === hits.length);
  return namesFit && treesFit && casesFit && tablesFit && limits.length === features.length;
}
