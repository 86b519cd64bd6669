import path from 'node:path';
import { evidenceOrigin } from '../../../contract/rpc/evidence.ts';
import { custodyEvents } from '../../../domain/evidence/custody.ts';
import { words } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { caseIdOf, day, inCase } from './case-commands.ts';
import { boolean, flag, oneOf, string, text } from './command.ts';
import type { Command, Given } from './command.ts';
import { addOptions, changeOptions, itemNamed, metaIn, metaUsage } from './evidence-meta.ts';
import { usageMistake } from './usage.ts';

type Header = Output<AssayCalls['evidence.list']>['items'][number];

const anItem = { required: ['vault', 'case'], positionals: [1, 1], vault: 'open' } as const;
const named = (given: Given): ReturnType<typeof itemNamed> => itemNamed(given, given.positionals[0] ?? '');
const done = (): { json: object; lines: string[] } => ({ json: { ok: true }, lines: [] });

const add: Command = {
  path: 'evidence add',
  usage: `evidence add --vault DIR --case ID ${metaUsage} [--origin file|phone|scan|screenshot|…] FILE…`,
  options: { ...inCase, ...addOptions },
  required: ['vault', 'case'],
  positionals: [1, 500],
  vault: 'open',
  run: async (given) => {
    const origin = evidenceOrigin.options.find((name) => name === text(given.values, 'origin')) ?? 'file';
    const paths = given.positionals.map((file) => path.resolve(file));
    const made = await given.call('evidence.add', { caseId: await caseIdOf(given), paths, origin, meta: metaIn(given.values) });
    return { json: made, lines: made.added.map((one) => `${one.evidenceId}  ${one.sha256}  ${one.bytes}  ${one.name}`) };
  },
};

const line = (item: Header, say: Say): string =>
  [item.evidenceId, say(words(`evidenceKind.${item.kind}`)), item.bytes, item.name, (item.tags ?? []).join(', ')].join('\t');

const list: Command = {
  path: 'evidence list',
  usage: 'evidence list --vault DIR --case ID [--find WORDS] [--removed]',
  options: { ...inCase, find: string, removed: boolean },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { values, say } = given;
    const asked = { caseId: await caseIdOf(given), find: text(values, 'find'), removed: flag(values, 'removed') };
    const found = await given.call('evidence.list', asked);
    return { json: found, lines: found.items.map((item) => line(item, say)) };
  },
};

const show: Command = {
  path: 'evidence show',
  usage: 'evidence show --vault DIR --case ID EVIDENCE',
  options: inCase,
  ...anItem,
  reading: true,
  run: async (given) => {
    const { caseId, evidenceId } = await named(given);
    const { say } = given;
    const shown = await given.call('evidence.get', { caseId, evidenceId });
    const custody = shown.custody.map((step) => ({ ...step, text: say(words(`custody.${step.key}`)) }));
    const steps = custody.map((step) => `  ${step.at}  ${step.text}  ${step.person ?? step.by}  ${step.note ?? ''}`);
    return { json: { ...shown, custody }, lines: [line(shown.item, say), shown.item.sha256, ...steps] };
  },
};

const get: Command = {
  path: 'evidence get',
  usage: 'evidence get --vault DIR --case ID --out FILE [--original] EVIDENCE',
  options: { ...inCase, out: string, original: boolean },
  ...anItem,
  required: ['vault', 'case', 'out'],
  run: async (given) => {
    const { caseId, evidenceId } = await named(given);
    const to = path.resolve(text(given.values, 'out'));
    const saved = await given.call('evidence.save', { caseId, evidenceId, to, original: flag(given.values, 'original') });
    return { json: saved, lines: [given.say(words(`cli.evidence.saved.${saved.metadata}`, { file: to, hash: saved.sha256 }))] };
  },
};

const change: Command = {
  path: 'evidence change',
  usage: `evidence change --vault DIR --case ID ${metaUsage} EVIDENCE`,
  options: { ...inCase, ...changeOptions },
  ...anItem,
  run: async (given) => {
    const { caseId, evidenceId } = await named(given);
    await given.call('evidence.change', { caseId, evidenceId, set: metaIn(given.values) });
    return done();
  },
};

