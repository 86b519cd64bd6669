import path from 'node:path';
import { z } from 'zod';
import { findingDraft } from '../../../contract/rpc/audit.ts';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { areas } from '../../../domain/catalogue/audit-test.ts';
import type { Area } from '../../../domain/catalogue/audit-test.ts';
import { langs, words } from '../../../domain/model/words.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { coverageLines } from './coverage-commands.ts';
import { boolean, flag, oneOf, string, text, texts } from './command.ts';
import { readJsonFile } from './input-files.ts';
import { usageMistake } from './usage.ts';
import type { Answer, Command, Given } from './command.ts';
import type { Words } from '../../../domain/model/words.ts';

const listTests: Command = {
  path: 'tests list',
  usage: 'tests list [--vault DIR --case ID]',
  options: inCase,
  required: [],
  positionals: [0, 0],
  vault: 'none',
  reading: true,
  run: async (given) => {
    const caseId = text(given.values, 'case') === '' ? null : await openCase(given);
    const { tests } = await given.call('tests.list', { caseId });
    const named = tests.map((t) => ({ ...t, name: given.say(words(`test.${t.id}.name`)) }));
    return { json: { tests: named }, lines: named.map((t) => `${t.id}  ${t.name}`) };
  },
};

async function openCase(given: Given): Promise<string> {
  if (text(given.values, 'vault') === '') throw usageMistake('missing', '--vault');
  await given.call('vault.unlock', { passphrase: given.passphrase() });
  return caseIdOf(given);
}

function paramsIn(given: Given): Record<string, string> {
  return Object.fromEntries(
    texts(given.values, 'param').map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageMistake('value', `--param ${pair}`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const spoken = (given: Given, w: Words): { key: string; args: Words['args']; text: string } => ({ ...w, text: given.say(w) });

type Several = Output<AssayCalls['tests.runMany']>;

/** What ran, what waits for data, and what was refused. */
async function runSeveral(given: Given, area: Area | null): Promise<Answer> {
  const { say } = given;
  const told = await given.call('tests.runMany', { caseId: await caseIdOf(given), area });
  const runs = told.runs.map((run) => {
    const { test, runId, version, params, populationN, hitsN, stats, datasetHash, resultHash } = run;
    const verdict = run.verdict === null ? null : spoken(given, run.verdict);
    return { test, runId, version, params, populationN, hits: hitsN, stats, verdict, coverage: run.coverage, datasetHash, resultHash };
  });
  const lines = [
    ...runs.flatMap(({ test, populationN: n, hits, verdict }) => [
      say(words('cli.tests.done', { test, n, hits })),
      ...(verdict === null ? [] : [`  ${verdict.text}`]),
    ]),
    ...told.waiting.map(({ test, missing }: Several['waiting'][number]) =>
      say(words('cli.tests.waiting', { test, missing: missing.join(', ') })),
    ),
    ...told.refused.map(({ test, code, at }) =>
      say(words('cli.tests.refused', { test, why: { words: words(`refused.${code}`, { at }) } })),
    ),
  ];
  return { json: { runs, waiting: told.waiting, refused: told.refused }, lines, failed: told.refused.length > 0 };
}

const runTest: Command = {
  path: 'tests run',
  usage: 'tests run --vault DIR --case ID (--test ID [--param k=v]… | --area AREA | --all)',
  options: { ...inCase, test: string, param: { type: 'string', multiple: true }, area: oneOf(areas), all: boolean },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const [one, area, all] = [text(given.values, 'test'), text(given.values, 'area'), flag(given.values, 'all')];
    if ([one !== '', area !== '', all].filter(Boolean).length !== 1) throw usageMistake('missing', '--test | --area | --all');
    if (one === '') return runSeveral(given, area === '' ? null : (area as Area));
    const caseId = await caseIdOf(given);
    const { run } = await given.call('tests.run', { caseId, test: text(given.values, 'test'), params: paramsIn(given) });
    const hits = [];
    for (let after = 0; after < run.hitsN; ) {
      const page = await given.call('runs.hits', { caseId, runId: run.runId, after, limit: 500 });
      if (page.hits.length === 0) break;
      for (const { key, keys, score, measures, explanation } of page.hits) {
        hits.push({ key, keys, score, measures, explanation: spoken(given, explanation) });
      }
      after = page.hits.at(-1)?.position ?? run.hitsN;
    }
    const { runId, populationN, datasetHash, resultHash, params, version, stats, coverage } = run;
    const excluded = run.excluded.map(({ reason, n }) => ({ reason: reason.key, text: given.say(reason), n }));
    const verdict = run.verdict === null ? null : spoken(given, run.verdict);
    const json = { runId, populationN, excluded, hits, stats, verdict, coverage, datasetHash, resultHash, params, version };
    const summary = given.say(words('cli.tests.done', { test: run.test, n: populationN, hits: hits.length }));
    const said = verdict === null ? [] : [verdict.text];
    return {
      json,
      lines: [summary, ...said, ...coverageLines(run.coverage, given.say), ...hits.map((h) => `${h.score}  ${h.explanation.text}`)],
    };
  },
};

const addFinding: Command = {
  path: 'finding add',
  usage: 'finding add --vault DIR --case ID --file JSON   |   finding add --schema',
  options: { ...inCase, file: string, schema: boolean },
  required: [],
  positionals: [0, 0],
  vault: 'none',
  run: async (given) => {
    if (flag(given.values, 'schema')) {
      const schema = z.toJSONSchema(findingDraft, { io: 'input' });
      return { json: schema, lines: [JSON.stringify(schema, null, 2)] };
    }
    const missing = ['vault', 'case', 'file'].find((name) => text(given.values, name) === '');
    if (missing !== undefined) throw usageMistake('missing', `--${missing}`);
    const draft = readJsonFile(text(given.values, 'file'), findingDraft, 'input_invalid');
    const made = await given.call('finding.add', { caseId: await openCase(given), finding: draft });
    return { json: made, lines: [made.findingId] };
  },
};

const listFindings: Command = {
  path: 'finding list',
  usage: 'finding list --vault DIR --case ID',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { findings } = await given.call('finding.list', { caseId: await caseIdOf(given) });
    return { json: { findings }, lines: findings.map((f) => `${f.findingId}  ${f.total}  ${f.title}`) };
  },
};

/** The sums without some corrections, beside those with all. */
async function whatIfAnswer(given: Given, without: string[]): Promise<Answer> {
  const told = await given.call('assess.whatIf', { caseId: await caseIdOf(given), without });
  const line = (name: 'now' | 'then'): string =>
    given.say(words(`cli.whatIf.${name}`, { underpaid: told[name].underpaid, overpaid: told[name].overpaid, currency: told.currency }));
  const corrections = told.corrections.map(
    (one) =>
      `${one.accepted ? '+' : '-'} ${one.declaration} / ${one.item}  ${one.component}  ${one.audited}  ${one.turn.underpaid}  ${one.key}`,
  );
  return { json: told, lines: [...corrections, line('now'), line('then')] };
}

const assess: Command = {
  path: 'assess',
  usage: 'assess --vault DIR --case ID [--what-if [--without FINDING|FINDING/ROW/COMPONENT]…]',
  options: { ...inCase, 'what-if': boolean, without: { type: 'string', multiple: true } },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const without = [...texts(given.values, 'without')];
    if (flag(given.values, 'what-if') || without.length > 0) return whatIfAnswer(given, without);
    const result = await given.call('assess.get', { caseId: await caseIdOf(given) });
    const lines = result.lines.map((l) => `${l.declaration} / ${l.item}  ${l.tax}  ${l.declared}  ${l.audited}  ${l.difference}`);
    return { json: result, lines };
  },
};

