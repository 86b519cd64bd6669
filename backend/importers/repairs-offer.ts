import { columnOf, tables } from '../../domain/model/books.ts';
import type { Column } from '../../domain/model/books.ts';
import type { Contents, KnownCodes } from '../../domain/model/readers/contents.ts';
import { contentsOf } from '../../domain/model/readers/contents.ts';
import { cellText, digitsOfCell } from '../../domain/model/readers/one-cell.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { sideOfColumn } from '../../domain/model/readers/repairs.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import type { Profile, RepairOffer, StatedRepair } from '../../contract/rpc/books.ts';
import { headerKey, saysThousands } from './headers.ts';
import { readPlan } from './plan.ts';
import { repairFits } from './repairs-check.ts';

export type OfferSample = {
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly records: readonly { readonly record: { readonly cells: readonly string[]; readonly line: number }; readonly odd: boolean }[];
};

type Asked = {
  /** a completed one whose headers are all there */
  readonly profile: Profile;
  readonly sample: OfferSample;
  readonly params: ReaderParams;
  readonly codes: KnownCodes;
};
type Candidate = StatedRepair & { readonly header?: string };

const headerOf = (profile: Profile, column: string): string | undefined => {
  const from = profile.columns[column];
  return from !== undefined && 'header' in from ? from.header : undefined;
};

const unitWords = /(?:^| )(?:кратность|номинал|единиц\p{L}*|за единиц|units?|unit of rate|бірлі\p{L}*)(?: |$)/u;
const quotedFor = /(?:за|per|for|үшін)\s*(10{1,6})(?!\d)/u;

/** Repairs of one mapped column that its header's words or its values speak for. */
function ofColumn({ profile, sample }: Asked, column: Column, contents: ReadonlyMap<string, Contents>): readonly Candidate[] {
  const header = headerOf(profile, column.name);
  if (header === undefined) return [];
  const [key, own] = [headerKey(header), { column: column.name }];
  const out: Candidate[] = [];
  if (column.name === 'hs_code') out.push({ repair: 'left-pad-hs', ...own });
  if (['money', 'quantity', 'rate', 'weight'].includes(column.type)) out.push({ repair: 'round-decimals', ...own });
  if (column.type === 'money' && saysThousands(header)) out.push({ repair: 'thousands', ...own });
  if (sideOfColumn(column.name) === 'credit') out.push({ repair: 'absolute-credit', ...own });
  if (column.type === 'rate' && profile.columns['fx_unit'] === undefined) {
    const unit = Number(quotedFor.exec(key)?.[1] ?? 0);
    if (unit > 1) out.push({ repair: 'rate-unit', ...own, unit });
    const mapped = new Set(Object.keys(profile.columns).map((name) => headerOf(profile, name)));
    const by = sample.headers.find((h) => !mapped.has(h) && unitWords.test(headerKey(h)) && contents.get(h)?.kind !== 'text');
    if (by !== undefined && unit <= 1) out.push({ repair: 'rate-unit', ...own, by });
  }
  return out;
}

/** One amount for both sides: by the mark that stands beside it, else by its sign. */
function ofSides({ profile, sample }: Asked, contents: ReadonlyMap<string, Contents>): readonly Candidate[] {
  const [debit, credit] = [headerOf(profile, 'debit_minor'), headerOf(profile, 'credit_minor')];
  const mapped = new Set(Object.keys(profile.columns).map((name) => headerOf(profile, name)));
  const isAmount = (header: string): boolean => ['amount', 'number', 'count'].includes(contents.get(header)?.kind ?? '');
  if (columnOf(profile.table, 'debit_minor') !== undefined && (debit === undefined || credit === undefined)) {
    const amount = debit ?? credit ?? sample.headers.find((h) => !mapped.has(h) && contents.get(h)?.kind === 'amount');
    const mark = sample.headers.find((h) => !mapped.has(h) && contents.get(h)?.kind === 'mark');
    if (amount === undefined || !isAmount(amount)) return [];
    const both = ['debit_minor', 'credit_minor'].map((column) => ({ column, header: amount }));
    if (mark !== undefined) return both.map((one) => ({ repair: 'split-mark', ...one, by: mark }));
    return contents.get(amount)?.sign === true ? both.map((one) => ({ repair: 'split-sign', ...one })) : [];
  }
  const amount = headerOf(profile, 'amount_minor');
  if (profile.table !== 'payments' || profile.columns['direction'] !== undefined || amount === undefined) return [];
  if (contents.get(amount)?.sign !== true) return [];
  return [
    { repair: 'split-sign', column: 'direction', header: amount },
    { repair: 'absolute-credit', column: 'amount_minor' },
  ];
}

