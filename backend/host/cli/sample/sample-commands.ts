import fs from 'node:fs';
import path from 'node:path';
import type { Input, Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import { words } from '../../../../domain/model/words.ts';
import { directions, distributions, sampleMethods } from '../../../../domain/sampling/design.ts';
import { decisions } from '../../../../domain/sampling/evaluate.ts';
import type { Say } from '../../../../domain/words/index.ts';
import { caseIdOf, inCase } from '../case-commands.ts';
import { boolean, flag, oneOf, string, text } from '../command.ts';
import type { Answer, Command, Given, Values } from '../command.ts';
import { chosen, chosenIn, chosenUsage, count, tableIn, tableOption } from '../list-options.ts';
import { usageMistake } from '../usage.ts';
import { readResults } from './results-file.ts';
import { worksheetCsv } from './worksheet.ts';

type Plan = Input<AssayCalls['sample.seal']>['plan'];
type Header = Output<AssayCalls['sample.seal']>['sample'];
type Planned = Pick<Header, 'frame' | 'design' | 'warnings'>;

/** Tolerable rates by the rating of the internal controls (reference/domain.md §4.5); without controls there is nothing to rely on. */
const tolerableByControls: Readonly<Record<string, string>> = { strong: '0.10', adequate: '0.07', weak: '0.05' };
const controls = Object.keys(tolerableByControls);

const orNull = (values: Values, name: string): string | null => (text(values, name) === '' ? null : text(values, name));

function planIn(values: Values): Plan {
  const method = sampleMethods.find((one) => one === text(values, 'method')) ?? 'attribute';
  const tolerable = text(values, 'tolerable') || tolerableByControls[text(values, 'controls')];
  if (tolerable === undefined) throw usageMistake('missing', '--tolerable');
  return {
    title: text(values, 'title') || method,
    objective: method === 'attribute' ? 'compliance' : 'amount',
    table: tableIn(values, 'table'),
    ...chosenIn(values),
    unit: orNull(values, 'unit'),
    measure: orNull(values, 'measure'),
    stratum: orNull(values, 'stratum'),
    bounds: text(values, 'bounds') === '' ? [] : text(values, 'bounds').split(','),
    method,
    cl: text(values, 'cl') || '0.95',
    tolerable,
    expected: text(values, 'expected') || '0',
    distribution: distributions.find((one) => one === text(values, 'distribution')) ?? 'binomial',
    direction: directions.find((one) => one === text(values, 'direction')) ?? 'understatement',
    n: text(values, 'n') === '' ? null : Number(text(values, 'n')),
    above: orNull(values, 'above'),
  };
}

const warningLines = (warnings: readonly string[], say: Say): string[] =>
  warnings.map((one) => say(words('sample.line.warning', { warning: { words: words(`sample.warning.${one}`) } })));

function planLines({ frame, design, warnings }: Planned, say: Say): string[] {
  const { n, certain, accepted, interval, strata } = design;
  return [
    say(words('sample.line.frame', { n: frame.n, total: frame.total ?? '', currency: frame.currency })),
    say(words('sample.line.design', { n, certain })),
    ...(accepted === null ? [] : [say(words('sample.line.accepted', { k: accepted }))]),
    ...(interval === null ? [] : [say(words('sample.line.interval', { interval }))]),
    ...strata.map((one) => say(words('sample.line.stratum', { name: one.stratum, population: one.population, n: one.n }))),
    ...warningLines(warnings, say),
  ];
}

const planCommand: Command = {
  path: 'sample plan',
  usage: `sample plan --vault DIR --case ID --table T --method ${sampleMethods.join('|')} [--title TEXT] [--cl 0.95] [--tolerable X | --controls ${controls.join('|')}] [--expected X] [--measure COL] [--unit COL] [--stratum COL | --bounds X,Y] [--above X] [--n N] [--distribution D] [--direction D] ${chosenUsage} [--seed TEXT --seed-source headquarters|meeting|other] [--replaces ID --reason TEXT] [--dry-run]`,
  options: {
    ...inCase,
    ...chosen,
    table: tableOption,
    method: oneOf(sampleMethods),
    title: string,
    cl: string,
    tolerable: string,
    controls: oneOf(controls),
    expected: string,
    measure: string,
    unit: string,
    stratum: string,
    bounds: string,
    above: string,
    n: count,
    distribution: oneOf(distributions),
    direction: oneOf(directions),
    seed: string,
    'seed-source': oneOf(['headquarters', 'meeting', 'other']),
    replaces: string,
    reason: string,
    'dry-run': boolean,
  },
  required: ['vault', 'case', 'table', 'method'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values, say, call } = given;
    const caseId = await caseIdOf(given);
    const plan = planIn(values);
    if (flag(values, 'dry-run')) {
      const told = await call('sample.design', { caseId, plan });
      return { json: { ...told, texts: warningLines(told.warnings, say) }, lines: planLines(told, say) };
    }
    const seed = orNull(values, 'seed');
    const source = (['headquarters', 'meeting', 'other'] as const).find((one) => one === text(values, 'seed-source'));
    const seedSource = source ?? (seed === null ? 'program' : 'other');
    const replaces = orNull(values, 'replaces');
    const { sample } = await call('sample.seal', { caseId, plan, seed, seedSource, replaces, reason: text(values, 'reason') });
    const sealed = say(words('sample.line.sealed', { id: sample.sampleId, hash: sample.frame.hash, seed: sample.seed }));
    return { json: { ...sample, texts: warningLines(sample.warnings, say) }, lines: [...planLines(sample, say), sealed] };
  },
};

