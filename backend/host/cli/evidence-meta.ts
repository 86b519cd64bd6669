import { evidenceOrigin, obtainedFrom, secrecy } from '../../../contract/rpc/evidence.ts';
import type { EvidenceMeta } from '../../../contract/rpc/evidence.ts';
import { oneOf, string, text, texts } from './command.ts';
import type { Given, OptionForm, Options, Values } from './command.ts';
import { caseIdOf } from './case-commands.ts';
import { usageMistake } from './usage.ts';

const many = { type: 'string', multiple: true } as const;

/** Option -> field of what is said of an item. */
const textFields = {
  'legal-basis': 'legalBasis',
  request: 'requestNo',
  medium: 'medium',
  serial: 'mediumSerial',
  program: 'program',
  'program-version': 'programVersion',
  'taken-at': 'takenAt',
  'clock-offset': 'clockOffset',
  device: 'device',
  description: 'description',
} as const;

/** @param form of the texts: an empty one takes the value away where an item is changed */
const metaOptions = (form: OptionForm): Options => ({
  from: oneOf(obtainedFrom.options),
  class: oneOf(secrecy.options),
  tag: many,
  policy: many,
  ...Object.fromEntries(Object.keys(textFields).map((name) => [name, form])),
});

export const addOptions: Options = { ...metaOptions(string), origin: oneOf(evidenceOrigin.options) };
export const changeOptions: Options = metaOptions({ type: 'string', empty: true });

export const metaUsage =
  '[--from trader|register|bank|third-party|auditor] [--legal-basis TEXT] [--request NO] [--medium TEXT] [--serial NO] [--program NAME] ' +
  '[--program-version V] [--taken-at TIME] [--clock-offset ±SECONDS] [--device NAME] [--description TEXT] [--tag TAG]… ' +
  '[--class public|trader|risk|bank-secret|investigation] [--policy ID=yes|no]…';

/** `told=yes`: answers to the pack's questions before a photo is kept. @throws Refused usage */
function policyIn(values: Values): { policy?: Record<string, boolean> } {
  const given = texts(values, 'policy');
  if (given.length === 0) return {};
  const answers = given.map((pair) => {
    const parts = /^(.+)=(yes|no)$/.exec(pair);
    if (parts === null) throw usageMistake('value', `--policy ${pair}`);
    return [parts[1] ?? '', parts[2] === 'yes'] as const;
  });
  return { policy: Object.fromEntries(answers) };
}

/** What a command line says of an item. */
export function metaIn(values: Values): EvidenceMeta {
  const said = Object.entries(textFields).flatMap(([option, field]) =>
    values[option] === undefined ? [] : [[field, text(values, option)] as const],
  );
  const tags = texts(values, 'tag');
  const from = obtainedFrom.options.find((name) => name === text(values, 'from'));
  const secret = secrecy.options.find((name) => name === text(values, 'class'));
  return {
    ...Object.fromEntries(said),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
    ...(from === undefined ? {} : { obtainedFrom: from }),
    ...(secret === undefined ? {} : { class: secret }),
    ...policyIn(values),
  };
}

export type Item = { readonly caseId: string; readonly evidenceId: string; readonly sha256: string };

/**
 * An item by its id or the hash of its bytes, removed ones too. What is neither goes on as it is, and is refused by name.
 * @param name the id or hash as given
 */
export async function itemNamed(given: Given, name: string): Promise<Item> {
  const caseId = await caseIdOf(given);
  for (const removed of [false, true]) {
    const { items } = await given.call('evidence.list', { caseId, find: '', removed });
    const found = items.find((item) => item.evidenceId === name || item.sha256 === name.toLowerCase());
    if (found !== undefined) return { caseId, evidenceId: found.evidenceId, sha256: found.sha256 };
  }
  const { item } = await given.call('evidence.get', { caseId, evidenceId: name });
  return { caseId, evidenceId: item.evidenceId, sha256: item.sha256 };
}