const mostExamples = 3;

/** What a repair does to the rows, read with nothing but its column and the currency beside it. */
function effectOf({ profile, sample, params }: Asked, { header, ...stated }: Candidate): Pick<RepairOffer, 'count' | 'examples'> {
  const column = columnOf(profile.table, stated.column);
  const from = header === undefined ? profile.columns[stated.column] : { header };
  if (column === undefined || from === undefined) return { count: 0, examples: [] };
  const beside = column.currency !== undefined ? profile.columns[column.currency] : undefined;
  const others = profile.repairs.filter((one) => one.column === stated.column && one.repair !== stated.repair);
  const columns = { ...(beside === undefined || column.currency === undefined ? {} : { [column.currency]: beside }), [column.name]: from };
  const plan = readPlan({ ...profile, columns, repairs: [...others, stated] }, sample.headers, sample.fileName);
  const reader = rowReader(plan, params);
  const [at, currencyAt] = [column.name, column.currency].map((name) => reader.columns.findIndex((one) => one.name === name));
  const cell = 'header' in from ? sample.headers.indexOf(from.header) : -1;
  const key = `${stated.repair}:${stated.column}`;
  const out: Value[] = [];
  const examples: { line: number; before: string; after: string }[] = [];
  let count = 0;
  sample.records.forEach(({ record, odd }, i) => {
    if (reader.read({ cells: record.cells, ordinal: i + 1, odd }, out, 0) !== null || (reader.repaired.get(key) ?? 0) === count) return;
    count += 1;
    if (examples.length === mostExamples) return;
    const currency = currencyAt === undefined || currencyAt < 0 ? null : out[currencyAt];
    const place = { table: profile.table, column, currency: typeof currency === 'string' ? currency : null, hsLength: 0 };
    const after = cellText(column, out[at ?? 0] ?? null, digitsOfCell(place, params));
    examples.push({ line: record.line, before: (record.cells[cell] ?? '').trim(), after });
  });
  return { count, examples };
}

/** Nearly all of a credit column stands below nought: a few negative ones are reversals. */
function isTurned({ profile, sample }: Asked, column: string): boolean {
  const at = sample.headers.indexOf(headerOf(profile, column) ?? '');
  const written = sample.records.map(({ record }) => (record.cells[at] ?? '').trim()).filter((text) => /[1-9]/.test(text));
  return written.length > 0 && written.filter((text) => /^[-\u2212(]|[-\u2212]$/.test(text)).length >= written.length * 0.9;
}

/**
 * The repairs that the profile states and those that the previewed rows would need, each with how many values it changes and the first of
 * them before and after. Nothing is repaired unless the profile states it; a day that could be read two ways is never offered.
 */
export function offerRepairs(asked: Asked): readonly RepairOffer[] {
  const { profile, sample } = asked;
  const contents = new Map<string, Contents>();
  sample.headers.slice(0, 500).forEach((header, i) => {
    const found = contentsOf(
      sample.records.map(({ record }) => record.cells[i] ?? ''),
      asked.codes,
    );
    if (found !== null) contents.set(header, found);
  });
  const isStated = ({ repair, column }: Candidate): boolean => profile.repairs.some((r) => r.repair === repair && r.column === column);
  const candidates = [...tables[profile.table].flatMap((column) => ofColumn(asked, column, contents)), ...ofSides(asked, contents)];
  const wanted = candidates.filter(
    (one) =>
      !isStated(one) &&
      repairFits(profile.table, one) &&
      !(one.repair === 'absolute-credit' && one.column !== 'amount_minor' && !isTurned(asked, one.column)),
  );
  const stated = profile.repairs.map((one) => ({ ...one, stated: true, ...effectOf(asked, one) }));
  const offered = wanted.map((one) => ({ ...one, stated: false, ...effectOf(asked, one) })).filter((one) => one.count > 0);
  return [...stated, ...offered];
}
