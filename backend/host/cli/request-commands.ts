import path from 'node:path';
import { requestItemState, requestState } from '../../../contract/rpc/evidence.ts';
import type { Input } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { monthDays } from '../../../domain/evidence/requests.ts';
import { isTableName, tableNames } from '../../../domain/model/books.ts';
import { langs, words } from '../../../domain/model/words.ts';
import { caseIdOf, day, inCase } from './case-commands.ts';
import { oneOf, string, text, texts } from './command.ts';
import type { Command, Given, Values } from './command.ts';
import { itemNamed } from './evidence-meta.ts';
import { usageMistake } from './usage.ts';

type Item = Input<AssayCalls['request.add']>['items'][number];
type Request = Input<AssayCalls['request.add']>['request'];

const many = { type: 'string', multiple: true } as const;
const orNull = (values: Values, name: string): string | null => (text(values, name) === '' ? null : text(values, name));
/** Only what was given. */
const given = <T extends object>(values: Values, fields: { readonly [K in keyof T]: readonly [option: string, value: T[K]] }): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields as Record<string, readonly [string, unknown]>).flatMap(([field, [option, value]]) =>
      values[option] === undefined ? [] : [[field, value]],
    ),
  ) as Partial<T>;

const requestOptions = {
  title: string,
  to: string,
  number: string,
  basis: string,
  asked: day,
  due: day,
  state: oneOf(requestState.options),
  note: string,
};

const requestIn = (values: Values): Partial<Request> =>
  given<Request>(values, {
    title: ['title', text(values, 'title')],
    addressee: ['to', text(values, 'to')],
    number: ['number', text(values, 'number')],
    basis: ['basis', text(values, 'basis')],
    askedOn: ['asked', orNull(values, 'asked')],
    dueOn: ['due', orNull(values, 'due')],
    state: ['state', requestState.options.find((name) => name === text(values, 'state')) ?? 'draft'],
    note: ['note', text(values, 'note')],
  });

const emptyItem: Item = {
  what: '',
  table: null,
  periodFrom: null,
  periodTo: null,
  state: 'asked',
  receivedOn: null,
  returnedOn: null,
  evidence: [],
  note: '',
};

/** `ledger:2026-03`: what is missing of a table in a month, as an item of a request. @throws Refused usage */
function missingItem({ say }: Given, missing: string): Item {
  const [table = '', month = ''] = missing.split(':');
  const days = monthDays(month);
  if (!isTableName(table) || days === null) throw usageMistake('value', `--missing ${missing}`);
  const args = { table: { words: words(`table.${table}`) }, from: { day: days.from }, to: { day: days.to } };
  return { ...emptyItem, what: say(words('evidence.missingItem', args)), table, periodFrom: days.from, periodTo: days.to };
}

const add: Command = {
  path: 'request add',
  usage:
    'request add --vault DIR --case ID --title TEXT --to ADDRESSEE [--number NO] [--basis TEXT] [--asked DAY] [--due DAY] [--state draft|sent|answered|closed] ' +
    '[--note TEXT] [--item TEXT]… [--missing TABLE:YYYY-MM]…',
  options: { ...inCase, ...requestOptions, item: many, missing: many },
  required: ['vault', 'case', 'title', 'to'],
  positionals: [0, 0],
  vault: 'open',
  run: async (at) => {
    const { values } = at;
    const empty = { number: '', title: '', addressee: '', basis: '', askedOn: null, dueOn: null, state: 'draft', note: '' } as const;
    const items = [
      ...texts(values, 'item').map((what) => ({ ...emptyItem, what })),
      ...texts(values, 'missing').map((missing) => missingItem(at, missing)),
    ];
    const made = await at.call('request.add', { caseId: await caseIdOf(at), request: { ...empty, ...requestIn(values) }, items });
    return { json: made, lines: [made.requestId] };
  },
};

const list: Command = {
  path: 'request list',
  usage: 'request list --vault DIR --case ID',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (at) => {
    const found = await at.call('request.list', { caseId: await caseIdOf(at) });
    const lines = found.requests.flatMap((one) => [
      `${one.requestId}  ${at.say(words(`requestState.${one.state}`))}  ${one.dueOn ?? ''}  ${one.overdue}  ${one.title}`,
      ...one.items.map((item) => `  ${item.itemId}  ${at.say(words(`requestItemState.${item.state}`))}  ${item.what}`),
    ]);
    return { json: found, lines };
  },
};

