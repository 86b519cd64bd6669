import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../../domain/model/refused.ts';
import { words } from '../../../domain/model/words.ts';
import { text } from './command.ts';
import type { Command, Given } from './command.ts';

export const inCase = { vault: { type: 'string' }, case: { type: 'string' } } as const;

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
    vault: { type: 'string' },
    kind: { type: 'string' },
    trader: { type: 'string' },
    taxid: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    pack: { type: 'string' },
  },
  required: ['vault', 'kind', 'trader', 'taxid', 'from', 'to', 'pack'],
  positionals: [0, 0],
  vault: 'open',
  run: async ({ call, values, say }) => {
    const kind = text(values, 'kind');
    if (kind !== 'desk' && kind !== 'onsite') throw new Refused({ code: 'usage', at: `--kind ${kind}` });
    const made = await call('case.create', {
      kind,
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
  options: { vault: { type: 'string' } },
  required: ['vault'],
  positionals: [0, 0],
  vault: 'open',
  run: async ({ call }) => {
    const { cases } = await call('case.list', {});
    return { json: { cases }, lines: cases.map((c) => `${c.caseId}  ${c.caseNo}  ${c.trader}`) };
  },
};

const exportLog: Command = {
  path: 'case log',
  usage: 'case log --vault DIR --case ID --out F.ndjson',
  options: { ...inCase, out: { type: 'string' } },
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
  usage: 'case verify --vault DIR --case ID [--log F.ndjson]',
  options: { ...inCase, log: { type: 'string' } },
  required: [],
  positionals: [0, 0],
  vault: 'none',
  run: async (given) => {
    const result = await verify(given);
    const { ok, operations, head, broken } = result;
    const said = ok
      ? given.say(words('cli.case.verified', { n: operations, head }))
      : given.say(words(`log.${broken?.problem ?? 'unreadable'}`, { op: broken?.op ?? '', line: broken?.line ?? 0 }));
    return { json: broken === null ? { ok, operations, head } : { ok, operations, head, broken }, lines: [said], failed: !ok };
  },
};

/** With `--log` alone no vault is needed: the file carries what proves it, but only the vault shows that it is the whole truth. */
async function verify(given: Given): ReturnType<typeof given.call<'case.verify'>> {
  const { values, call } = given;
  const file = text(values, 'log') === '' ? null : path.resolve(text(values, 'log'));
  if (file !== null && !fs.existsSync(file)) throw new Refused({ code: 'file_unreadable', at: file });
  if (text(values, 'vault') === '') {
    if (file === null) throw new Refused({ code: 'usage', at: '--vault' });
    return call('log.verify', { path: file });
  }
  if (text(values, 'case') === '') throw new Refused({ code: 'usage', at: '--case' });
  await call('vault.unlock', { passphrase: process.env['ASSAY_PASSPHRASE'] ?? '' });
  const caseId = await caseIdOf(given);
  return file === null ? call('case.verify', { caseId }) : call('case.verify', { caseId, log: file });
}

export const caseCommands: readonly Command[] = [newCase, listCases, exportLog, verifyCase];
