import { containerCheckDigit, containerProblem, containerText } from '../../../../domain/catalogue/container.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import { checkDigit, taxIdProblem } from '../../../../domain/packs/tax-id.ts';
import { loadPack, packIds } from '../../../packs/load-pack.ts';
import { oneOf, text } from '../command.ts';
import type { Command } from '../command.ts';
import { figures } from './figures.ts';

const bin: Command = {
  path: 'calc bin',
  usage: 'calc bin NUMBER [--pack P]',
  options: { pack: oneOf(packIds()) },
  required: [],
  positionals: [1, 1],
  vault: 'none',
  run: async ({ values, positionals: [number = ''], say }) => {
    const { pack } = loadPack(text(values, 'pack') || 'kz');
    const { checksum } = pack.taxId;
    if (!/^\d+$/.test(number) || checksum === null) throw new Refused({ code: 'value_invalid', at: number });
    const whole = new RegExp(pack.taxId.pattern, 'u').test(number);
    const check = checkDigit(checksum, whole ? number.slice(0, -1) : number);
    const problem = whole ? taxIdProblem(pack, number) : null;
    return figures(say, whole ? { check, valid: problem === null, problem } : { check, issuable: check !== null });
  },
};

const container: Command = {
  path: 'calc container',
  usage: 'calc container NUMBER',
  options: {},
  required: [],
  positionals: [1, 1],
  vault: 'none',
  run: async ({ positionals: [number = ''], say }) => {
    const owner = containerText(number);
    const check = containerCheckDigit(owner.slice(0, 10));
    if (check === null || owner.length > 11) throw new Refused({ code: 'value_invalid', at: number });
    const problem = owner.length === 11 ? containerProblem(owner) : null;
    return figures(say, owner.length === 11 ? { check, valid: problem === null, problem } : { check });
  },
};

export const numberCommands: readonly Command[] = [bin, container];
