import { matchKind } from '../../../contract/rpc/matching.ts';
import type { MatchKind } from '../../../contract/rpc/matching.ts';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { parseRowName } from '../../../domain/model/ids.ts';
import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { boolean, oneOf, string, text, texts } from './command.ts';
import type { Answer, Command, Given, Values } from './command.ts';
import { usageMistake } from './usage.ts';

const count = { type: 'string', form: 'count' } as const;
const kinds = matchKind.options;
const methods = ['exact', 'rule', 'scored'] as const;
const kindOption = oneOf(kinds);
const tuning = { days: count, 'tolerance-bp': count, 'min-score': string } as const;
const tuningUsage = '[--days N] [--tolerance-bp N] [--min-score S]';
const open = { positionals: [0, 0], vault: 'open' } as const;

const kindIn = (values: Values): MatchKind => kinds.find((kind) => kind === text(values, 'kind')) ?? 'declaration-invoice';

const wholeNumber = (values: Values, name: string, otherwise: number): number =>
  text(values, name) === '' ? otherwise : Number(text(values, name));

/** A share as people write it: 0 to 1. @throws Refused usage */
function share(values: Values, name: string): number | null {
  const given = text(values, name);
  if (given === '') return null;
  const value = /^(?:0|1)(?:\.\d{1,6})?$/.test(given) ? Number(given) : Number.NaN;
  if (!(value <= 1)) throw usageMistake('value', `--${name} ${given}`);
  return value;
}

/** Bounds of the contract: a number beyond them is a wrong usage, not a failure. */
function bounded(values: Values, name: string, of: { otherwise: number; most: number }): number {
  const value = wholeNumber(values, name, of.otherwise);
  if (value > of.most) throw usageMistake('value', `--${name} ${value}`);
  return value;
}

const paramsIn = (values: Values) => ({
  days: bounded(values, 'days', { otherwise: 60, most: 400 }),
  toleranceBp: bounded(values, 'tolerance-bp', { otherwise: 50, most: 2_000 }),
});

const spoken = (given: Given, said: Words): { key: string; args: Words['args']; text: string } => ({ ...said, text: given.say(said) });

type Proposal = Output<AssayCalls['match.proposals']>['proposals'][number];

/** At most so many proposals of a page, until the wanted ones are there. */
async function proposalsOf(given: Given, of: { caseId: string; kind: MatchKind; limit: number }): Promise<Proposal[]> {
  const { values } = given;
  const method = methods.find((one) => one === text(values, 'method')) ?? null;
  const all: Proposal[] = [];
  while (all.length < of.limit) {
    const limit = Math.min(200, of.limit - all.length);
    const page = await given.call('match.proposals', {
      caseId: of.caseId,
      kind: of.kind,
      method,
      find: text(values, 'find'),
      at: all.length,
      limit,
    });
    all.push(...page.proposals);
    if (page.proposals.length < limit) break;
  }
  return all;
}

const suggest: Command = {
  path: 'match suggest',
  usage: `match suggest --vault DIR --case ID --kind ${kinds.join('|')} ${tuningUsage} [--method exact|rule|scored] [--find TEXT] [--limit N]`,
  options: { ...inCase, kind: kindOption, ...tuning, method: oneOf(methods), find: string, limit: count },
  required: ['vault', 'case', 'kind'],
  ...open,
  reading: true,
  run: async (given) => {
    const { values, say } = given;
    const kind = kindIn(values);
    const caseId = await caseIdOf(given);
    const params = { ...paramsIn(values), minScore: share(values, 'min-score') ?? 0.6 };
    const { summary, total, by } = await given.call('match.suggest', { caseId, kind, params });
    const found = await proposalsOf(given, { caseId, kind, limit: wholeNumber(values, 'limit', 100) });
    const proposals = found.map((one) => ({ ...one, why: one.why.map((why) => spoken(given, why)) }));
    const { left, right } = summary;
    const args = {
      kind: { words: words(`matchKind.${kind}`) },
      total,
      left: left.matched,
      lefts: left.rows,
      right: right.matched,
      rights: right.rows,
    };
    const lines = proposals.map(
      (p) => `${p.key}  ${p.method}  ${p.score}  ${say(words(`matchRule.${p.rule}`))}  ${p.why.map((why) => why.text).join('; ')}`,
    );
    return { json: { summary, total, by, proposals }, lines: [say(words('cli.match.proposed', args)), ...lines] };
  },
};

const decided = (given: Given, n: number): Answer => ({ json: { decided: n }, lines: [given.say(words('cli.match.decided', { n }))] });

/** Which of the ways of choosing was given; exactly one. @throws Refused usage */
function wayOf(values: Values): 'key' | 'all-exact' | 'all-rule' | 'min-score' {
  const ways = (['key', 'all-exact', 'all-rule', 'min-score'] as const).filter((name) => values[name] !== undefined);
  const [way] = ways;
  if (way === undefined) throw usageMistake('missing', '--key');
  if (ways.length > 1) throw usageMistake('unknown', `--${ways[1] ?? ''}`);
  return way;
}