const ofSample = { ...inCase, sample: string } as const;
const needed = ['vault', 'case', 'sample'];
const sampleIn = async (given: Given): Promise<{ readonly caseId: string; readonly sampleId: string }> => ({
  caseId: await caseIdOf(given),
  sampleId: text(given.values, 'sample'),
});

const drawCommand: Command = {
  path: 'sample draw',
  usage: 'sample draw --vault DIR --case ID --sample ID [--more N --reason TEXT]',
  options: { ...ofSample, more: count, reason: string },
  required: needed,
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values, say } = given;
    const more = text(values, 'more') === '' ? null : Number(text(values, 'more'));
    const drawn = await given.call('sample.draw', { ...(await sampleIn(given)), more, reason: text(values, 'reason') });
    const lines = drawn.items.map(({ no, key, why }) =>
      say(words('sample.line.item', { no, key, why: { words: words(`sample.why.${why}`) } })),
    );
    return { json: drawn, lines: [...lines, say(words('sample.line.list', { n: drawn.items.length, hash: drawn.listHash }))] };
  },
};

const worksheetCommand: Command = {
  path: 'sample worksheet',
  usage: 'sample worksheet --vault DIR --case ID --sample ID --to FILE.csv',
  options: { ...ofSample, to: string },
  required: [...needed, 'to'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const of = await sampleIn(given);
    const got = await given.call('sample.get', of);
    if (got.items.length === 0) throw new Refused({ code: 'sample_invalid', at: 'draw' });
    const rows = await given.call('sample.rows', of);
    const to = path.resolve(text(given.values, 'to'));
    if (fs.existsSync(to)) throw new Refused({ code: 'file_exists', at: to });
    try {
      fs.writeFileSync(to, worksheetCsv(got, rows, given.say), { flag: 'wx' });
    } catch {
      throw new Refused({ code: 'file_unwritable', at: to });
    }
    return {
      json: { file: to, items: got.items.length },
      lines: [given.say(words('sample.line.worksheet', { n: got.items.length, file: to }))],
    };
  },
};

