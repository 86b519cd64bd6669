import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { kindSpecs } from '../../../../domain/matching/kinds.ts';
import { matchKinds } from '../../../../domain/matching/kind-names.ts';
import type { MatchKindName } from '../../../../domain/matching/kind-names.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import type { Decimal } from '../../../../domain/model/scalars.ts';
import { decimalToScaled, scaledToDecimal, sumDecimals } from '../../../../domain/money/decimal.ts';

export type Kind = MatchKindName;
export type Summary = Output<AssayCalls['match.summary']>['summaries'][number];
export type SideFigures = Summary['left'];
export type Proposal = Output<AssayCalls['match.proposals']>['proposals'][number];
export type Method = Proposal['method'];
export type State = Proposal['state'];
export type Decision = Exclude<State, 'proposed'>;
export type MatchSet = Output<AssayCalls['match.list']>['matches'][number];
export type MatchRow = Proposal['rows'][number];
/** A record to be linked by hand, with what is left of it. */
export type OpenRow = Output<AssayCalls['match.unmatched']>['rows'][number];
export type MatchLink = Proposal['links'][number];
export type Article = Output<AssayCalls['article.suggest']>['links'][number];
export type Params = { readonly days: number; readonly toleranceBp: number; readonly minScore: number };
export type Side = 'left' | 'right';

export const kinds: readonly Kind[] = matchKinds;
export const methods: readonly Method[] = ['exact', 'rule', 'scored'];
export const sides: readonly Side[] = ['left', 'right'];
export const usualParams: Params = { days: 60, toleranceBp: 50, minScore: 0.6 };

export const tableOf = (kind: Kind, side: Side): TableName => kindSpecs[kind][side].table;

/** Whether rows of the table take part in any kind. */
export const canMatch = (table: TableName): boolean => kinds.some((kind) => sides.some((side) => tableOf(kind, side) === table));

/** What a person does with a kind of records, as the address says it. */
export const parts = ['proposals', 'confirmed', 'refused', 'hand'] as const;
export type Part = (typeof parts)[number];

/** Where a figure leads. */
export type OpenPart = (kind: Kind, part: Part, side?: Side) => void;

/** The matched share of a side by its rows, in whole percent: not 100 before the last one, not 0 after the first. */
export function shareOf({ rows, matched }: Pick<SideFigures, 'rows' | 'matched'>): number {
  if (rows === 0 || matched === 0) return 0;
  if (matched >= rows) return 100;
  return Math.min(99, Math.max(1, Math.round((matched / rows) * 100)));
}

/** One line of a match: which row stands on either side, and what of them belongs together. A row that stood in the line above is not said again. */
export type Pairing = {
  readonly left: MatchRow | null;
  readonly right: MatchRow | null;
  readonly amount: string | null;
  readonly currency: string;
  readonly linked: boolean;
};

/** Links as lines, in the order of the left rows and then of the right ones; rows without a link stand alone at the end. */
export function pairings(rows: readonly MatchRow[], links: readonly MatchLink[], rightTable: TableName): readonly Pairing[] {
  const place = new Map(rows.map((row, i) => [row.name, i]));
  const of = (name: string): MatchRow | null => rows[place.get(name) ?? -1] ?? null;
  const at = (name: string): number => place.get(name) ?? rows.length;
  const sorted = links.toSorted((a, b) => at(a.left) - at(b.left) || at(a.right) - at(b.right));
  const lines = sorted.map((link, i): Pairing => {
    const before = sorted[i - 1];
    const again = (side: Side): boolean => before !== undefined && before[side] === link[side];
    return {
      left: again('left') ? null : of(link.left),
      right: again('right') ? null : of(link.right),
      amount: link.amount,
      currency: link.currency,
      linked: true,
    };
  });
  const named = new Set(links.flatMap(({ left, right }) => [left, right]));
  const alone = rows
    .filter((row) => !named.has(row.name))
    .map((row): Pairing => {
      const right = row.table === rightTable;
      return { left: right ? null : row, right: right ? row : null, amount: null, currency: '', linked: false };
    });
  return [...lines, ...alone];
}

/** The sum of what is linked; null where several currencies or no amounts are. */
export function linkedSum(links: readonly MatchLink[]): { readonly amount: Decimal; readonly currency: string } | null {
  const [first] = links;
  const amounts = links.flatMap(({ amount }) => (amount === null ? [] : [amount as Decimal]));
  if (first === undefined || amounts.length < links.length || links.some(({ currency }) => currency !== first.currency)) return null;
  return { amount: sumDecimals(amounts), currency: first.currency };
}

/** The rows of one side in short: the first one's number, and how many more there are. */
export function sideShort(rows: readonly MatchRow[], table: TableName): { readonly label: string; readonly more: number } {
  const own = rows.filter((row) => row.table === table);
  return { label: own[0]?.label ?? '', more: Math.max(0, own.length - 1) };
}

/** Amounts of matches have at most so many decimals: quantities have six. */
const finest = 6;

const trimmed = (text: Decimal, least: number): Decimal => {
  const [whole = '0', decimals = ''] = text.split('.');
  const kept = decimals.replace(/0+$/, '').padEnd(least, '0');
  return (kept === '' ? whole : `${whole}.${kept}`) as Decimal;
};

export const scaled = (text: string): bigint | null => decimalToScaled(text, finest);

/** @param like an amount whose decimals are kept */
export const unscaled = (value: bigint, like = ''): Decimal => trimmed(scaledToDecimal(value, finest), like.split('.')[1]?.length ?? 0);

export const isZero = (amount: string): boolean => /^-?0*(\.0*)?$/.test(amount);

/** Whether something of a record is matched, and something still open. */
export const isPartly = (row: OpenRow): row is OpenRow & { readonly open: Decimal; readonly amount: Decimal } =>
  row.open !== null && row.amount !== null && scaled(row.open) !== scaled(row.amount.replace(/^-/, ''));