const confirm: Command = {
  path: 'match confirm',
  usage: `match confirm --vault DIR --case ID --kind ${kinds.join('|')} (--key KEY… | --all-exact | --all-rule | --min-score S) [--note TEXT] [--days N] [--tolerance-bp N]`,
  options: {
    ...inCase,
    kind: kindOption,
    ...tuning,
    key: { type: 'string', multiple: true },
    'all-exact': boolean,
    'all-rule': boolean,
    note: string,
  },
  required: ['vault', 'case', 'kind'],
  ...open,
  run: async (given) => {
    const { values, call } = given;
    const way = wayOf(values);
    const least = share(values, 'min-score');
    const kind = kindIn(values);
    const of = { caseId: await caseIdOf(given), kind };
    await call('match.suggest', { ...of, params: { ...paramsIn(values), minScore: Math.min(0.6, least ?? 0.6) } });
    if (way === 'key') {
      const done = await call('match.decide', { ...of, keys: [...texts(values, 'key')], state: 'confirmed', note: text(values, 'note') });
      return decided(given, done.decided);
    }
    let n = 0;
    const chosen = way === 'all-exact' ? (['exact'] as const) : way === 'all-rule' ? (['rule'] as const) : methods;
    for (const method of chosen) n += (await call('match.decideAll', { ...of, method, minScore: least ?? 0 })).decided;
    return decided(given, n);
  },
};

const refuse: Command = {
  path: 'match refuse',
  usage: `match refuse --vault DIR --case ID --kind ${kinds.join('|')} --key KEY… [--note TEXT] ${tuningUsage}`,
  options: { ...inCase, kind: kindOption, ...tuning, key: { type: 'string', multiple: true }, note: string },
  required: ['vault', 'case', 'kind', 'key'],
  ...open,
  run: async (given) => {
    const { values, call } = given;
    const of = { caseId: await caseIdOf(given), kind: kindIn(values) };
    await call('match.suggest', { ...of, params: { ...paramsIn(values), minScore: share(values, 'min-score') ?? 0.6 } });
    const done = await call('match.decide', { ...of, keys: [...texts(values, 'key')], state: 'refused', note: text(values, 'note') });
    return decided(given, done.decided);
  },
};

/** `LEFT,RIGHT,AMOUNT,CURRENCY`, the amount `-` where the records carry none. Names of rows may hold commas. @throws Refused usage */
function linkIn(given: string): { left: string; right: string; amount: string | null; currency: string } {
  const parts = given.split(',');
  const [amount = '', currency = ''] = parts.slice(-2);
  const names = parts.slice(0, -2);
  const places = names.flatMap((_, i) => {
    const [left, right] = [names.slice(0, i).join(','), names.slice(i).join(',')];
    return parseRowName(left) === null || parseRowName(right) === null ? [] : [{ left, right }];
  });
  const [named] = places;
  if (named === undefined || places.length > 1 || !/^(?:-|\d+(?:\.\d+)?)$/.test(amount)) throw usageMistake('value', `--link ${given}`);
  return { ...named, amount: amount === '-' ? null : amount, currency };
}

const link: Command = {
  path: 'match link',
  usage: `match link --vault DIR --case ID --kind ${kinds.join('|')} --link LEFT,RIGHT,AMOUNT,CURRENCY… [--note TEXT]`,
  options: { ...inCase, kind: kindOption, link: { type: 'string', multiple: true }, note: string },
  required: ['vault', 'case', 'kind', 'link'],
  ...open,
  run: async (given) => {
    const { values, say } = given;
    const links = texts(values, 'link').map(linkIn);
    const { matchId } = await given.call('match.link', {
      caseId: await caseIdOf(given),
      kind: kindIn(values),
      links,
      note: text(values, 'note'),
    });
    return { json: { matchId }, lines: [say(words('cli.match.linked', { id: matchId }))] };
  },
};

const list: Command = {
  path: 'match list',
  usage: `match list --vault DIR --case ID [--kind ${kinds.join('|')}] [--state confirmed|refused] [--at N] [--limit N]`,
  options: { ...inCase, kind: kindOption, state: oneOf(['confirmed', 'refused']), at: count, limit: count },
  required: ['vault', 'case'],
  ...open,
  reading: true,
  run: async (given) => {
    const { values, say } = given;
    const kind = text(values, 'kind') === '' ? null : kindIn(values);
    const state = (['confirmed', 'refused'] as const).find((one) => one === text(values, 'state')) ?? null;
    const [at, limit] = [wholeNumber(values, 'at', 0), Math.min(500, Math.max(1, wholeNumber(values, 'limit', 100)))];
    const found = await given.call('match.list', { caseId: await caseIdOf(given), kind, state, at, limit });
    const lines = found.matches.map(
      (m) =>
        `${m.matchId}  ${say(words(`matchState.${m.state}`))}  ${say(words(`matchKind.${m.kind}`))}  ${say(words(`matchRule.${m.rule}`))}  ${m.rows.map((row) => row.label).join(' · ')}`,
    );
    return { json: found, lines };
  },
};

