import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../../../domain/model/refused.ts';
import type { Decimal } from '../../../../domain/model/scalars.ts';
import { words } from '../../../../domain/model/words.ts';
import { auditeeRisk } from '../../../../domain/risk/auditee.ts';
import type { Indicator } from '../../../../domain/risk/auditee.ts';
import { explainItem } from '../../../../domain/risk/explain.ts';
import { featuresOf } from '../../../../domain/risk/features.ts';
import { judgeModel, seenGoods } from '../../../../domain/risk/judge.ts';
import type { Quality } from '../../../../domain/risk/judge.ts';
import { ranked } from '../../../../domain/risk/measures.ts';
import { scoreItems, trainModel, usualParams } from '../../../../domain/risk/model.ts';
import { koreaSpec, riskSpecs } from '../../../../domain/risk/spec.ts';
import type { RiskSpec } from '../../../../domain/risk/spec.ts';
import type { Say } from '../../../../domain/words/index.ts';
import { readItems } from '../../../analysis/risk/items-file.ts';
import { modelBytes, modelHash, readModel } from '../../../analysis/risk/model-file.ts';
import { decimalOf, figures, objectOf } from '../calc/figures.ts';
import { oneOf, string, text } from '../command.ts';
import type { Answer, Command, Values } from '../command.ts';

const share = (value: number): string => value.toFixed(4);
const percent = (value: number): { readonly percent: Decimal } => ({ percent: (value * 100).toFixed(1) as Decimal });

const qualityJson = (q: Quality): Readonly<Record<string, unknown>> => ({
  items: q.items,
  violations: q.violations,
  share: share(q.share),
  precision5: share(q.at5.precision),
  n5: q.at5.n,
  precision10: share(q.at10.precision),
  n10: q.at10.n,
  auc: q.rank === null ? null : share(q.rank),
});

function qualityLine(say: Say, key: 'all' | 'unseen', q: Quality): string {
  return say(
    words(`risk.quality.${key}`, {
      items: q.items,
      share: percent(q.share),
      at5: percent(q.at5.precision),
      at10: percent(q.at10.precision),
    }),
  );
}

function specOf(values: Values): RiskSpec {
  const id = text(values, 'spec');
  return riskSpecs.find((one) => one.id === id) ?? koreaSpec;
}

/** @throws Refused file_exists, file_unwritable */
function write(file: string, bytes: Buffer | string): void {
  if (fs.existsSync(file)) throw new Refused({ code: 'file_exists', at: path.basename(file) });
  try {
    fs.writeFileSync(file, bytes, { flag: 'wx' });
  } catch {
    throw new Refused({ code: 'file_unwritable', at: path.basename(file) });
  }
}

function itemsWithLabels(
  file: string,
  spec: RiskSpec,
): { readonly items: ReturnType<typeof readItems>['items']; readonly labels: Uint8Array } {
  const { items, labels } = readItems(file, spec);
  if (labels === null) throw new Refused({ code: 'column_unknown', at: `${path.basename(file)}: ${spec.labelColumn}` });
  if (items.n === 0) throw new Refused({ code: 'file_header_only', at: path.basename(file) });
  return { items, labels };
}

const trainCommand: Command = {
  path: 'risk train',
  usage: 'risk train --file checked.csv --out model.json [--holdout later.csv] [--spec ID]',
  options: { file: string, out: string, holdout: string, spec: oneOf(riskSpecs.map(({ id }) => id)) },
  required: ['file', 'out'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say, report }) => {
    const spec = specOf(values);
    const training = itemsWithLabels(text(values, 'file'), spec);
    const later = text(values, 'holdout') === '' ? null : itemsWithLabels(text(values, 'holdout'), spec);
    const started = performance.now();
    const total = usualParams.rounds;
    const model = trainModel({ spec, ...training, onRound: (done) => report({ stage: 'training', done, total }) });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const bytes = modelBytes(model);
    write(text(values, 'out'), bytes);
    const judged = later === null ? null : judgeModel(model, later.items, later.labels);
    const violations = training.labels.reduce((sum, y) => sum + y, 0);
    const json = {
      model: path.basename(text(values, 'out')),
      sha256: modelHash(bytes),
      signed: false,
      spec: spec.id,
      items: training.items.n,
      violations,
      seconds,
      holdout: judged === null ? null : { ...qualityJson(judged.all), unseen: qualityJson(judged.unseen) },
    };
    const lines = [
      say(words('risk.trained', { items: training.items.n, violations, seconds: { decimal: seconds as Decimal } })),
      ...(judged === null ? [] : [qualityLine(say, 'all', judged.all), qualityLine(say, 'unseen', judged.unseen)]),
      say(words('risk.honest')),
      say(words('risk.unsigned')),
    ];
    return { json, lines };
  },
};

