import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../../domain/model/refused.ts';
import { words } from '../../../domain/model/words.ts';
import { oneOf, string, text } from './command.ts';
import { usageMistake } from './usage.ts';
import { packIds } from '../../packs/load-pack.ts';
import type { Command, Given } from './command.ts';

export const inCase = { vault: string, case: string };
export const day = { type: 'string', form: 'day' } as const;
const caseKinds = ['desk', 'onsite'] as const;

/** `--case` takes the id or the number that people see. */
export async function caseIdOf({ call, values }: Given): Promise<string> {
  const given = text(values, 'case');
  const { cases } = await call('case.list', {});
  const found = cases.find((c) => c.caseId === given || c.caseNo === given);
  if (found === undefined) throw new Refused({ code: 'case_missing', at: given });
  return found.caseId;
}

const newCase: Command = {
  path: 'case new',
  usage: 'case new --vault DIR --kind desk|onsite --trader NAME --taxid ID --from DATE --to DATE --pack kz|wco-generic',
  options: {
    vault: string,
    kind: oneOf(caseKinds),
    trader: string,
    taxid: string,
    from: day,
    to: day,
    pack: oneOf(packIds()),
  },
  required: ['vault', 'kind', 'trader', 'taxid', 'from', 'to', 'pack'],
  positionals: [0, 0],
  vault: 'open',
  run: async ({ call, values, say }) => {
    const made = await call('case.create', {
      kind: text(values, 'kind') === 'desk' ? 'desk' : 'onsite',
      trader: text(values, 'trader'),
      taxid: text(values, 'taxid'),
      from: text(values, 'from'),
      to: text(values, 'to'),
      pack: text(values, 'pack'),
    });
    return { json: made, lines: [say(words('cli.case.created', { no: made.caseNo, id: made.caseId }))] };
  },
};

const listCases: Command = {
  path: 'case list',
  usage: 'case list --vault DIR',
  options: { vault: string },
  required: ['vault'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async ({ call }) => {
    const { cases } = await call('case.list', {});
    return { json: { cases }, lines: cases.map((c) => `${c.caseId}  ${c.caseNo}  ${c.trader}`) };
  },
};

const exportLog: Command = {
  path: 'case log',
  usage: 'case log --vault DIR --case ID --out F.ndjson',
  options: { ...inCase, out: string },
  required: ['vault', 'case', 'out'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const to = path.resolve(text(given.values, 'out'));
    const { operations } = await given.call('case.exportLog', { caseId: await caseIdOf(given), to });
    return { json: { operations, out: to }, lines: [given.say(words('cli.case.logWritten', { n: operations, file: to }))] };
  },
};

const verifyCase: Command = {
  path: 'case verify',
  usage: 'case verify --vault DIR --case ID [--log F.ndjson]   |   case verify --log F.ndjson',
  options: { ...inCase, log: string },
  required: [],
  positionals: [0, 0],
  vault: 'none',
  reading: true,
  run: async (given) => {
    const { ok, operations, head, broken, behind, checkpoints } = await verify(given);
    const counted = { operations, head, ...(checkpoints === undefined ? {} : { checkpoints }) };
    const lines = [ok || broken === null ? given.say(words('cli.case.verified', { n: operations, head })) : given.say(brokenWords(broken))];
    if (behind !== undefined) lines.push(given.say(words(ok ? 'log.grown' : 'log.behind', { n: behind })));
    const json = {
      ok,
      ...counted,
      ...(broken === null ? {} : { broken: { ...broken, text: lines[0] } }),
      ...(behind === undefined ? {} : { behind }),
    };
    return { json, lines, failed: !ok };
  },
};

type Verdict = Awaited<ReturnType<typeof verify>>;

const brokenWords = ({ problem, op, line }: NonNullable<Verdict['broken']>): ReturnType<typeof words> =>
  words(`log.${problem}`, { op, line });

/** With `--log` alone no vault is needed: the file carries what proves it, but only the vault shows that it is the whole truth. */
async function verify(given: Given): ReturnType<typeof given.call<'case.verify'>> {
  const { values, call, passphrase } = given;
  const file = text(values, 'log') === '' ? null : path.resolve(text(values, 'log'));
  if (file !== null && !fs.existsSync(file)) throw new Refused({ code: 'file_unreadable', at: file });
  if (text(values, 'vault') === '') {
    if (file === null) throw usageMistake('missing', '--vault');
    return call('log.verify', { path: file });
  }
  if (text(values, 'case') === '') throw usageMistake('missing', '--case');
  await call('vault.unlock', { passphrase: passphrase() });
  const caseId = await caseIdOf(given);
  return file === null ? call('case.verify', { caseId }) : call('case.verify', { caseId, log: file });
}

export const caseCommands: readonly Command[] = [newCase, listCases, exportLog, verifyCase];