const unmatched: Command = {
  path: 'match unmatched',
  usage: `match unmatched --vault DIR --case ID --kind ${kinds.join('|')} --side left|right [--at N] [--limit N]`,
  options: { ...inCase, kind: kindOption, side: oneOf(['left', 'right']), at: count, limit: count },
  required: ['vault', 'case', 'kind', 'side'],
  ...open,
  reading: true,
  run: async (given) => {
    const { values } = given;
    const side = text(values, 'side') === 'right' ? 'right' : 'left';
    const [at, limit] = [wholeNumber(values, 'at', 0), Math.min(500, Math.max(1, wholeNumber(values, 'limit', 100)))];
    const found = await given.call('match.unmatched', { caseId: await caseIdOf(given), kind: kindIn(values), side, at, limit });
    return { json: found, lines: found.rows.map((row) => `${row.label}  ${row.day}  ${row.party}  ${row.amount ?? ''} ${row.currency}`) };
  },
};

const summary: Command = {
  path: 'match summary',
  usage: 'match summary --vault DIR --case ID',
  options: inCase,
  required: ['vault', 'case'],
  ...open,
  reading: true,
  run: async (given) => {
    const { say } = given;
    const { summaries } = await given.call('match.summary', { caseId: await caseIdOf(given) });
    const lines = summaries.map(
      (one) =>
        `${say(words(`matchKind.${one.kind}`))}  ${one.left.matched}/${one.left.rows}  ${one.right.matched}/${one.right.rows}  ${one.currency}`,
    );
    return { json: { summaries }, lines };
  },
};

const undo: Command = {
  path: 'match undo',
  usage: 'match undo --vault DIR --case ID --match ID',
  options: { ...inCase, match: string },
  required: ['vault', 'case', 'match'],
  ...open,
  run: async (given) => {
    const id = text(given.values, 'match');
    await given.call('match.undo', { caseId: await caseIdOf(given), matchId: id });
    return { json: { matchId: id }, lines: [given.say(words('cli.match.undone', { id }))] };
  },
};

const suggestArticles: Command = {
  path: 'article suggest',
  usage: 'article suggest --vault DIR --case ID [--find TEXT] [--limit N]',
  options: { ...inCase, find: string, limit: count },
  required: ['vault', 'case'],
  ...open,
  reading: true,
  run: async (given) => {
    const { values } = given;
    const limit = Math.min(500, Math.max(1, wholeNumber(values, 'limit', 100)));
    const found = await given.call('article.suggest', { caseId: await caseIdOf(given), find: text(values, 'find'), limit });
    const links = found.links.map((one) => ({ ...one, why: one.why.map((why) => spoken(given, why)) }));
    const lines = links.map(
      (one) => `${one.score}  ${one.product}  =  ${one.article}  ${one.hs}  ${one.why.map((why) => why.text).join('; ')}`,
    );
    return { json: { links }, lines };
  },
};

const decideArticle = (word: 'confirm' | 'refuse'): Command => ({
  path: `article ${word}`,
  usage: `article ${word} --vault DIR --case ID --product TEXT --article TEXT [--hs CODE]`,
  options: { ...inCase, product: string, article: string, hs: string },
  required: ['vault', 'case', 'product', 'article'],
  ...open,
  run: async (given) => {
    const { values } = given;
    const link = { product: text(values, 'product'), article: text(values, 'article'), hs: text(values, 'hs') };
    const state = word === 'confirm' ? 'confirmed' : 'refused';
    await given.call('article.decide', { caseId: await caseIdOf(given), links: [link], state });
    return decided(given, 1);
  },
});

const undoArticle: Command = {
  path: 'article undo',
  usage: 'article undo --vault DIR --case ID --product TEXT --article TEXT [--hs CODE]',
  options: { ...inCase, product: string, article: string, hs: string },
  required: ['vault', 'case', 'product', 'article'],
  ...open,
  run: async (given) => {
    const { values } = given;
    const link = { product: text(values, 'product'), article: text(values, 'article'), hs: text(values, 'hs') };
    const { undone } = await given.call('article.undo', { caseId: await caseIdOf(given), links: [link] });
    return { json: { undone }, lines: [given.say(words('matchScreen.articles.undone', { n: undone }))] };
  },
};

export const matchCommands: readonly Command[] = [
  suggest,
  confirm,
  refuse,
  link,
  list,
  unmatched,
  summary,
  undo,
  suggestArticles,
  decideArticle('confirm'),
  decideArticle('refuse'),
  undoArticle,
];