const report: Command = {
  path: 'report',
  usage: 'report --vault DIR --case ID --lang en|ru|kk --sign --out FILE.pdf',
  options: { ...inCase, sign: boolean, out: string },
  required: ['vault', 'case', 'out'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const lang = langs.find((l) => l === given.lang) ?? 'en';
    const to = path.resolve(text(given.values, 'out'));
    const made = await given.call('report.create', { caseId: await caseIdOf(given), lang, sign: flag(given.values, 'sign'), to });
    const { sha256, pages, caseHead } = made;
    return { json: { sha256, pages, caseHead }, lines: [given.say(words('cli.report.written', { file: to, n: pages }))] };
  },
};

const verify: Command = {
  path: 'verify',
  usage: 'verify FILE.pdf [--trust CA.pem]',
  options: { trust: string },
  required: [],
  positionals: [1, 1],
  vault: 'none',
  run: async (given) => {
    const trust = text(given.values, 'trust');
    const verdict = await given.call('document.verify', {
      path: path.resolve(given.positionals[0] ?? ''),
      trust: trust === '' ? null : path.resolve(trust),
    });
    const problems = verdict.problems.map((p) => spoken(given, p));
    const signatures = verdict.signatures.map((s) => ({ ...s, problems: s.problems.map((p) => spoken(given, p)) }));
    const said = given.say(words(verdict.ok ? 'cli.verify.ok' : verdict.integrity ? 'cli.verify.integrityOnly' : 'cli.verify.broken'));
    const each = [...new Set(problems.map((p) => p.text))];
    const notices = verdict.notices.map((n) => spoken(given, n));
    return { json: { ...verdict, signatures, problems, notices }, lines: [said, ...each], failed: !verdict.ok };
  },
};

export const auditCommands: readonly Command[] = [listTests, runTest, addFinding, listFindings, assess, report, verify];