const recordCommand: Command = {
  path: 'sample record',
  usage:
    'sample record --vault DIR --case ID --sample ID (--file worksheet.csv | --item NO|KEY (--audited X | --deviation | --right | --unexaminable | --clear) [--note TEXT])',
  options: {
    ...ofSample,
    file: string,
    item: string,
    audited: string,
    deviation: boolean,
    right: boolean,
    unexaminable: boolean,
    clear: boolean,
    note: string,
  },
  required: needed,
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values } = given;
    const of = await sampleIn(given);
    const { items } = await given.call('sample.get', of);
    const keyOf = (item: string): string => items.find(({ no }) => String(no) === item)?.key ?? item;
    const file = text(values, 'file');
    const results = file === '' ? [{ ...resultIn(values), key: keyOf(text(values, 'item')) }] : readResults(file, keyOf);
    const told = await given.call('sample.record', { ...of, results });
    return { json: told, lines: [given.say(words('sample.line.recorded', { n: told.recorded }))] };
  },
};

type Result = Input<AssayCalls['sample.record']>['results'][number];

function resultIn(values: Values): Omit<Result, 'key'> {
  const ways = ['audited', 'deviation', 'right', 'unexaminable', 'clear'].filter((name) => flag(values, name) || text(values, name) !== '');
  const amountToo = ways.length === 2 && ways.includes('audited') && ways.includes('deviation');
  if (text(values, 'item') === '' || (ways.length !== 1 && !amountToo))
    throw usageMistake('missing', '--file | --item (--audited | --deviation | --right | --unexaminable | --clear)');
  const state = flag(values, 'clear') ? null : flag(values, 'unexaminable') ? 'unexaminable' : 'examined';
  return { state, audited: orNull(values, 'audited'), deviation: flag(values, 'deviation'), note: text(values, 'note') };
}

type Evaluation = Output<AssayCalls['sample.evaluate']>['evaluation'];

function evaluationAnswer(evaluation: Evaluation, say: Say, decided: string | null): Answer {
  const figures = Object.entries(evaluation.figures).map(([name, value]) =>
    say(words('calc.line', { name: { words: words(`sample.figure.${name}`) }, value: value === null ? '—' : String(value) })),
  );
  const suggested = say(words('sample.line.suggested', { decision: { words: words(`sample.decision.${evaluation.suggested}`) } }));
  const texts = evaluation.warnings.map((one) => say(words(`sample.warning.${one}`)));
  return {
    json: { ...evaluation, ...evaluation.figures, decision: decided, texts },
    lines: [...figures, ...warningLines(evaluation.warnings, say), suggested],
  };
}

const evaluateCommand: Command = {
  path: 'sample evaluate',
  usage: `sample evaluate --vault DIR --case ID --sample ID [--decision ${decisions.join('|')} [--reason TEXT]]`,
  options: { ...ofSample, decision: oneOf(decisions), reason: string },
  required: needed,
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const of = await sampleIn(given);
    const decision = decisions.find((one) => one === text(given.values, 'decision')) ?? null;
    if (decision !== null) await given.call('sample.decide', { ...of, decision, reason: text(given.values, 'reason') });
    const { evaluation } = await given.call('sample.evaluate', of);
    return evaluationAnswer(evaluation, given.say, decision);
  },
};

const replayCommand: Command = {
  path: 'sample replay',
  usage: 'sample replay --vault DIR --case ID --sample ID',
  options: ofSample,
  required: needed,
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const told = await given.call('sample.replay', await sampleIn(given));
    const parts = [
      ['frame', told.frame.same],
      ['design', told.design.same],
      ...told.draws.map((draw) => [`draw ${draw.upto}`, draw.same] as const),
      ...(told.evaluation === null ? [] : [['evaluation', told.evaluation.same] as const]),
    ] as const;
    const lines = parts.map(([part, same]) => given.say(words(same ? 'sample.line.same' : 'sample.line.different', { part })));
    return { json: told, lines, failed: !told.identical };
  },
};

const listCommand: Command = {
  path: 'sample list',
  usage: 'sample list --vault DIR --case ID',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const told = await given.call('sample.list', { caseId: await caseIdOf(given) });
    return {
      json: told,
      lines: told.samples.map(({ sampleId, plan, drawn, results }) => `${sampleId}  ${plan.title}  ${results}/${drawn}`),
    };
  },
};

export const sampleCommands: readonly Command[] = [
  planCommand,
  drawCommand,
  worksheetCommand,
  recordCommand,
  evaluateCommand,
  replayCommand,
  listCommand,
];
