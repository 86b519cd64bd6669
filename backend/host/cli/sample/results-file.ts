import path from 'node:path';
import type { Input } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import { isDecimal } from '../../../../domain/money/decimal.ts';
import { detectDelimiter } from '../../../importers/csv/detect-delimiter.ts';
import { csvTokenizer } from '../../../importers/csv/tokenizer.ts';
import { textOf } from '../calc/figures.ts';

type Result = Input<AssayCalls['sample.record']>['results'][number];

const yes = new Set(['1', 'true', 'yes', 'да', 'иә']);
const no = new Set(['', '0', 'false', 'no', 'нет', 'жоқ']);

/** An amount as a person types it into a worksheet: spaces between thousands, a decimal comma. */
const plain = (cell: string): string => cell.replaceAll(/[\s\u00a0\u202f]/gu, '').replace(/^(-?\d+),(\d+)$/u, '$1.$2');

function resultOf(
  cells: (name: string) => string,
  at: { readonly where: string; readonly keyOf: (item: string) => string },
): Result | null {
  const [state, audited, deviation] = [cells('state').toLowerCase(), plain(cells('audited')), cells('deviation').toLowerCase()];
  if (state === '' && audited === '' && deviation === '') return null;
  const invalid = (value: string): never => {
    throw new Refused({ code: 'value_invalid', at: `${at.where} ${value}` });
  };
  if (!['', 'examined', 'unexaminable'].includes(state)) invalid(state);
  if (audited !== '' && !isDecimal(audited)) invalid(audited);
  if (!yes.has(deviation) && !no.has(deviation)) invalid(deviation);
  return {
    key: at.keyOf(cells('item') === '' ? cells('no') : cells('item')),
    state: state === 'unexaminable' ? 'unexaminable' : 'examined',
    audited: audited === '' ? null : audited,
    deviation: yes.has(deviation),
    note: cells('note'),
  };
}

/**
 * Results of a worksheet: columns `item` (or `no`), `state`, `audited`, `deviation`, `note`; lines without any of them are not examined yet.
 * @throws Refused file_unreadable, column_unknown, value_invalid (`at`: file and line), file_header_only
 */
export function readResults(file: string, keyOf: (item: string) => string): Result[] {
  const content = textOf(file);
  const name = path.basename(file);
  const records: { readonly cells: readonly string[]; readonly line: number }[] = [];
  const delimiter = detectDelimiter(content.split('\n').slice(0, 20).join('\n'));
  const tokens = csvTokenizer({ delimiter, encoding: 'utf-8', skip: 0, file: name });
  tokens.feed(Buffer.from(content), ({ cells, line }) => records.push({ cells, line }));
  tokens.end(({ cells, line }) => records.push({ cells, line }));
  const [head, ...lines] = records;
  const places = new Map((head?.cells ?? []).map((header, at) => [header.trim().toLowerCase(), at]));
  if (!places.has('item') && !places.has('no')) throw new Refused({ code: 'column_unknown', at: `${name}: item` });
  const results = lines.flatMap(({ cells, line }): readonly Result[] => {
    const cell = (column: string): string => (cells[places.get(column) ?? -1] ?? '').trim();
    const found = resultOf(cell, { where: `${name}:${line}`, keyOf });
    return found === null ? [] : [found];
  });
  if (results.length === 0) throw new Refused({ code: 'file_header_only', at: name });
  return results;
}