const change: Command = {
  path: 'request change',
  usage:
    'request change --vault DIR --case ID [--title TEXT] [--to ADDRESSEE] [--number NO] [--basis TEXT] [--asked DAY] [--due DAY] [--state S] [--note TEXT] REQUEST',
  options: { ...inCase, ...requestOptions },
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  run: async (at) => {
    await at.call('request.change', { caseId: await caseIdOf(at), requestId: at.positionals[0] ?? '', set: requestIn(at.values) });
    return { json: { ok: true }, lines: [] };
  },
};

const remove: Command = {
  path: 'request remove',
  usage: 'request remove --vault DIR --case ID REQUEST',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  run: async (at) => {
    await at.call('request.remove', { caseId: await caseIdOf(at), requestId: at.positionals[0] ?? '' });
    return { json: { ok: true }, lines: [] };
  },
};

const save: Command = {
  path: 'request save',
  usage: 'request save --vault DIR --case ID --out FILE.txt|FILE.csv REQUEST',
  options: { ...inCase, out: string },
  required: ['vault', 'case', 'out'],
  positionals: [1, 1],
  vault: 'open',
  run: async (at) => {
    const to = path.resolve(text(at.values, 'out'));
    const format = (['txt', 'csv'] as const).find((ending) => to.toLowerCase().endsWith(`.${ending}`));
    if (format === undefined) throw usageMistake('choice', `--out ${text(at.values, 'out')}`, '.txt, .csv');
    const lang = langs.find((one) => one === at.lang) ?? 'en';
    const saved = await at.call('request.save', { caseId: await caseIdOf(at), requestId: at.positionals[0] ?? '', to, format, lang });
    return { json: { ...saved, out: to }, lines: [at.say(words('cli.request.saved', { file: to, sha256: saved.sha256 }))] };
  },
};

const itemOptions = {
  what: string,
  table: oneOf(tableNames),
  from: day,
  to: day,
  state: oneOf(requestItemState.options),
  received: day,
  returned: day,
  evidence: many,
  note: string,
};

async function itemIn(at: Given): Promise<Partial<Item>> {
  const { values } = at;
  const hashes: string[] = [];
  for (const name of texts(values, 'evidence')) hashes.push((await itemNamed(at, name)).sha256);
  return given<Item>(values, {
    what: ['what', text(values, 'what')],
    table: ['table', tableNames.find((name) => name === text(values, 'table')) ?? null],
    periodFrom: ['from', orNull(values, 'from')],
    periodTo: ['to', orNull(values, 'to')],
    state: ['state', requestItemState.options.find((name) => name === text(values, 'state')) ?? 'asked'],
    receivedOn: ['received', orNull(values, 'received')],
    returnedOn: ['returned', orNull(values, 'returned')],
    evidence: ['evidence', hashes],
    note: ['note', text(values, 'note')],
  });
}

const item: Command = {
  path: 'request item',
  usage:
    'request item --vault DIR --case ID ITEM [--what TEXT] [--table T] [--from DAY] [--to DAY] [--state asked|partly|received|refused|returned] ' +
    '[--received DAY] [--returned DAY] [--evidence ID]… [--note TEXT]   |   request item --request REQUEST --what TEXT …',
  options: { ...inCase, ...itemOptions, request: string },
  required: ['vault', 'case'],
  positionals: [0, 1],
  vault: 'open',
  run: async (at) => {
    const caseId = await caseIdOf(at);
    const set = await itemIn(at);
    const requestId = text(at.values, 'request');
    const [itemId] = at.positionals;
    if (itemId === undefined && requestId === '') throw usageMistake('missing', '--request');
    if (itemId === undefined) {
      const made = await at.call('requestItem.add', { caseId, requestId, item: { ...emptyItem, ...set } });
      return { json: made, lines: [made.itemId] };
    }
    await at.call('requestItem.change', { caseId, itemId, set });
    return { json: { ok: true }, lines: [] };
  },
};

export const requestCommands: readonly Command[] = [add, list, change, remove, save, item];