const marking = (verb: 'remove' | 'restore'): Command => ({
  path: `evidence ${verb}`,
  usage: `evidence ${verb} --vault DIR --case ID EVIDENCE`,
  options: inCase,
  ...anItem,
  run: async (given) => {
    const { caseId, evidenceId } = await named(given);
    await given.call(`evidence.${verb}`, { caseId, evidenceId });
    return done();
  },
});

/** `page,left,top,width,height`, edges in ten-thousandths of the page. @throws Refused usage */
function shapeIn(given: Given): { page: number; left: number; top: number; width: number; height: number } {
  const box = text(given.values, 'box');
  const parts = /^(\d{1,6}),(\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$/.exec(box);
  if (parts === null) throw usageMistake('value', `--box ${box}`);
  const [page = 0, left = 0, top = 0, width = 0, height = 0] = parts.slice(1).map(Number);
  return { page, left, top, width, height };
}

const region: Command = {
  path: 'evidence region',
  usage: 'evidence region --vault DIR --case ID --box PAGE,LEFT,TOP,WIDTH,HEIGHT [--title TEXT] [--text TEXT] EVIDENCE',
  options: { ...inCase, box: string, title: string, text: string },
  ...anItem,
  required: ['vault', 'case', 'box'],
  run: async (given) => {
    const shape = shapeIn(given);
    const { caseId, sha256 } = await named(given);
    const about = { title: text(given.values, 'title'), text: text(given.values, 'text') };
    const made = await given.call('region.add', { caseId, evidence: sha256, shape, ...about });
    return { json: made, lines: [made.regionId] };
  },
};

const link: Command = {
  path: 'evidence link',
  usage: 'evidence link --vault DIR --case ID --to finding:ID|row:NAME|requestItem:ID [--region ID] [--note TEXT] EVIDENCE',
  options: { ...inCase, to: string, region: string, note: string },
  ...anItem,
  required: ['vault', 'case', 'to'],
  run: async (given) => {
    const { caseId, sha256 } = await named(given);
    const { values } = given;
    const regionId = text(values, 'region') === '' ? null : text(values, 'region');
    const made = await given.call('link.add', {
      caseId,
      evidence: sha256,
      regionId,
      target: text(values, 'to'),
      note: text(values, 'note'),
    });
    return { json: made, lines: [made.linkId] };
  },
};

const links: Command = {
  path: 'evidence links',
  usage: 'evidence links --vault DIR --case ID --of finding:ID|row:NAME|requestItem:ID   |   evidence links … --remove LINK',
  options: { ...inCase, of: string, remove: string },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const caseId = await caseIdOf(given);
    const linkId = text(given.values, 'remove');
    if (linkId !== '') {
      await given.call('link.remove', { caseId, linkId });
      return done();
    }
    const target = text(given.values, 'of');
    if (target === '') throw usageMistake('missing', '--of');
    const found = await given.call('link.of', { caseId, target });
    return { json: found, lines: found.links.map((one) => `${one.linkId}  ${one.evidence}  ${one.region?.page ?? ''}  ${one.name}`) };
  },
};

const custody: Command = {
  path: 'evidence custody',
  usage:
    'evidence custody --vault DIR --case ID --event received|handedOver|returned|sealed|opened|shown --day DAY [--person NAME] [--place TEXT] [--note TEXT] EVIDENCE',
  options: { ...inCase, event: oneOf(custodyEvents), day, person: string, place: string, note: string },
  ...anItem,
  required: ['vault', 'case', 'event', 'day'],
  run: async (given) => {
    const { caseId, sha256 } = await named(given);
    const { values } = given;
    const event = custodyEvents.find((name) => name === text(values, 'event')) ?? 'received';
    const told = { person: text(values, 'person'), place: text(values, 'place'), note: text(values, 'note') };
    await given.call('custody.add', { caseId, evidence: sha256, event, day: text(values, 'day'), ...told });
    return done();
  },
};

export const evidenceCommands: readonly Command[] = [
  add,
  list,
  show,
  get,
  change,
  marking('remove'),
  marking('restore'),
  region,
  link,
  links,
  custody,
];