/** `{impact, indicators: [{id, weight, score}]}` */
function auditeeOf(file: string, say: Say): Answer {
  const read = objectOf(file);
  const given = read['indicators'];
  if (!Array.isArray(given)) throw new Refused({ code: 'value_invalid', at: 'indicators' });
  const indicators = given.map((one: unknown, i): Indicator => {
    const of = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
    const id = typeof of['id'] === 'string' ? of['id'] : String(i + 1);
    return { id, weight: decimalOf(of['weight'], `${id}.weight`), score: decimalOf(of['score'], `${id}.score`) };
  });
  return figures(say, auditeeRisk(indicators, decimalOf(read['impact'], 'impact')));
}

/** Scores by item as a file, in the order of the items; a number is written with six decimals. */
const scoresCsv = (ids: readonly string[], scores: Float64Array, seen: Uint8Array): string =>
  `id,score,seen_before\r\n${ids.map((id, i) => `${id},${(scores[i] ?? 0).toFixed(6)},${seen[i] ?? 0}\r\n`).join('')}`;

const scoreCommand: Command = {
  path: 'risk score',
  usage: 'risk score --model model.json --file items.csv [--out scores.csv] [--top N] | risk score --auditee indicators.json',
  options: { model: string, file: string, out: string, top: { type: 'string', form: 'count' }, auditee: string },
  required: [],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }) => {
    if (text(values, 'auditee') !== '') return auditeeOf(text(values, 'auditee'), say);
    for (const name of ['model', 'file']) {
      if (text(values, name) === '') throw new Refused({ code: 'usage', at: `--${name}` });
    }
    const { model, sha256 } = readModel(text(values, 'model'), featuresOf);
    const { items, labels } = readItems(text(values, 'file'), model.spec);
    const started = performance.now();
    const judged = labels === null ? null : judgeModel(model, items, labels);
    const scores = judged?.scores ?? scoreItems(model, items);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const seen = seenGoods(model, items);
    if (text(values, 'out') !== '') write(text(values, 'out'), scoresCsv(items.ids, scores, seen));
    const top = ranked(scores, items.ids)
      .slice(0, Number(text(values, 'top') || '20'))
      .map((i) => ({ id: items.ids[i] ?? '', score: (scores[i] ?? 0).toFixed(6), seenBefore: seen[i] === 1 }));
    const unseen = items.n - seen.reduce((sum, one) => sum + one, 0);
    const json = {
      items: items.n,
      unseenItems: unseen,
      seconds,
      modelSha256: sha256,
      signed: false,
      holdout: judged === null ? null : { ...qualityJson(judged.all), unseen: qualityJson(judged.unseen) },
      top,
    };
    const lines = [
      ...top.map((one) =>
        say(
          words(one.seenBefore ? 'risk.line.seen' : 'risk.line.new', {
            id: one.id,
            score: percent(Number(one.score)),
          }),
        ),
      ),
      ...(judged === null ? [] : [qualityLine(say, 'all', judged.all), qualityLine(say, 'unseen', judged.unseen)]),
      say(words('risk.scored', { items: items.n, unseen })),
      say(words('risk.honest')),
    ];
    return { json, lines };
  },
};

const named = new Set(riskSpecs.flatMap(({ fields }) => fields.map(({ name }) => name)));

/** A field of a spec of ours in the user's language; one of another spec by its own name. */
const fieldName = (say: Say, name: string): string => (named.has(name) ? say(words(`risk.field.${name}`)) : name);

const explainCommand: Command = {
  path: 'risk explain',
  usage: 'risk explain --model model.json --file items.csv --id ID',
  options: { model: string, file: string, id: string },
  required: ['model', 'file', 'id'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }) => {
    const { model, sha256 } = readModel(text(values, 'model'), featuresOf);
    const { items } = readItems(text(values, 'file'), model.spec);
    const at = items.ids.indexOf(text(values, 'id'));
    if (at < 0) throw new Refused({ code: 'row_missing', at: text(values, 'id') });
    const told = explainItem(model, items, at);
    const json = {
      id: text(values, 'id'),
      score: told.score.toFixed(6),
      modelSha256: sha256,
      seenBefore: told.seenBefore,
      start: told.start.toFixed(6),
      contributions: told.contributions.map((one) => ({ ...one, adds: one.adds.toFixed(6) })),
      similar: told.similar,
    };
    const lines = told.contributions.slice(0, 8).map((one) =>
      say(
        words(one.earlier === null ? 'risk.reason.figure' : 'risk.reason.earlier', {
          what: one.fields.map((name) => fieldName(say, name)).join(' × '),
          value: one.values.join(' × '),
          adds: one.adds.toFixed(2),
          n: one.earlier?.n ?? 0,
          violations: one.earlier?.violations ?? 0,
        }),
      ),
    );
    const similar = told.similar.map((one) =>
      say(words(one.violation ? 'risk.similar.violation' : 'risk.similar.clean', { values: Object.values(one.values).join(', ') })),
    );
    const first = say(words('risk.score', { id: json.id, score: percent(told.score) }));
    return {
      json,
      lines: [first, ...lines, ...similar, ...(told.seenBefore ? [] : [say(words('risk.neverSeen'))]), say(words('risk.honest'))],
    };
  },
};

export const riskCommands: readonly Command[] = [trainCommand, scoreCommand, explainCommand];
