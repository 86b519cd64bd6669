import type { HandlerContext } from '../../contract/rpc/call.ts';
import { cellsById, rowPlaces } from '../../db/queries/matching.ts';
import type { DecidedEntry, StoredLink } from '../../db/repositories/matches.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import { Refused } from '../../domain/model/refused.ts';
import { decimalToScaled, scaledToDecimal } from '../../domain/money/decimal.ts';
import type { DocumentRest } from '../analysis/match-rests.ts';
import { digitsOfAmount, isQuantity, matchRowOf } from '../analysis/match-rows.ts';
import type { MatchMoney, MatchRow } from '../analysis/match-rows.ts';
import { matchChildren } from './children.ts';
import { visibleImports } from './declared-lines.ts';
import { putMatch } from './match-decide.ts';
import { askedNow, decisionsOf, moneyOf, outdate, paramsOf, requestOf } from './match-work.ts';
import type { OfKind } from './match-work.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

type Links = readonly StoredLink[];
type Scaled = (link: StoredLink) => bigint;

const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const rowKey = (name: string, currency: string): string => `${currency} ${name}`;

/** What of a row is given to confirmed matches already, by currency and name, in minor units. */
function taken(decisions: readonly DecidedEntry[], scaled: Scaled): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { state, links } of decisions) {
    if (state !== 'confirmed') continue;
    for (const link of links) for (const row of [link.left, link.right]) add(sums, rowKey(row, link.currency), scaled(link));
  }
  return sums;
}

function add(sums: Map<string, bigint>, key: string, amount: bigint): bigint {
  const sum = (sums.get(key) ?? 0n) + amount;
  sums.set(key, sum);
  return sum;
}

function scaledBy(of: OfKind, money: MatchMoney): Scaled {
  return ({ amount, currency }) => {
    const value = amount === null ? 0n : decimalToScaled(amount, digitsOfAmount({ kind: of.kind, currency, money }));
    if (value === null || value < 0n) throw new Refused({ code: 'field_invalid', at: 'amount' });
    return value;
  };
}

/** The currency of an amount is known to the rule pack, and one of the two records is in it; quantities know units instead. */
function refuseCurrency(links: Links, rows: ReadonlyMap<string, MatchRow>, of: { kind: OfKind['kind']; money: MatchMoney }): void {
  for (const { left, right, amount, currency } of links) {
    if (amount === null) continue;
    const known = isQuantity(of.kind) || Object.hasOwn(of.money.digits, currency) || currency === of.money.national;
    const near = [left, right].some((name) => rows.get(name)?.currency === currency);
    if (known && near) continue;
    const problem = known ? 'currency_of_neither' : 'currency_unknown';
    throw new Refused({ code: 'value_invalid', at: 'currency', args: { problem, text: currency, expected: '' } });
  }
}

type Over = { readonly label: string; readonly rest: bigint; readonly asked: bigint; readonly currency: string };

/** Says which record gives more than it has, and how much is left of it. */
function refuseOver({ label, rest, asked, currency }: Over, of: { kind: OfKind['kind']; money: MatchMoney }): never {
  const digits = digitsOfAmount({ ...of, currency });
  const say = (amount: bigint): string => `${scaledToDecimal(amount, digits)} ${currency}`;
  throw new Refused({ code: 'amount_above_rest', at: label, args: { rest: say(rest < 0n ? 0n : rest), asked: say(asked) } });
}

type Checked = { readonly links: Links; readonly scaled: Scaled; readonly money: MatchMoney };

/** No row gives more than it has. */
function refuseRows(of: OfKind, given: Checked, seen: { rows: ReadonlyMap<string, MatchRow>; decisions: readonly DecidedEntry[] }): void {
  const { links, scaled, money } = given;
  const before = taken(seen.decisions, scaled);
  const sums = new Map(before);
  for (const link of links) {
    for (const name of [link.left, link.right]) {
      const row = seen.rows.get(name);
      const key = rowKey(name, link.currency);
      const sum = add(sums, key, scaled(link));
      if (row === undefined || row.amount === null || link.amount === null || row.currency !== link.currency) continue;
      const whole = size(decimalToScaled(row.amount, digitsOfAmount({ kind: of.kind, currency: row.currency, money })) ?? 0n);
      const gone = before.get(key) ?? 0n;
      if (sum > whole)
        refuseOver({ label: row.label, rest: whole - gone, asked: sum - gone, currency: link.currency }, { kind: of.kind, money });
    }
  }
}

/** No document gives more than is left of it, whichever of its rows are named: each row of an invoice carries the total of the whole. */
function refuseDocuments(of: OfKind, { links, scaled, money }: Checked, rests: ReadonlyMap<string, DocumentRest>): void {
  const asked = new Map<string, bigint>();
  for (const link of links) {
    for (const name of [link.left, link.right]) {
      const rest = rests.get(name);
      if (rest === undefined || rest.open === null || link.amount === null || rest.currency !== link.currency) continue;
      const sum = add(asked, rest.document, scaled(link));
      const open = BigInt(rest.open);
      if (sum > open) refuseOver({ label: rest.label, rest: open, asked: sum, currency: link.currency }, { kind: of.kind, money });
    }
  }
}

/**
 * Links that a person makes. Each names a visible row of either side; no row and no document gives more than is left of it.
 * @throws Refused row_missing (a row of another table too), field_invalid (an amount that is none), value_invalid (a currency that is not
 * known or that neither record is in), amount_above_rest
 */
export async function linkByHand(
  session: Session,
  of: OfKind & { links: Links; note: string },
  context: HandlerContext,
): Promise<{ matchId: string }> {
  const { caseId, kind, links } = of;
  const money = moneyOf(session, caseId);
  const checked = { links, scaled: scaledBy(of, money), money };
  const rows = handRows(session, of, { links, money });
  refuseCurrency(links, rows, { kind, money });
  refuseRows(of, checked, { rows, decisions: await decisionsOf(session, of) });
  const names = [...new Set(links.flatMap((link) => [link.left, link.right]))];
  const rests = await matchChildren(session).ask(
    caseId,
    'match.rests',
    {
      books: session.vault().booksAccess(caseId),
      request: await requestOf(session, of, paramsOf(session, of)),
      stamp: askedNow(session, of)?.stamp ?? '',
      names,
    },
    { signal: context.signal },
  );
  refuseDocuments(of, checked, new Map(rests.map((rest) => [rest.name, rest])));
  const change = putMatch({ kind, method: 'hand', rule: 'hand', links, state: 'confirmed', note: of.note });
  record(session, caseId, [change]);
  outdate(session, of);
  return { matchId: change.id };
}

function handRows(session: Session, { caseId, kind }: OfKind, given: { links: Links; money: MatchMoney }): ReadonlyMap<string, MatchRow> {
  const imports = visibleImports(session, caseId);
  const spec = kindSpecs[kind];
  return session
    .vault()
    .books(caseId)
    .read((books) => {
      const rows = new Map<string, MatchRow>();
      for (const side of ['left', 'right'] as const) {
        const names = given.links.map((link) => link[side]);
        const places = rowPlaces(books, spec[side].table, imports);
        const ranks = places.ranksOf(names);
        const missing = names.find((name) => !ranks.has(name));
        if (missing !== undefined) throw new Refused({ code: 'row_missing', at: missing });
        const cells = cellsById(
          books,
          places.table,
          [...ranks.values()].map((rank) => places.idOf(rank)),
        );
        for (const [name, rank] of ranks)
          rows.set(name, matchRowOf(cells.get(places.idOf(rank)), { name, table: places.table, kind, money: given.money }));
      }
      return rows;
    });
}
