import { Refused } from '../../domain/model/refused.ts';
import { words } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';
import { procedureProblems } from '../../domain/packs/procedure.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';
import { asRulePack, rulePack } from './rule-pack.ts';

/** @property path as in the JSON: `vat.rates[1].percent` @property problem text at `pack.problem.*` */
export type PackProblem = { readonly path: string; readonly problem: Words };

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`)).join('');

type Issue = { readonly code: string; readonly path: readonly PropertyKey[]; readonly message: string; readonly input?: unknown };

function issueWords(
  issue: Issue & { readonly expected?: unknown; readonly keys?: readonly string[]; readonly values?: readonly unknown[] },
): Words {
  switch (issue.code) {
    case 'invalid_type':
      return words(issue.input === undefined ? 'pack.problem.missing' : 'pack.problem.type', { expected: String(issue.expected) });
    case 'unrecognized_keys':
      return words('pack.problem.unknownKey', { keys: (issue.keys ?? []).join(', ') });
    case 'invalid_value':
      return words('pack.problem.choice', { choices: (issue.values ?? []).map(String).join(', ') });
    case 'custom':
      return words('pack.problem.form', { form: issue.message });
    case 'too_small':
    case 'too_big':
      return words('pack.problem.range');
    default:
      return words('pack.problem.form', { form: issue.code });
  }
}

const problem = (path: string, key: string): PackProblem => ({ path, problem: words(`pack.problem.${key}`) });

function duplicates(path: string, ids: readonly string[]): readonly PackProblem[] {
  return ids.flatMap((id, i) => (ids.indexOf(id) < i ? [problem(`${path}[${i}]`, 'twice')] : []));
}

function unordered(path: string, keys: readonly string[]): readonly PackProblem[] {
  return keys.flatMap((key, i) => (i > 0 && key <= (keys[i - 1] ?? '') ? [problem(`${path}[${i}]`, 'order')] : []));
}

/** What must hold between the parts of a pack that has the right form. */
function relations(pack: RulePack): readonly PackProblem[] {
  const both = pack.calendar.working.filter((day) => pack.calendar.nonWorking.includes(day));
  const weights = new Set((pack.taxId.checksum?.passes ?? []).map((p) => p.length));
  return [
    ...(pack.currencies.some((c) => c.code === pack.nationalCurrency) ? [] : [problem('nationalCurrency', 'unknownCurrency')]),
    ...(both.length > 0 ? [problem('calendar.working', 'bothWorkingAndNot')] : []),
    ...(weights.size > 1 ? [problem('taxId.checksum.passes', 'passLengths')] : []),
    ...duplicates(
      'currencies',
      pack.currencies.map((c) => c.code),
    ),
    ...duplicates(
      'units',
      pack.units.map((u) => u.code),
    ),
    ...duplicates(
      'deadlines',
      pack.deadlines.map((d) => d.id),
    ),
    ...duplicates(
      'legalReferences',
      pack.legalReferences.map((l) => l.id),
    ),
    ...duplicates(
      'procedures',
      (pack.procedures ?? []).map(({ id }) => id),
    ),
    ...(pack.procedures ?? []).flatMap((one, i) =>
      procedureProblems(one).map(({ at, problem: what }) => problem(`procedures[${i}].${at}`, what)),
    ),
    ...unordered(
      'vat.rates',
      pack.vat.rates.map((r) => r.from),
    ),
    ...unordered(
      'timeZone.offsets',
      pack.timeZone.offsets.map((o) => o.fromUtc),
    ),
  ];
}

/** Everything that is wrong with a pack, each with its place; empty when it can be used. */
export function packProblems(value: unknown): readonly PackProblem[] {
  const read = rulePack.safeParse(value, { reportInput: true });
  if (read.success) return relations(asRulePack(read.data));
  return read.error.issues.map((issue) => ({ path: pathText(issue.path), problem: issueWords(issue) }));
}

/** @throws Refused pack_invalid with the first problem's place in `at` and its key in `args.problem` */
export function readPack(value: unknown): RulePack {
  const [first] = packProblems(value);
  if (first !== undefined) throw new Refused({ code: 'pack_invalid', at: first.path, args: { problem: first.problem.key } });
  return asRulePack(rulePack.parse(value));
}
