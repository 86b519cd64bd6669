import { words } from '../words.ts';
import type { WordArg, Words } from '../words.ts';

/** Why a row was rejected. Text at `problem.<code>`; a code is never renamed. */
export const problemCodes = [
  'row_width',
  'required_empty',
  'control_characters',
  'day_unreadable',
  'day_impossible',
  'day_other_form',
  'number_unreadable',
  'number_scientific',
  'number_decimals',
  'number_too_large',
  'number_too_small',
  'number_whole_expected',
  'number_decimal_expected',
  'currency_unknown',
  'hs_unreadable',
  'hs_lost_zeros',
  'mark_unknown',
  'rate_unit_unknown',
  // stands in certificates of dbf-3 only: rows without their memo are read since dbf-4
  'text_elsewhere',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

/** A value was not read: what is wrong, in which column, and the text as it stood. */
export type RowProblem = {
  readonly code: ProblemCode;
  readonly column: string;
  readonly text: string;
  /** numbers that the sentence needs: expected and found width, digits, the least value */
  readonly expected?: number;
  readonly found?: number;
};

const longest = 60;

/** The problem as key and arguments: `column` is itself a key, the text is cut at 60 characters. */
export function problemWords(problem: RowProblem): Words {
  const args: Record<string, WordArg> = {};
  if (problem.column !== '') args['column'] = { words: words(`column.${problem.column}`) };
  if (problem.text !== '') args['text'] = problem.text.length > longest ? `${problem.text.slice(0, longest)}…` : problem.text;
  if (problem.expected !== undefined) args['expected'] = problem.expected;
  if (problem.found !== undefined) args['found'] = problem.found;
  return words(`problem.${problem.code}`, args);
}
